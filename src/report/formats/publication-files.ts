/**
 * The open data of a publication, made from its file alone: the table as CSV, the file itself as JSON, and both with a codebook and notes as a Data Package 2.0.
 * The same bytes for the same publication.
 */
import { LIMITS } from '../limits.ts'
import { editionDate, type Publication } from '../publication.ts'
import { CODEBOOK_HEADER, publicCodebookRows } from './codebook.ts'
import { headerOf, hxlOf, rowOf } from './columns.ts'
import { csvText, plainCsvText } from './csv.ts'
import { CODEBOOK_RESOURCE, DATA_PACKAGE_PROFILE, LICENCES, slug, tableOf } from './data-package.ts'
import { MARKS } from './figures.ts'
import { PUBLIC_COLUMNS, PUBLIC_KEY, publishedRows } from './public-table.ts'
import { zipOf } from './zip.ts'

export const PUBLICATION_FILES = ['results.csv', 'results.json', 'datapackage.zip'] as const
export type PublicationFile = (typeof PUBLICATION_FILES)[number]

export const MEDIA_TYPES: Readonly<Record<PublicationFile, string>> = {
  'results.csv': 'text/csv;charset=utf-8',
  'results.json': 'application/json',
  'datapackage.zip': 'application/zip',
}

/** `address` is where the publication's page stands, absolute. */
export function publicationFile(name: PublicationFile, publication: Publication, address: string): string | Uint8Array {
  if (name === 'results.json') return `${JSON.stringify(publication)}\n`
  if (name === 'datapackage.zip') return publicPackage(publication, address)
  const rows = publishedRows(publication).map((row) => rowOf(PUBLIC_COLUMNS, row))
  // For spreadsheets, with its HXL row.
  return csvText([headerOf(PUBLIC_COLUMNS), hxlOf(PUBLIC_COLUMNS), ...rows])
}

/** As it stands in the site's content: a figure a line, so that a correction can be read line by line. */
export const publicationJson = (publication: Publication): string => `${JSON.stringify(publication, null, 1)}\n`

function publicPackage(publication: Publication, address: string): Uint8Array {
  const rows = publishedRows(publication).map((row) => rowOf(PUBLIC_COLUMNS, row))
  return zipOf(
    {
      'datapackage.json': `${JSON.stringify(publicDescriptor(publication, address), null, 2)}\n`,
      'results.csv': plainCsvText([headerOf(PUBLIC_COLUMNS), ...rows]),
      'codebook.csv': plainCsvText([CODEBOOK_HEADER, ...publicCodebookRows(publication)]),
      'results.json': `${JSON.stringify(publication)}\n`,
      'notes.txt': publicNotes(publication),
    },
    editionDate(publication),
  )
}

/** `datapackage.json`: what the files of the package are. */
export function publicDescriptor(publication: Publication, address: string) {
  const { wave, corrections, release } = publication
  const date = editionDate(publication)
  return {
    $schema: DATA_PACKAGE_PROFILE,
    name: slug(`eso-es-cuento-public-${wave.id}`),
    title: `#EsoEsCuento: ${wave.name.es} · ${wave.name.en}`,
    description: `${LIMITS.en.join(' ')}\n\n${LIMITS.es.join(' ')}`,
    homepage: address,
    version: `${corrections.length + 1}.0.0`,
    created: `${date}T00:00:00Z`,
    licenses: LICENCES,
    sources: [{ title: `#EsoEsCuento, ${release.snapshots} snapshots of wave ${wave.id}, SHA-256 ${release.hash}`, path: address }],
    resources: [
      tableOf('results', 'A measure of a place or view in each row · Una medida en cada fila', PUBLIC_COLUMNS, PUBLIC_KEY),
      CODEBOOK_RESOURCE,
      {
        name: 'publication',
        path: 'results.json',
        description: 'What was published, as the site keeps it · Lo publicado, como lo guarda el sitio',
        format: 'json',
        mediatype: 'application/json',
        encoding: 'utf-8',
      },
      {
        name: 'notes',
        path: 'notes.txt',
        description: 'Limits, marks, corrections and the gate’s settings · Límites, marcas, correcciones y ajustes de la compuerta',
        format: 'txt',
        mediatype: 'text/plain',
        encoding: 'utf-8',
      },
    ],
  }
}

/** What the table cannot say of itself. */
export function publicNotes({ wave, published, corrections, settings, release, leftOut }: Publication): string {
  const left = leftOut === 'nobody' || leftOut === 'not told' ? leftOut : leftOut.kind === 'shown' ? leftOut.value : '<5'
  const sections = [
    [
      `${wave.name.es} · ${wave.name.en} (${wave.id}), ${wave.starts} – ${wave.ends}`,
      `published ${published}, edition ${corrections.length + 1}; ${release.snapshots} snapshots, SHA-256 ${release.hash}`,
      `people in no figure: ${left} · personas que no están en ninguna cifra: ${left}`,
      ...(release.missing > 0
        ? [`snapshots that are lost: ${release.missing} · publicaciones parciales perdidas: ${release.missing}`]
        : []),
    ],
    corrections.map(({ date, reason, figures }) => `${date}: ${reason.es} · ${reason.en} (${figures.length})`),
    LIMITS.es,
    LIMITS.en,
    MARKS.map(({ mark, meaning }) => `${mark}: ${meaning.en} · ${meaning.es}`),
    Object.entries(settings).map(([name, value]) => `${name}: ${value}`),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}
