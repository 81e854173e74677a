/** From answers to scores. A score is a count of right answers on one scale; scales are never added up into one figure. */
import { type Answers, type Concept, type Instrument, SCALES, type Scale } from './instrument.ts'

/** Whether this answer counts 1. An unanswered concept counts 0. */
export const isRight = (concept: Concept, code: string | undefined): boolean => code !== undefined && concept.right.includes(code)

/** Worked out once for each instrument: a collector asks for every record that it counts. */
const byInstrument = new WeakMap<Instrument, ReadonlyMap<Scale, readonly Concept[]>>()

/** The concepts of each scale that is measured at all, in the fixed order of `SCALES`. */
function byScale(instrument: Instrument): ReadonlyMap<Scale, readonly Concept[]> {
  const known = byInstrument.get(instrument)
  if (known) return known
  const concepts = SCALES.map((scale) => [scale, instrument.concepts.filter((concept) => concept.scale === scale)] as const)
  const found = new Map(concepts.filter(([, measuring]) => measuring.length > 0))
  byInstrument.set(instrument, found)
  return found
}

export const conceptsOf = (instrument: Instrument, scale: Scale): readonly Concept[] => byScale(instrument).get(scale) ?? []

/** The scales that the instrument measures at all, in the fixed order of `SCALES`. */
export const scalesOf = (instrument: Instrument): readonly Scale[] => [...byScale(instrument).keys()]

/** Number of right answers on a scale: a whole number from 0 to `conceptsOf(instrument, scale).length`. */
export function scoreOf(instrument: Instrument, scale: Scale, answers: Answers): number {
  let score = 0
  for (const concept of conceptsOf(instrument, scale)) if (isRight(concept, answers[concept.id])) score++
  return score
}
