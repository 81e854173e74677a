/**
 * Two shares of different people, such as content-first visitors against those who met the questions first: how far apart, and is it chance?
 *
 * Sources: interval, R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10 (Wilson's limits of both shares, joined); test,
 * pooled z without correction, as in J. L. Fleiss, B. Levin & M. C. Paik, Statistical Methods for Rates and Proportions (2003), chapter 3;
 * effect, J. Cohen, Statistical Power Analysis (1988), section 6.2.
 */
import { requireCounts } from './count.ts'
import { normalTwoSided } from './distributions/normal.ts'
import { type Refused, refused } from './refusal.ts'
import { type Interval, wilsonInterval } from './wilson.ts'

/** `hits` of `n` people, whole counts with hits ≤ n. */
export interface Share {
  readonly hits: number
  readonly n: number
}

export interface ShareDifference extends Interval {
  readonly kind: 'computed'
  /** Share of `to` less share of `from`, from −1 to 1; the 95 % interval encloses it. */
  readonly difference: number
}

/** `to` less `from` with Newcombe's interval. Throws RangeError for counts that are none. */
export function shareDifference(from: Share, to: Share): ShareDifference | Refused<'nobody'> {
  if (isEmpty('shareDifference', from, to)) return refused('nobody')
  const [before, after] = [from.hits / from.n, to.hits / to.n]
  const [one, other] = [wilsonInterval(from.hits, from.n), wilsonInterval(to.hits, to.n)]
  const difference = after - before
  return {
    kind: 'computed',
    difference,
    low: Math.max(-1, difference - Math.hypot(after - other.low, one.high - before)),
    high: Math.min(1, difference + Math.hypot(other.high - after, before - one.low)),
  }
}

export interface ShareTest {
  readonly kind: 'computed'
  /** Positive where `to` has the larger share. */
  readonly z: number
  /** Two-sided; an approximation that wants some five hits and five misses expected in each group. */
  readonly p: number
}

/** Pooled z test of equal shares. Refused as `no-variance` where everybody in both groups hit, or nobody. */
export function shareTest(from: Share, to: Share): ShareTest | Refused<'nobody' | 'no-variance'> {
  if (isEmpty('shareTest', from, to)) return refused('nobody')
  const pooled = (from.hits + to.hits) / (from.n + to.n)
  if (pooled === 0 || pooled === 1) return refused('no-variance')
  const z = (to.hits / to.n - from.hits / from.n) / Math.sqrt(pooled * (1 - pooled) * (1 / from.n + 1 / to.n))
  return { kind: 'computed', z, p: normalTwoSided(z) }
}

/** Cohen's h of `to` against `from`, from −π to π: a difference that weighs more near 0 and 1. By his rule of thumb 0.2 is small, 0.5 medium. */
export function cohenH(from: Share, to: Share): { readonly kind: 'computed'; readonly h: number } | Refused<'nobody'> {
  if (isEmpty('cohenH', from, to)) return refused('nobody')
  const angle = ({ hits, n }: Share) => 2 * Math.asin(Math.sqrt(hits / n))
  return { kind: 'computed', h: angle(to) - angle(from) }
}

function isEmpty(where: string, from: Share, to: Share): boolean {
  for (const { hits, n } of [from, to]) {
    requireCounts(where, { hits, n })
    if (hits > n) throw new RangeError(`${where}: hits is ${hits}; it has to be a whole number from 0 to n, which is ${n}`)
  }
  return from.n === 0 || to.n === 0
}
