/**
 * Venues as a table that staff keep (CSV): a row a venue, or a row an aircraft with nothing but its registration. Every row is judged before any
 * is taken, and a mistake names its line as a spreadsheet or an editor counts it.
 */
import papa from 'papaparse'
import { draftOfAircraft, type VenueDraft } from '../protocol/new-venue.ts'

export interface TableRow {
  /** Of the file, from 1; the head of the table is a line too. */
  readonly line: number
  readonly draft: VenueDraft
}

/** Columns as they are written in the head, and the field that each fills. */
const COLUMNS = {
  id: 'id',
  name_es: 'nameEs',
  name_en: 'nameEn',
  kind: 'kind',
  city: 'city',
  audience: 'audience',
} as const satisfies Readonly<Record<string, keyof VenueDraft>>
const REGISTRATION = 'registration'
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]

export type VenueTable =
  | { readonly ok: true; readonly rows: readonly TableRow[] }
  /** Faults of the table itself; its rows cannot be judged until they are mended. */
  | { readonly ok: false; readonly faults: readonly { readonly line: number; readonly reason: string }[] }

const fault = (line: number, reason: string): VenueTable => ({ ok: false, faults: [{ line, reason }] })

/**
 * Reads a table. Its separator may be a comma, a semicolon or a tab; empty lines are passed over. A head with `registration` makes aircraft, and may name
 * any other column, which then stands in place of what the registration gives where it is filled in.
 */
export function readVenueTable(bytes: Uint8Array): VenueTable {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fault(1, 'the file is not in UTF-8: save it as “CSV UTF-8”')
  }
  const { data, errors } = papa.parse<string[]>(text, { header: false, skipEmptyLines: false, delimitersToGuess: [',', ';', '\t'] })
  const lines = withLines(data)
  // A table of one column has no separator to be found, and needs none.
  const broken = errors.filter(({ code }) => code !== 'UndetectableDelimiter')
  if (broken.length > 0)
    return { ok: false, faults: broken.map(({ row, message }) => ({ line: lines[row ?? 0]?.line ?? 1, reason: message })) }
  const [head, ...rows] = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (!head) return fault(1, 'the file is empty')
  const columns = head.cells.map((cell) => cell.trim().toLowerCase())
  const wrong = faultsOfHead(columns)
  if (wrong.length > 0) return { ok: false, faults: wrong.map((reason) => ({ line: head.line, reason })) }
  if (rows.length === 0) return fault(head.line, 'there is no row under the head')
  const long = rows.filter(({ cells }) => cells.slice(columns.length).some((cell) => cell.trim() !== ''))
  if (long.length > 0)
    return { ok: false, faults: long.map(({ line }) => ({ line, reason: `there are more than ${columns.length} cells` })) }
  return { ok: true, rows: rows.map(({ line, cells }) => ({ line, draft: draftOf(columns, cells) })) }
}

/** A text in quotes may go over several lines, and the rows behind it move down. */
function withLines(rows: readonly (readonly string[])[]): { line: number; cells: readonly string[] }[] {
  let line = 1
  return rows.map((cells) => {
    const row = { line, cells }
    line += 1 + cells.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0)
    return row
  })
}

function faultsOfHead(columns: readonly string[]): string[] {
  const known: readonly string[] = [...NAMES, REGISTRATION]
  const strange = columns.filter((name) => !known.includes(name))
  const twice = columns.filter((name, at) => columns.indexOf(name) !== at)
  const missing = columns.includes(REGISTRATION) ? [] : NAMES.filter((name) => !columns.includes(name))
  return [
    ...strange.map((name) => `there is no column "${name}"; known are ${known.join(', ')}`),
    ...twice.map((name) => `the column ${name} stands twice`),
    ...missing.map((name) => `the column ${name} is missing`),
  ]
}

function draftOf(columns: readonly string[], cells: readonly string[]): VenueDraft {
  const cell = (name: string): string => cells[columns.indexOf(name)]?.trim() ?? ''
  const given = columns.includes(REGISTRATION)
    ? draftOfAircraft(cell(REGISTRATION))
    : { id: '', nameEs: '', nameEn: '', kind: '', city: '', audience: '' }
  const filled = NAMES.filter((name) => cell(name) !== '').map((name) => [COLUMNS[name], cell(name)])
  return { ...given, ...Object.fromEntries(filled) }
}
