/**
 * The gamma distribution: the normal and chi-square distributions are read from it, and exact intervals of rates.
 *
 * The regularised incomplete gamma function by its series below the mean (Abramowitz & Stegun 6.5.29) and by its continued fraction above
 * (DLMF 8.9.2, even part), which keeps every digit of a small tail.
 */
import { continuedFraction } from './continued-fraction.ts'
import { logGammaFront } from './stirling.ts'
import { type LogTails, logOther } from './tails.ts'

/** ln P(a, x) and ln Q(a, x). For a > 0 and x ≥ 0. */
export function logGammaTails(a: number, x: number): LogTails {
  if (x <= 0) return { lower: Number.NEGATIVE_INFINITY, upper: 0 }
  const front = logGammaFront(a, x)
  if (x < a + 1) {
    const lower = front + Math.log(series(a, x))
    return { lower, upper: logOther(lower) }
  }
  const denominator = (i: number) => x - a + 1 + 2 * i
  const upper = front - Math.log(continuedFraction((i) => i * (a - i), denominator))
  return { lower: logOther(upper), upper }
}

function series(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let i = 1; term > sum * 1e-17; i++) {
    term *= x / (a + i)
    sum += term
  }
  return sum
}

/**
 * The point below which a gamma variable of shape `a` (scale 1) falls with probability `p`; with `side` "upper", the point above which it falls. For a > 0,
 * 0 < p < 1; throws RangeError outside.
 *
 * Newton's method on the logarithm of the tail along ln x, which is concave (the density of ln x is log-concave). It begins on the side of the answer
 * from which it cannot overshoot: above it for the upper tail (S. Boucheron, G. Lugosi & P. Massart, Concentration Inequalities (2013), section 2.4), and for
 * the lower one of a small shape, whose answer may lie below any double and is then 0, below it, since P(a, x) < xᵃ / Γ(a + 1) and Γ is at least 0.8856.
 */
export function gammaQuantile(p: number, a: number, side: 'lower' | 'upper' = 'lower'): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`gammaQuantile: p is ${p}; it has to lie between 0 and 1`)
  if (!(a > 0 && Number.isFinite(a))) throw new RangeError(`gammaQuantile: a is ${a}; it has to be positive`)
  const wanted = Math.log(p)
  const turn = side === 'lower' ? 1 : -1
  let logX = side === 'upper' ? Math.log(a + Math.sqrt(-2 * a * wanted) - wanted) : a < 1 ? (wanted - 0.1216) / a : Math.log(a)
  for (let i = 0; i < 200; i++) {
    const x = Math.exp(logX)
    if (x === 0) return 0
    const tail = logGammaTails(a, x)[side]
    logX -= turn * (tail - wanted) * Math.exp(tail - logGammaFront(a, x))
    if (Math.abs(tail - wanted) < 1e-8) break
  }
  return Math.exp(logX)
}
