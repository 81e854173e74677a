/**
 * How somebody comes to a room's page: with a code in the address, back to a tab that has one, or with none and six digits to type. Read before everything else:
 * the code leaves the address bar before anything is fetched, and what a lost tab knew of its baseline is there when the outbox looks for it.
 */
import { parseVenueCode, VENUE_CODE_LENGTH } from '../../protocol/venue-code.ts'
import { readStored, store } from '../storage.ts'
import { type Mark, readMark, readOnlyMark } from './mark.ts'

/** The tab's own visit (table-visit.ts), as text. */
export const TAB = 't'

const given = location.hash.slice(1)
if (given) history.replaceState(null, '', location.pathname)
// A code that is followed to a page that is open already opens it anew; the way past the frame does not.
addEventListener('hashchange', () => {
  if (parseVenueCode(location.hash.slice(1))) location.reload()
})

const codeInTab = (): string => {
  try {
    return String((JSON.parse(readStored('sessionStorage', TAB) ?? '{}') as { code?: unknown }).code ?? '')
  } catch {
    return ''
  }
}

/** Whether the address had a code: somebody scanned it, or followed it. */
export const isScanned = given !== '' && given.length <= VENUE_CODE_LENGTH
const remembered: Mark | undefined = isScanned || codeInTab() ? undefined : readOnlyMark()

/** The session's code, or empty. */
export const code: string = isScanned ? given : codeInTab() || (remembered?.code ?? '')

const mark = code ? readMark(code) : undefined
if (mark?.batch && readStored('sessionStorage', 'b') === null) store('sessionStorage', 'b', mark.batch)
