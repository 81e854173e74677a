/** A file that somebody opened or pasted, or the invented example. It stays in this page's memory. */

import { examplePlaces, exampleSeries } from '../../monitoring/example.ts'
import { textOf } from '../../monitoring/file.ts'
import type { CaseSpeech } from './told.ts'

export interface Opened {
  readonly name: string
  readonly text: string
  /** Whether its own text says so: the example does in every row, also where it was saved and opened again. */
  readonly isInvented: boolean
  /** Whether it is the page's own example, of which more is known. */
  readonly isExample?: boolean
}

/** More is more than a browser's page has memory for, three times over. */
export const MOST_MEGABYTES = 64

export const openedText = (name: string, text: string): Opened => ({
  name,
  text,
  isInvented: /\b(?:inventad[oa]s?|invented)\b/i.test(text),
})

export async function openedFile(file: File): Promise<Opened | 'too-large' | 'unreadable'> {
  if (file.size > MOST_MEGABYTES * 1e6) return 'too-large'
  try {
    return openedText(file.name, textOf(new Uint8Array(await file.arrayBuffer())))
  } catch {
    return 'unreadable'
  }
}

export function exampleOf(kind: 'places' | 'series', { told }: CaseSpeech): Opened {
  const { place, mark } = told.example
  return { ...openedText(mark, (kind === 'places' ? examplePlaces : exampleSeries)({ place, mark })), isExample: true }
}

/** `cali-2016` of `Cali 2016.csv`: the start of the names of what is saved. */
export const stemOf = ({ name }: Opened): string =>
  name
    .replace(/\.\w+$/, '')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 48) || 'cases'
