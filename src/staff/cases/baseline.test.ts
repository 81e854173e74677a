import { describe, expect, test } from 'vitest'
import { compareYears } from '../../monitoring/comparison.ts'
import { exampleSeries } from '../../monitoring/example.ts'
import { expectedRise } from '../../monitoring/regression.ts'
import { type CaseCount, readSeries } from '../../monitoring/series.ts'
import { countsIn } from '../../monitoring/span.ts'
import { baselineOf } from './baseline.ts'
import { comparisonTable } from './comparison-table.ts'

const span = { from: 1, to: 6 }
const read = readSeries(exampleSeries({ place: 'Invented', mark: 'Invented data' }))
const counts: readonly CaseCount[] = read.kind === 'read' ? read.counts : []
const comparisons = compareYears(countsIn(counts, span), 2018)
const trained = [...new Set(counts.filter((one) => (one.trained ?? 0) > 0).map(({ city }) => city))]

describe('what chance alone makes of a choice', () => {
  test('is computed from the whole year that places were chosen by, though half of it is compared', () => {
    const found = baselineOf({ comparisons, counts, span, year: 2016 })
    if (found.kind !== 'known') throw new Error(found.kind)
    const year = countsIn(counts, { from: 1, to: 12 }).filter(({ start }) => start.startsWith('2016'))
    const places = year.map(({ city, investigations, prosecutors }) => ({
      city,
      cases: investigations,
      prosecutorPeriods: prosecutors,
      periods: ['2016'],
    }))
    expect(found.rise).toEqual(expectedRise(places, trained))
    expect(Number(found.rise.ratio)).toBeGreaterThan(1)
    expect(found.isAllChance).toBe(false)
    expect(found.expectedOf(['nowhere'])).toBeUndefined()
  })

  test('is computed from a file of its own where there is one, however it spells the cities', () => {
    const listed = trained.map((city, at) => ({ city: city.toUpperCase(), cases: at, prosecutorPeriods: 30, periods: ['2016'] }))
    const more = [...listed, { city: 'elsewhere', cases: 60, prosecutorPeriods: 30, periods: ['2016'] }]
    const found = baselineOf({ comparisons, counts, span, year: 2016, listed: more })
    expect(found).toMatchObject({ kind: 'known', rise: { seen: 10 } })
    // Of the chosen alone nothing can be said: they would be drawn to themselves.
    expect(baselineOf({ comparisons, counts, span, year: 2016, listed })).toEqual({ kind: 'alone', year: 2016 })
  })

  test('is not computed where nobody says by which year, or where there are no places that were not chosen', () => {
    expect(baselineOf({ comparisons, counts, span, year: undefined })).toEqual({ kind: 'unknown-year' })
    const alone = counts.filter(({ city }) => trained.includes(city))
    expect(baselineOf({ comparisons, counts: alone, span, year: 2016 })).toEqual({ kind: 'alone', year: 2016 })
    expect(baselineOf({ comparisons: [], counts, span, year: 2016 })).toEqual({ kind: 'alone', year: 2016 })
  })
})

test('the comparison as a file names what it has no figure for, and says in each row that it is invented', () => {
  const [header = [], ...rows] = comparisonTable(
    comparisons,
    baselineOf({ comparisons, counts, span, year: 2016 }),
    'Invented data',
  )
  const at = (name: string) => header.indexOf(name)
  expect(rows).toHaveLength(24)
  for (const row of rows) {
    expect(row).toHaveLength(header.length)
    expect(row[at('note')]).toBe('Invented data')
    for (const cell of row)
      expect(typeof cell === 'number' ? Number.isFinite(cell) : typeof cell).toBe(typeof cell === 'number' ? true : 'string')
  }
  const none = rows.find((row) => row[at('before_investigations')] === 0 && row[at('after_investigations')] === 0)
  expect(none?.[at('rate_ratio')]).toBe('no-events')
  const known = (year: string) =>
    rows.filter((row) => String(row[at('before_start')]).startsWith(year)).map((row) => row[at('expected_by_chance_alone')])
  expect(known('2016').filter((cell) => cell === 'not-known')).toEqual([])
  expect(new Set(known('2017'))).toEqual(new Set(['not-known']))
})
