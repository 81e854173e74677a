/**
 * Wilson's score interval for one proportion.
 *
 * Source: E. B. Wilson, JASA 22 (1927) 209–212; recommended over Wald's for small n and for shares near 0 or 1 by R. G. Newcombe,
 * Statistics in Medicine 17 (1998) 857–872 (method 3, without continuity correction).
 */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** The 97.5 % point of the standard normal distribution, for two-sided 95 % intervals. */
export const Z95 = 1.959963984540054

/**
 * Interval for the share `hits / n`. `hits` and `n` are whole counts, 0 ≤ hits ≤ n, n ≥ 1; both limits lie in [0, 1] and enclose the share. At 0 hits the
 * lower limit is exactly 0, at n hits the upper is exactly 1. Throws RangeError otherwise: a share of nobody does not exist.
 */
export function wilsonInterval(hits: number, n: number, z = Z95): Interval {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`wilsonInterval: n is ${n}; it has to be a whole number from 1`)
  if (!Number.isInteger(hits) || hits < 0 || hits > n)
    throw new RangeError(`wilsonInterval: hits is ${hits}; it has to be a whole number from 0 to n`)
  const share = hits / n
  const z2 = z * z
  const middle = share + z2 / (2 * n)
  const half = z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))
  const scale = 1 + z2 / n
  return { low: hits === 0 ? 0 : (middle - half) / scale, high: hits === n ? 1 : (middle + half) / scale }
}
