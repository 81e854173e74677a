/**
 * Do the items of a scale agree with each other? Cronbach's alpha, which for right-or-wrong items is Kuder and Richardson's formula 20.
 *
 * Sources: G. F. Kuder & M. W. Richardson, Psychometrika 2 (1937) 151–160; L. J. Cronbach, Psychometrika 16 (1951) 297–334. All variances are
 * taken over n, as in the former. Everything is in the counters: alpha needs each item's own spread and that of the sum, and no pair of items.
 */
import { requireCounts } from './count.ts'
import { type Histogram, moments } from './histogram.ts'
import { type Refused, refused } from './refusal.ts'

export interface Alpha {
  readonly kind: 'computed'
  readonly items: number
  readonly n: number
  /** At most 1; below 0 where items contradict each other. */
  readonly alpha: number
}

type NoAlpha = Refused<'nobody' | 'one-item' | 'no-variance' | 'counts-disagree'>

/**
 * `scores` is the histogram of the sum of the items, `items` that of each. Refused where totals disagree (people, or the sum of all scores), and
 * where everybody has the same sum.
 */
export function alpha(items: readonly Histogram[], scores: Histogram): Alpha | NoAlpha {
  const sum = moments(scores)
  if (sum.kind === 'refused') return sum
  if (items.length < 2) return refused('one-item')
  const spreads = items.map(moments).flatMap((item) => (item.kind === 'computed' && item.n === sum.n ? [item] : []))
  const means = spreads.reduce((total, { mean }) => total + mean, 0)
  if (spreads.length < items.length || Math.abs(means - sum.mean) > 1e-9 * (1 + Math.abs(sum.mean)))
    return refused('counts-disagree')
  if (sum.squares === 0) return refused('no-variance')
  const own = spreads.reduce((total, { squares }) => total + squares, 0)
  const k = items.length
  return { kind: 'computed', items: k, n: sum.n, alpha: (k / (k - 1)) * (1 - own / sum.squares) }
}

/** KR-20: alpha from how many of `n` got each item right, and the histogram of how many items each got right. */
export function kr20(right: readonly number[], scores: Histogram): Alpha | NoAlpha {
  const sum = moments(scores)
  if (sum.kind === 'refused') return sum
  for (const count of right) requireCounts('kr20', { right: count })
  if (right.some((count) => count > sum.n)) return refused('counts-disagree')
  return alpha(
    right.map((count) => [
      { score: 1, count },
      { score: 0, count: sum.n - count },
    ]),
    scores,
  )
}
