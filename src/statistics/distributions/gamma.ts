/**
 * The gamma distribution: the normal and chi-square distributions are read from it.
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
