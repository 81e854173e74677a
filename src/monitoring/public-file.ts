/**
 * The Fiscalía's open files on datos.gov.co, in their two layouts, as CSV or as the portal's JSON: victims or processes by the year of the fact and the
 * department ('conteo'), or by the years of the fact, the entry and the complaint ('conteo-v2').
 *
 * Rows are sums already, years and no months, victims or processes and not investigations: they say how much is known, and cannot stand in for the form that
 * `series.ts` reads. A year that cannot be (2055, 2205) is set aside with its line and counted in no year; a cell that cannot be read refuses the whole file.
 */
import { departmentOf } from './department.ts'
import { isTraffickingGroup, type OffenceKind, offenceOf } from './offence.ts'
import {
  asCount,
  asText,
  type Cells,
  type Column,
  type Columns,
  cellsOf,
  hasColumn,
  type Mistake,
  type Read,
  readCells,
  recordsOf,
} from './table.ts'

export const PUBLIC_LAYOUTS = ['conteo', 'conteo-v2'] as const
export type PublicLayout = (typeof PUBLIC_LAYOUTS)[number]

/** Which day a year is of: the fact's, the case's entry, the complaint's. */
export const BASES = ['fact', 'entry', 'complaint'] as const
export type Basis = (typeof BASES)[number]

/** Names without accents, spaces and underscores are compared, so `a_o_hechos`, as the portal's JSON writes it, needs a name of its own. */
const YEARS: Readonly<Record<PublicLayout, Readonly<Partial<Record<Basis, readonly string[]>>>>> = {
  conteo: { fact: ['anio_hecho', 'año_hecho', 'a_o_hecho'] },
  'conteo-v2': {
    fact: ['anio_hechos', 'año_hechos', 'a_o_hechos'],
    entry: ['anio_entrada', 'año_entrada', 'a_o_entrada'],
    complaint: ['anio_denuncia', 'año_denuncia', 'a_o_denuncia'],
  },
}
const DEPARTMENT: Readonly<Record<PublicLayout, readonly string[]>> = {
  conteo: ['departamento'],
  'conteo-v2': ['departamento_hecho', 'departamento_hechos'],
}
const GROUP = ['grupo_delito']
const OFFENCE = ['delito']
const VICTIMS = ['total_victimas']
const PROCESSES = ['total_procesos']

interface PublicRow {
  readonly fact?: number | 'not-stated'
  readonly entry?: number | 'not-stated'
  readonly complaint?: number | 'not-stated'
  readonly department?: string
  readonly group: string
  readonly offence?: string
  readonly total: number
}

export interface YearTotal {
  readonly year: number
  /** One spelling; `not-stated` where the file has none. */
  readonly department: string
  readonly total: number
}

export interface OddYear {
  readonly line: number
  readonly year: number
  readonly total: number
}

export interface YearSeries {
  readonly basis: Basis
  /** Trafficking alone, by year and then department. */
  readonly totals: readonly YearTotal[]
  /** Set aside: no such year can be. */
  readonly odd: readonly OddYear[]
  /** Sum of the rows that state no year. */
  readonly unstated: number
}

export interface PublicFile {
  readonly kind: 'read'
  readonly layout: PublicLayout
  readonly counted: 'victims' | 'processes'
  /** How the file's own columns were understood, in its order. */
  readonly columns: readonly { readonly meaning: keyof PublicRow; readonly written: string }[]
  /** First rows as they stand there, under `header`. */
  readonly header: readonly string[]
  readonly preview: readonly (readonly string[])[]
  readonly rows: number
  readonly series: readonly YearSeries[]
  /** By offence, the largest first: what was counted and what was left out. */
  readonly offences: readonly { readonly name: string; readonly kind: OffenceKind; readonly rows: number; readonly total: number }[]
  /** Rows of other groups of crimes. */
  readonly otherGroups: number
  /** Spellings of departments that are not known. */
  readonly unknownDepartments: readonly string[]
}

export type PublicFileRead = PublicFile | { readonly kind: 'refused'; readonly mistakes: readonly Mistake[] }

const isJson = (text: string): boolean => /^\uFEFF?\s*[[{]/.test(text)
const cellsIn = (text: string): Cells => (isJson(text) ? recordsOf(text) : cellsOf(text))

/** The layout that a text's columns are of; nothing where they are of neither. Only its first lines are looked at. */
export function publicLayoutOf(text: string): PublicLayout | undefined {
  const { header } = isJson(text) ? recordsOf(text) : cellsOf(text.slice(0, 20_000))
  return PUBLIC_LAYOUTS.find((layout) => Object.values(YEARS[layout]).some((names) => hasColumn(header, names)))
}

/** Earlier than this nobody kept such counts; later than the year in which the file was taken no fact can be known. */
const FIRST_YEAR = 1980
const PREVIEWED = 5

/** Reads a file that was taken from the portal on `extracted` (YYYY-MM-DD). */
export function readPublicFile(text: string, layout: PublicLayout, extracted: string): PublicFileRead {
  const given = cellsIn(text)
  const columns = columnsFor(layout, given.header)
  const table = readCells<PublicRow>(given, columns)
  if (table.kind === 'refused') return table
  const inGroup = table.rows.filter(({ group }) => isTraffickingGroup(group))
  const offences = new Map<string, { name: string; kind: OffenceKind; rows: number; total: number }>()
  const counted: (PublicRow & { line: number })[] = []
  for (const row of inGroup) {
    const { kind, name } = offenceOf(row.group, row.offence)
    const known = offences.get(name) ?? { name, kind, rows: 0, total: 0 }
    offences.set(name, { ...known, rows: known.rows + 1, total: known.total + row.total })
    if (kind === 'trafficking') counted.push(row)
  }
  const lastYear = Number(extracted.slice(0, 4))
  return {
    kind: 'read',
    layout,
    counted: hasColumn(given.header, PROCESSES) ? 'processes' : 'victims',
    columns: understood(given.header, columns),
    header: given.header,
    preview: given.lines.slice(0, PREVIEWED).map(({ cells }) => cells),
    rows: table.rows.length,
    series: BASES.filter((basis) => hasColumn(given.header, YEARS[layout][basis] ?? [])).map((basis) =>
      seriesOf(counted, basis, lastYear),
    ),
    offences: [...offences.values()].sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1)),
    otherGroups: table.rows.length - inGroup.length,
    unknownDepartments: [
      ...new Set(
        counted.flatMap(({ department = '' }) => {
          const found = departmentOf(department)
          return found.kind === 'unknown' ? [found.name] : []
        }),
      ),
    ].sort(),
  }
}

function columnsFor(layout: PublicLayout, header: readonly string[]): Columns<PublicRow> {
  const years = Object.fromEntries(
    Object.entries(YEARS[layout]).map(([basis, names], index): [string, Column<unknown>] => [
      basis,
      // The first of them has to be there; a file may have been cut down to it. What it leaves empty is a year that is not stated.
      { names, required: false, read: asYear, ...(index === 0 && { isColumnRequired: true }) },
    ]),
  )
  return {
    ...years,
    department: { names: DEPARTMENT[layout], required: false, isColumnRequired: true, read: asText },
    group: { names: GROUP, required: true, read: asText },
    offence: { names: OFFENCE, required: false, read: asText },
    total: { names: hasColumn(header, PROCESSES) ? [...PROCESSES, ...VICTIMS] : VICTIMS, required: true, read: asCount },
  } as unknown as Columns<PublicRow>
}

const understood = (header: readonly string[], columns: Columns<PublicRow>): PublicFile['columns'] =>
  header.flatMap((written) => {
    const found = Object.entries(columns).find(([, { names }]) => hasColumn([written], names))
    return found ? [{ meaning: found[0] as keyof PublicRow, written }] : []
  })

/** A year of four digits, or text without any digit: nobody knew it. */
const asYear = (cell: string): Read<number | 'not-stated'> => {
  if (/^\d{4}$/.test(cell)) return { value: Number(cell) }
  return /\d/.test(cell) ? { reason: 'not-a-year' } : { value: 'not-stated' }
}

function seriesOf(rows: readonly (PublicRow & { line: number })[], basis: Basis, lastYear: number): YearSeries {
  const totals = new Map<string, YearTotal>()
  const odd: OddYear[] = []
  let unstated = 0
  for (const row of rows) {
    const year = row[basis] ?? 'not-stated'
    if (year === 'not-stated') {
      unstated += row.total
      continue
    }
    if (year < FIRST_YEAR || year > lastYear) {
      odd.push({ line: row.line, year, total: row.total })
      continue
    }
    const found = departmentOf(row.department ?? '')
    const department = found.kind === 'not-stated' ? 'not-stated' : found.name
    const id = `${year} ${department}`
    totals.set(id, { year, department, total: (totals.get(id)?.total ?? 0) + row.total })
  }
  const sorted = [...totals.values()].sort((a, b) => a.year - b.year || (a.department < b.department ? -1 : 1))
  return { basis, totals: sorted, odd, unstated }
}

/** Totals of each year, of one department or of all. A year between the first and the last without a row is 0 of what the file holds. */
export function byYear(series: YearSeries, department?: string): readonly { readonly year: number; readonly total: number }[] {
  const years = series.totals.map(({ year }) => year)
  if (years.length === 0) return []
  const first = Math.min(...years)
  const sums = new Map<number, number>()
  for (const one of series.totals)
    if (department === undefined || one.department === department) sums.set(one.year, (sums.get(one.year) ?? 0) + one.total)
  return Array.from({ length: Math.max(...years) - first + 1 }, (_, at) => ({ year: first + at, total: sums.get(first + at) ?? 0 }))
}
