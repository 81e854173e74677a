/** The CSV files, read by another's parser (Papa Parse) and by ours. */
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { exportFiles } from '../../src/report/export.ts'
import { ANOMALY_COLUMNS, anomalyRows } from '../../src/report/formats/anomaly-table.ts'
import { COUNT_COLUMNS, COUNT_KEY, countRows } from '../../src/report/formats/counts-table.ts'
import { MARKS } from '../../src/report/formats/figures.ts'
import { INDICATOR_COLUMNS, INDICATOR_KEY, indicatorRows } from '../../src/report/formats/indicator-table.ts'
import type { Report } from '../../src/report/report.ts'
import { readCsv } from '../csv.ts'
import { computed, empty, HOSTILE, handmade, ORIGIN, strong } from './fixture.ts'

const marks = new Set(MARKS.map(({ mark }) => mark))

async function filesOf(report: Report): Promise<Record<'results' | 'counts' | 'checks', string>> {
  const files = await exportFiles(report, [], { origin: ORIGIN, formats: ['csv'] })
  const [results, counts, checks] = files.map(({ data }) => String(data))
  return { results: results ?? '', counts: counts ?? '', checks: checks ?? '' }
}

/** Rows under the header by column name, without the HXL row. */
async function rowsOf(report: Report, which: 'results' | 'counts' | 'checks'): Promise<Record<string, string>[]> {
  const { data, errors } = Papa.parse<Record<string, string>>((await filesOf(report))[which].slice(1), {
    header: true,
    skipEmptyLines: true,
  })
  expect(errors).toEqual([])
  return data.slice(1)
}

const byId = async (report: Report, id: string): Promise<Record<string, string>> => {
  const found = (await rowsOf(report, 'results')).find(({ indicator, level }) => indicator === id && level === 'overall')
  if (!found) throw new RangeError(id)
  return found
}

describe.each([
  ['made by hand', handmade],
  ['computed from snapshots', computed],
  ['with a venue in strong mode', strong],
])('the CSV files of a report %s', (_, report) => {
  test.each(['results', 'counts', 'checks'] as const)('read the same by two parsers: %s', async (which) => {
    const text = (await filesOf(report))[which]
    expect(text.startsWith('\uFEFF')).toBe(true)
    const { data, errors } = Papa.parse<string[]>(text.slice(1), { newline: '\r\n', skipEmptyLines: true })
    expect(errors).toEqual([])
    expect(data).toEqual(readCsv(text))
  })

  test('have the header, the HXL row, and nothing else before the data', async () => {
    const { results, counts, checks } = await filesOf(report)
    for (const [text, columns, rows] of [
      [results, INDICATOR_COLUMNS, indicatorRows(report)],
      [counts, COUNT_COLUMNS, countRows(report)],
      [checks, ANOMALY_COLUMNS, anomalyRows(report)],
    ] as const) {
      const [header, tags, ...data] = readCsv(text)
      expect(header).toEqual(columns.map(({ name }) => name))
      expect(tags).toEqual(columns.map(({ hxl }) => hxl))
      expect(data).toHaveLength(rows.length)
      for (const row of data) expect(row).toHaveLength(columns.length)
    }
  })

  test('have in each column of numbers a number of its range or a mark, and nothing else', async () => {
    for (const [which, columns] of [
      ['results', INDICATOR_COLUMNS],
      ['counts', COUNT_COLUMNS],
      ['checks', ANOMALY_COLUMNS],
    ] as const) {
      const rows = await rowsOf(report, which)
      expect(rows.length).toBeGreaterThan(which === 'checks' ? 4 : 5)
      for (const row of rows)
        for (const { name, unit } of columns) {
          const value = row[name] ?? ''
          expect(value, `${name} of ${row.indicator ?? row.measure}`).not.toMatch(/^$|NaN|undefined|Infinity|\[object/)
          if (unit === 'text' || marks.has(value)) continue
          expect(Number(value), `${name}: ${value}`).not.toBeNaN()
          // What chance has changed may lie beyond what is possible.
          const isPossible = row.kind !== 'randomised'
          if (unit === 'percent' && isPossible) expect(Number(value)).toBeGreaterThanOrEqual(0)
          if ((unit === 'percent' || unit === 'points') && isPossible) expect(Math.abs(Number(value))).toBeLessThanOrEqual(100)
          if (unit === 'percent' || unit === 'points') expect(value).toMatch(/^-?\d+(\.\d)?$/)
          if (unit === 'p') expect(Number(Number(value).toPrecision(2))).toBe(Number(value))
          if (unit === 'people') expect(value).toMatch(/^[1-9]\d*$/)
        }
    }
  })

  test('tell every row from every other by their keys', async () => {
    for (const [which, key] of [
      ['results', INDICATOR_KEY],
      ['counts', COUNT_KEY],
    ] as const) {
      const keys = (await rowsOf(report, which)).map((row) => key.map((name) => row[name]).join('/'))
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})

describe('the HXL row', () => {
  test('is hashtags with attributes, our own ones beginning with #x_ (HXL 1.1)', () => {
    const core = /^#(date|meta|indicator)(\+[a-z][a-z0-9_]*)+$/
    const own = /^#x_[a-z0-9_]+(\+[a-z][a-z0-9_]*)*$/
    for (const { hxl } of [...INDICATOR_COLUMNS, ...COUNT_COLUMNS]) expect(core.test(hxl) || own.test(hxl), hxl).toBe(true)
  })

  test('names each column once, so that a reader finds it by its tag', () => {
    for (const columns of [INDICATOR_COLUMNS, COUNT_COLUMNS])
      expect(new Set(columns.map(({ hxl }) => hxl)).size).toBe(columns.length)
  })
})

describe('a row of the results', () => {
  test('has the figures of its indicator, rounded', async () => {
    expect(await byId(handmade, 'scale:knowledge')).toMatchObject({
      wave: 'second',
      instrument: 'specimen@1',
      first_week: '2026-W30',
      last_week: '2026-W41',
      icat_step: '5',
      role: 'primary',
      n_baseline: '116',
      n_endline: '116',
      baseline: '42.8',
      baseline_low: '37.9',
      baseline_high: '47.7',
      endline: '61.2',
      followup: 'not asked',
      change: '18.5',
      change_low: '12.3',
      change_high: '24.6',
      interval_basis: 'pairs',
      test: 'paired-t',
      p: '0.0000012',
      p_adjusted: 'not asked',
      test_2: 'wilcoxon',
      p_2: '0.043',
      d_z: '0.61',
      d_z_low: '0.4',
      d_z_high: '0.81',
      d_av: '0.72',
      g_av: '0.71',
      odds_ratio: 'not asked',
      target_change: '15',
      target_state: 'open',
      sentence_es: 'Conocimiento: subió.',
    })
  })

  test('keeps negative figures, small p values and what has no limit', async () => {
    expect(await byId(handmade, 'concept:would-ask')).toMatchObject({
      change: '-8.2',
      change_low: '-20',
      change_high: '3.5',
      interval_basis: 'margins',
      p: '1.2E-14',
      p_adjusted: '1',
      odds_ratio: 'unbounded',
      odds_ratio_low: '1.23',
      odds_ratio_high: 'unbounded',
      d_z: 'not asked',
      about: 'action:ask',
      about_name_es: 'ask (es)',
    })
  })

  test('says which reason each absence has', async () => {
    expect(await byId(handmade, 'concept:debt')).toMatchObject({
      n_baseline: '<10',
      baseline: '<5',
      baseline_low: '<5',
      change: '<5',
      test: '<5',
      p: '<5',
      odds_ratio: '<5',
      d_z: 'not asked',
      target_change: '10',
      target_state: 'not-told',
    })
    expect(await byId(handmade, 'scale:myths')).toMatchObject({
      baseline: '0',
      baseline_low: 'no interval',
      endline: '0',
      interval_basis: 'no interval',
      test: 'no-variance',
      p_2: 'no-change',
      d_z: 'no-variance',
      d_av: '-0.13',
      d_av_low: 'no interval',
      g_av: '<5',
      target_change: 'not asked',
    })
    expect(await byId(handmade, 'barrier:shy')).toMatchObject({ baseline: 'held', endline: 'not asked' })
  })

  test('names the two groups where the figures are not of the same people', async () => {
    expect(await byId(handmade, 'content-first:knowledge')).toMatchObject({
      columns: 'groups',
      baseline_of_es: 'Aún sin leer',
      endline_of_en: 'Read first',
    })
    expect(await byId(handmade, 'scale:knowledge')).toMatchObject({ baseline_of_en: 'Before reading' })
    expect(await byId(handmade, 'awareness:debt')).toMatchObject({ endline_of_en: 'not asked' })
  })

  test('keeps a hostile name as text that no spreadsheet runs', async () => {
    const row = await byId(handmade, 'scale:knowledge')
    expect(row.unit_name_es).toBe(`'${HOSTILE}`)
  })
})

describe('the counts', () => {
  const figure = async (wanted: Record<string, string>) =>
    (await rowsOf(handmade, 'counts')).find((row) => Object.entries(wanted).every(([name, value]) => row[name] === value))

  test('keep who came to be right and who ceased to be, and who did not know', async () => {
    expect(await figure({ measure: 'debt', figure: 'gained' })).toMatchObject({ value: '41', unit_of_value: 'people' })
    expect(await figure({ measure: 'debt', figure: 'lost' })).toMatchObject({ value: '<5' })
    expect(await figure({ measure: 'debt', figure: 'dont-know-before' })).toMatchObject({
      value: '17.2',
      low: '11.5',
      high: '25.1',
    })
    expect(await figure({ measure: 'debt', figure: 'dont-know-after' })).toMatchObject({ value: '<10', low: '<10' })
  })

  test('have the way from the code to the last answer, people per score, and the trend', async () => {
    expect(await figure({ table: 'way', measure: 'scan' })).toMatchObject({ value: '200', low: 'not asked' })
    expect(await figure({ table: 'way', measure: 'endline' })).toMatchObject({ value: 'held' })
    expect(await figure({ table: 'score', figure: 'before', at: '1' })).toMatchObject({ value: '<5' })
    expect(await figure({ table: 'score', figure: 'after', at: '3' })).toMatchObject({ value: '70' })
    expect(await figure({ table: 'trend', at: '2026-W30', figure: 'after' })).toMatchObject({ value: '60', high: '70' })
    expect(await figure({ table: 'trend', at: '2026-W41', figure: 'after' })).toMatchObject({ value: 'too-few' })
  })
})

test('estimates of strong mode have rows of their own, named so', async () => {
  const rows = (await rowsOf(strong, 'results')).filter(({ kind }) => kind === 'randomised')
  expect(rows.length).toBeGreaterThan(0)
  for (const { interval_basis, indicator_name_en } of rows) {
    expect(['randomised', ...marks]).toContain(interval_basis)
    expect(indicator_name_en).toContain('in strong mode')
  }
})

test('a wave of which nothing was released has headers and no rows', async () => {
  const { results, counts } = await filesOf(empty)
  expect(readCsv(results)).toHaveLength(2)
  expect(readCsv(counts)).toHaveLength(2)
})
