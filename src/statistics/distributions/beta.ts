/**
 * The beta distribution: exact intervals of shares, and Student's t, are read from it.
 *
 * The regularised incomplete beta function by the even part of its continued fraction (DLMF 8.17.22), in the form of A. R. DiDonato &
 * A. H. Morris, ACM TOMS 18 (1992) 360–373, on the side of the mean where that settles. Its steps grow as the root of the parameters.
 */
import { continuedFraction } from './continued-fraction.ts'
import { logBetaFront } from './stirling.ts'
import { type LogTails, logOther } from './tails.ts'

/** A point between 0 and 1 together with its distance from 1, since either may be too small for the other to show it. */
export interface UnitPoint {
  readonly x: number
  readonly y: number
}

/** ln Iₓ(a, b) and ln(1 − Iₓ(a, b)). For a, b > 0 and 0 ≤ x ≤ 1, x + y = 1. */
export function logBetaTails({ x, y }: UnitPoint, a: number, b: number): LogTails {
  if (x <= 0) return { lower: Number.NEGATIVE_INFINITY, upper: 0 }
  if (y <= 0) return { lower: 0, upper: Number.NEGATIVE_INFINITY }
  const front = logBetaFront(x, y, a, b)
  if (a * y > b * x) {
    const lower = front - Math.log(fraction(x, y, a, b))
    return { lower, upper: logOther(lower) }
  }
  const upper = front - Math.log(fraction(y, x, b, a))
  return { lower: logOther(upper), upper }
}

/** xᵃ yᵇ / B(a, b) divided by Iₓ(a, b). Below the mean every part of it is a sum of what is positive, so that it loses no digit near 1. */
const fraction = (x: number, y: number, a: number, b: number): number =>
  continuedFraction(
    (m) => ((m * (a + m - 1)) / (a + 2 * m - 1)) * ((a + b + m - 1) / (a + 2 * m - 1)) * (b - m) * x * x,
    (m) =>
      m + (m === 0 ? 0 : (m * (b - m) * x) / (a + 2 * m - 1)) + ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1),
  )

/**
 * The point below which a beta variable falls with probability `p`, 0 < p < 1. For the point above which it falls with probability p, ask
 * for (p, b, a) and read y. Throws RangeError outside.
 *
 * Newton's method on the logarithm of the tail along the log odds: that curve is concave, so it cannot run away from wherever it starts.
 */
export function betaQuantile(p: number, a: number, b: number): UnitPoint {
  if (!(p > 0 && p < 1)) throw new RangeError(`betaQuantile: p is ${p}; it has to lie between 0 and 1`)
  if (!(a > 0 && b > 0 && Number.isFinite(a + b)))
    throw new RangeError(`betaQuantile: a is ${a} and b is ${b}; they have to be positive`)
  const wanted = Math.log(p)
  let logOdds = Math.log(a / b)
  for (let i = 0; i < 200; i++) {
    const point = fromLogOdds(logOdds)
    const { lower } = logBetaTails(point, a, b)
    logOdds -= (lower - wanted) * Math.exp(lower - logBetaFront(point.x, point.y, a, b))
    if (Math.abs(lower - wanted) < 1e-8) break
  }
  return fromLogOdds(logOdds)
}

const fromLogOdds = (logOdds: number): UnitPoint => ({ x: 1 / (1 + Math.exp(-logOdds)), y: 1 / (1 + Math.exp(logOdds)) })
