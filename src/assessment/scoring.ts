/** From answers to scores. A score is a count of right answers on one scale; scales are never added up into one figure. */
import { type Answers, type Concept, type Instrument, SCALES, type Scale } from './instrument.ts'

/** Whether this answer counts 1. An unanswered concept counts 0. */
export const isRight = (concept: Concept, code: string | undefined): boolean => code !== undefined && concept.right.includes(code)

export const conceptsOf = (instrument: Instrument, scale: Scale): readonly Concept[] =>
  instrument.concepts.filter((concept) => concept.scale === scale)

/** The scales that the instrument measures at all, in the fixed order of `SCALES`. */
export const scalesOf = (instrument: Instrument): readonly Scale[] =>
  SCALES.filter((scale) => conceptsOf(instrument, scale).length > 0)

/** Number of right answers on a scale: a whole number from 0 to `conceptsOf(instrument, scale).length`. */
export const scoreOf = (instrument: Instrument, scale: Scale, answers: Answers): number =>
  conceptsOf(instrument, scale).filter((concept) => isRight(concept, answers[concept.id])).length
