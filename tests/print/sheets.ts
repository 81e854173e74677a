/** Sheets printed for a test, and what readers make of them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumPath } from '../../src/collector/press/chromium.ts'
import { type PrintJob, printSheets } from '../../src/collector/press/press.ts'
import { jobsFor } from '../../src/collector/print-command.ts'
import { type FormId, formOf, type Tongue } from '../../src/print/form.ts'
import { parsePrintedWords } from '../../src/print/printed-words.ts'
import type { Venue } from '../../src/protocol/catalogue.ts'
import { VENUE_ID_LENGTH, VENUE_NAME_LENGTH } from '../../src/protocol/new-venue.ts'
import { CONDITIONS, framed } from './camera.ts'
import { pictureOf, piecesOf, readByJsQr, readByZbar } from './readers.ts'

const dist = join(import.meta.dirname, '..', '..', 'dist')

export const ORIGIN = 'https://esoescuento.org'

/** The place with the longest code and name that there can be, of a kind. */
export const longestVenue = (kind: Venue['kind']): Venue => ({
  id: `${kind}-${'de-san-jose-del-guaviare-y-otra-parte-mas'.repeat(2)}`.slice(0, VENUE_ID_LENGTH).replace(/-$/, 'x'),
  name: {
    es: 'Terminal de transportes de San José del Guaviare, módulo de llegadas y salidas internacionales'.slice(
      0,
      VENUE_NAME_LENGTH,
    ),
    en: 'Bus terminal of San José del Guaviare, arrivals and departures of buses from abroad and home'.slice(0, VENUE_NAME_LENGTH),
  },
  kind,
  city: 'San José del Guaviare',
  audience: 'travellers',
  epoch: 9999,
})

export const wordsOfSite = () => parsePrintedWords(JSON.parse(readFileSync(join(dist, 'print.json'), 'utf8')))

export function jobs(
  venues: readonly Venue[],
  forms: readonly FormId[] | undefined,
  tongues: readonly Tongue[],
  origin = ORIGIN,
): PrintJob[] {
  return jobsFor({ venues, forms, tongues, words: wordsOfSite(), origin, key: Buffer.alloc(32, 5) })
}

export const print = (list: readonly PrintJob[], folder: string, onDone?: (job: PrintJob) => void): Promise<void> =>
  printSheets(list, { words: wordsOfSite(), folder, browserPath: chromiumPath(process.env), ...(onDone && { onDone }) })

/** What is wrong with a printed sheet to those who read its codes: each line names the sheet, the reader and how the picture was taken. */
export function unread(file: string, { sheet, name }: PrintJob): string[] {
  const pieces = piecesOf(pictureOf(file), formOf(sheet.form))
  const faults = pieces.flatMap((piece, at) => {
    const [address = 'nothing', ...more] = readByZbar(piece)
    return address === sheet.address && more.length === 0
      ? []
      : [`${name}, piece ${at + 1}: zbar reads ${address} ${more.join(' ')}`]
  })
  const [first] = pieces
  const clear = first && readByJsQr(first)
  if (first === undefined || clear?.address !== sheet.address)
    return [...faults, `${name}: jsQR reads ${clear?.address ?? 'nothing'}`]
  const shot = framed(first, clear.square, 0.35)
  for (const [condition, taken] of Object.entries(CONDITIONS)) {
    const seenSo = taken(shot.picture, shot.square)
    const [zbar, jsqr] = [readByZbar(seenSo)[0], readByJsQr(seenSo)?.address]
    if (zbar !== sheet.address) faults.push(`${name}, ${condition}: zbar reads ${zbar ?? 'nothing'}`)
    if (jsqr !== sheet.address) faults.push(`${name}, ${condition}: jsQR reads ${jsqr ?? 'nothing'}`)
  }
  return faults
}
