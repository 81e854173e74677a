/**
 * A generous limit on how often one network may write: a token bucket each, found by a keyed hash of the network. The key is random, lives in memory alone and
 * is thrown away with all buckets after a day at most, so that nothing here can be laid beside anything else. Each collector has its own.
 *
 * Generous, because a bus terminal, a hotel or a whole mobile carrier shares one network. Who is over it is told when to come back, and her phone does.
 */
import { hash, randomBytes } from 'node:crypto'
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
  /** Whether the network of an address was made to wait within the last ten minutes. Takes nothing. */
  hasWaited(address: string): boolean
  /** How many networks are remembered now. */
  readonly size: number
}

const DAY_MS = 86_400_000
/** Networks remembered at once, some 100 bytes each. Past it the oldest that were seen go, which lets them begin anew. */
export const MOST_NETWORKS = 100_000

/** For so long after it was made to wait a network counts as one that is over its limit. */
const REMEMBERED_MS = 600_000

interface Bucket {
  tokens: number
  at: number
  /** When a write was last not let in. */
  waitedAt: number
}

/** @param now a clock in ms that never goes back. @throws RangeError where a setting is under 1 */
export function openBuckets({ perMinute, burst }: BucketSettings, now: () => number): Buckets {
  if (!(perMinute >= 1) || !(burst >= 1))
    throw new RangeError(`a limit of ${perMinute} a minute and ${burst} at once lets nobody in`)
  const perMs = perMinute / 60_000
  let key = randomBytes(32).toString('hex')
  let bornAt = now()
  const buckets = new Map<string, Bucket>()
  /** When any network was last made to wait. */
  let anyWaitedAt = Number.NEGATIVE_INFINITY
  // The key stands first and never leaves: what is made of it is compared here and nowhere else. An HMAC would take twenty times as long.
  const nameOf = (address: string) => hash('sha256', key + networkOf(address), 'base64')
  const turn = (at: number) => {
    if (at - bornAt < DAY_MS) return
    key = randomBytes(32).toString('hex')
    bornAt = at
    buckets.clear()
  }

  return {
    get size() {
      return buckets.size
    },
    take(address) {
      const at = now()
      turn(at)
      const name = nameOf(address)
      const known = buckets.get(name)
      const tokens = known ? Math.min(burst, known.tokens + (at - known.at) * perMs) : burst
      if (tokens < 1) anyWaitedAt = at
      // Seen last stands last: a Map keeps the order of its entries.
      buckets.delete(name)
      buckets.set(name, {
        tokens: tokens < 1 ? tokens : tokens - 1,
        at,
        waitedAt: tokens < 1 ? at : (known?.waitedAt ?? Number.NEGATIVE_INFINITY),
      })
      if (buckets.size > MOST_NETWORKS) buckets.delete(buckets.keys().next().value as string)
      return tokens < 1 ? Math.ceil((1 - tokens) / perMs / 1000) : 0
    },
    hasWaited(address) {
      const at = now()
      if (at - anyWaitedAt >= REMEMBERED_MS) return false
      turn(at)
      return at - (buckets.get(nameOf(address))?.waitedAt ?? Number.NEGATIVE_INFINITY) < REMEMBERED_MS
    },
  }
}
