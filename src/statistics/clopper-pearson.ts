/**
 * Exact interval of a share, and of its odds: no more than 2.5 % of the time beyond either end, whatever the true share.
 *
 * Source: C. J. Clopper & E. S. Pearson, Biometrika 26 (1934) 404–413; as quantiles of the beta distribution in Johnson, Kemp & Kotz,
 * Univariate Discrete Distributions (2005), chapter 3. For shares of people Wilson's is the better choice, being narrower; this one
 * belongs to exact tests, with which it agrees.
 */
import { requireCounts, requireShare } from './count.ts'
import { betaQuantile, type UnitPoint } from './distributions/beta.ts'
import type { Interval } from './wilson.ts'

/** A ratio to nothing has no upper end. */
export type Ratio = number | 'unbounded'

export interface RatioInterval {
  readonly low: number
  readonly high: Ratio
}

/** Interval for the share `hits / n`, within [0, 1], of confidence 1 − `alpha`. Whole 0 ≤ hits ≤ n, n ≥ 1; throws RangeError otherwise. */
export function exactShareInterval(hits: number, n: number, alpha = 0.05): Interval {
  const { low, high } = limits(hits, n, alpha)
  return { low: low.x, high: high.x }
}

/** Interval for the odds of a hit, from 0; its upper end is unbounded where everything hit. The same bounds. */
export function exactOddsInterval(hits: number, n: number, alpha = 0.05): RatioInterval {
  const { low, high } = limits(hits, n, alpha)
  return { low: low.x / low.y, high: high.y === 0 ? 'unbounded' : high.x / high.y }
}

function limits(hits: number, n: number, alpha: number): { readonly low: UnitPoint; readonly high: UnitPoint } {
  requireCounts('exactShareInterval', { hits, n })
  requireShare('exactShareInterval', 'alpha', alpha)
  if (n < 1 || hits > n)
    throw new RangeError(`exactShareInterval: hits is ${hits}; it has to be a whole number from 0 to n, which is ${n}`)
  const low = hits === 0 ? { x: 0, y: 1 } : betaQuantile(alpha / 2, hits, n - hits + 1)
  if (hits === n) return { low, high: { x: 1, y: 0 } }
  const { x, y } = betaQuantile(alpha / 2, n - hits, hits + 1)
  return { low, high: { x: y, y: x } }
}
