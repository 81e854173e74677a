/**
 * A Data Package 2.0 (datapackage.org), zipped: both tables and the codebook as CSV with their Table Schemas, the report as JSON, and the notes. The CSV
 * inside has neither byte order mark nor HXL row, since readers would take the one for a part of the first name and the other for a person.
 */
import type { Report } from '../report.ts'
import { ANOMALY_COLUMNS, ANOMALY_KEY, anomalyRows } from './anomaly-table.ts'
import { CODEBOOK_HEADER, codebookRows } from './codebook.ts'
import { type Column, headerOf, rowOf, type Unit } from './columns.ts'
import { COUNT_COLUMNS, COUNT_KEY, countRows } from './counts-table.ts'
import { plainCsvText } from './csv.ts'
import { MARKS } from './figures.ts'
import { INDICATOR_COLUMNS, INDICATOR_KEY, indicatorRows } from './indicator-table.ts'
import { notesText } from './notes.ts'
import { reportJson } from './report-json.ts'
import { zipOf } from './zip.ts'

export const DATA_PACKAGE_PROFILE = 'https://datapackage.org/profiles/2.0/datapackage.json'

/** Read as "there is no figure", for every column: a mark stands where a number or a word would. */
export const MISSING_VALUES: readonly string[] = ['', ...MARKS.map(({ mark }) => mark)]

const TYPE_OF = { text: 'string', people: 'integer', percent: 'number', points: 'number', p: 'number', number: 'number' } as const

/** Percent and points have no bounds: an estimate of strong mode may lie beyond what is possible. */
const LEAST_AND_MOST: Readonly<Partial<Record<Unit, object>>> = { people: { minimum: 0 }, p: { minimum: 0, maximum: 1 } }

/** The standard's defaults, said all the same: readers that find none guess at the separator, and a name full of quotes leads them astray. */
const DIALECT = {
  $schema: 'https://datapackage.org/profiles/2.0/tabledialect.json',
  header: true,
  delimiter: ',',
  lineTerminator: '\r\n',
  quoteChar: '"',
  doubleQuote: true,
} as const

const fieldOf = <Row>({ name, unit, heading, meaning, hxl }: Column<Row>) => ({
  name,
  type: TYPE_OF[unit],
  title: `${heading.en} · ${heading.es}`,
  description: `${meaning.en} · ${meaning.es}`,
  ...(LEAST_AND_MOST[unit] && { constraints: LEAST_AND_MOST[unit] }),
  // A property of our own, which readers pass over.
  hxl,
})

/** A resource that is a table. */
export const tableOf = <Row>(
  name: string,
  description: string,
  columns: readonly Column<Row>[],
  primaryKey: readonly string[],
) => ({
  name,
  type: 'table',
  path: `${name}.csv`,
  description,
  format: 'csv',
  mediatype: 'text/csv',
  encoding: 'utf-8',
  dialect: DIALECT,
  schema: {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: columns.map(fieldOf),
    primaryKey,
    missingValues: MISSING_VALUES,
  },
})

/** What the codebook is, in each package that has one. */
export const CODEBOOK_RESOURCE = {
  name: 'codebook',
  type: 'table',
  path: 'codebook.csv',
  description: 'Columns, marks, code words, indicators and concepts · Columnas, marcas, palabras, indicadores e ideas',
  format: 'csv',
  mediatype: 'text/csv',
  encoding: 'utf-8',
  dialect: DIALECT,
  schema: {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: CODEBOOK_HEADER.map((name) => ({ name, type: 'string' })),
    primaryKey: ['part', 'where', 'name'],
  },
} as const

export const LICENCES = [
  { name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/', title: 'Creative Commons Attribution 4.0' },
] as const

/** `datapackage.json`: what the files of the package are. `origin` is the address of the site. */
export function dataPackageDescriptor(report: Report, origin: string) {
  const { wave, date, limits } = report
  return {
    $schema: DATA_PACKAGE_PROFILE,
    name: slug(`eso-es-cuento-${wave.id}`),
    title: `#EsoEsCuento: ${wave.name.es} · ${wave.name.en}`,
    description: `${limits.en.join(' ')}\n\n${limits.es.join(' ')}`,
    homepage: new URL('/', origin).href,
    version: date,
    created: `${date}T00:00:00Z`,
    licenses: LICENCES,
    sources: [{ title: `#EsoEsCuento, ${report.snapshots.length} snapshots of wave ${wave.id}`, path: new URL('/', origin).href }],
    resources: [
      tableOf(
        'results',
        'An indicator of a place or view in each row · Un indicador en cada fila',
        INDICATOR_COLUMNS,
        INDICATOR_KEY,
      ),
      tableOf('counts', 'Counts behind the results · Cuentas detrás de los resultados', COUNT_COLUMNS, COUNT_KEY),
      tableOf('checks', 'What was looked at for anything odd · Qué se miró por si había algo raro', ANOMALY_COLUMNS, ANOMALY_KEY),
      CODEBOOK_RESOURCE,
      {
        name: 'report',
        path: 'report.json',
        description: 'The whole report, described by the JSON Schema that it names · El informe entero',
        format: 'json',
        mediatype: 'application/json',
        encoding: 'utf-8',
      },
      {
        name: 'notes',
        path: 'notes.txt',
        description: 'Limits, marks and the gate’s settings · Límites, marcas y ajustes de la compuerta',
        format: 'txt',
        mediatype: 'text/plain',
        encoding: 'utf-8',
      },
    ],
  }
}

export const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9._-]+/g, '-')

export function dataPackage(report: Report, origin: string): Uint8Array {
  const files = {
    'datapackage.json': `${JSON.stringify(dataPackageDescriptor(report, origin), null, 2)}\n`,
    'results.csv': plainCsvText([
      headerOf(INDICATOR_COLUMNS),
      ...indicatorRows(report).map((row) => rowOf(INDICATOR_COLUMNS, row)),
    ]),
    'counts.csv': plainCsvText([headerOf(COUNT_COLUMNS), ...countRows(report).map((row) => rowOf(COUNT_COLUMNS, row))]),
    'checks.csv': plainCsvText([headerOf(ANOMALY_COLUMNS), ...anomalyRows(report).map((row) => rowOf(ANOMALY_COLUMNS, row))]),
    'codebook.csv': plainCsvText([CODEBOOK_HEADER, ...codebookRows(report)]),
    'report.json': reportJson(report, origin),
    'notes.txt': notesText(report),
  }
  return zipOf(files, report.date)
}
