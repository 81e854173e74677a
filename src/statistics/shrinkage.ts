/**
 * Rates of many places, each drawn towards the rate of all: the fewer its events could be, the further. A small place that had no case by luck does not
 * come out as the lowest of all.
 *
 * Empirical Bayes by moments. Source: R. J. Marshall, Applied Statistics 40 (1991) 283–294. The same estimates are the means of gamma distributions with
 * that mean and variance as a prior (D. Clayton & J. Kaldor, Biometrics 43 (1987) 671–681), whose quantiles give the intervals; these do not allow for the
 * prior itself being estimated, and are narrow where there are few places.
 */
import { gammaQuantile } from './distributions/gamma.ts'
import { type Rate, requireRate } from './rate.ts'
import { type Refused, refused } from './refusal.ts'
import type { Interval } from './wilson.ts'

export interface ShrunkenRate {
  readonly rate: number
  /** 95 %, given the prior. */
  readonly interval: Interval
  /** Share of the estimate that is the place's own, from 0 (nothing but the rate of all) to 1. */
  readonly own: number
}

export interface Shrinkage {
  readonly kind: 'computed'
  /** All events over all exposure. */
  readonly overall: number
  /** Variance of the places' true rates; 0 where what is seen differs no more than chance makes it. */
  readonly between: number
  /** One for each place, in the order given. */
  readonly places: readonly ShrunkenRate[]
}

/**
 * Shrunken rates of at least two places. Refuses where there are fewer, or no event anywhere. Throws RangeError for events that are no count or an exposure
 * that is not positive.
 */
export function shrunkenRates(places: readonly Rate[]): Shrinkage | Refused<'too-few' | 'no-events'> {
  for (const place of places) requireRate('shrunkenRates', place)
  if (places.length < 2) return refused('too-few')
  const sum = (of: (place: Rate) => number) => places.reduce((total, place) => total + of(place), 0)
  const events = sum((place) => place.events)
  if (events === 0) return refused('no-events')
  const exposure = sum((place) => place.exposure)
  const overall = events / exposure
  const spread = sum((place) => place.exposure * (place.events / place.exposure - overall) ** 2) / exposure
  const chance = overall / (exposure / places.length)
  // What is left of two nearly equal numbers is rounding.
  const between = spread - chance > 1e-6 * chance ? spread - chance : 0
  return { kind: 'computed', overall, between, places: places.map((place) => drawn(place, overall, between)) }
}

function drawn({ events, exposure }: Rate, overall: number, between: number): ShrunkenRate {
  // Without variance between places the prior is a point.
  if (between === 0) return { rate: overall, interval: { low: overall, high: overall }, own: 0 }
  const shape = events + (overall * overall) / between
  const scale = 1 / (exposure + overall / between)
  return {
    rate: shape * scale,
    interval: { low: gammaQuantile(0.025, shape) * scale, high: gammaQuantile(0.025, shape, 'upper') * scale },
    own: between / (between + overall / exposure),
  }
}
