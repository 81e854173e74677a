/**
 * The keys of an instrument's visits, made once: a record names some fourteen out of a few thousand, and made anew each time they took as long as reading it did. Whoever
 * looks one up in a map finds its hash worked out as well. What is kept is as bounded as `keysOf`.
 */
import { FORM_ORDERS, type FormOrder } from '../assessment/design.ts'
import type { Answers, Concept, Instrument, Scale } from '../assessment/instrument.ts'
import { conceptsOf, isRight, scalesOf } from '../assessment/scoring.ts'
import { key } from './keys.ts'

export interface ConceptKeys {
  /** What everybody who answered before adds of this concept: her answer, and whether it is right beside her score of the scale. */
  readonly baseline: (answers: Answers, score: number) => readonly [string, string]
  readonly paired: (before: Answers, after: Answers) => string
  /** Left out of a concept that "before this page" is not asked of. */
  readonly recalled?: (then: Answers, now: Answers) => string
}

export interface ScaleKeys {
  readonly scale: Scale
  readonly baseline: (score: number) => string
  readonly paired: (before: number, after: number) => string
}

/** For one form order, in the instrument's own order. */
export interface ReadyKeys {
  readonly concepts: readonly (readonly [Concept, ConceptKeys])[]
  readonly scales: readonly ScaleKeys[]
}

const known = new WeakMap<Instrument, Readonly<Record<FormOrder, ReadyKeys>>>()

export function readyKeys(instrument: Instrument, order: FormOrder): ReadyKeys {
  const found = known.get(instrument)
  if (found) return found[order]
  const made = Object.fromEntries(FORM_ORDERS.map((each) => [each, madeFor(instrument, each)])) as Record<FormOrder, ReadyKeys>
  known.set(instrument, made)
  return made[order]
}

function madeFor(instrument: Instrument, order: FormOrder): ReadyKeys {
  return {
    concepts: instrument.concepts.map((concept) => [concept, keysOfConcept(instrument, order, concept)]),
    scales: scalesOf(instrument).map((scale) => keysOfScale(order, scale, conceptsOf(instrument, scale).length)),
  }
}

function keysOfConcept(instrument: Instrument, order: FormOrder, concept: Concept): ConceptKeys {
  const { id, codes, scale, thenTest } = concept
  const pairs = (make: (first: string, second: string) => string) => {
    const made = table(codes, codes, make)
    return (first: Answers, second: Answers): string => made[placeOf(concept, first)]?.[placeOf(concept, second)] as string
  }
  const answers = codes.map((code) => key.baseline(order, id, code))
  const isRightAt = codes.map((code) => isRight(concept, code))
  const right = table([false, true], upTo(conceptsOf(instrument, scale).length), (is, score) =>
    key.rightByScore(order, id, is, score),
  )
  return {
    baseline: (given, score) => {
      const place = placeOf(concept, given)
      return [answers[place] as string, right[isRightAt[place] ? 1 : 0]?.[score] as string]
    },
    paired: pairs((before, after) => key.paired(order, id, before, after)),
    ...(thenTest && { recalled: pairs((then, now) => key.recalled(order, id, then, now)) }),
  }
}

function keysOfScale(order: FormOrder, scale: Scale, top: number): ScaleKeys {
  const scores = upTo(top)
  const single = scores.map((score) => key.baselineScore(order, scale, score))
  const pairs = table(scores, scores, (before, after) => key.pairedScore(order, scale, before, after))
  return {
    scale,
    baseline: (score) => single[score] as string,
    paired: (before, after) => pairs[before]?.[after] as string,
  }
}

const table = <R, C>(rows: readonly R[], columns: readonly C[], make: (row: R, column: C) => string): string[][] =>
  rows.map((row) => columns.map((column) => make(row, column)))

const upTo = (top: number): number[] => Array.from({ length: top + 1 }, (_, number) => number)

/** Where an answer stands among its concept's codes. A response is parsed before it is counted (protocol/record), so a hole here is a bug and says so. */
function placeOf({ id, codes }: Concept, answers: Answers): number {
  const code = answers[id]
  const place = code === undefined ? -1 : codes.indexOf(code)
  if (place < 0) throw new TypeError(`response: ${code === undefined ? 'no answer' : 'an unknown answer'} for ${id}`)
  return place
}
