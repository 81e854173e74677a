/** The form that places are chosen from: city, period, cases identified, prosecutors competent. */
import { asCount, asPositiveCount, asText, type Columns, type Mistake, plain, readTable } from './table.ts'

interface PlaceRow {
  readonly city: string
  readonly period: string
  readonly cases: number
  readonly prosecutors: number
}

export const PLACE_COLUMNS: Columns<PlaceRow> = {
  city: { names: ['city', 'ciudad', 'place', 'lugar'], required: true, read: asText },
  period: { names: ['period', 'periodo', 'year', 'año'], required: true, read: asText },
  cases: { names: ['cases_identified', 'casos_identificados', 'cases', 'casos'], required: true, read: asCount },
  prosecutors: {
    names: ['prosecutors_competent', 'fiscales_competentes', 'prosecutors', 'fiscales'],
    required: true,
    read: asPositiveCount,
  },
}

/** Cases of all its periods, and prosecutors times periods. */
export interface Place {
  readonly city: string
  readonly cases: number
  readonly prosecutorPeriods: number
  readonly periods: readonly string[]
}

export type Places =
  | { readonly kind: 'read'; readonly places: readonly Place[] }
  | { readonly kind: 'refused'; readonly mistakes: readonly Mistake[] }

/** Places in the order of the file; a city may stand in several rows, once for each period. */
export function readPlaces(text: string): Places {
  const table = readTable<PlaceRow>(text, PLACE_COLUMNS)
  if (table.kind === 'refused') return table
  const mistakes: Mistake[] = []
  const places = new Map<string, Place>()
  for (const { line, city, period, cases, prosecutors } of table.rows) {
    const id = plain(city)
    const place = places.get(id) ?? { city, cases: 0, prosecutorPeriods: 0, periods: [] }
    if (place.periods.includes(period))
      mistakes.push({ line, column: 'period', reason: 'repeated', given: `${city} ${period}`.slice(0, 40) })
    places.set(id, {
      ...place,
      cases: place.cases + cases,
      prosecutorPeriods: place.prosecutorPeriods + prosecutors,
      periods: [...place.periods, period],
    })
  }
  return mistakes.length > 0 ? { kind: 'refused', mistakes } : { kind: 'read', places: [...places.values()] }
}
