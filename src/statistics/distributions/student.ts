/**
 * Student's t distribution: the tails that tests need and the quantile that intervals need.
 *
 * Both are read from the beta distribution (Abramowitz & Stegun 26.7.1): freedom / (freedom + t²) is a beta variable with parameters
 * freedom / 2 and ½.
 */
import { betaQuantile, logBetaTails } from './beta.ts'
import { fromLog } from './tails.ts'

/** P(|T| > |t|) for T with `freedom` degrees of freedom (> 0, not necessarily whole); from 5·10⁻³²⁴ (see `fromLog`) to 1. */
export function studentTwoSided(t: number, freedom: number): number {
  const sum = freedom + t * t
  return fromLog(logBetaTails({ x: freedom / sum, y: (t * t) / sum }, freedom / 2, 0.5).lower)
}

/** The t with P(|T| > t) = `alpha`, 0 < alpha < 1, `freedom` from 1, not necessarily whole. Throws RangeError outside. */
export function studentCritical(alpha: number, freedom: number): number {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`studentCritical: alpha is ${alpha}; it has to lie between 0 and 1`)
  if (!(freedom >= 1 && Number.isFinite(freedom)))
    throw new RangeError(`studentCritical: freedom is ${freedom}; it has to be at least 1`)
  const { x, y } = betaQuantile(alpha, freedom / 2, 0.5)
  return Math.sqrt((freedom * y) / x)
}
