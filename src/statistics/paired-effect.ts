/**
 * How large a change is, in standard deviations. Two measures, which must never be mixed, so each goes by its name:
 *
 * - **d_z** divides by the spread of the changes. It is what the paired t test sees and what planning needs; it grows with the correlation of
 *   the pairs, so it does not compare with studies of separate groups. J. Cohen, Statistical Power Analysis (1988), section 2.3.5.
 * - **d_av** divides by the average spread of before and after, √((s₁² + s₂²) / 2). It compares with other studies. G. Cumming,
 *   Understanding the New Statistics (2012), chapter 11. (D. Lakens, Frontiers in Psychology 4 (2013) 863, calls by this name what divides by
 *   (s₁ + s₂) / 2; the two agree where spreads do.)
 *
 * Both overstate in small groups; **g** is d times Hedges's J (L. V. Hedges, Journal of Educational Statistics 6 (1981) 107–128), by
 * Γ and not the usual approximation.
 */
import { noncentrality } from './distributions/noncentral-student.ts'
import { logGammaHalfStep } from './distributions/stirling.ts'
import { type Moments, moments } from './histogram.ts'
import type { Transition } from './paired-change.ts'
import { type Margin, requireCorrelation } from './paired-t.ts'
import { type Refused, refused } from './refusal.ts'
import { type Interval, Z95 } from './wilson.ts'

export interface PairedEffect {
  readonly kind: 'computed'
  readonly name: 'd_z' | 'd_av'
  readonly n: number
  /** Positive where scores rose. */
  readonly d: number
  /** 95 % interval of d. */
  readonly interval: Interval
  /** d corrected for small groups, and its interval: both multiplied by J. */
  readonly g: number
  readonly correctedInterval: Interval
}

type NoEffect = Refused<'nobody' | 'too-few' | 'no-variance'>

/**
 * d_z with the exact interval from the noncentral t distribution (Steiger & Fouladi 1997), n − 1 degrees of freedom. Refused with fewer than
 * three pairs, where J does not exist, and where all changed by the same.
 */
export function changeEffect(transitions: readonly Transition[]): PairedEffect | NoEffect {
  const change = moments(transitions.map(({ before, after, count }) => ({ score: after - before, count })))
  if (change.kind === 'refused') return change
  const { n, mean } = change
  if (n < 3) return refused('too-few')
  if (change.squares === 0) return refused('no-variance')
  const d = mean / deviation(change)
  const root = Math.sqrt(n)
  const interval = { low: -noncentrality(-d * root, n - 1, 0.025) / root, high: noncentrality(d * root, n - 1, 0.025) / root }
  return corrected('d_z', n, d, interval, n - 1)
}

/** d_av with its interval, as `averageEffectFromMargins` has it, from the table of pairs, which holds their correlation. */
export function averageEffect(transitions: readonly Transition[]): PairedEffect | NoEffect {
  const before = moments(transitions.map(({ before: score, count }) => ({ score, count })))
  const after = moments(transitions.map(({ after: score, count }) => ({ score, count })))
  if (before.kind === 'refused') return before
  if (after.kind === 'refused') return after
  const { n } = before
  if (n < 3) return refused('too-few')
  const products = transitions.reduce((sum, t) => sum + t.count * (t.before - before.mean) * (t.after - after.mean), 0)
  return average(margin(before), margin(after), n, products / (n - 1))
}

/**
 * d_av from published means and standard deviations of `n` pairs and their correlation, with Bonett's approximate interval (D. G. Bonett,
 * Psychological Methods 13 (2008) 99–109), which needs no equal variances. J is taken at the degrees of freedom that its variance implies,
 * 2 (n − 1) / (1 + r²) where variances are equal (D. Cousineau, The Quantitative Methods for Psychology 16 (2020) 418–421).
 *
 * Refused without the correlation (`averageFromMargins` gives d alone), with fewer than three pairs, and where neither occasion varies.
 */
export function averageEffectFromMargins(
  before: Margin,
  after: Margin,
  n: number,
  correlation?: number,
): PairedEffect | Refused<'correlation-unknown' | 'too-few' | 'no-variance'> {
  if (correlation === undefined) return refused('correlation-unknown')
  requireCorrelation('averageEffectFromMargins', correlation)
  return n < 3 ? refused('too-few') : average(before, after, n, correlation * before.deviation * after.deviation)
}

/** d_av alone, which needs neither the number of pairs nor their correlation. Refused where neither occasion varies. */
export function averageFromMargins(
  before: Margin,
  after: Margin,
): { readonly kind: 'computed'; readonly d: number } | Refused<'no-variance'> {
  const spread = Math.sqrt((before.deviation ** 2 + after.deviation ** 2) / 2)
  return spread === 0 ? refused('no-variance') : { kind: 'computed', d: (after.mean - before.mean) / spread }
}

function average(before: Margin, after: Margin, n: number, covariance: number): PairedEffect | Refused<'no-variance'> {
  const alone = averageFromMargins(before, after)
  if (alone.kind === 'refused') return alone
  const [v1, v2] = [before.deviation ** 2, after.deviation ** 2]
  const freedom = ((n - 1) * (v1 + v2) ** 2) / (v1 * v1 + v2 * v2 + 2 * covariance * covariance)
  const ofChange = Math.max(0, v1 + v2 - 2 * covariance)
  const half = Z95 * Math.sqrt((alone.d * alone.d) / (2 * freedom) + (2 * ofChange) / ((n - 1) * (v1 + v2)))
  return corrected('d_av', n, alone.d, { low: alone.d - half, high: alone.d + half }, freedom)
}

function corrected(name: PairedEffect['name'], n: number, d: number, interval: Interval, freedom: number): PairedEffect {
  const j = hedgesJ(freedom)
  return { kind: 'computed', name, n, d, interval, g: j * d, correctedInterval: { low: j * interval.low, high: j * interval.high } }
}

/** Hedges's correction for small groups, Γ(m/2) / (√(m/2) Γ((m − 1)/2)), from 0 to 1. For m > 1 degrees of freedom; throws RangeError otherwise. */
export function hedgesJ(freedom: number): number {
  if (!(freedom > 1 && Number.isFinite(freedom))) throw new RangeError(`hedgesJ: freedom is ${freedom}; it has to be more than 1`)
  return Math.exp(logGammaHalfStep((freedom - 1) / 2)) / Math.sqrt(freedom / 2)
}

const deviation = ({ squares, n }: Moments): number => Math.sqrt(squares / (n - 1))

const margin = (occasion: Moments): Margin => ({ mean: occasion.mean, deviation: deviation(occasion) })
