/**
 * The standard normal distribution, accurate in both tails: P(|Z| > z) = Q(½, z²/2), the incomplete gamma function (Abramowitz & Stegun
 * 26.2 and 26.4.19 with one degree of freedom).
 */
import { logGammaTails } from './gamma.ts'
import { fromLog } from './tails.ts'

/** P(|Z| > |z|), from 5·10⁻³²⁴ (see `fromLog`) to 1. */
export const normalTwoSided = (z: number): number => fromLog(logGammaTails(0.5, (z * z) / 2).upper)

/** P(Z ≤ z), from 0 to 1; relative error about 1e-14 however far out. Beyond −38, where it is smaller than any double, 0. */
export function normalLower(z: number): number {
  const { lower, upper } = logGammaTails(0.5, (z * z) / 2)
  return z < 0 ? Math.exp(upper) / 2 : 0.5 + Math.exp(lower) / 2
}

/** The density of Z at z. */
export const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

/**
 * The z with P(Z ≤ z) = p, for 0 < p < 1; throws RangeError outside. Newton's method on the logarithm of the tail, which is concave, so it
 * cannot run away. For a small upper tail ask for the lower one and turn the sign: 1 − p would lose its digits.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`normalQuantile: p is ${p}; it has to lie between 0 and 1`)
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p === 0.5) return 0
  const wanted = Math.log(p)
  let z = 0
  for (let i = 0; i < 100; i++) {
    const tail = logGammaTails(0.5, (z * z) / 2).upper - Math.LN2
    const logDensity = (-z * z) / 2 - Math.log(2 * Math.PI) / 2
    z = Math.min(0, z - (tail - wanted) * Math.exp(tail - logDensity))
    if (Math.abs(tail - wanted) < 1e-8) break
  }
  return z
}
