/**
 * The measurement design: who is asked what, when, and in which of two parallel forms.
 *
 * Half of the visitors meet form A before and form B after, half the reverse, so that practice on an item cannot pass for learning;
 * a random share reads first and answers once, which shows what the questions themselves teach (facts.md C3, rules 6 and 9).
 */
export const OCCASIONS = ['baseline', 'endline', 'followup'] as const
export type Occasion = (typeof OCCASIONS)[number]

/** The two occasions of one visit; `followup` is weeks later, on the same phone. */
export const VISIT_OCCASIONS = ['baseline', 'endline'] as const
export type VisitOccasion = (typeof VISIT_OCCASIONS)[number]

export const FORM_ORDERS = ['AB', 'BA'] as const
export type FormOrder = (typeof FORM_ORDERS)[number]
export type Form = 'A' | 'B'

export const ARMS = ['questions-first', 'content-first'] as const
export type Arm = (typeof ARMS)[number]

/**
 * Age bands that may be counted; under 14 there is no record at all. `unsaid` is counted without a place, as 14–17 is: whoever does not say her age
 * may be a child.
 */
export const AGE_BANDS = ['14-17', '18+', 'unsaid'] as const
export type AgeBand = (typeof AGE_BANDS)[number]

/**
 * The form met on an occasion: `AB` answers form A at baseline and B at endline. At the follow-up it is the form that was not met last, so that nobody is
 * asked again what was explained to her in the result; against the endline, half have gone from B to A and half from A to B.
 */
export const formAt = (order: FormOrder, occasion: Occasion): Form => ((order === 'AB') === (occasion !== 'endline') ? 'A' : 'B')

/** Shares of a wave, each from 0 to 1. */
export interface Shares {
  readonly orderAB: number
  readonly contentFirst: number
}

/** What is drawn once for a visit. `seed` fixes the order of options for the whole visit. */
export interface Draw {
  readonly order: FormOrder
  readonly arm: Arm
  readonly seed: number
}

/**
 * Draws form order, arm and seed. `random` gives 32-bit unsigned integers and is handed in (on the phone:
 * `crypto.getRandomValues`, which needs no secure context). Only adults are drawn into the content-first arm: its leaf adds up all venues and
 * all ages, and younger people are counted in their own.
 */
export function drawDesign(random: () => number, shares: Shares, age: AgeBand): Draw {
  const below = (share: number) => random() < share * 2 ** 32
  const order = below(shares.orderAB) ? 'AB' : 'BA'
  const arm = below(shares.contentFirst) && age === '18+' ? 'content-first' : 'questions-first'
  return { order, arm, seed: random() }
}

/**
 * The numbers 0 … length − 1 in an order that depends on `seed` and `salt` alone, so that a reload shows the options where they were. Each
 * number gets a key from a 32-bit integer mixer (Murmur3's finaliser) and the keys are sorted: enough to mix four options, and not
 * meant for anything that must stay secret.
 */
export function shuffledOrder(length: number, seed: number, salt: number): number[] {
  const keyOf = (index: number): number => {
    let mixed = seed ^ (salt * 31 + index + 1)
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) >>> 0
  }
  return [...Array(length).keys()].sort((a, b) => keyOf(a) - keyOf(b))
}
