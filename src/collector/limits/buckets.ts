/**
 * A generous limit on how often one network may write: a token bucket each, found by a keyed hash of the network. The key is random, lives in memory alone and
 * is thrown away with all buckets after a day at most, so that nothing here can be laid beside anything else. Each collector has its own.
 *
 * Generous, because a bus terminal, a hotel or a whole mobile carrier shares one network. Who is over it is told when to come back, and her phone does.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { networkOf } from './network.ts'

export interface BucketSettings {
  /** Writes that come back each minute. */
  readonly perMinute: number
  /** Writes that may come at once. */
  readonly burst: number
}

export interface Buckets {
  /** Takes one write of an address; gives 0, or in how many whole seconds the next is let in. */
  take(address: string): number
  /** How many networks are remembered now. */
  readonly size: number
}

const DAY_MS = 86_400_000
/** Networks remembered at once, some 100 bytes each. Past it the oldest that were seen go, which lets them begin anew. */
export const MOST_NETWORKS = 100_000

interface Bucket {
  tokens: number
  at: number
}

/** @param now a clock in ms that never goes back. @throws RangeError where a setting is under 1 */
export function openBuckets({ perMinute, burst }: BucketSettings, now: () => number): Buckets {
  if (!(perMinute >= 1) || !(burst >= 1))
    throw new RangeError(`a limit of ${perMinute} a minute and ${burst} at once lets nobody in`)
  const perMs = perMinute / 60_000
  let key = randomBytes(32)
  let bornAt = now()
  const buckets = new Map<string, Bucket>()

  return {
    get size() {
      return buckets.size
    },
    take(address) {
      const at = now()
      if (at - bornAt >= DAY_MS) {
        key = randomBytes(32)
        bornAt = at
        buckets.clear()
      }
      const hash = createHmac('sha256', key).update(networkOf(address)).digest('base64')
      const known = buckets.get(hash)
      const tokens = known ? Math.min(burst, known.tokens + (at - known.at) * perMs) : burst
      // Seen last stands last: a Map keeps the order of its entries.
      buckets.delete(hash)
      buckets.set(hash, { tokens: tokens < 1 ? tokens : tokens - 1, at })
      if (buckets.size > MOST_NETWORKS) buckets.delete(buckets.keys().next().value as string)
      return tokens < 1 ? Math.ceil((1 - tokens) / perMs / 1000) : 0
    },
  }
}
