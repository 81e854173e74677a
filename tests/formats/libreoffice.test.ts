/** What LibreOffice sees in our files, cell by cell. Skipped where it is not installed. */
import { describe, expect, test } from 'vitest'
import { exportFiles } from '../../src/report/export.ts'
import type { Cell } from '../../src/report/formats/csv.ts'
import { INDICATOR_COLUMNS, indicatorRows } from '../../src/report/formats/indicator-table.ts'
import { workbookOf } from '../../src/report/formats/workbook.ts'
import { xlsxBytes } from '../../src/report/formats/xlsx.ts'
import { readCsv } from '../csv.ts'
import { computed, DATE, handmade, ORIGIN } from './fixture.ts'
import { findLibreOffice, throughLibreOffice } from './opened.ts'

const program = await findLibreOffice()
const withoutControls = (text: string): string => text.replaceAll('\u0001', '')

/** LibreOffice ends lines with LF. */
const read = (text = ''): string[][] =>
  readCsv(text.replaceAll(/\r?\n/g, '\r\n')).map((row) => row.map((cell) => cell.replaceAll('\r\n', '\n')))

const percentShown = (cell: Cell): string => (typeof cell === 'number' ? `${cell.toFixed(1)}%` : cell)
const pointsShown = (cell: Cell): string => (typeof cell === 'number' ? `${cell > 0 ? '+' : ''}${cell.toFixed(1)}` : cell)

describe.skipIf(program === undefined).each([
  ['made by hand', handmade],
  ['computed from snapshots', computed],
])('LibreOffice, of a report %s,', (_, report) => {
  test.each(['es', 'en'] as const)('shows the %s workbook’s percent, points and marks as they are meant', async (language) => {
    const model = workbookOf(report, language)
    const seen = await throughLibreOffice(program ?? '', 'workbook.xlsx', await xlsxBytes(model, DATE))
    expect([...seen.keys()].sort()).toEqual(model.map(({ name }) => name).sort())
    let compared = 0
    for (const sheet of model) {
      const [head, ...rows] = read(seen.get(sheet.name))
      expect(head, sheet.name).toEqual(sheet.columns.map(({ heading }) => heading))
      expect(rows, sheet.name).toHaveLength(sheet.rows.length)
      for (const [at, row] of sheet.rows.entries())
        for (const [column, cell] of row.entries()) {
          const { unit, heading } = sheet.columns[column] ?? { unit: 'text', heading: '' }
          const shown = rows[at]?.[column]
          const where = `${sheet.name}, row ${at + 2}, ${heading}`
          if (unit === 'percent') expect(shown, where).toBe(percentShown(cell))
          else if (unit === 'points') expect(shown, where).toBe(pointsShown(cell))
          else if (typeof cell === 'number') expect(Number(shown?.replaceAll(',', '')), where).toBe(cell)
          else expect(shown, where).toBe(withoutControls(cell))
          compared++
        }
    }
    expect(compared).toBeGreaterThan(500)
  })

  test('reads in the CSV the figures of the report, the tags under the header, and every accent', async () => {
    const [file] = await exportFiles(report, [], { origin: ORIGIN, formats: ['csv'] })
    const [sheet] = [...(await throughLibreOffice(program ?? '', 'results.csv', file?.data ?? '', 'stored')).values()]
    const [head, tags, ...rows] = read(sheet)
    expect(head).toEqual(INDICATOR_COLUMNS.map(({ name }) => name))
    expect(tags).toEqual(INDICATOR_COLUMNS.map(({ hxl }) => hxl))
    const expected = indicatorRows(report)
    expect(rows).toHaveLength(expected.length)
    for (const [at, row] of expected.entries())
      for (const [column, { name, cell }] of INDICATOR_COLUMNS.entries()) {
        const value = cell(row)
        const seen = rows[at]?.[column] ?? ''
        const where = `row ${at + 3}, ${name}`
        if (typeof value === 'number') expect(Number(seen), where).toBe(value)
        else expect(withoutControls(seen), where).toBe(withoutControls(/^[=+\-@]/.test(value) ? `'${value}` : value))
      }
  })
})
