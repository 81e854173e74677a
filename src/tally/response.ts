/**
 * What one person's answers add to her leaf.
 *
 * A baseline response fills the baseline tables. An endline response carries the baseline answers with it and fills the paired tables
 * and nothing of the baseline's, so nobody is counted twice and everybody who left is the difference of two counts.
 */
import { type Arm, type FormOrder, VISIT_OCCASIONS, type VisitOccasion } from '../assessment/design.ts'
import type { Answers, Instrument } from '../assessment/instrument.ts'
import { scalesOf, scoreOf } from '../assessment/scoring.ts'
import type { Cells } from '../assessment/strong-mode.ts'
import { key, POOLED } from './keys.ts'
import { readyKeys } from './ready-keys.ts'

export interface Response {
  readonly occasion: VisitOccasion
  readonly arm: Arm
  readonly order: FormOrder
  /** The answers of this occasion, one code for each concept. */
  readonly answers: Answers
  /** At the endline of `questions-first`: the answers given at baseline. */
  readonly before?: Answers
  /** At the endline: "before this page" for the concepts that ask it. */
  readonly recalled?: Answers
  /** Where the pick-list was asked: at baseline, or at the endline of `content-first`. May be empty. */
  readonly barriers?: readonly string[]
}

/** The keys that this response adds one to, each at most once. */
export function keysOfResponse(instrument: Instrument, response: Response): string[] {
  if (response.arm === 'content-first') return contentFirstKeys(instrument, response)
  return response.occasion === 'baseline' ? baselineKeys(instrument, response) : endlineKeys(instrument, response)
}

/** The keys that a person's reports in strong mode add one to. Nothing else of her is counted: no barriers, scores or form order. */
export const keysOfReports = (reports: Cells): string[] => [
  key.n('strong', POOLED),
  ...Object.entries(reports).map(([concept, cell]) => key.reported(concept, cell)),
]

/** Who answers again weeks later: her answers now, and those of the two occasions of her visit, one code for each concept. */
export interface FollowupResponse {
  readonly order: FormOrder
  readonly answers: Answers
  readonly baseline: Answers
  readonly endline: Answers
}

/**
 * The keys that a follow-up adds one to. She has been counted at both occasions already, so nothing is counted but pairs that the new answers are part of:
 * how she went from before to after stands in her first leaf, and is not said again.
 */
export function keysOfFollowup(instrument: Instrument, { order, answers, ...earlier }: FollowupResponse): string[] {
  const keys = [key.n('followup', order)]
  for (const since of VISIT_OCCASIONS) {
    for (const { id } of instrument.concepts)
      keys.push(key.followup(since, order, id, codeOf(earlier[since], id), codeOf(answers, id)))
    for (const scale of scalesOf(instrument))
      keys.push(
        key.followupScore(since, order, scale, scoreOf(instrument, scale, earlier[since]), scoreOf(instrument, scale, answers)),
      )
  }
  return keys
}

function baselineKeys(instrument: Instrument, { order, answers, barriers = [] }: Response): string[] {
  const keys = [key.n('baseline', order)]
  const ready = readyKeys(instrument, order)
  for (const [{ scale }, { baseline }] of ready.concepts) keys.push(...baseline(answers, scoreOf(instrument, scale, answers)))
  for (const { scale, baseline } of ready.scales) keys.push(baseline(scoreOf(instrument, scale, answers)))
  for (const barrier of barriers) keys.push(key.barrier(order, barrier))
  return keys
}

function endlineKeys(instrument: Instrument, { order, answers, before = {}, recalled: then = {} }: Response): string[] {
  const keys = [key.n('endline', order)]
  const ready = readyKeys(instrument, order)
  for (const [, { paired, recalled }] of ready.concepts) {
    keys.push(paired(before, answers))
    if (recalled) keys.push(recalled(then, answers))
  }
  for (const { scale, paired } of ready.scales)
    keys.push(paired(scoreOf(instrument, scale, before), scoreOf(instrument, scale, answers)))
  return keys
}

function contentFirstKeys(instrument: Instrument, { order, answers, recalled = {}, barriers = [] }: Response): string[] {
  const keys = [key.n('content-first', order)]
  for (const { id, thenTest } of instrument.concepts) {
    keys.push(key.contentFirst(order, id, codeOf(answers, id)))
    if (thenTest) keys.push(key.contentFirstRecalled(order, id, codeOf(recalled, id), codeOf(answers, id)))
  }
  for (const scale of scalesOf(instrument)) keys.push(key.contentFirstScore(order, scale, scoreOf(instrument, scale, answers)))
  for (const barrier of barriers) keys.push(key.contentFirstBarrier(order, barrier))
  return keys
}

/** A response is parsed before it is counted (protocol/record), so a hole here is a bug and says so. */
function codeOf(answers: Answers, concept: string): string {
  const code = answers[concept]
  if (code === undefined) throw new TypeError(`response: no answer for ${concept}`)
  return code
}
