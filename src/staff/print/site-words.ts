/** What the pages about printed matter know of the site: its venues, and the words that stand on paper. Read once, and from this site alone. */
import { atom } from 'nanostores'
import { type PrintedWords, parsePrintedWords } from '../../print/printed-words.ts'
import { type Catalogue, parseCatalogue } from '../../protocol/catalogue.ts'

export const $catalogue = atom<Catalogue | 'unread' | 'unreadable'>('unread')
export const $words = atom<PrintedWords | 'unread' | 'unreadable'>('unread')

const json = async (path: string): Promise<unknown> => (await fetch(path, { credentials: 'omit' })).json()

export async function readCatalogue(): Promise<void> {
  try {
    $catalogue.set(parseCatalogue(await json('/catalogue.json')))
  } catch {
    $catalogue.set('unreadable')
  }
}

export async function readWords(): Promise<void> {
  try {
    $words.set(parsePrintedWords(await json('/print.json')))
  } catch {
    $words.set('unreadable')
  }
}
