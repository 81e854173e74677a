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

/** What all places share, and each one's shrunken rate without its interval: for whoever only ranks. Refuses and throws as `shrunkenRates` does. */
export function shrunkenMeans(
  places: readonly Rate[],
):
  | { readonly kind: 'computed'; readonly overall: number; readonly between: number; readonly rates: readonly number[] }
  | Refused<'too-few' | 'no-events'> {
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
  return { kind: 'computed', overall, between, rates: places.map((place) => meanOf(priorWith(place, overall, between), overall)) }
}

/**
 * Shrunken rates of at least two places. Refuses where there are fewer, or no event anywhere. Throws RangeError for events that are no count or an exposure
 * that is not positive.
 */
export function shrunkenRates(places: readonly Rate[]): Shrinkage | Refused<'too-few' | 'no-events'> {
  const means = shrunkenMeans(places)
  if (means.kind === 'refused') return means
  const { overall, between } = means
  return { kind: 'computed', overall, between, places: places.map((place) => drawn(place, overall, between)) }
}

/** Shape and scale of the gamma distribution of a place's rate; nothing without variance between places, where it is a point. */
function priorWith({ events, exposure }: Rate, overall: number, between: number): { shape: number; scale: number } | undefined {
  if (between === 0) return undefined
  return { shape: events + (overall * overall) / between, scale: 1 / (exposure + overall / between) }
}

const meanOf = (prior: { shape: number; scale: number } | undefined, overall: number): number =>
  prior === undefined ? overall : prior.shape * prior.scale

function drawn(place: Rate, overall: number, between: number): ShrunkenRate {
  const prior = priorWith(place, overall, between)
  if (prior === undefined) return { rate: overall, interval: { low: overall, high: overall }, own: 0 }
  const { shape, scale } = prior
  return {
    rate: meanOf(prior, overall),
    interval: { low: gammaQuantile(0.025, shape) * scale, high: gammaQuantile(0.025, shape, 'upper') * scale },
    own: between / (between + overall / place.exposure),
  }
}
