/**
 * Tails of the binomial distribution, summed in log space: the first term as a logarithm (Loader 2000, see `stirling.ts`), the others as
 * ratios to it, outwards until they no longer count. So the chance of ten million heads is as right as that of ten, and the terms that are
 * summed grow as the root of n.
 */
import { logBetaFront } from './stirling.ts'
import { logOther } from './tails.ts'

/** ln P(X = k) for X hits in n trials with chance p each. Whole 0 ≤ k ≤ n, 0 < p < 1. */
export function logBinomialMass(k: number, n: number, p: number): number {
  if (k === 0) return n * Math.log1p(-p)
  if (k === n) return n * Math.log(p)
  return logBetaFront(p, 1 - p, k, n - k) + Math.log(n) - Math.log(k) - Math.log(n - k)
}

/** ln P(X ≤ k). Whole 0 ≤ k ≤ n, 0 < p < 1; from −∞ to 0. */
export function logBinomialLower(k: number, n: number, p: number): number {
  if (k === n) return 0
  return k < n * p ? outward(k, n, p) : logOther(outward(n - k - 1, n, 1 - p))
}

/** ln P(X ≥ k), the same bounds. */
export const logBinomialUpper = (k: number, n: number, p: number): number => logBinomialLower(n - k, n, 1 - p)

/** ln P(X ≤ k) by summing from k down to 0, where terms fall at every step. */
function outward(k: number, n: number, p: number): number {
  const odds = p / (1 - p)
  let term = 1
  let sum = 1
  for (let i = k; i > 0 && term > sum * 1e-17; i--) {
    term *= i / ((n - i + 1) * odds)
    sum += term
  }
  return logBinomialMass(k, n, p) + Math.log(sum)
}
