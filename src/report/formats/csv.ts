/**
 * CSV that spreadsheets open rightly: RFC 4180 (CRLF, quotes doubled), UTF-8 with a byte order mark, and no cell that a spreadsheet would
 * run as a formula (a leading = + - @, tab or return gets an apostrophe, unless the cell is a plain number).
 */
const BOM = '\uFEFF'
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/

export type Cell = string | number

export function csvText(rows: readonly (readonly Cell[])[]): string {
  return BOM + rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(cell: Cell): string {
  if (typeof cell === 'number') {
    if (!Number.isFinite(cell)) throw new RangeError(`csv: ${cell} is no figure; an absence has to be named`)
    return String(cell)
  }
  const safe = /^[=+\-@\t\r]/.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
