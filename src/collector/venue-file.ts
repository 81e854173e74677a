/**
 * `content/venues.yaml` as a text that people keep: rows are added to its end, an epoch is raised in its place, and every comment and blank stays.
 * What comes out is read again before it is handed back, so that a change which is not the one meant never reaches the file.
 */
import { isDeepStrictEqual } from 'node:util'
import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Venue } from '../protocol/catalogue.ts'
import { venueRow } from '../protocol/new-venue.ts'

/** The highest epoch that a code can carry. */
const LAST_EPOCH = 9999

function documentOf(text: string, file: string) {
  const document = parseDocument(text)
  const [error] = document.errors
  if (error) throw new Error(`${file} is damaged: ${error.message.split('\n', 1)[0]}`)
  if (document.contents !== null && !isSeq(document.contents)) throw new Error(`${file} is no list of venues`)
  return document
}

/** The venues in the file's text. Throws, naming the file, where it is no such list. Fields are checked by the build. */
export const venuesIn = (text: string, file: string): readonly Venue[] => (documentOf(text, file).toJS() as Venue[] | null) ?? []

/** The text with rows for these venues at its end. Throws where the file is written in a way that no row can be added to. */
export function withVenues(text: string, venues: readonly Venue[], file: string): string {
  const before = venuesIn(text, file)
  const end = text === '' || text.endsWith('\n') ? '' : '\n'
  const after = `${text}${end}${venues.map((venue) => `${venueRow(venue)}\n`).join('')}`
  if (!isDeepStrictEqual(venuesIn(after, file), [...before, ...venues]))
    throw new Error(`${file} is not written as a list with a row for each venue, so that none can be added to it`)
  return after
}

/** The text with one venue's epoch raised by one, and that epoch: codes printed before count under `unknown` from then on. */
export function withRaisedEpoch(text: string, id: string, file: string): { text: string; epoch: number } {
  const { contents } = documentOf(text, file)
  const row = isSeq(contents) ? contents.items.find((item) => isMap(item) && (item.get('id') as unknown) === id) : undefined
  if (!isMap(row)) throw new Error(`there is no venue "${id}" in ${file}`)
  const node = row.get('epoch', true)
  const [start, end] = isScalar(node) ? (node.range ?? []) : []
  if (!isScalar(node) || typeof node.value !== 'number' || start === undefined || end === undefined)
    throw new Error(`${file}: ${id} has no epoch`)
  const epoch = node.value + 1
  if (!Number.isInteger(epoch) || epoch > LAST_EPOCH)
    throw new Error(`${file}: ${id} is at epoch ${node.value}, and there is none after it`)
  const after = `${text.slice(0, start)}${epoch}${text.slice(end)}`
  const meant = venuesIn(text, file).map((venue) => (venue.id === id ? { ...venue, epoch } : venue))
  if (!isDeepStrictEqual(venuesIn(after, file), meant))
    throw new Error(`${file}: the epoch of ${id} cannot be raised where it stands`)
  return { text: after, epoch }
}
