import { describe, expect, test } from 'vitest'
import { exampleSeries } from './example.ts'
import { interruptionOf, monthsOf, seriesChoices } from './interruption.ts'
import { monthName } from './month.ts'
import { type CaseCount, readSeries } from './series.ts'

/** Made up: months of a city from January 2017, trained on a day. */
function months(city: string, cases: readonly number[], trainedOn?: string): CaseCount[] {
  return cases.map((investigations, at) => {
    const [year, month] = [2017 + Math.floor(at / 12), (at % 12) + 1]
    const end = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
    const isAfter = trainedOn !== undefined && end >= trainedOn
    return {
      city,
      start: `${end.slice(0, 7)}-01`,
      end,
      investigations,
      prosecutors: 10,
      trained: isAfter ? 6 : 0,
      ...(isAfter && { trainedOn }),
      source: 'made up',
      extractedOn: '2018-12-31',
    }
  })
}
const YEAR = [4, 6, 5, 3, 7, 5, 6, 4, 8, 5, 7, 6]

function series(...args: Parameters<typeof interruptionOf>) {
  const found = interruptionOf(...args)
  if (found.kind === 'no-series') throw new Error(found.reason)
  return found
}

describe('a series month by month', () => {
  test('has a month only where every city of it handed one in', () => {
    const counts = [...months('Norte', YEAR), ...months('Sur', YEAR).filter(({ start }) => start !== '2017-03-01')]
    expect(
      monthsOf(counts, ['Norte', 'Sur'])
        .map(({ month }) => monthName(month).slice(5))
        .join(' '),
    ).toBe('01 02 04 05 06 07 08 09 10 11 12')
    expect(monthsOf(counts, ['norte', 'SUR'])[0]).toMatchObject({ investigations: 8, prosecutors: 20 })
  })

  test('leaves the month of the training out, unless it was held on the first', () => {
    const inside = series(months('Norte', YEAR, '2017-07-15'), ['Norte'])
    expect([inside.omitted, inside.first].map((month) => month && monthName(month))).toEqual(['2017-07', '2017-08'])
    // Eleven months are left.
    expect(inside.found).toEqual({ kind: 'refused', reason: 'short-series' })
    const onFirst = series(months('Norte', YEAR, '2017-07-01'), ['Norte'])
    expect([onFirst.omitted, monthName(onFirst.first)]).toEqual([undefined, '2017-07'])
    expect(onFirst.found.kind).toBe('computed')
  })

  test('names the months that are not there', () => {
    const counts = months('Norte', [...YEAR, ...YEAR], '2018-01-10').filter(({ start }) => !/2017-0[45]/.test(start))
    const found = series(counts, ['Norte'])
    expect(found.missing.map(monthName)).toEqual(['2017-04', '2017-05'])
    expect(found.found.kind).toBe('computed')
  })

  test('is none without months, without a training, or of cities that were trained in different months', () => {
    const reason = (counts: readonly CaseCount[], cities: readonly string[]) => {
      const found = interruptionOf(counts, cities)
      return found.kind === 'no-series' ? found.reason : found.kind
    }
    expect(reason(months('Norte', YEAR), ['Sur'])).toBe('no-months')
    expect(reason(months('Norte', YEAR), ['Norte'])).toBe('no-training-date')
    const both = [...months('Norte', YEAR, '2017-06-10'), ...months('Sur', YEAR, '2017-08-10')]
    expect(reason(both, ['Norte', 'Sur'])).toBe('dates-differ')
    expect(seriesChoices(both)).toEqual([['Norte'], ['Sur']])
  })
})

test('the invented example is read by its own form, says of every row that it is invented, and can be looked at together', () => {
  const read = readSeries(exampleSeries({ place: 'Inventada', mark: 'Datos inventados' }))
  if (read.kind === 'refused') throw new Error(JSON.stringify(read.mistakes[0]))
  expect(read.counts).toHaveLength(12 * 30)
  for (const { city, source, note } of read.counts)
    expect([city, source, note].join()).toMatch(/^Inventada [A-L],Datos inventados,Datos inventados$/)
  const [together] = seriesChoices(read.counts)
  expect(together).toHaveLength(5)
  expect(series(read.counts, together ?? []).found).toMatchObject({ kind: 'computed', isSeasonal: true })
})
