/** The key of the printed codes on its way through a backup. */
import { createHash } from 'node:crypto'
import type { BackedKey } from './format.ts'

export const fingerprintOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex')

/** What a backup says of the key: all of it, but for one that an operator gives (VENUE_KEY) and so keeps apart. */
export const backedKey = (key: Buffer, given: Buffer | undefined): BackedKey => ({
  fingerprint: fingerprintOf(key),
  ...(given === undefined && { key: key.toString('hex') }),
})

/** The key that a restored store has to have. Throws where it is not to be had, or another is given. */
export function keyFor({ fingerprint, key }: BackedKey, given: Buffer | undefined): Buffer {
  const found = given ?? (key === undefined ? undefined : Buffer.from(key, 'hex'))
  if (found === undefined)
    throw new Error(
      'the backup does not hold the key of the printed codes, since VENUE_KEY was set where it was made: set it to the same',
    )
  if (fingerprintOf(found) !== fingerprint)
    throw new Error(
      given === undefined
        ? 'the key of the printed codes in the backup is damaged'
        : 'VENUE_KEY is not the key that the codes of this backup were printed with: set it to that one, or leave it out where the backup holds the key',
    )
  return found
}
