/**
 * CSV that spreadsheets open rightly: RFC 4180 (CRLF, quotes doubled), UTF-8 with a byte order mark, and no cell that a spreadsheet would
 * run as a formula (a leading = + - @, tab or return gets an apostrophe, unless the cell is a plain number).
 */
const BOM = '\uFEFF'
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/

export type Cell = string | number

/** For spreadsheets, which take a file without the mark for one in the encoding of their own country. */
export const csvText = (rows: readonly (readonly Cell[])[]): string => BOM + plainCsvText(rows)

/** The same without the mark, for programs: the Data Package says UTF-8 elsewhere, and readers take the mark for a part of the first name. */
export const plainCsvText = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')

function csvCell(cell: Cell): string {
  if (typeof cell === 'number') {
    if (!Number.isFinite(cell)) throw new RangeError(`csv: ${cell} is no figure; an absence has to be named`)
    // Table Schema writes an exponent with E.
    return String(cell).toUpperCase()
  }
  const safe = /^[=+\-@\t\r]/.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
