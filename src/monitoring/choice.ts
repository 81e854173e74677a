/**
 * Which places to go to: where few cases meet many prosecutors (the rule by which the round tables of 2017 were placed).
 *
 * A rate of few cases is mostly luck, so places are ranked by their shrunken rate (statistics/shrinkage): a small place with none is drawn to the rate of all
 * unless it had enough prosecutors for its silence to tell something. Beside it stands the plain rate with its exact interval.
 */
import { type RateEstimate, rateEstimate } from '../statistics/rate.ts'
import { type Refused, refused } from '../statistics/refusal.ts'
import { type ShrunkenRate, shrunkenMeans, shrunkenRates } from '../statistics/shrinkage.ts'
import type { Place } from './places.ts'

export interface RankedPlace {
  readonly place: Place
  /** From 1, lowest shrunken rate first; equal rates share a rank. */
  readonly rank: number
  /** Cases for each prosecutor and period. */
  readonly own: RateEstimate
  readonly shrunken: ShrunkenRate
  readonly isChosen: boolean
}

export interface Choice {
  readonly kind: 'computed'
  /** Cases for each prosecutor and period, everywhere. */
  readonly overall: number
  /** Whether places differ beyond chance at all: where not, all shrunken rates are equal and the choice is open. */
  readonly differs: boolean
  /** In order of rank. */
  readonly ranked: readonly RankedPlace[]
}

/** Ranks places and chooses the first `wanted`, and those that tie with the last of them. Refuses fewer than two places, and places without any case. */
export function choosePlaces(places: readonly Place[], wanted: number): Choice | Refused<'too-few' | 'no-events'> {
  if (!Number.isInteger(wanted) || wanted < 1)
    throw new RangeError(`choosePlaces: wanted is ${wanted}; it has to be a whole number from 1`)
  const rates = places.map(rateOf)
  const shrinkage = shrunkenRates(rates)
  if (shrinkage.kind === 'refused') return refused(shrinkage.reason)
  const ranks = ranksOf(shrinkage.places.map(({ rate }) => rate))
  const drawn = places.map((place, index) => {
    const shrunken = shrinkage.places[index]
    const rate = rates[index]
    if (!shrunken || !rate) throw new TypeError('choosePlaces: a place without a rate')
    const rank = ranks[index] ?? places.length
    return { place, own: rateEstimate(rate), shrunken, rank, isChosen: rank <= wanted }
  })
  const ranked = drawn.sort((a, b) => a.rank - b.rank || (a.place.city < b.place.city ? -1 : 1))
  return { kind: 'computed', overall: shrinkage.overall, differs: shrinkage.between > 0, ranked }
}

const rateOf = ({ cases, prosecutorPeriods }: Place) => ({ events: cases, exposure: prosecutorPeriods })

/** Of each rate, 1 and as many as are lower. Rates that differ by rounding alone are one rate. */
function ranksOf(rates: readonly number[]): number[] {
  const sorted = [...rates].sort((a, b) => a - b)
  return rates.map((rate) => {
    const limit = rate * (1 - 1e-12)
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] ?? limit) < limit) low = middle + 1
      else high = middle
    }
    return 1 + low
  })
}

export interface Sensitivity {
  readonly city: string
  /** Lowest and highest rank, and whether it is always, sometimes or never chosen, when any one count moves by up to `by` cases. */
  readonly ranks: readonly [number, number]
  readonly chosen: 'always' | 'sometimes' | 'never'
}

/** How the choice moves when the count of any one place, its own or another's, is up to `by` cases higher or lower (never below 0). */
export function sensitivityOf(places: readonly Place[], wanted: number, by: number): readonly Sensitivity[] {
  const rates = places.map(rateOf)
  const found = places.map(() => ({ least: Number.POSITIVE_INFINITY, most: 0, times: 0 }))
  let choices = 0
  for (const [moving, rate] of rates.entries())
    for (let step = -by; step <= by; step++) {
      // As it is, only once: nobody's count has moved.
      if (step === 0 && moving > 0) continue
      const moved = { ...rate, events: Math.max(0, rate.events + step) }
      const means = shrunkenMeans(rates.map((other, at) => (at === moving ? moved : other)))
      if (means.kind === 'refused') continue
      choices++
      for (const [at, rank] of ranksOf(means.rates).entries()) {
        const one = found[at]
        if (!one) continue
        one.least = Math.min(one.least, rank)
        one.most = Math.max(one.most, rank)
        if (rank <= wanted) one.times++
      }
    }
  return places.map(({ city }, at) => {
    const { least = 1, most = places.length, times = 0 } = found[at] ?? {}
    return { city, ranks: [least, most], chosen: times === choices ? 'always' : times === 0 ? 'never' : 'sometimes' }
  })
}
