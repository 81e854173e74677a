/** The venues' codes, from the collector with a token or from a file. In memory alone, and so is the token. */
import { atom } from 'nanostores'
import { parsePrintedCodes } from '../../protocol/printed-code.ts'
import { type Refused, refusedIn } from '../refused.ts'

export type Codes =
  | { readonly kind: 'none' | 'opening' | 'missing' }
  | Refused
  | { readonly kind: 'bad-file'; readonly about: string }
  | { readonly kind: 'here'; readonly codes: ReadonlyMap<string, string> }

export const $codes = atom<Codes>({ kind: 'none' })

export async function fetchCodes(token: string): Promise<void> {
  $codes.set({ kind: 'opening' })
  try {
    const answer = await fetch('/api/codes', { headers: { authorization: `Bearer ${token.trim()}` }, credentials: 'omit' })
    const refused = await refusedIn(answer)
    if (refused) return $codes.set(refused)
    if (!answer.ok) return $codes.set({ kind: 'missing' })
    $codes.set({ kind: 'here', codes: parsePrintedCodes(await answer.json()) })
  } catch {
    $codes.set({ kind: 'missing' })
  }
}

/** A file of codes is a line for each venue; anything larger is something else. */
const LARGEST_FILE = 2_000_000

export async function readCodesFile(file: File): Promise<void> {
  try {
    if (file.size > LARGEST_FILE) throw new RangeError(`${file.name}: ${file.size} bytes`)
    $codes.set({ kind: 'here', codes: parsePrintedCodes(JSON.parse(await file.text())) })
  } catch (error) {
    $codes.set({ kind: 'bad-file', about: (error as Error).message })
  }
}
