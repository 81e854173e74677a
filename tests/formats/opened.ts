/** Reads our files back with nothing of ours: the XML of a workbook, and the CSV that LibreOffice makes of it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { XMLParser } from 'fast-xml-parser'
import { strFromU8, unzipSync } from 'fflate'

export interface OpenedCell {
  readonly value: string | number
  /** Number format, `General` where the cell has none. */
  readonly format: string
  readonly isWrapped: boolean
}

export interface OpenedSheet {
  readonly name: string
  /** By row and column; a cell that is not there is undefined. */
  readonly rows: readonly (readonly (OpenedCell | undefined)[])[]
  readonly widths: readonly number[]
  /** Rows and columns that stay in sight. */
  readonly frozen: { readonly rows: number; readonly columns: number }
}

type Xml = Record<string, unknown>

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false, trimValues: false })
const list = <T = Xml>(value: unknown): T[] =>
  (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]) as T[]
const inside = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? (at as Xml)[name] : undefined), value)

/** Column letters to a number from 0. */
const columnOf = (address: string): number =>
  [...address.replace(/\d/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

export function openXlsx(bytes: Uint8Array): OpenedSheet[] {
  const files = unzipSync(bytes)
  const xml = (path: string): Xml => parser.parse(strFromU8(files[path] ?? new Uint8Array())) as Xml
  const textOf = (one: Xml): string => {
    const text = one.t
    return typeof text === 'object' && text !== null ? String((text as Xml)['#text'] ?? '') : String(text ?? '')
  }
  const strings = list(inside(xml('xl/sharedStrings.xml'), 'sst', 'si')).map(textOf)
  const styles = xml('xl/styles.xml')
  const formats = new Map(
    list(inside(styles, 'styleSheet', 'numFmts', 'numFmt')).map((one) => [String(one['@numFmtId']), String(one['@formatCode'])]),
  )
  // Formats that Excel knows without being told.
  for (const [id, format] of [
    ['0', 'General'],
    ['3', '#,##0'],
  ] as const)
    formats.set(id, format)
  const looks = list(inside(styles, 'styleSheet', 'cellXfs', 'xf')).map((one) => ({
    format: formats.get(String(one['@numFmtId'] ?? '0')) ?? `built-in ${one['@numFmtId']}`,
    isWrapped: inside(one, 'alignment', '@wrapText') === '1',
  }))
  return list(inside(xml('xl/workbook.xml'), 'workbook', 'sheets', 'sheet')).map((sheet, at) => {
    const body = xml(`xl/worksheets/sheet${at + 1}.xml`)
    const pane = inside(body, 'worksheet', 'sheetViews', 'sheetView', 'pane')
    return {
      name: String(sheet['@name']),
      widths: list(inside(body, 'worksheet', 'cols', 'col')).map((column) => Number(column['@width'])),
      frozen: { rows: Number(inside(pane, '@ySplit') ?? 0), columns: Number(inside(pane, '@xSplit') ?? 0) },
      rows: list(inside(body, 'worksheet', 'sheetData', 'row')).map((row) => {
        const cells: (OpenedCell | undefined)[] = []
        for (const cell of list(row.c)) {
          const look = looks[Number(cell['@s'] ?? 0)] ?? { format: 'General', isWrapped: false }
          const value = cell['@t'] === 's' ? (strings[Number(cell.v)] ?? '') : Number(cell.v)
          cells[columnOf(String(cell['@r']))] = { value, ...look }
        }
        return cells
      }),
    }
  })
}

/** Where LibreOffice is on this machine, or undefined. */
export async function findLibreOffice(): Promise<string | undefined> {
  for (const name of ['soffice', 'libreoffice'])
    try {
      await promisify(execFile)(name, ['--version'])
      return name
    } catch {
      // Not under this name.
    }
  return undefined
}

/** Comma, quotation mark, UTF-8, cells as shown, and every sheet as its own file. */
const ALL_SHEETS = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,true,false,false,-1'
/** The same with numbers as they are stored. */
const ALL_SHEETS_STORED = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false,false,false,-1'

/** What LibreOffice reads in a file, as CSV by the name of the sheet. Numbers are as shown, or as stored. */
export async function throughLibreOffice(
  program: string,
  name: string,
  data: string | Uint8Array,
  numbers: 'shown' | 'stored' = 'shown',
): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'libreoffice-'))
  try {
    const file = join(folder, name)
    writeFileSync(file, data)
    // A profile of its own: a second LibreOffice under one profile hands its work to the first, and ends.
    await promisify(execFile)(program, [
      `-env:UserInstallation=file://${join(folder, 'profile')}`,
      '--headless',
      // Told, since by itself it would ask about separators and language.
      ...(name.endsWith('.csv') ? ['--infilter=Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true'] : []),
      '--convert-to',
      numbers === 'shown' ? ALL_SHEETS : ALL_SHEETS_STORED,
      '--outdir',
      join(folder, 'out'),
      file,
    ])
    const stem = name.replace(/\.\w+$/, '')
    return new Map(
      readdirSync(join(folder, 'out')).map((found) => [
        found.slice(stem.length + 1).replace(/\.csv$/, ''),
        readFileSync(join(folder, 'out', found), 'utf8'),
      ]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
