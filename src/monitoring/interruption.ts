/**
 * Month by month, before a training and after it (statistics/interrupted-series). The month in which it was held is neither, unless it was held on the first.
 * What follows it is not for that reason its doing.
 */
import { type InterruptedSeries, interruptedSeries, type SeriesRefusal } from '../statistics/interrupted-series.ts'
import type { Refused } from '../statistics/refusal.ts'
import { isWholeMonths, monthOf, monthsIn } from './month.ts'
import type { CaseCount } from './series.ts'
import { plain } from './table.ts'

export interface MonthCount {
  /** As `monthOf` counts them. */
  readonly month: number
  readonly investigations: number
  readonly prosecutors: number
}

/** The months of which every one of these cities handed in a row, added up; earliest first. */
export function monthsOf(counts: readonly CaseCount[], cities: readonly string[]): readonly MonthCount[] {
  const wanted = new Set(cities.map(plain))
  const rows = counts.filter((count) => wanted.has(plain(count.city)) && isWholeMonths(count) && monthsIn(count) === 1)
  const months = new Map<number, CaseCount[]>()
  for (const row of rows) months.set(monthOf(row.start), [...(months.get(monthOf(row.start)) ?? []), row])
  return [...months]
    .filter(([, all]) => all.length === wanted.size)
    .map(([month, all]) => ({
      month,
      investigations: all.reduce((sum, row) => sum + row.investigations, 0),
      prosecutors: all.reduce((sum, row) => sum + row.prosecutors, 0),
    }))
    .sort((a, b) => a.month - b.month)
}

export type Interruption =
  | {
      readonly kind: 'series'
      readonly months: readonly MonthCount[]
      /** Months between the first and the last that are not there. */
      readonly missing: readonly number[]
      readonly trainedOn: string
      /** The month of the training, where it stands on neither side. */
      readonly omitted?: number
      /** First month after. */
      readonly first: number
      /** Rates are for each prosecutor and month. */
      readonly found: InterruptedSeries | Refused<SeriesRefusal>
    }
  | { readonly kind: 'no-series'; readonly reason: 'no-months' | 'no-training-date' | 'dates-differ' }

/** The series of one city, or of several that were trained in the same month. */
export function interruptionOf(counts: readonly CaseCount[], cities: readonly string[]): Interruption {
  const wanted = new Set(cities.map(plain))
  const months = monthsOf(counts, cities)
  if (months.length === 0) return { kind: 'no-series', reason: 'no-months' }
  const dates = counts
    .filter(({ city }) => wanted.has(plain(city)))
    .flatMap(({ trained, trainedOn }) => (trainedOn === undefined || trained === 0 ? [] : [trainedOn]))
  const trainedOn = dates.reduce<string | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined)
  if (trainedOn === undefined) return { kind: 'no-series', reason: 'no-training-date' }
  if (dates.some((date) => monthOf(date) !== monthOf(trainedOn))) return { kind: 'no-series', reason: 'dates-differ' }
  const isOnFirst = trainedOn.endsWith('-01')
  const first = monthOf(trainedOn) + (isOnFirst ? 0 : 1)
  const kept = months.filter(({ month }) => isOnFirst || month !== first - 1)
  const there = new Set(months.map(({ month }) => month))
  const span = Array.from(
    { length: (months.at(-1)?.month ?? 0) - (months[0]?.month ?? 0) },
    (_, at) => (months[0]?.month ?? 0) + at,
  )
  const points = kept.map(({ month, investigations, prosecutors }) => ({
    time: month,
    events: investigations,
    exposure: prosecutors,
  }))
  return {
    kind: 'series',
    months,
    missing: span.filter((month) => !there.has(month)),
    trainedOn,
    ...(!isOnFirst && there.has(first - 1) && { omitted: first - 1 }),
    first,
    found: interruptedSeries(points, first, 12),
  }
}

/** What can be looked at month by month: each city that has months, and all trained ones together where they were trained in one month. */
export function seriesChoices(counts: readonly CaseCount[]): readonly (readonly string[])[] {
  const cities = [...new Map(counts.map(({ city }) => [plain(city), city])).values()]
  const single = cities.filter((city) => monthsOf(counts, [city]).length > 0).map((city) => [city])
  const trained = single.flat().filter((city) => interruptionOf(counts, [city]).kind === 'series')
  const together = trained.length > 1 && interruptionOf(counts, trained).kind === 'series' ? [trained] : []
  return [...together, ...single]
}
