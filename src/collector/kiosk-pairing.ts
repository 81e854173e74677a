/**
 * Pairing of kiosks: HMAC-SHA-256 over venue, epoch and serial with the collector's key gives each kiosk a key of its own, which nobody has to keep. A raised
 * epoch retires a venue's kiosks with its printed codes.
 */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import type { Venue } from '../protocol/catalogue.ts'
import { formatPairing, type Pairing, pairingName, parsePairingName } from '../protocol/pairing-code.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** @param bits of which the lowest five make the last digit */
function base32(bits: bigint, digits: number): string {
  let text = ''
  let rest = bits
  for (let digit = 0; digit < digits; digit++) {
    text = ALPHABET[Number(rest & 31n)] + text
    rest >>= 5n
  }
  return text
}

/** Six digits that tell a venue's kiosks apart. */
export const newSerial = (): string => base32(BigInt(randomInt(2 ** 30)), 6)

/** The key is the digest's first 128 bits. No code of a venue is made of the same text (venue-tag), so neither tells anything of the other. */
function keyOf(venueKey: Buffer, name: Omit<Pairing, 'key'>): string {
  const digest = createHmac('sha256', venueKey)
    .update(`kiosk ${pairingName(name)}`)
    .digest()
  return base32((digest.readBigUInt64BE(0) << 64n) | digest.readBigUInt64BE(8), 26)
}

export function pairingCode(venueKey: Buffer, { id: venue, epoch }: Venue, serial: string): string {
  const name = { venue, epoch, serial }
  return formatPairing({ ...name, key: keyOf(venueKey, name) })
}

/** `worn out` is genuine, of an epoch that the venue has left behind. */
export type Verdict = 'genuine' | 'worn out' | 'forged'

/** Whether `signature` is that of `digest` by the kiosk of this name (report/kiosk-export). */
export function judgeSignature(
  venueKey: Buffer,
  venues: readonly Venue[],
  { pairing, digest, signature }: { pairing: string; digest: string; signature: string },
): Verdict {
  const name = parsePairingName(pairing)
  const venue = venues.find(({ id }) => id === name?.venue)
  if (!name || !venue) return 'forged'
  const expected = createHmac('sha256', keyOf(venueKey, name)).update(digest).digest()
  const given = Buffer.from(signature, 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged'
  return name.epoch === venue.epoch ? 'genuine' : 'worn out'
}
