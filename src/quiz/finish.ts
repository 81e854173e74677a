/** From a visit to the messages it sends: a start, and a record for each finished occasion. */
import type { Occasion } from '../assessment/design.ts'
import type { Answers } from '../assessment/instrument.ts'
import type { AnswerRecord } from '../protocol/record.ts'
import { $delivery } from './delivery.ts'
import { putInOutbox } from './outbox.ts'
import type { PathData, WaveData } from './page-data.ts'
import { oneTimeNumber } from './random.ts'
import { $visit, changeVisit, type Visit, venueCode } from './visit.ts'

/** Her place counts for an adult alone: of everybody else the code does not leave the phone. */
const venueFor = (visit: Visit): string => (visit.age === '18+' ? venueCode() : '')

/** Hands in an occasion. Its one-time number is drawn and kept first, so handing it in again after a reload counts once. */
export function finishOccasion(wave: WaveData, path: PathData, occasion: Occasion): void {
  const record = recordOf(wave, path, withId(occasion), occasion)
  if (!record) return
  $delivery.set('sending')
  putInOutbox('/api/records', record)
}

/** Counts that somebody has answered a first screen: an age that was chosen and taken back before that counts nothing. */
export function countStart(wave: WaveData, { instrument }: PathData): void {
  if ($visit.get().ids.start) return
  const visit = withId('start')
  const { age, draw } = visit
  if (age && draw)
    putInOutbox('/api/footfall', {
      v: 1,
      id: visit.ids.start as string,
      event: 'start',
      wave: wave.id,
      instrument,
      age,
      arm: draw.arm,
      venue: venueFor(visit),
    })
}

function withId(what: Occasion | 'start'): Visit {
  const { ids } = $visit.get()
  changeVisit({ ids: { ...ids, [what]: ids[what] ?? oneTimeNumber() } })
  return $visit.get()
}

function recordOf(wave: WaveData, { instrument, concepts }: PathData, visit: Visit, occasion: Occasion): AnswerRecord | undefined {
  const { age, draw, ids } = visit
  if (!age || !draw) return undefined
  const asked = (answers: Answers, which = concepts): Answers => Object.fromEntries(which.map(({ id }) => [id, answers[id] ?? '']))
  const recallAsked = concepts.filter(({ thenTest }) => thenTest)
  const isPaired = draw.arm === 'questions-first'
  return {
    v: 1,
    id: ids[occasion] as string,
    wave: wave.id,
    instrument,
    occasion,
    arm: draw.arm,
    order: draw.order,
    age,
    venue: venueFor(visit),
    answers: asked(visit[occasion]),
    ...(occasion === 'endline' && isPaired && { before: asked(visit.baseline) }),
    ...(occasion === 'endline' && recallAsked.length > 0 && { recalled: asked(visit.recalled, recallAsked) }),
    ...((occasion === 'baseline') === isPaired && { barriers: visit.barriers }),
  }
}
