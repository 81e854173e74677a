/** A file of case counts, whichever of the four forms it has: what it is, what is wrong with it, and what it holds. */
import { PLACE_COLUMNS, type Place, readPlaces } from './places.ts'
import { PUBLIC_LAYOUTS, type PublicFile, type PublicLayout, publicLayoutOf, readPublicFile } from './public-file.ts'
import { type CaseCount, readSeries, SERIES_COLUMNS } from './series.ts'
import { cellsOf, hasColumn, type Mistake } from './table.ts'

/** 'places' is the form that places are chosen from, 'series' that of case series; the others are public files. */
export const LAYOUTS = ['places', 'series', ...PUBLIC_LAYOUTS] as const
export type Layout = (typeof LAYOUTS)[number]

export type CaseFile =
  | { readonly kind: 'read'; readonly layout: 'places'; readonly places: readonly Place[]; readonly rows: number }
  | { readonly kind: 'read'; readonly layout: 'series'; readonly counts: readonly CaseCount[]; readonly rows: number }
  | { readonly kind: 'read'; readonly layout: PublicLayout; readonly file: PublicFile; readonly rows: number }
  | { readonly kind: 'refused'; readonly mistakes: readonly Mistake[] }

/** The form that a text's columns are of; nothing where no form fits. */
export function layoutOf(text: string): Layout | undefined {
  const found = publicLayoutOf(text)
  if (found !== undefined) return found
  const { header } = cellsOf(text.slice(0, 20_000))
  if (hasColumn(header, SERIES_COLUMNS.start.names)) return 'series'
  return hasColumn(header, PLACE_COLUMNS.cases.names) ? 'places' : undefined
}

/** Reads a text as that form. `extracted` is the day on which it was taken from its source, YYYY-MM-DD. */
export function readCaseFile(text: string, layout: Layout, extracted: string): CaseFile {
  if (layout === 'places') {
    const read = readPlaces(text)
    return read.kind === 'refused'
      ? read
      : { ...read, layout, rows: read.places.reduce((sum, { periods }) => sum + periods.length, 0) }
  }
  if (layout === 'series') {
    const read = readSeries(text)
    return read.kind === 'refused' ? read : { ...read, layout, rows: read.counts.length }
  }
  const read = readPublicFile(text, layout, extracted)
  return read.kind === 'refused' ? read : { kind: 'read', layout, file: read, rows: read.rows }
}

/**
 * The text of a file's bytes: UTF-8, with or without its mark, or else what spreadsheets of our countries write without saying so, Windows-1252. Read as the
 * other, every accent would be lost, and with it every department's name.
 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
