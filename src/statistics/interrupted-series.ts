/**
 * A series of counts with an event in it: did the line jump (level), and does it rise or fall otherwise than before (slope)?
 *
 * Segmented regression. Source: A. K. Wagner, S. B. Soumerai, F. Zhang & D. Ross-Degnan, J. Clin. Pharm. Ther. 27 (2002) 299–309; for counts with an exposure
 * J. L. Bernal, S. Cummins & A. Gasparrini, Int. J. Epidemiol. 46 (2017) 348–355. Log-linear, since cases are few and a rate is never under 0; by
 * quasi-likelihood (poisson-regression), since cases come in bursts; intervals by Student's t with the freedom that is left. Not Newey and West's errors:
 * they are right for long series, and come out too narrow for a dozen points or two. What depends on the point before it is therefore shown, as
 * `autocorrelation`, and not corrected: where it is far above 0 the intervals are too narrow.
 *
 * The event is not drawn by lot, and other things happen at the same time. This says that a line changed and when, and nothing more.
 */
import { studentCritical } from './distributions/student.ts'
import { type PoissonRegression, poissonRegression } from './poisson-regression.ts'
import { type Refused, refused } from './refusal.ts'
import type { Interval } from './wilson.ts'

export interface SeriesPoint {
  /** Whole steps of time from any beginning; a step may be missing. */
  readonly time: number
  readonly events: number
  readonly exposure: number
}

export interface Factor {
  /** How many times. */
  readonly ratio: number
  readonly interval: Interval
}

export interface LinePoint {
  readonly time: number
  /** Events for each unit of exposure that the line has there. */
  readonly rate: number
  /** From the event on: where the line before it would be, carried on. */
  readonly continued?: number
}

export interface InterruptedSeries {
  readonly kind: 'computed'
  /** At `first`: the line after over the line before, carried on. */
  readonly level: Factor
  /** The rise from one step to the next after, over that before. */
  readonly slope: Factor
  /** The rise from one step to the next before, and after. */
  readonly before: Factor
  readonly after: Factor
  /** 1 where counts vary as Poisson has them, more where they come in bursts. */
  readonly dispersion: number
  /** Of the residuals with those of the step before, −1 to 1; 'unknown' where no two steps follow each other, or nothing varies. */
  readonly autocorrelation: number | 'unknown'
  readonly isSeasonal: boolean
  readonly line: readonly LinePoint[]
}

/** Fewer steps than these show nothing that could be told from chance. */
export const LEAST_POINTS = 12
export const LEAST_POINTS_A_SIDE = 3
/** Of fewer events a line with two coefficients says anything: its intervals run over a thousand million. */
export const LEAST_EVENTS_A_SIDE = 5
/** With two rounds of a season one pair of waves can be told from a change of level. */
export const LEAST_POINTS_FOR_SEASON = 24

export type SeriesRefusal = 'short-series' | 'one-sided' | 'few-events' | 'not-estimable'

/**
 * `first` is the first step after the event. `season`, the steps of a round (12 for months), takes a yearly wave out where there are points for it. Refuses
 * 'short-series' under twelve points, 'one-sided' with fewer than three on a side, 'few-events' with fewer than five on one, 'not-estimable' where a line falls to
 * nothing. Throws RangeError for a time that is not whole or stands twice.
 */
export function interruptedSeries(
  points: readonly SeriesPoint[],
  first: number,
  season: number | 'none' = 'none',
): InterruptedSeries | Refused<SeriesRefusal> {
  requireTimes(points)
  const sides = [points.filter(({ time }) => time < first), points.filter(({ time }) => time >= first)]
  if (points.length < LEAST_POINTS) return refused('short-series')
  if (sides.some((side) => side.length < LEAST_POINTS_A_SIDE)) return refused('one-sided')
  if (sides.some((side) => side.reduce((sum, { events }) => sum + events, 0) < LEAST_EVENTS_A_SIDE)) return refused('few-events')
  const isSeasonal = season !== 'none' && points.length >= LEAST_POINTS_FOR_SEASON
  const design = (time: number, isAfter = time >= first): number[] => {
    const since = time - first
    const wave = isSeasonal ? (2 * Math.PI * time) / season : 0
    return [1, since, isAfter ? 1 : 0, isAfter ? since : 0, ...(isSeasonal ? [Math.cos(wave), Math.sin(wave)] : [])]
  }
  const fit = poissonRegression(points.map((point) => ({ ...point, design: design(point.time) })))
  if (fit.kind === 'refused') return refused('not-estimable')
  const rateAt = (time: number, isAfter?: boolean) =>
    Math.exp(design(time, isAfter).reduce((sum, value, at) => sum + value * (fit.coefficients[at] ?? 0), 0))
  return {
    kind: 'computed',
    level: factorOf(fit, [0, 0, 1, 0]),
    slope: factorOf(fit, [0, 0, 0, 1]),
    before: factorOf(fit, [0, 1, 0, 0]),
    after: factorOf(fit, [0, 1, 0, 1]),
    dispersion: fit.dispersion,
    autocorrelation: autocorrelationOf(points, fit.residuals),
    isSeasonal,
    line: [...points]
      .sort((a, b) => a.time - b.time)
      .map(({ time }) => ({ time, rate: rateAt(time), ...(time >= first && { continued: rateAt(time, false) }) })),
  }
}

/** exp of a sum of coefficients, and its interval. */
function factorOf({ coefficients, covariance, freedom }: PoissonRegression, weights: readonly number[]): Factor {
  const sum = weights.reduce((total, weight, at) => total + weight * (coefficients[at] ?? 0), 0)
  const variance = weights.reduce(
    (total, one, row) =>
      total + weights.reduce((inner, other, column) => inner + one * other * (covariance[row]?.[column] ?? 0), 0),
    0,
  )
  const half = studentCritical(0.05, freedom) * Math.sqrt(variance)
  return { ratio: Math.exp(sum), interval: { low: Math.exp(sum - half), high: Math.exp(sum + half) } }
}

function autocorrelationOf(points: readonly SeriesPoint[], residuals: readonly number[]): number | 'unknown' {
  const at = new Map(points.map(({ time }, index) => [time, residuals[index] ?? 0]))
  const pairs = [...at].flatMap(([time, residual]) => {
    const before = at.get(time - 1)
    return before === undefined ? [] : [before * residual]
  })
  const power = residuals.reduce((sum, residual) => sum + residual * residual, 0) / residuals.length
  if (pairs.length === 0 || !(power > 1e-12)) return 'unknown'
  const found = pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length / power
  return Math.max(-1, Math.min(1, found))
}

function requireTimes(points: readonly SeriesPoint[]): void {
  const seen = new Set<number>()
  for (const { time } of points) {
    if (!Number.isSafeInteger(time)) throw new RangeError(`interruptedSeries: time is ${time}; it has to be a whole number`)
    if (seen.has(time)) throw new RangeError(`interruptedSeries: time ${time} stands twice`)
    seen.add(time)
  }
}
