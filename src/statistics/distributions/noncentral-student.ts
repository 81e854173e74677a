/**
 * The noncentral t distribution, for exact intervals of standardised effects: T = (Z + δ) / S, where S² is a chi-square variable divided by
 * its `freedom`.
 *
 * P(T ≤ t) is integrated over S by Gauss's rule in panels that are as narrow as the narrower of the two factors, which stays right where
 * the usual series of Poisson weights underflows (δ beyond 37, that is from some thousand people on). Source of the integral: N. L. Johnson &
 * B. L. Welch, Biometrika 31 (1940) 362–389; of the use for intervals: J. H. Steiger & R. T. Fouladi, in "What if there were no
 * significance tests?" (1997) 221–257.
 */
import { logGammaTails } from './gamma.ts'
import { normalDensity, normalLower, normalQuantile } from './normal.ts'
import { logGammaFront } from './stirling.ts'

/** Beyond nine standard deviations lies less than 10⁻¹⁸. */
const FAR = 9

/**
 * The noncentrality δ with which P(T ≤ t) = `tail`: an upper limit for δ where `tail` is small. For the lower limit ask with −t and turn the
 * sign. 0 < tail < 1, `freedom` ≥ 1, t finite; throws RangeError outside.
 *
 * Newton's method on ln P(T ≤ t), which is concave in δ (P is a marginal of a log-concave density), so it cannot run away.
 */
export function noncentrality(t: number, freedom: number, tail: number): number {
  if (!(tail > 0 && tail < 1)) throw new RangeError(`noncentrality: tail is ${tail}; it has to lie between 0 and 1`)
  if (!(freedom >= 1 && Number.isFinite(freedom)))
    throw new RangeError(`noncentrality: freedom is ${freedom}; it has to be at least 1`)
  if (!Number.isFinite(t)) throw new RangeError(`noncentrality: t is ${t}; it has to be finite`)
  // Begins where a normal variable of T's approximate spread would have it (Johnson & Welch), which saves half of the steps.
  let delta = t - normalQuantile(tail) * Math.sqrt(1 + (t * t) / (2 * freedom))
  let before = t
  for (let i = 0; i < 200; i++) {
    const { lower, slope } = noncentralLower(t, freedom, delta)
    // A step may land where P is lost in rounding: half of it is tried instead.
    if (lower < 1e-14 * tail) {
      delta = (delta + before) / 2
      continue
    }
    before = delta
    const gap = Math.log(lower / tail)
    delta += (gap * lower) / slope
    if (Math.abs(gap) < 1e-7) break
  }
  return delta
}

/** P(T ≤ t) and how fast it falls as δ grows. */
export function noncentralLower(t: number, freedom: number, delta: number): { readonly lower: number; readonly slope: number } {
  // Where S lies, and where Φ(tS − δ) is neither 0 nor 1.
  const spread = (FAR * Math.SQRT2) / Math.sqrt(freedom)
  const turns = t === 0 ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [(delta - FAR) / t, (delta + FAR) / t]
  const from = Math.max(0, 1 - spread, Math.min(...turns))
  const to = Math.min(1 + spread, Math.max(...turns))
  // Beyond that, on the side where Φ is 1, all of S counts.
  let lower = t > 0 ? chiTails(to, freedom).upper : chiTails(from, freedom).lower
  let slope = 0
  const panels = Math.ceil(Math.max(0, to - from) * Math.max(Math.sqrt(2 * freedom), Math.abs(t)))
  const half = (to - from) / panels / 2
  for (let panel = 0; panel < panels; panel++) {
    const middle = from + half * (2 * panel + 1)
    for (const { at, weight } of GAUSS) {
      const s = middle + half * at
      const mass = half * weight * chiDensity(s, freedom)
      lower += mass * normalLower(t * s - delta)
      slope += mass * normalDensity(t * s - delta)
    }
  }
  return { lower, slope }
}

const chiDensity = (s: number, freedom: number): number => (2 * Math.exp(logGammaFront(freedom / 2, (freedom * s * s) / 2))) / s

function chiTails(s: number, freedom: number): { readonly lower: number; readonly upper: number } {
  const { lower, upper } = logGammaTails(freedom / 2, (freedom * s * s) / 2)
  return { lower: Math.exp(lower), upper: Math.exp(upper) }
}

/** Gauss–Legendre nodes and weights on [−1, 1]: roots of the Legendre polynomial by Newton's method (Abramowitz & Stegun 25.4.29). */
function gauss(points: number): { readonly at: number; readonly weight: number }[] {
  return Array.from({ length: points }, (_, i) => {
    let at = Math.cos((Math.PI * (i + 0.75)) / (points + 0.5))
    let slope = 0
    for (let step = 0; step < 20; step++) {
      let [before, value] = [1, at]
      for (let degree = 2; degree <= points; degree++)
        [before, value] = [value, ((2 * degree - 1) * at * value - (degree - 1) * before) / degree]
      slope = (points * (at * value - before)) / (at * at - 1)
      at -= value / slope
    }
    return { at, weight: 2 / ((1 - at * at) * slope * slope) }
  })
}

const GAUSS = gauss(16)
