/** Printed codes as the collector hands them out, and the addresses that they stand for. */
import { parseVenueCode } from './venue-code.ts'

export const CODES_FORMAT = 'eso-es-cuento/codes@1'

/** Every venue's code as it is printed now: what `GET /api/codes` answers, and what `npm run staff -- codes --file` writes. */
export interface PrintedCodes {
  readonly format: typeof CODES_FORMAT
  readonly codes: readonly string[]
}

export const printedCodes = (codes: readonly string[]): PrintedCodes => ({ format: CODES_FORMAT, codes })

/** Takes such a file's content and gives each venue's code. Throws TypeError, naming what is wrong, where it is something else or damaged. */
export function parsePrintedCodes(value: unknown): ReadonlyMap<string, string> {
  const { format, codes } = Object(value) as Partial<PrintedCodes>
  if (format !== CODES_FORMAT) throw new TypeError(`codes: format is not ${CODES_FORMAT}`)
  if (!Array.isArray(codes)) throw new TypeError('codes: the list of codes is missing')
  const found = new Map<string, string>()
  for (const code of codes) {
    const parsed = typeof code === 'string' ? parseVenueCode(code) : undefined
    if (!parsed) throw new TypeError(`codes: ${JSON.stringify(code)} is no venue's code`)
    if (found.has(parsed.venue)) throw new TypeError(`codes: ${parsed.venue} stands twice`)
    found.set(parsed.venue, code)
  }
  return found
}

/** The address in a printed code. @param origin the site's @param landing path of the landing page. Throws TypeError where the origin is no address. */
export function printedAddress(origin: string, landing: string, code: string): string {
  if (!URL.canParse(landing, origin)) throw new TypeError(`"${origin}" is no address; write it like https://example.org`)
  return `${new URL(landing, origin).href}#${code}`
}

/** Whether an address leads nowhere on a visitor's phone: the stand-in of a site that has no address yet, or this machine's own. */
export function leadsNowhere(address: string): boolean {
  const { hostname } = new URL(address)
  return /(^|\.)(example|invalid|test|localhost)$|^127\.[\d.]+$|^0\.0\.0\.0$|^\[::1?\]$/.test(hostname)
}

export type ReadAddress =
  | { readonly kind: 'ours'; readonly venue: string }
  /** The right page and venue, and not the code that is printed for it now. */
  | { readonly kind: 'worn-out'; readonly venue: string }
  | { readonly kind: 'unknown-venue'; readonly venue: string }
  | { readonly kind: 'no-code' | 'another-page' | 'no-address' }
  | { readonly kind: 'another-site'; readonly host: string }

/**
 * What stands behind an address that somebody's camera shows before it is opened: how a code that was pasted over is told from ours.
 * @param landings paths of the landing page @param codes each venue's code of today
 */
export function readAddress(
  text: string,
  { origin, landings, codes }: { origin: string; landings: readonly string[]; codes: ReadonlyMap<string, string> },
): ReadAddress {
  const written = text.trim()
  // A camera often shows an address without its beginning.
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `${new URL(origin).protocol}//${written}`
  if (written === '' || !URL.canParse(whole)) return { kind: 'no-address' }
  const url = new URL(whole)
  const ours = new URL(origin)
  // Scheme, host and port: a stranger's address may begin with our name and go on, or carry it before an @.
  if (url.origin !== ours.origin || url.username !== '' || url.password !== '')
    return { kind: 'another-site', host: url.host || url.protocol }
  if (!landings.includes(url.pathname) || url.search !== '') return { kind: 'another-page' }
  const code = url.hash.slice(1)
  if (code === '') return { kind: 'no-code' }
  const venue = parseVenueCode(code)?.venue
  if (venue === undefined || !codes.has(venue)) return { kind: 'unknown-venue', venue: venue ?? code }
  return codes.get(venue) === code ? { kind: 'ours', venue } : { kind: 'worn-out', venue }
}
