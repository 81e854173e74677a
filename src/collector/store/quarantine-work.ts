/** What a decision on a shard of the quarantine, or a wave's close, does to it, told to a store as what it has to write. Reads and writes nothing itself. */
import type { Rest } from '../../report/gate/close.ts'
import { leafId, parseLeafId } from '../../tally/leaf.ts'
import {
  hoursOver,
  MOST_DECISIONS,
  parseShardId,
  partAfter,
  peopleIn,
  type ShardState,
  shardId,
  takenIn,
} from '../../tally/quarantine.ts'
import { EMPTY, type Tally } from '../../tally/tally.ts'
import type { Row } from './row.ts'
import type { PlaceAlarm } from './store.ts'

export type QuarantineDecision = 'accepted' | 'dropped'

export interface QuarantineWork {
  /** What the shard's leaf counts from here on, beside what it had. */
  readonly add: Tally
  /** Leaves whose counters go. */
  readonly forget: readonly string[]
  /** Which decision on this shard it is, from 1. */
  readonly decided: number
  readonly people: number
}

/** @param batch number of the batch of baselines that the shard's leaf is gathering. @throws RangeError where a shard has been decided on a thousand times */
export function quarantineWork(state: ShardState, decision: QuarantineDecision, batch: number): QuarantineWork {
  const decided = state.decided + 1
  if (decided >= MOST_DECISIONS)
    throw new RangeError(`quarantine: ${shardId(state.shard)} has been decided on ${state.decided} times`)
  return {
    add: decision === 'accepted' ? takenIn(state, batch) : EMPTY,
    forget: [shardId(state.shard), ...[...state.after.keys()].map((of) => partAfter(state.shard, of))],
    decided,
    people: peopleIn(state),
  }
}

/** What staff, or a close, decided of a shard once. */
export interface Decided {
  readonly shard: string
  readonly outcome: QuarantineDecision
  readonly people: number
}

/** @param row of `quarantine` */
export const decidedIn = ({ shard, outcome, people }: Row): Decided => ({
  shard: String(shard),
  outcome: String(outcome) as QuarantineDecision,
  people: Number(people),
})

/** Of a wave that is closed: how many were dropped, by leaf. @param decisions all of the wave */
export function droppedRests(decisions: readonly Decided[]): Rest[] {
  const people = new Map<string, number>()
  for (const each of decisions) {
    if (each.outcome !== 'dropped') continue
    const { leaf } = parseShardId(each.shard)
    people.set(leaf, (people.get(leaf) ?? 0) + each.people)
  }
  return [...people]
    .filter(([, n]) => n > 0)
    .map(([leaf, n]) => ({ ...parseLeafId(leaf), fate: 'dropped' as const, people: n }))
    .sort((a, b) => (leafId(a) < leafId(b) ? -1 : 1))
}

/** In how many hours each place was over its limit. @param waiting shards that nobody has decided on @param decisions all of the wave */
export const alarmsOf = (waiting: readonly ShardState[], decisions: readonly Decided[]): PlaceAlarm[] =>
  hoursOver([...waiting.map(({ shard }) => shardId(shard)), ...decisions.map(({ shard }) => shard)])
