/** The key that printed codes are made with, kept by the store for all of its collectors. */
import { createHash, randomBytes } from 'node:crypto'
import type { Session } from './postgres-session.ts'

/** The same key for every collector of this store. */
export interface KeyKeeper {
  /**
   * The key that printed codes are made with. Given one, it is used, and the store remembers its fingerprint alone; given none, the store makes one (32 bytes) and
   * keeps it. Throws where another was given before: half of the codes would count under `unknown`.
   */
  venueKey(given: Buffer | undefined): Promise<Buffer>
}

const sha256 = (key: Buffer): string => createHash('sha256').update(key).digest('hex')

export const venueKeyIn = ({ ask }: Session): KeyKeeper => ({
  venueKey: async (given) => {
    const made = given ?? randomBytes(32)
    await ask('INSERT INTO venue_key (id, fingerprint, key) VALUES (1, $1, $2) ON CONFLICT DO NOTHING', [
      sha256(made),
      given === undefined ? made.toString('hex') : null,
    ])
    const [row] = await ask('SELECT fingerprint, key FROM venue_key')
    if (given !== undefined && row?.fingerprint !== sha256(given))
      throw new Error(
        'VENUE_KEY is not the key that this store was begun with: printed codes would count under unknown. Set the one of the first start',
      )
    if (given !== undefined) return given
    if (typeof row?.key !== 'string')
      throw new Error('this store was begun with a key of its own: set VENUE_KEY to the one of the first start')
    return Buffer.from(row.key, 'hex')
  },
})
