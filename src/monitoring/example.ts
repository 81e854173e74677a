/**
 * Invented files, to try the pages with. Every name says that it is invented, so that the mark goes wherever a name goes.
 *
 * The counts are drawn by chance from rates that never change: the places with the lowest counts of 2016 are chosen and trained, nothing comes of it, and
 * their counts rise all the same. Whoever reads a rise there as the training's has seen why nobody may.
 */
import { choosePlaces } from './choice.ts'
import { monthName } from './month.ts'
import type { Place } from './places.ts'

export interface ExampleWords {
  /** `Inventada`: stands before a letter. */
  readonly place: string
  /** Stands as source and note of every row. */
  readonly mark: string
}

/** Prosecutors, and investigations to be expected for each of them in a year. */
const CITIES: readonly (readonly [prosecutors: number, rate: number])[] = [
  [42, 0.28],
  [38, 0.22],
  [2, 0.4],
  [55, 0.3],
  [50, 0.45],
  [18, 0.5],
  [30, 0.42],
  [60, 0.62],
  [6, 0.35],
  [45, 0.7],
  [33, 0.25],
  [28, 0.55],
]
const FIRST_MONTH = 12 * 2016
const MONTHS = 30
export const EXAMPLE_CHOSEN = 5
const TRAINED_ON = '2017-08-15'
const TRAINED_MONTH = 12 * 2017 + 7

/** Marsaglia's xorshift, so that the example is the same everywhere. */
function drawer(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return ((state >>> 0) + 0.5) / 2 ** 32
  }
}

function poisson(mean: number, draw: () => number): number {
  let count = -1
  for (let time = 0; time < mean; count++) time -= Math.log(draw())
  return count
}

interface Row {
  readonly city: string
  readonly prosecutors: number
  readonly month: number
  readonly cases: number
}

function rowsOf({ place }: ExampleWords): readonly Row[] {
  const draw = drawer(20160101)
  return CITIES.flatMap(([prosecutors, rate], index) =>
    Array.from({ length: MONTHS }, (_, at) => ({
      city: `${place} ${String.fromCharCode(65 + index)}`,
      prosecutors,
      month: FIRST_MONTH + at,
      cases: poisson((prosecutors * rate) / 12, draw),
    })),
  )
}

function baselineOf(rows: readonly Row[]): readonly Place[] {
  const places = new Map<string, Place>()
  for (const { city, prosecutors, month, cases } of rows)
    if (month < FIRST_MONTH + 12)
      places.set(city, {
        city,
        cases: (places.get(city)?.cases ?? 0) + cases,
        prosecutorPeriods: prosecutors,
        periods: ['2016'],
      })
  return [...places.values()]
}

/** The form that places are chosen from: one year of twelve invented cities. */
export function examplePlaces(words: ExampleWords): string {
  const rows = baselineOf(rowsOf(words)).map(({ city, cases, prosecutorPeriods }) => [
    city,
    '2016',
    cases,
    prosecutorPeriods,
    words.mark,
  ])
  return csv([['city', 'period', 'cases_identified', 'prosecutors_competent', 'note'], ...rows])
}

/** The form of case series: the same cities month by month, January 2016 to June 2018, five of them chosen by 2016 and trained in August 2017. */
export function exampleSeries(words: ExampleWords): string {
  const rows = rowsOf(words)
  const choice = choosePlaces(baselineOf(rows), EXAMPLE_CHOSEN)
  const chosen = new Set(
    choice.kind === 'refused' ? [] : choice.ranked.flatMap(({ place, isChosen }) => (isChosen ? [place.city] : [])),
  )
  const lines = rows.map(({ city, prosecutors, month, cases }) => {
    const isTrained = chosen.has(city) && month >= TRAINED_MONTH
    const lastDay = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).toISOString().slice(0, 10)
    const trained = isTrained ? Math.ceil(prosecutors * 0.8) : 0
    return [
      city,
      `${monthName(month)}-01`,
      lastDay,
      cases,
      prosecutors,
      trained,
      isTrained ? TRAINED_ON : '',
      words.mark,
      '2018-07-15',
      words.mark,
    ]
  })
  const header = [
    'city',
    'period_start',
    'period_end',
    'new_investigations',
    'prosecutors_competent',
    'prosecutors_trained',
    'training_date',
    'source',
    'extracted_on',
    'note',
  ]
  return csv([header, ...lines])
}

const csv = (rows: readonly (readonly (string | number)[])[]): string => rows.map((row) => `${row.join(',')}\r\n`).join('')
