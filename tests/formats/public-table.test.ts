/** The table for the public, and the codebook that explains all tables. */
import { describe, expect, test } from 'vitest'
import { exportFiles } from '../../src/report/export.ts'
import { codebookOf } from '../../src/report/formats/codebook.ts'
import { rowOf } from '../../src/report/formats/columns.ts'
import { MARKS } from '../../src/report/formats/figures.ts'
import { INDICATOR_COLUMNS, indicatorRows } from '../../src/report/formats/indicator-table.ts'
import { PUBLIC_COLUMNS, PUBLIC_KEY, publicRows } from '../../src/report/formats/public-table.ts'
import { readCsv } from '../csv.ts'
import { computed, handmade, ORIGIN, strong } from './fixture.ts'

const marks = new Set<unknown>(MARKS.map(({ mark }) => mark))
const [file] = await exportFiles(computed, [], { origin: ORIGIN, formats: ['public'] })
const [header = [], tags = [], ...lines] = readCsv(String(file?.data))
const rows = lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at] ?? ''])))

describe('the table for the public', () => {
  test('has a row for each unit and measure, under a header and HXL tags', () => {
    expect(file?.name).toBe('public-second-2026-11-24.csv')
    expect(tags).toEqual(PUBLIC_COLUMNS.map(({ hxl }) => hxl))
    expect(rows).toHaveLength(publicRows(computed).length)
    const keys = rows.map((row) => PUBLIC_KEY.map((name) => row[name]).join('/'))
    expect(new Set(keys).size).toBe(keys.length)
    expect(rows.length).toBeGreaterThan(50)
  })

  test('has every count to the nearest 5, from 10 people on', () => {
    let counts = 0
    for (const row of rows)
      for (const name of ['n', 'gained', 'lost'] as const) {
        const value = row[name] ?? ''
        if (marks.has(value)) continue
        expect(Number(value) % 5, `${name} of ${row.measure}`).toBe(0)
        expect(Number(value)).toBeGreaterThanOrEqual(name === 'n' ? 10 : 5)
        counts++
      }
    expect(counts).toBeGreaterThan(50)
  })

  test('has shares and changes in whole percent and points, and scores in tenths', () => {
    for (const row of rows)
      for (const name of ['before', 'before_low', 'after', 'after_high', 'change', 'change_low', 'change_high'] as const) {
        const value = row[name] ?? ''
        expect(value).not.toBe('')
        if (marks.has(value)) continue
        expect(value, `${name} of ${row.measure}`).toMatch(row.table === 'scale' ? /^-?\d+(\.\d)?$/ : /^-?\d+$/)
      }
  })

  test('says why a figure is not there', () => {
    const [debt] = publicRows(handmade).filter(({ table, measure }) => table === 'concept' && measure === 'debt')
    expect(debt?.figures).toMatchObject({
      before: '<5',
      before_low: '<5',
      after: 61,
      change: '<5',
      gained: 40,
      lost: '<5',
      dont_know_after: '<10',
    })
    const [shy] = publicRows(handmade).filter(({ table, measure }) => table === 'barrier' && measure === 'shy')
    expect(shy && rowOf(PUBLIC_COLUMNS, shy)).toContain('not asked')
  })

  test('has no test, p or effect: those are of the exact figures', () => {
    expect(header.join(' ')).not.toMatch(/\bp\b|test|odds|d_z/)
  })
})

describe('the codebook', () => {
  test.each([
    ['made by hand', handmade],
    ['computed from snapshots', computed],
    ['with a venue in strong mode', strong],
  ])('explains every column, mark, code word and indicator of a report %s', (_, report) => {
    const book = codebookOf(report)
    const known = (part: string) => new Set<unknown>(book.filter((entry) => entry.part === part).map(({ name }) => name))
    const words = known('word')
    for (const name of header) expect(known('column').has(name), name).toBe(true)
    for (const mark of marks) expect(known('mark').has(mark), String(mark)).toBe(true)
    const coded = INDICATOR_COLUMNS.filter(({ name }) =>
      ['level', 'kind', 'role', 'columns', 'interval_basis', 'test', 'test_2', 'target_state'].includes(name),
    )
    for (const row of indicatorRows(report)) {
      expect(known('indicator').has(row.indicator.id)).toBe(true)
      for (const { name, cell } of coded) {
        const value = cell(row)
        expect(words.has(value) || marks.has(value), `${name}: ${value}`).toBe(true)
      }
    }
  })

  test('says everything in both languages', () => {
    for (const { name, meaning } of codebookOf(computed))
      for (const text of [meaning.es, meaning.en]) expect(text, name).toMatch(/\p{L}/u)
  })

  test('has each name once in its place', () => {
    const keys = codebookOf(computed).map(({ part, where, name }) => `${part}/${where}/${name}`)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
