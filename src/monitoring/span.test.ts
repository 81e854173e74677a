import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWholeMonths, monthName, monthOf } from './month.ts'
import type { CaseCount } from './series.ts'
import { countsIn, firstSpan, yearsIn } from './span.ts'

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
/** Made up: a row of a city from month to month of one year. */
const row = (city: string, year: number, from: number, to: number, investigations: number, prosecutors = 10): CaseCount => ({
  city,
  start: `${year}-${String(from).padStart(2, '0')}-01`,
  end: lastDay(year, to),
  investigations,
  prosecutors,
  source: 'made up',
  extractedOn: '2018-07-15',
})

describe('the same months of every year', () => {
  test('are added up from whatever rows cover them whole and once', () => {
    const counts = [
      row('Norte', 2016, 1, 6, 12),
      ...[1, 2, 3, 4, 5, 6].map((month) => row('Norte', 2017, month, month, month)),
      row('Norte', 2018, 1, 3, 7, 10),
      row('Norte', 2018, 4, 6, 9, 14),
      row('Norte', 2018, 7, 12, 99),
    ]
    expect(
      countsIn(counts, { from: 1, to: 6 }).map(({ start, end, investigations, prosecutors }) => [
        start,
        end,
        investigations,
        prosecutors,
      ]),
    ).toEqual([
      ['2016-01-01', '2016-06-30', 12, 10],
      ['2017-01-01', '2017-06-30', 21, 10],
      ['2018-01-01', '2018-06-30', 16, 12],
    ])
  })

  test('have no count where a month is missing, where rows reach beyond them, or where a row is no whole months', () => {
    expect(countsIn([row('Sur', 2017, 1, 3, 4), row('Sur', 2017, 5, 6, 4)], { from: 1, to: 6 })).toEqual([])
    expect(countsIn([row('Sur', 2017, 1, 12, 4)], { from: 1, to: 6 })).toEqual([])
    expect(countsIn([{ ...row('Sur', 2017, 1, 6, 4), end: '2017-06-29' }], { from: 1, to: 6 })).toEqual([])
    expect(() => countsIn([], { from: 6, to: 1 })).toThrow(/months 6 to 1/)
  })

  test('take a row for the whole before its parts, and never both', () => {
    const counts = [row('Sur', 2017, 1, 1, 1), row('Sur', 2017, 1, 6, 12), row('Sur', 2017, 2, 6, 11)]
    expect(countsIn(counts, { from: 1, to: 6 }).map(({ investigations }) => investigations)).toEqual([12])
    expect(countsIn(counts, { from: 1, to: 1 }).map(({ investigations }) => investigations)).toEqual([1])
  })

  test('are the sum of their months, however the months are bundled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(30), { minLength: 12, maxLength: 12 }),
        fc.uniqueArray(fc.integer({ min: 2, max: 12 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        (cases, cuts, a, b) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)]
          const starts = [...new Set([1, ...cuts, from, ...(to < 12 ? [to + 1] : [])])].sort((x, y) => x - y)
          const rows = starts.map((start, at) => {
            const end = (starts[at + 1] ?? 13) - 1
            return row(
              'Sur',
              2017,
              start,
              end,
              cases.slice(start - 1, end).reduce((sum, one) => sum + one, 0),
            )
          })
          const sum = cases.slice(from - 1, to).reduce((total, one) => total + one, 0)
          expect(countsIn(rows, { from, to }).map(({ investigations }) => investigations)).toEqual([sum])
        },
      ),
    )
  })

  test('begin with January to June where two years have them, else with what the rows have', () => {
    expect(firstSpan([row('a', 2016, 1, 6, 1), row('a', 2018, 1, 6, 1), row('a', 2018, 7, 12, 1)])).toEqual({ from: 1, to: 6 })
    expect(firstSpan([row('a', 2016, 1, 12, 1), row('a', 2018, 1, 12, 1)])).toEqual({ from: 1, to: 12 })
    expect(firstSpan([row('a', 2016, 4, 6, 1), row('a', 2018, 1, 12, 1), row('b', 2018, 4, 6, 1)])).toEqual({ from: 4, to: 6 })
    expect(firstSpan([])).toEqual({ from: 1, to: 6 })
    expect(yearsIn([row('a', 2018, 1, 6, 1), row('b', 2016, 1, 6, 1), row('b', 2017, 1, 5, 1)], { from: 1, to: 6 })).toEqual([
      2016, 2018,
    ])
  })
})

test('a month is a number, and comes back by its name', () => {
  expect(monthName(monthOf('2018-01-31'))).toBe('2018-01')
  expect(monthName(monthOf('2016-12-01') + 1)).toBe('2017-01')
  expect(isWholeMonths({ start: '2016-02-01', end: '2016-02-29' })).toBe(true)
  expect(isWholeMonths({ start: '2016-02-01', end: '2016-02-28' })).toBe(false)
  expect(isWholeMonths({ start: '2016-02-02', end: '2016-03-31' })).toBe(false)
})
