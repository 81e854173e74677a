/** From a visit to the messages it sends: a start, and a record for each finished occasion. */
import type { VisitOccasion } from '../assessment/design.ts'
import type { Answers } from '../assessment/instrument.ts'
import type { AnswerRecord } from '../protocol/record.ts'
import type { StrongRecord } from '../protocol/strong-record.ts'
import { putInOutbox } from './outbox.ts'
import type { PathData, WaveData } from './page-data.ts'
import { oneTimeNumber } from './random.ts'
import { $visit, changeVisit, type Visit } from './visit.ts'

/** What every message says of a visit. */
export type Head = Pick<AnswerRecord, 'v' | 'id' | 'wave' | 'instrument' | 'age' | 'venue'>

/** Makes the record of a finished occasion, or nothing where the occasion sends none. */
export type RecordMaker = (
  head: Head,
  path: PathData,
  visit: Visit,
  occasion: VisitOccasion,
) => AnswerRecord | StrongRecord | undefined

/** Hands in an occasion. Its record is kept before it is sent, with all that was drawn for it, so handing it in again after a reload sends the same one. */
export function finishOccasion(wave: WaveData, path: PathData, occasion: VisitOccasion): void {
  const visit = $visit.get()
  const head = headOf(wave, path, visit)
  const record = visit.made[occasion] ?? (head && (wave.makeRecord ?? exactRecord)(head, path, visit, occasion))
  if (!record) return
  changeVisit({ made: { ...visit.made, [occasion]: record }, delivery: 'sending' })
  ;(wave.deliver ?? putInOutbox)('/api/records', record, occasion === 'endline' ? visit.made.baseline?.id : undefined)
}

/** Counts that somebody has answered a first screen: an age that was chosen and taken back before that counts nothing. */
export function countStart(wave: WaveData, path: PathData): void {
  const visit = $visit.get()
  // Asked at each question, so what is drawn for it is drawn once.
  const head = visit.made.start ? undefined : headOf(wave, path, visit)
  if (!head || !visit.draw) return
  changeVisit({ made: { start: true } })
  ;(wave.deliver ?? putInOutbox)('/api/footfall', { ...head, event: 'start', arm: visit.draw.arm })
}

/** Her place counts for an adult alone: of everybody else the code does not leave the phone. */
const headOf = ({ id: wave }: WaveData, { instrument }: PathData, { age, code }: Visit): Head | undefined =>
  age && { v: 1, id: oneTimeNumber(), wave, instrument, age, venue: age === '18+' ? code : '' }

export const exactRecord: RecordMaker = (head, { concepts }, visit, occasion) => {
  if (!visit.draw) return undefined
  const { arm, order } = visit.draw
  const asked = (answers: Answers, which = concepts): Answers => Object.fromEntries(which.map(({ id }) => [id, answers[id] ?? '']))
  const recallAsked = concepts.filter(({ thenTest }) => thenTest)
  const isPaired = arm === 'questions-first'
  return {
    ...head,
    occasion,
    arm,
    order,
    answers: asked(visit[occasion]),
    ...(occasion === 'endline' && isPaired && { before: asked(visit.baseline) }),
    ...(occasion === 'endline' && recallAsked.length > 0 && { recalled: asked(visit.recalled, recallAsked) }),
    ...((occasion === 'baseline') === isPaired && { barriers: visit.barriers }),
  }
}
