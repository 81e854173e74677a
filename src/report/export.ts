/** The files of an export: the command line writes them, the staff page offers them for download, and both get them here. */

import { ANOMALY_COLUMNS, anomalyRows } from './formats/anomaly-table.ts'
import { type Column, headerOf, hxlOf, rowOf } from './formats/columns.ts'
import { COUNT_COLUMNS, countRows } from './formats/counts-table.ts'
import { csvText } from './formats/csv.ts'
import { dataPackage } from './formats/data-package.ts'
import { type IatiOwner, iatiXml, PLACEHOLDER_OWNER } from './formats/iati.ts'
import { INDICATOR_COLUMNS, indicatorRows } from './formats/indicator-table.ts'
import { notesText } from './formats/notes.ts'
import { PUBLIC_COLUMNS, publicRows } from './formats/public-table.ts'
import { reportJson } from './formats/report-json.ts'
import { workbookOf } from './formats/workbook.ts'
import { XLSX_TYPE, xlsxBytes } from './formats/xlsx.ts'
import { type Snapshot, snapshotFileName } from './gate/snapshot.ts'
import type { Report } from './report.ts'

export { LIMITS } from './limits.ts'
export type { WaveState } from './report.ts'

export interface ExportFile {
  /** May have a folder before it: `snapshots/…`. */
  readonly name: string
  /** Media type. */
  readonly type: string
  /** A text is written as UTF-8. */
  readonly data: string | Uint8Array
}

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json', 'datapackage', 'iati', 'notes', 'public', 'snapshots'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportWishes {
  /** Address of the site: the files name its schema, its method page and itself. */
  readonly origin: string
  readonly formats?: readonly ExportFormat[]
  /** Who reports to IATI; without it the file says that its owner is a placeholder. */
  readonly owner?: IatiOwner
}

type Parts = Required<Omit<ExportWishes, 'formats'>> & { readonly report: Report; readonly snapshots: readonly Snapshot[] }

const MAKERS: Readonly<Record<ExportFormat, (parts: Parts) => ExportFile[] | Promise<ExportFile[]>>> = {
  csv: ({ report }) => [
    csvFile('results', report, INDICATOR_COLUMNS, indicatorRows(report)),
    csvFile('counts', report, COUNT_COLUMNS, countRows(report)),
    csvFile('checks', report, ANOMALY_COLUMNS, anomalyRows(report)),
  ],
  xlsx: ({ report }) =>
    Promise.all(
      (['es', 'en'] as const).map(async (language) => ({
        name: fileName(`report-${language}`, report, 'xlsx'),
        type: XLSX_TYPE,
        data: await xlsxBytes(workbookOf(report, language), report.date),
      })),
    ),
  json: ({ report, origin }) => [
    { name: fileName('report', report, 'json'), type: 'application/json', data: reportJson(report, origin) },
  ],
  datapackage: ({ report, origin }) => [
    { name: fileName('datapackage', report, 'zip'), type: 'application/zip', data: dataPackage(report, origin) },
  ],
  iati: ({ report, origin, owner }) => [
    { name: fileName('iati', report, 'xml'), type: 'application/xml', data: iatiXml(report, origin, owner) },
  ],
  notes: ({ report }) => [{ name: fileName('notes', report, 'txt'), type: 'text/plain;charset=utf-8', data: notesText(report) }],
  public: ({ report }) => [csvFile('public', report, PUBLIC_COLUMNS, publicRows(report))],
  // As they were released, under names that stay: whoever merges several exports must find the same file in each.
  snapshots: ({ report, snapshots }) =>
    snapshots
      .filter(({ wave }) => wave === report.wave.id)
      .map((snapshot) => ({
        name: `snapshots/${snapshotFileName(snapshot)}`,
        type: 'application/json',
        data: `${JSON.stringify(snapshot, null, 2)}\n`,
      })),
}

/** The header, the HXL row, the rows. */
const csvFile = <Row>(what: string, report: Report, columns: readonly Column<Row>[], rows: readonly Row[]): ExportFile => ({
  name: fileName(what, report, 'csv'),
  type: 'text/csv;charset=utf-8',
  data: csvText([headerOf(columns), hxlOf(columns), ...rows.map((row) => rowOf(columns, row))]),
})

const fileName = (what: string, { wave, date }: Report, ending: string): string => `${what}-${wave.id}-${date}.${ending}`

/** All files of the formats asked for, or none: whatever cannot be made throws before anything is written. `snapshots` are those that the report rests on. */
export async function exportFiles(
  report: Report,
  snapshots: readonly Snapshot[],
  { origin, formats = EXPORT_FORMATS, owner = PLACEHOLDER_OWNER }: ExportWishes,
): Promise<ExportFile[]> {
  const parts: Parts = { report, snapshots, origin, owner }
  const made = await Promise.all(formats.map((format) => MAKERS[format](parts)))
  return made.flat()
}
