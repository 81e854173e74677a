/**
 * Which places to go to: where few cases meet many prosecutors (the rule by which the round tables of 2017 were placed).
 *
 * A rate of few cases is mostly luck, so places are ranked by their shrunken rate (statistics/shrinkage): a small place with none is drawn to the rate of all
 * unless it had enough prosecutors for its silence to tell something. Beside it stands the plain rate with its exact interval.
 */
import { type RateEstimate, rateEstimate } from '../statistics/rate.ts'
import { type Refused, refused } from '../statistics/refusal.ts'
import { type ShrunkenRate, shrunkenRates } from '../statistics/shrinkage.ts'
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
  const rates = places.map(({ cases, prosecutorPeriods }) => ({ events: cases, exposure: prosecutorPeriods }))
  const shrinkage = shrunkenRates(rates)
  if (shrinkage.kind === 'refused') return refused(shrinkage.reason)
  const drawn = places.map((place, index) => {
    const shrunken = shrinkage.places[index]
    const rate = rates[index]
    if (!shrunken || !rate) throw new TypeError('choosePlaces: a place without a rate')
    return { place, own: rateEstimate(rate), shrunken }
  })
  const ranked = drawn
    .map((one) => ({ ...one, rank: 1 + drawn.filter((other) => isLower(other.shrunken, one.shrunken)).length }))
    .map((one) => ({ ...one, isChosen: one.rank <= wanted }))
    .sort((a, b) => a.rank - b.rank || (a.place.city < b.place.city ? -1 : 1))
  return { kind: 'computed', overall: shrinkage.overall, differs: shrinkage.between > 0, ranked }
}

/** Rates that differ by rounding alone are one rate. */
const isLower = (a: ShrunkenRate, b: ShrunkenRate): boolean => a.rate < b.rate * (1 - 1e-12)

export interface Sensitivity {
  readonly city: string
  /** Lowest and highest rank, and whether it is always, sometimes or never chosen, when any one count moves by up to `by` cases. */
  readonly ranks: readonly [number, number]
  readonly chosen: 'always' | 'sometimes' | 'never'
}

/** How the choice moves when the count of any one place, its own or another's, is up to `by` cases higher or lower (never below 0). */
export function sensitivityOf(places: readonly Place[], wanted: number, by: number): readonly Sensitivity[] {
  const moved = places.flatMap((_, index) =>
    Array.from({ length: 2 * by + 1 }, (_, step) =>
      places.map((place, other) => (other === index ? { ...place, cases: Math.max(0, place.cases + step - by) } : place)),
    ),
  )
  const choices = moved.map((one) => choosePlaces(one, wanted)).flatMap((choice) => (choice.kind === 'computed' ? [choice] : []))
  return places.map(({ city }) => {
    const found = choices.flatMap(({ ranked }) => ranked.filter(({ place }) => place.city === city))
    const ranks = found.map(({ rank }) => rank)
    const times = found.filter(({ isChosen }) => isChosen).length
    return {
      city,
      ranks: [Math.min(...ranks), Math.max(...ranks)],
      chosen: times === found.length ? 'always' : times === 0 ? 'never' : 'sometimes',
    }
  })
}
