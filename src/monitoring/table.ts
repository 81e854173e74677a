/**
 * A CSV file that people filled in: columns found by their names, in any order, every bad cell reported with line, column and reason. Rows are given only
 * where all are good, so that nothing is half-loaded.
 */
import Papa from 'papaparse'

export interface Column<T> {
  /** Names that the column may have, without case, accents or spaces; the first is the one that we write. */
  readonly names: readonly string[]
  /** Whether the column, and a value in each row, has to be there. */
  readonly required: boolean
  /** Whether the column alone has to be there, and a row may leave it empty. */
  readonly isColumnRequired?: boolean
  /** The value of a cell, or why it has none. */
  readonly read: (cell: string) => Read<T>
}

export type Read<T> = { readonly value: T } | { readonly reason: Reason }

export const REASONS = [
  'no-rows',
  'unreadable',
  'column-missing',
  'column-twice',
  'value-missing',
  'cells-too-many',
  'not-a-count',
  'not-positive',
  'not-a-date',
  'not-a-year',
  'not-json',
  'period-ends-before-it-starts',
  'repeated',
  'more-trained-than-competent',
] as const
export type Reason = (typeof REASONS)[number]

export interface Mistake {
  /** Line of the file, from 1; 1 is the header. */
  readonly line: number
  /** The column's own name, or empty where the whole line is meant. */
  readonly column: string
  readonly reason: Reason
  /** What stands there, at most 40 characters of it. */
  readonly given: string
}

export type Columns<Row> = { readonly [Name in keyof Row]: Column<Row[Name]> }

export type Table<Row> =
  | { readonly kind: 'read'; readonly rows: readonly (Row & { readonly line: number })[] }
  | { readonly kind: 'refused'; readonly mistakes: readonly Mistake[] }

/** A header, and under it the cells of each row with the line that it begins on. */
export interface Cells {
  readonly header: readonly string[]
  readonly lines: readonly { readonly line: number; readonly cells: readonly string[] }[]
  readonly mistakes: readonly Mistake[]
}

/** Reads `text`; separators are found out (comma, semicolon, tab). Where any cell is bad, all mistakes and no rows. */
export const readTable = <Row extends object>(text: string, columns: Columns<Row>): Table<Row> => readCells(cellsOf(text), columns)

/** The cells of a CSV file. A cell may run over several lines. */
export function cellsOf(text: string): Cells {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimitersToGuess: [',', ';', '\t'] })
  let next = 1
  const all = data.map((cells) => {
    const line = next
    next += 1 + cells.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0)
    return { line, cells }
  })
  const mistakes: Mistake[] = errors
    .filter(({ code }) => code !== 'UndetectableDelimiter')
    .map(({ row = 0 }) => ({ line: all[row]?.line ?? row + 1, column: '', reason: 'unreadable', given: '' }))
  return { header: all[0]?.cells ?? [], lines: all.slice(1), mistakes }
}

/**
 * The records of a JSON list as cells, as open-data portals hand them out (a record leaves out what is empty); `line` is the number of the record. A text
 * that is no such list has the one mistake 'not-json'.
 */
export function recordsOf(text: string): Cells {
  const records = parsed(text)
  if (records === undefined)
    return { header: [], lines: [], mistakes: [{ line: 1, column: '', reason: 'not-json', given: text.trim().slice(0, 40) }] }
  const header = [...new Set(records.flatMap((record) => Object.keys(record)))]
  const mistakes: Mistake[] = []
  const lines = records.map((record, index) => ({
    line: index + 1,
    cells: header.map((name) => {
      const value = record[name]
      if (value === undefined || value === null) return ''
      if (typeof value !== 'object') return String(value)
      mistakes.push({ line: index + 1, column: name, reason: 'unreadable', given: JSON.stringify(value).slice(0, 40) })
      return ''
    }),
  }))
  return { header, lines, mistakes }
}

function parsed(text: string): readonly Readonly<Record<string, unknown>>[] | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    const isRecord = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one)
    return Array.isArray(value) && value.every(isRecord) ? value : undefined
  } catch {
    return undefined
  }
}

/** Rows out of cells. Where any cell is bad, all mistakes and no rows. */
export function readCells<Row extends object>(given: Cells, columns: Columns<Row>): Table<Row> {
  const { header, lines } = given
  const mistakes: Mistake[] = [...given.mistakes]
  const at = positionsOf(header, columns, mistakes)
  const rows: (Row & { line: number })[] = []
  for (const { line, cells } of lines) {
    // What comes between or after the rows of a spreadsheet: lines of nothing.
    if (cells.every((cell) => cell.trim() === '')) continue
    const fault = (column: string, reason: Reason, given = '') => mistakes.push({ line, column, reason, given: given.slice(0, 40) })
    if (cells.length > header.length) fault('', 'cells-too-many', cells.slice(header.length).join(' '))
    const row: Record<string, unknown> = { line }
    for (const [name, column] of Object.entries(columns) as [string, Column<unknown>][]) {
      const position = at.get(name)
      const cell = position === undefined ? '' : (cells[position] ?? '').trim()
      if (cell === '') {
        if (column.required && position !== undefined) fault(header[position] ?? '', 'value-missing')
        continue
      }
      const read = column.read(cell)
      if ('value' in read) row[name] = read.value
      else fault(header[position ?? 0] ?? '', read.reason, cell)
    }
    rows.push(row as Row & { line: number })
  }
  if (rows.length === 0 && mistakes.length === 0) mistakes.push({ line: 1, column: '', reason: 'no-rows', given: '' })
  return mistakes.length > 0 ? { kind: 'refused', mistakes } : { kind: 'read', rows }
}

function positionsOf<Row extends object>(
  header: readonly string[],
  columns: Columns<Row>,
  mistakes: Mistake[],
): Map<string, number> {
  const at = new Map<string, number>()
  for (const [name, { names, required, isColumnRequired = required }] of Object.entries(columns) as [string, Column<unknown>][]) {
    const found = header.flatMap((cell, index) => (names.some((known) => plain(known) === plain(cell)) ? [index] : []))
    if (found.length > 1) mistakes.push({ line: 1, column: names[0] ?? name, reason: 'column-twice', given: '' })
    if (found[0] !== undefined) at.set(name, found[0])
    else if (isColumnRequired) mistakes.push({ line: 1, column: names[0] ?? name, reason: 'column-missing', given: '' })
  }
  return at
}

/** Whether a header has a column of one of these names. */
export const hasColumn = (header: readonly string[], names: readonly string[]): boolean =>
  header.some((cell) => names.some((name) => plain(name) === plain(cell)))

/** A name without what people write differently: case, accents, spaces, underscores, points. */
export const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

export const asText = (cell: string): Read<string> => ({ value: cell })

export const asCount = (cell: string): Read<number> =>
  /^\d{1,15}$/.test(cell) ? { value: Number(cell) } : { reason: 'not-a-count' }

export const asPositiveCount = (cell: string): Read<number> => {
  const read = asCount(cell)
  return 'value' in read && read.value === 0 ? { reason: 'not-positive' } : read
}

/** A date YYYY-MM-DD that the calendar has. */
export const asDate = (cell: string): Read<string> => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(cell) ? Date.parse(`${cell}T00:00:00Z`) : Number.NaN
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== cell ? { reason: 'not-a-date' } : { value: cell }
}
