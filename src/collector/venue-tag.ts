/**
 * Makes and checks the tag in a venue's printed code: HMAC-SHA-256 over venue and epoch with the collector's key, cut to 60 bits and written in
 * Crockford's base 32. The tag keeps venues from being invented; it authorises nothing. A code of an earlier epoch than the venue's is worn out.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Venue } from '../protocol/catalogue.ts'
import { formatVenueCode, parseVenueCode } from '../protocol/venue-code.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

export function venueTag(key: Buffer, venue: string, epoch: number): string {
  let bits = createHmac('sha256', key).update(`${venue}.${epoch}`).digest().readBigUInt64BE() >> 4n
  let tag = ''
  for (let digit = 0; digit < 12; digit++) {
    tag = ALPHABET[Number(bits & 31n)] + tag
    bits >>= 5n
  }
  return tag
}

export const codeOfVenue = (key: Buffer, { id, epoch }: Venue): string =>
  formatVenueCode({ venue: id, epoch, tag: venueTag(key, id, epoch) })

/** Takes a code and gives the venue that it names, where that is known, genuine and not worn out; else undefined, which counts under `unknown`. */
export type VenueCheck = (code: string) => Venue | undefined

/** Sessions whose tags are remembered; whoever makes ids up drives out others at worst, and their tags are made anew. */
const REMEMBERED_SESSIONS = 200

/**
 * A check for these venues, and for sessions, which follow from their id (protocol/table-session) and need to be known nowhere. Tags are made once: an HMAC for each record
 * would cost more than all else that is done with it.
 */
export function venueCheck(
  key: Buffer,
  venues: readonly Venue[],
  session: (id: string) => Venue | undefined = () => undefined,
): VenueCheck {
  const tagged = (venue: Venue) => ({ venue, tag: Buffer.from(venueTag(key, venue.id, venue.epoch)) })
  const known = new Map(venues.map((venue) => [venue.id, tagged(venue)]))
  const sessions = new Map<string, ReturnType<typeof tagged>>()
  const sessionNamed = (id: string) => {
    const remembered = sessions.get(id)
    if (remembered) return remembered
    const venue = session(id)
    if (!venue) return undefined
    const [oldest = ''] = sessions.size < REMEMBERED_SESSIONS ? [] : sessions.keys()
    sessions.delete(oldest)
    const made = tagged(venue)
    sessions.set(id, made)
    return made
  }
  return (text) => {
    const code = parseVenueCode(text)
    const found = code && (known.get(code.venue) ?? sessionNamed(code.venue))
    if (!code || !found || code.epoch !== found.venue.epoch) return undefined
    return timingSafeEqual(found.tag, Buffer.from(code.tag)) ? found.venue : undefined
  }
}
