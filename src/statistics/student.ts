/**
 * Student's t distribution: the quantile that intervals need.
 *
 * The distribution function is the regularised incomplete beta function, evaluated by Lentz's continued fraction (Abramowitz & Stegun
 * 26.5.8 and 26.7.1); the quantile is found by bisection on it, which needs no starting guess and cannot run away.
 */
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012,
  9.984369578019572e-6, 1.5056327351493116e-7,
]

/** ln Γ(x) for x > 0 (Lanczos, g = 7). */
function logGamma(x: number): number {
  let sum = 0.9999999999998099
  LANCZOS.forEach((c, i) => {
    sum += c / (x + i)
  })
  const t = x + 6.5
  return 0.9189385332046727 + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** ln Γ(a + 1/2) − ln Γ(a): for a large `a` by its asymptotic series, since the difference of two large logarithms would lose its digits. */
function logGammaHalfStep(a: number): number {
  if (a < 100) return logGamma(a + 0.5) - logGamma(a)
  return 0.5 * Math.log(a) - 1 / (8 * a) + 1 / (192 * a ** 3)
}

/** Iₓ(a, 1/2), the regularised incomplete beta function. `y` is 1 − x, handed in since the subtraction would lose its digits near x = 1. */
function incompleteBeta(x: number, y: number, a: number): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  const logX = x < 0.5 ? Math.log(x) : Math.log1p(-y)
  const front = logGammaHalfStep(a) - 0.5723649429247001 + a * logX + 0.5 * Math.log(y)
  return x < (a + 1) / (a + 2.5) ? (Math.exp(front) * fraction(x, a, 0.5)) / a : 1 - (Math.exp(front) * fraction(y, 0.5, a)) / 0.5
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m <= 5000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    result *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    const step = d * c
    result *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return result
}

/** P(|T| > t) for T with `freedom` degrees of freedom (≥ 1). */
export const studentTwoSided = (t: number, freedom: number): number =>
  incompleteBeta(freedom / (freedom + t * t), (t * t) / (freedom + t * t), freedom / 2)

/** The t with P(|T| > t) = `alpha`, 0 < alpha < 1, `freedom` a whole number from 1. Throws RangeError outside. */
export function studentCritical(alpha: number, freedom: number): number {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`studentCritical: alpha is ${alpha}; it has to lie between 0 and 1`)
  if (!Number.isInteger(freedom) || freedom < 1)
    throw new RangeError(`studentCritical: freedom is ${freedom}; it has to be a whole number from 1`)
  let low = 0
  let high = 1
  while (studentTwoSided(high, freedom) > alpha) high *= 2
  for (let i = 0; i < 200 && high - low > 1e-14 * high; i++) {
    const middle = (low + high) / 2
    if (studentTwoSided(middle, freedom) > alpha) low = middle
    else high = middle
  }
  return (low + high) / 2
}
