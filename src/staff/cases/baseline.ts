/**
 * What the places were chosen from, and what chance alone makes of such a choice. From a file of its own where there is one, else from the series itself, if
 * it holds places that were not chosen: among the chosen alone nothing tells how far luck had taken them.
 */
import { type Comparison, isTrained } from '../../monitoring/comparison.ts'
import type { Place } from '../../monitoring/places.ts'
import { type ExpectedRise, expectedRise } from '../../monitoring/regression.ts'
import type { CaseCount } from '../../monitoring/series.ts'
import { countsIn, type Span } from '../../monitoring/span.ts'
import { plain } from '../../monitoring/table.ts'
import type { Ratio } from '../../statistics/clopper-pearson.ts'

export type Baseline =
  | { readonly kind: 'unknown-year' }
  /** Nothing to compute with. */
  | { readonly kind: 'alone'; readonly year: number }
  | {
      readonly kind: 'known'
      readonly year: number
      /** Of all that were chosen. */
      readonly rise: ExpectedRise
      /** Of any places of the baseline; nothing where one of them is not in it. */
      readonly expectedOf: (cities: readonly string[]) => Ratio | undefined
      /** Whether places differ in it no more than chance makes them. */
      readonly isAllChance: boolean
    }

interface Given {
  readonly comparisons: readonly Comparison[]
  readonly counts: readonly CaseCount[]
  /** Months that are compared. */
  readonly span: Span
  readonly year: number | undefined
  /** Of a file of its own. */
  readonly listed?: readonly Place[]
}

export function baselineOf({ comparisons, counts, span, year, listed }: Given): Baseline {
  if (year === undefined) return { kind: 'unknown-year' }
  const all = listed ?? placesIn(counts, span, year)
  const nameOf = (city: string) => all.find((place) => plain(place.city) === plain(city))?.city
  const chosen = [
    ...new Set(comparisons.filter(({ after }) => isTrained(after) === true).flatMap(({ city }) => nameOf(city) ?? [])),
  ]
  if (chosen.length === 0 || chosen.length === all.length) return { kind: 'alone', year }
  const rise = expectedRise(all, chosen)
  if (rise.kind === 'refused') return { kind: 'alone', year }
  const expectedOf = (cities: readonly string[]): Ratio | undefined => {
    const names = cities.flatMap((city) => nameOf(city) ?? [])
    if (names.length < cities.length || names.length === 0) return undefined
    const found = expectedRise(all, names)
    return found.kind === 'refused' ? undefined : found.ratio
  }
  const rates = all.map(({ city }) => expectedRise(all, [city])).flatMap((one) => (one.kind === 'refused' ? [] : [one]))
  const each = rates.map(({ expected }, at) => expected / (all[at]?.prosecutorPeriods ?? 1))
  const isAllChance = each.every((rate) => Math.abs(rate / (each[0] ?? rate) - 1) < 1e-9)
  return { kind: 'known', year, rise, expectedOf, isAllChance }
}

const WHOLE_YEAR: Span = { from: 1, to: 12 }

/** By the whole year, as places are chosen, where every city has it; else by the months that are compared. */
function placesIn(counts: readonly CaseCount[], span: Span, year: number): readonly Place[] {
  const [whole = [], part = []] = [WHOLE_YEAR, span].map((each) =>
    countsIn(counts, each).filter(({ start }) => start.startsWith(`${year}-`)),
  )
  return (whole.length >= part.length ? whole : part).map(({ city, investigations, prosecutors }) => ({
    city,
    cases: investigations,
    prosecutorPeriods: prosecutors,
    periods: [String(year)],
  }))
}
