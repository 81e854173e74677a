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

/** The venue that a code names, where it is known, genuine and not worn out; else undefined, which counts under `unknown`. */
export function verifiedVenue(key: Buffer, venues: readonly Venue[], text: string): Venue | undefined {
  const code = parseVenueCode(text)
  const venue = code && venues.find(({ id }) => id === code.venue)
  if (!code || !venue || code.epoch !== venue.epoch) return undefined
  return timingSafeEqual(Buffer.from(venueTag(key, venue.id, venue.epoch)), Buffer.from(code.tag)) ? venue : undefined
}
