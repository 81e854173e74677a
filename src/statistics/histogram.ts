/**
 * Means and spreads from a histogram, so that ten million people cost no more than ten. Both are taken in two passes (mean first, then
 * squares about it), which does not lose the spread in the size of the squares.
 */
import { requireCounts } from './count.ts'
import { type Refused, refused } from './refusal.ts'

/** How many people have each score. Scores may come in any order, and more than once. */
export interface Bar {
  readonly score: number
  readonly count: number
}
export type Histogram = readonly Bar[]

export interface Moments {
  readonly kind: 'computed'
  readonly n: number
  readonly mean: number
  /** Sum of squared deviations from the mean: over n it is the variance of these people, over n − 1 the estimate for all like them. */
  readonly squares: number
}

export const people = (histogram: Histogram): number => histogram.reduce((sum, { count }) => sum + count, 0)

/** Number, mean and squares of `histogram`. Throws RangeError for a count or score that is none. */
export function moments(histogram: Histogram): Moments | Refused<'nobody'> {
  for (const { score, count } of histogram) {
    requireCounts('moments', { count })
    if (!Number.isFinite(score)) throw new RangeError(`moments: score is ${score}; it has to be a finite number`)
  }
  const n = people(histogram)
  if (n === 0) return refused('nobody')
  const mean = histogram.reduce((sum, { score, count }) => sum + score * count, 0) / n
  const squares = histogram.reduce((sum, { score, count }) => sum + count * (score - mean) ** 2, 0)
  return { kind: 'computed', n, mean, squares: isEven(histogram) ? 0 : squares }
}

/** Whether everybody has the same score. Then the squares are 0, whatever rounding of the mean makes of them. */
function isEven(histogram: Histogram): boolean {
  const scores = new Set(histogram.filter(({ count }) => count > 0).map(({ score }) => score))
  return scores.size < 2
}
