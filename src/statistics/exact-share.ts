/**
 * Is a share what it was meant to be? Exact binomial tests, for what chance alone decides, such as which form somebody meets first.
 *
 * Source: C. J. Clopper & E. S. Pearson, Biometrika 26 (1934) 404–413: the smaller tail, doubled for both sides. Where the share is one half this is R's
 * `binom.test`; elsewhere R adds up what is less likely than what was seen, and finds a little more or less.
 */
import { requireCounts, requireShare } from './count.ts'
import { logBinomialLower, logBinomialUpper } from './distributions/binomial.ts'
import { fromLog } from './distributions/tails.ts'

/** Two-sided p, in [5·10⁻³²⁴, 1], of `hits` among `n` where each hits with chance `share`. Whole 0 ≤ hits ≤ n, 0 < share < 1; 1 where n is 0. */
export function exactShareTest(hits: number, n: number, share: number): number {
  requireHits('exactShareTest', hits, n, share)
  if (n === 0) return 1
  const tail = Math.min(logBinomialLower(hits, n, share), logBinomialUpper(hits, n, share))
  return Math.min(1, fromLog(tail + Math.LN2))
}

/** One-sided: the chance of at most `hits` where each of `n` hits with chance `share` or more. The same bounds. */
export function exactShareBelow(hits: number, n: number, share: number): number {
  requireHits('exactShareBelow', hits, n, share)
  return n === 0 ? 1 : fromLog(logBinomialLower(hits, n, share))
}

function requireHits(name: string, hits: number, n: number, share: number): void {
  requireCounts(name, { hits, n })
  requireShare(name, 'share', share)
  if (hits > n) throw new RangeError(`${name}: hits is ${hits}; it has to be a whole number from 0 to n, which is ${n}`)
}
