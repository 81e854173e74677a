/**
 * A workbook's file: Office Open XML, made by `write-excel-file` in Node and browser alike. Percent are real percent (0.421 under the format `0.0%`), and a
 * mark in a column of numbers is a text, so that no sum or mean takes it for 0.
 */
import { unzipSync } from 'fflate'
import writeXlsxFile, { type CellObject, type SheetData } from 'write-excel-file/universal'
import type { Unit } from './columns.ts'
import type { Cell } from './csv.ts'
import { rounded } from './figures.ts'
import type { Sheet, SheetColumn } from './workbook.ts'
import { zipOf } from './zip.ts'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Numbers of a column as Excel shows them. Points are shown with their sign. p and coefficients are shown as they are. */
const FORMAT: Readonly<Partial<Record<Unit, string>>> = {
  people: '#,##0',
  percent: '0.0%',
  points: '+0.0;-0.0;0.0',
}

const HEAD = { fontWeight: 'bold', wrap: true, alignVertical: 'top', backgroundColor: '#1b3a4b', textColor: '#ffffff' } as const

/** Points that a line of 11 points takes, and the most that Excel gives a row. */
const LINE = 15
const HIGHEST = 409

/** Height of a row: LibreOffice does not fit rows to wrapped texts when it opens a file. */
function heightOf(row: readonly Cell[], columns: readonly SheetColumn[]): number {
  const lines = row.map((cell, at) =>
    typeof cell === 'number'
      ? 1
      : cell.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / (columns[at]?.width ?? 10))), 0),
  )
  return Math.min(HIGHEST, LINE * Math.max(1, ...lines))
}

/** Quieter than a figure, and told from it by its slant too. */
const MARK = { align: 'right', alignVertical: 'top', fontStyle: 'italic', textColor: '#555555' } as const

function cellObject(cell: Cell, { unit }: SheetColumn): CellObject {
  if (typeof cell === 'string')
    return { type: String, value: cell, ...(unit === 'text' ? { wrap: true, alignVertical: 'top' } : MARK) }
  if (!Number.isFinite(cell)) throw new RangeError(`xlsx: ${cell} is no figure; an absence has to be named`)
  const format = FORMAT[unit]
  return {
    type: Number,
    value: unit === 'percent' ? rounded(cell / 100, 3) : cell,
    alignVertical: 'top',
    ...(format !== undefined && { format }),
  }
}

function sheetData({ columns, rows }: Sheet): SheetData {
  const headings = columns.map(({ heading }) => heading)
  const height = heightOf(headings, columns)
  return [
    headings.map((value) => ({ type: String, value, height, ...HEAD })),
    ...rows.map((row) => {
      const own = heightOf(row, columns)
      return row.map((cell, at) => ({ ...cellObject(cell, columns[at] as SheetColumn), height: own }))
    }),
  ]
}

/** `date`, YYYY-MM-DD, stands in the file as the time of change: the same report gives the same bytes. */
export async function xlsxBytes(sheets: readonly Sheet[], date: string): Promise<Uint8Array> {
  const file = writeXlsxFile(
    sheets.map((sheet) => ({
      sheet: sheet.name,
      data: sheetData(sheet),
      columns: sheet.columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      stickyColumnsCount: sheet.fixedColumns,
      orientation: 'landscape' as const,
    })),
    { fontFamily: 'Calibri', fontSize: 11 },
  )
  const made = new Uint8Array(await (await file.toBlob()).arrayBuffer())
  // The library dates its zip by the clock.
  return zipOf(unzipSync(made), date)
}
