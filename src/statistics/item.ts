/** How good one item is: how many get it right, and whether those who do are those who know the rest. */
import { requireCounts } from './count.ts'
import { moments } from './histogram.ts'
import { type Refused, refused } from './refusal.ts'
import { type Interval, wilsonInterval } from './wilson.ts'

export interface Difficulty extends Interval {
  readonly kind: 'computed'
  readonly n: number
  /** Share who got it right, from 0 (hardest) to 1; with its 95 % Wilson interval. */
  readonly share: number
}

/** Classical difficulty: the share right. Throws RangeError for counts that are none. Source: F. M. Lord & M. R. Novick (1968), chapter 15. */
export function difficulty(right: number, n: number): Difficulty | Refused<'nobody'> {
  requireCounts('difficulty', { right, n })
  if (right > n) throw new RangeError(`difficulty: right is ${right}; it has to be a whole number from 0 to n, which is ${n}`)
  return n === 0 ? refused('nobody') : { kind: 'computed', n, share: right / n, ...wilsonInterval(right, n) }
}

/** How many with this scale score got the item right, and how many wrong. The score counts the item itself: 1 if right, 0 if wrong. */
export interface ItemRow {
  readonly score: number
  readonly right: number
  readonly wrong: number
}

export interface ItemRest {
  readonly kind: 'computed'
  readonly n: number
  /** From −1 to 1. Under about 0.2, by a common rule of thumb, the item hardly tells those who know from those who do not. */
  readonly correlation: number
}

/**
 * Correlation of the item with the rest of its scale, the score without the item (corrected item–total correlation: S. Henrysson, Psychometrika
 * 28 (1963) 211–218). Refused as `no-variance` where all got the item right, or none, or where the rest is the same for all.
 */
export function itemRest(rows: readonly ItemRow[]): ItemRest | Refused<'nobody' | 'no-variance'> {
  const withItem = moments(rows.map(({ score, right }) => ({ score: score - 1, count: right })))
  const without = moments(rows.map(({ score, wrong }) => ({ score, count: wrong })))
  const rest = moments(
    rows.flatMap(({ score, right, wrong }) => [
      { score: score - 1, count: right },
      { score, count: wrong },
    ]),
  )
  if (rest.kind === 'refused') return rest
  if (withItem.kind === 'refused' || without.kind === 'refused' || rest.squares === 0) return refused('no-variance')
  // Of a 0/1 variable: the gap of the two means, in standard deviations, times √(pq).
  const pq = (withItem.n / rest.n) * (without.n / rest.n)
  return {
    kind: 'computed',
    n: rest.n,
    correlation: ((withItem.mean - without.mean) * Math.sqrt(pq)) / Math.sqrt(rest.squares / rest.n),
  }
}
