import { describe, expect, test } from 'vitest'
import { rateRatio } from '../statistics/rate-ratio.ts'
import { compareYears, isTrained, trainedAgainstUntrained } from './comparison.ts'
import { type CaseCount, readSeries } from './series.ts'

const HEADER =
  'city,dane_code,period_start,period_end,new_investigations,prosecutors_competent,prosecutors_trained,training_date,source,extracted_on,note'

/** Made up, every figure of it. */
const MADE_UP = `${HEADER}
Norte,05001,2016-01-01,2016-06-30,12,10,0,,made up,2026-11-25,
Norte,05001,2017-01-01,2017-06-30,10,10,0,,made up,2026-11-25,
Norte,05001,2017-07-01,2017-12-31,99,10,8,2017-08-01,made up,2026-11-25,
Norte,05001,2018-01-01,2018-06-30,25,10,8,2017-08-01,made up,2026-11-25,
Sur,76001,2016-01-01,2016-06-30,30,20,0,,made up,2026-11-25,
Sur,76001,2018-01-01,2018-06-30,33,20,0,,made up,2026-11-25,
`

function counts(text = MADE_UP): readonly CaseCount[] {
  const series = readSeries(text)
  if (series.kind === 'refused') throw new Error(JSON.stringify(series.mistakes))
  return series.counts
}

describe('the form of case series', () => {
  test('keeps a code’s leading zero, and leaves out what is not there', () => {
    expect(counts()[0]).toEqual({
      city: 'Norte',
      daneCode: '05001',
      start: '2016-01-01',
      end: '2016-06-30',
      investigations: 12,
      prosecutors: 10,
      trained: 0,
      source: 'made up',
      extractedOn: '2026-11-25',
    })
  })

  test('is refused with every mistake', () => {
    const text = `${HEADER}
Norte,05001,2016-06-30,2016-01-01,12,10,11,,x,2026-11-25,
Sur,76001,2016-01-01,2016-06-30,12,0,,,,2026-11-25,
`
    const series = readSeries(text)
    expect(series.kind === 'refused' && series.mistakes.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [3, 'prosecutors_competent', 'not-positive'],
      [3, 'source', 'value-missing'],
    ])
    const first = readSeries(`${HEADER}\nNorte,05001,2016-06-30,2016-01-01,12,10,11,,x,2026-11-25,\n`)
    expect(first.kind === 'refused' && first.mistakes.map(({ reason }) => reason)).toEqual([
      'period-ends-before-it-starts',
      'more-trained-than-competent',
    ])
    const twice = `${MADE_UP}norte,05001,2016-01-01,2016-06-30,1,10,0,,x,2026-11-25,\n`
    expect(readSeries(twice)).toMatchObject({ kind: 'refused', mistakes: [{ line: 8, reason: 'repeated' }] })
  })
})

describe('the same months of different years', () => {
  test('are compared with each earlier year, and no other months', () => {
    const found = compareYears(counts(), 2018)
    expect(found.map(({ city, before, after }) => [city, before.start, after.start])).toEqual([
      ['Norte', '2016-01-01', '2018-01-01'],
      ['Norte', '2017-01-01', '2018-01-01'],
      ['Sur', '2016-01-01', '2018-01-01'],
    ])
    expect(found[0]?.ratio).toEqual(rateRatio({ events: 12, exposure: 10 }, { events: 25, exposure: 10 }))
  })

  test('end on the last of February in every year, and a winter over the turn of a year is no summer', () => {
    const rows = `${HEADER}
Norte,,2016-01-01,2016-02-29,3,10,0,,x,2026-11-25,
Norte,,2018-01-01,2018-02-28,4,10,0,,x,2026-11-25,
Norte,,2016-01-01,2017-02-28,9,10,0,,x,2026-11-25,
`
    expect(compareYears(counts(rows), 2018).map(({ before }) => before.investigations)).toEqual([3])
  })
})

describe('trained against untrained', () => {
  test('is the ratio of both ratios, over one earlier year', () => {
    const found = trainedAgainstUntrained(compareYears(counts(), 2018).filter(({ before }) => before.start.startsWith('2016')))
    if (found.kind !== 'compared' || found.ratio.kind !== 'computed') throw new Error('not compared')
    expect(found.trained.map(({ city }) => city)).toEqual(['Norte'])
    expect(found.ratio.ratio).toBeCloseTo(25 / 12 / (33 / 30), 12)
  })

  test('is not compared where one side is missing, and says which', () => {
    const found = compareYears(counts(), 2018)
    expect(trainedAgainstUntrained(found.filter(({ city }) => city === 'Norte'))).toEqual({
      kind: 'not-compared',
      reason: 'no-untrained-place',
    })
    expect(trainedAgainstUntrained(found.filter(({ city }) => city === 'Sur'))).toEqual({
      kind: 'not-compared',
      reason: 'no-trained-place',
    })
  })

  test('is not known where nobody wrote it down', () => {
    const [one] = counts()
    if (!one) throw new Error('no row')
    const { trained: _, ...unknown } = one
    expect(isTrained(unknown)).toBeUndefined()
    expect(isTrained({ ...unknown, trainedOn: '2016-06-30' })).toBe(true)
    expect(isTrained({ ...unknown, trainedOn: '2016-07-01' })).toBe(false)
    expect(isTrained({ ...one, trained: 3 })).toBe(true)
  })
})
