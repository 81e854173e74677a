/**
 * Quarantine: what came for a leaf while its place or the sender's network was over a limit is counted apart, in a shard of its own for each hour, until staff take
 * it in or drop it. The gate does not see a shard: its leaf stands under a wave that is no wave, `~2026-2/core@1/terminal-bogota~20261128T14`, and neither snapshots
 * nor reports nor a close ask for that one.
 *
 * A pair is never torn so that an endline is counted without its baseline:
 * - an endline whose baseline is in a shard goes into that shard, whenever it comes. The shard's number, told with the baseline, stands in place of the batch's, and
 *   grows with each decision; an endline with an earlier number adds what late ones add, which is a finish and no answer.
 * - an endline whose baseline was counted as usual goes, while over a limit, into a part of the shard for the batch of that baseline. Taken in, it is a pair if that
 *   batch is still being gathered, and late otherwise.
 *
 * So taking a shard in is what would have happened had all of it arrived at that moment, and the gate promises the same of it as of any arrival.
 */
import { type Group, groupOf, key } from './keys.ts'
import { type Leaf, parseLeafId } from './leaf.ts'
import { EMPTY, filterTally, mergeTallies, type Tally } from './tally.ts'

/** Over which limit: the hour of a place, or the bucket of the sender's network. */
export type QuarantineReason = 'place' | 'network'

export interface Shard {
  /** The leaf that it belongs to, as an id. */
  readonly leaf: string
  /** The hour it came in, UTC, `2026-11-28T14`. */
  readonly hour: string
  readonly reason: QuarantineReason
}

const MARK = '~'
const ID = /^~(.+)~(\d{4})(\d{2})(\d{2})T(\d{2})(n?)$/
const PART = /^(.*)~after-(\d+)$/

/** In place of a wave, the quarantine of one. */
export const quarantineOf = (wave: string): string => `${MARK}${wave}`

export const isShard = (leaf: string): boolean => leaf.startsWith(MARK)

/** The id of a shard's own leaf. */
export const shardId = ({ leaf, hour, reason }: Shard): string =>
  `${MARK}${leaf}~${hour.replaceAll('-', '')}${reason === 'network' ? 'n' : ''}`

/** The part of a shard for endlines whose baselines were counted as usual, in a batch of this number. */
export const partAfter = (shard: Shard, batch: number): string => `${shardId(shard)}~after-${batch}`

/** A shard by the id of its leaf, or of a part of it. @throws RangeError where it is none */
export function parseShardId(id: string): Shard {
  const [, whole = id] = PART.exec(id) ?? []
  const [, leaf, year, month, day, hour, mark] = ID.exec(whole) ?? []
  if (!leaf) throw new RangeError(`quarantine: ${id} is not a shard`)
  return { leaf, hour: `${year}-${month}-${day}T${hour}`, reason: mark === 'n' ? 'network' : 'place' }
}

/** Numbers of shards begin here: no leaf gathers so many batches. */
export const SHARD_NUMBERS_FROM = 1_000_000
/** Decisions that one shard may see. */
export const MOST_DECISIONS = 1_000
const FIRST_HOUR = Date.UTC(2020, 0, 1) / 3_600_000

/**
 * What a baseline in this leaf is told in place of its batch, before the number of decisions (or of batches) is added. 0 for a leaf that is no shard. Fits in 31 bits
 * until the year 2140.
 */
export function numbersFrom(leaf: string): number {
  if (!isShard(leaf)) return 0
  const { hour, reason } = parseShardId(leaf)
  const since = Date.parse(`${hour}:00:00Z`) / 3_600_000 - FIRST_HOUR
  return SHARD_NUMBERS_FROM + (2 * since + (reason === 'network' ? 1 : 0)) * MOST_DECISIONS
}

/** The shard for what comes for a leaf at a time, in ms since 1970. A clock that was never set counts as the first hour that there is a number for. */
export const shardAt = (leaf: string, ms: number, reason: QuarantineReason): Shard => ({
  leaf,
  hour: new Date(Math.max(ms, FIRST_HOUR * 3_600_000)).toISOString().slice(0, 13),
  reason,
})

/** The shard of a leaf that a number was told of, or undefined where it is a batch's. */
export function shardNumbered(leaf: string, number: number): Shard | undefined {
  if (number < SHARD_NUMBERS_FROM) return undefined
  const at = Math.floor((number - SHARD_NUMBERS_FROM) / MOST_DECISIONS)
  const hour = new Date((Math.floor(at / 2) + FIRST_HOUR) * 3_600_000)
  if (Number.isNaN(hour.getTime()) || hour.getUTCFullYear() > 9999) return undefined
  return { leaf, hour: hour.toISOString().slice(0, 13), reason: at % 2 === 1 ? 'network' : 'place' }
}

/** What a shard holds. */
export interface ShardState {
  readonly shard: Shard
  /** Decisions that were made of it before. */
  readonly decided: number
  readonly tally: Tally
  /** Endlines whose baselines were counted as usual, by the number of their batch. */
  readonly after: ReadonlyMap<number, Tally>
}

/** Puts the leaves of a wave's quarantine together as shards, in the order of their ids; those that hold nothing are left out. */
export function shardsOf(
  leaves: readonly (Leaf & { readonly live: Tally; readonly memory: { readonly batches: Tally } })[],
): ShardState[] {
  const shards = new Map<string, { shard: Shard; decided: number; tally: Tally; after: Map<number, Tally> }>()
  for (const { wave, instrument, place, live, memory } of leaves) {
    const id = `${wave}/${instrument}/${place}`
    const shard = parseShardId(id)
    const own = shardId(shard)
    const state = shards.get(own) ?? { shard, decided: 0, tally: EMPTY, after: new Map() }
    shards.set(own, state)
    const batch = PART.exec(id)?.[2]
    if (batch !== undefined) state.after.set(Number(batch), live)
    else Object.assign(state, { decided: memory.batches.baseline ?? 0, tally: live })
  }
  return [...shards]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, state]) => state)
    .filter(({ tally, after }) => Object.keys(tally).length > 0 || after.size > 0)
}

/** What a late endline adds: a finish, and no answer (protocol/counting). */
const late = (tally: Tally): Tally => filterTally(tally, (text) => groupOf(text) === 'footfall')

/** What a shard adds to its leaf when it is taken in. @param batch number of the batch of baselines that the leaf is gathering */
export const takenIn = ({ tally, after }: ShardState, batch: number): Tally =>
  mergeTallies(tally, ...[...after].map(([of, part]) => (of === batch ? part : late(part))))

const sizeOf = (tally: Tally, group: Group): number =>
  (tally[key.n(group, 'AB')] ?? 0) + (tally[key.n(group, 'BA')] ?? 0) + (tally[key.n(group, 'pooled')] ?? 0)

/** People in a shard: whoever answered before, or after, counts once. Scans and starts alone are nobody. */
export function peopleIn({ tally, after }: ShardState): number {
  const once = Math.max(sizeOf(tally, 'baseline'), sizeOf(tally, 'endline'))
  const only = sizeOf(tally, 'content-first') + sizeOf(tally, 'strong') + sizeOf(tally, 'followup')
  return [...after.values()].reduce((sum, part) => sum + sizeOf(part, 'endline'), once + only)
}

/** Scans, starts and finishes in a shard. */
export const footfallIn = ({ tally, after }: ShardState): number =>
  [tally, ...after.values()].reduce((sum, part) => sum + Object.values(late(part)).reduce((all, n) => all + n, 0), 0)

export const placeOfShard = ({ leaf }: Shard): string => parseLeafId(leaf).place

/** By place, in how many hours it was over its limit; a network's limit says nothing of a place. @param ids of shards, decided or not */
export function hoursOver(ids: readonly string[]): { place: string; hours: number }[] {
  const hours = new Map<string, Set<string>>()
  for (const id of ids) {
    const shard = parseShardId(id)
    if (shard.reason !== 'place') continue
    const place = placeOfShard(shard)
    hours.set(place, (hours.get(place) ?? new Set()).add(shard.hour))
  }
  return [...hours].sort(([a], [b]) => (a < b ? -1 : 1)).map(([place, { size }]) => ({ place, hours: size }))
}
