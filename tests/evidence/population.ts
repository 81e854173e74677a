/**
 * A made-up population whose truth is known: ability, item difficulty by form, what reading teaches, what the questions themselves teach, who leaves.
 *
 * Everything about a person follows from her ability θ (standard normal): the chance to be right is logistic in θ, answers are independent given θ, and
 * those who know less leave more often. So the truth behind each of the report's figures is an integral over θ, done here by quadrature and not by
 * simulation. Effect sizes of this size are invented.
 */
import { FORM_ORDERS, type FormOrder, formAt } from '../../src/assessment/design.ts'
import type { Answers, Concept, Scale } from '../../src/assessment/instrument.ts'
import { DONT_KNOW } from '../../src/assessment/instrument.ts'
import { conceptsOf, scalesOf } from '../../src/assessment/scoring.ts'
import type { NamedInstrument } from '../../src/protocol/catalogue.ts'
import type { Response } from '../../src/tally/response.ts'
import type { Random } from '../specimen.ts'

export interface Population {
  readonly instrument: NamedInstrument
  /** What reading adds, on the logit scale. */
  readonly reading: number
  /** What having been asked before adds, on the logit scale. */
  readonly testing: number
  /** How much harder form B is than form A. */
  readonly formGap: number
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/** Item effects: concept number k of the instrument is easier or harder by this, the same in every run. */
const easeOf = (index: number): number => -0.6 + 0.9 * Math.sin(index * 2.3)

/** Chance to be right at a moment of the visit. */
function chance({ reading, testing, formGap }: Population, index: number, theta: number, at: Moment, order: FormOrder): number {
  const form = formAt(order, at === 'baseline' ? 'baseline' : 'endline')
  const learned = at === 'baseline' ? 0 : reading + (at === 'endline' ? testing : 0)
  return logistic(theta + easeOf(index) + learned - (form === 'B' ? formGap : 0))
}

type Moment = 'baseline' | 'endline' | 'read first'

/** Chance to stay to the end: those who know less leave more often. */
const stays = (theta: number): number => logistic(1 + 0.5 * theta)
/** Chance to name barrier number k. */
const names = (index: number): number => 0.15 + 0.07 * (index % 6)
/** Chance to say "sure" of how it was before this page, and now. */
const recalls = (theta: number, when: 'then' | 'now'): number => logistic(theta + (when === 'then' ? -0.8 : 0.6))

/** One number from 0 to below 1. */
const unit = (random: Random): number => random() / 2 ** 32
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - unit(random))) * Math.cos(2 * Math.PI * unit(random))

/** A visitor's messages: one, or two where she finished. `contentFirst` is the share of the arm that reads first, of whom those who leave send nothing. */
export function visitorOf(population: Population, random: Random, contentFirst: number): Response[] {
  const { instrument } = population
  const theta = normal(random)
  const order = FORM_ORDERS[random() % 2] as FormOrder
  const isStaying = unit(random) < stays(theta)
  const answered = (at: Moment): Answers =>
    Object.fromEntries(
      instrument.concepts.map((concept, index) => [
        concept.id,
        answer(concept, unit(random) < chance(population, index, theta, at, order), random),
      ]),
    )
  const recalled = (): Answers =>
    Object.fromEntries(
      instrument.concepts
        .filter(({ thenTest }) => thenTest)
        .map((concept) => [concept.id, answer(concept, unit(random) < recalls(theta, 'then'), random)]),
    )
  const barriers = instrument.barriers.filter((_, index) => unit(random) < names(index))
  if (unit(random) < contentFirst)
    return isStaying
      ? [{ occasion: 'endline', arm: 'content-first', order, answers: answered('read first'), recalled: recalled(), barriers }]
      : []
  const before = answered('baseline')
  const baseline: Response = { occasion: 'baseline', arm: 'questions-first', order, answers: before, barriers }
  if (!isStaying) return [baseline]
  return [
    baseline,
    { occasion: 'endline', arm: 'questions-first', order, answers: answered('endline'), before, recalled: recalled() },
  ]
}

/** A code that counts as right, or one that does not. */
function answer({ codes, right }: Concept, isRight: boolean, random: Random): string {
  const wrong = codes.filter((code) => !right.includes(code))
  const from = isRight ? right : wrong
  return from[random() % from.length] ?? DONT_KNOW
}

/** The truth behind each indicator, by its id: for a change or a difference the change, else the share. */
export function truthOf(population: Population): ReadonlyMap<string, number> {
  const { instrument } = population
  const index = new Map(instrument.concepts.map(({ id }, place) => [id, place]))
  const at = (concept: Concept, theta: number, moment: Moment, order: FormOrder) =>
    chance(population, index.get(concept.id) ?? 0, theta, moment, order)
  const everybody = () => 1
  const share = (of: (theta: number, order: FormOrder) => number, weight: (theta: number) => number): number =>
    expectation((theta) => (weight(theta) * (of(theta, 'AB') + of(theta, 'BA'))) / 2) / expectation(weight)
  const leaves = (theta: number) => 1 - stays(theta)
  const mean = (scale: Scale, moment: Moment, weight: (theta: number) => number): number => {
    const concepts = conceptsOf(instrument, scale)
    return (
      concepts.reduce((sum, concept) => sum + share((theta, order) => at(concept, theta, moment, order), weight), 0) /
      concepts.length
    )
  }

  const truth = new Map<string, number>()
  for (const concept of instrument.concepts) {
    const right = (moment: Moment, weight: (theta: number) => number) =>
      share((theta, order) => at(concept, theta, moment, order), weight)
    truth.set(`awareness:${concept.id}`, right('baseline', everybody))
    truth.set(`concept:${concept.id}`, right('endline', stays) - right('baseline', stays))
    // Her "now" is what she answers at the end; her "then" is a memory of its own.
    if (concept.thenTest)
      truth.set(`recalled:${concept.id}`, right('endline', stays) - share((theta) => recalls(theta, 'then'), stays))
  }
  for (const scale of scalesOf(instrument)) {
    truth.set(`awareness:scale-${scale}`, mean(scale, 'baseline', everybody))
    truth.set(`scale:${scale}`, mean(scale, 'endline', stays) - mean(scale, 'baseline', stays))
    truth.set(
      `harm:${scale}`,
      share(
        (theta, order) =>
          fallsBelow(
            scoreChances(conceptsOf(instrument, scale).map((concept) => at(concept, theta, 'baseline', order))),
            scoreChances(conceptsOf(instrument, scale).map((concept) => at(concept, theta, 'endline', order))),
          ),
        stays,
      ),
    )
    truth.set(`leavers:${scale}`, mean(scale, 'baseline', leaves) - mean(scale, 'baseline', stays))
    truth.set(`content-first:${scale}`, mean(scale, 'read first', stays) - mean(scale, 'baseline', everybody))
    truth.set(`testing:${scale}`, mean(scale, 'endline', stays) - mean(scale, 'read first', stays))
  }
  truth.set('retention:endline', expectation(stays))
  for (const [place, barrier] of instrument.barriers.entries()) truth.set(`barrier:${barrier}`, names(place))
  return truth
}

const STEP = 0.01

/** Of a standard normal θ, by the trapezoid rule on −8 … 8, which for a smooth bell converges faster than any power of the step. */
function expectation(of: (theta: number) => number): number {
  let sum = 0
  for (let theta = -8; theta <= 8; theta += STEP) sum += of(theta) * Math.exp((-theta * theta) / 2)
  return (sum * STEP) / Math.sqrt(2 * Math.PI)
}

/** Chances of each score, from the chances of each item: the items one after another. */
function scoreChances(items: readonly number[]): number[] {
  return items.reduce(
    (scores, right) => {
      const next = Array<number>(scores.length + 1).fill(0)
      for (const [score, chanceOf] of scores.entries()) {
        next[score] = (next[score] ?? 0) + chanceOf * (1 - right)
        next[score + 1] = (next[score + 1] ?? 0) + chanceOf * right
      }
      return next
    },
    [1],
  )
}

/** Chance that the second score is below the first; the two are independent given θ and form order. */
const fallsBelow = (before: readonly number[], after: readonly number[]): number =>
  before.reduce((sum, chanceOf, score) => sum + chanceOf * after.slice(0, score).reduce((below, one) => below + one, 0), 0)
