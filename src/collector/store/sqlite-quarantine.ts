/** A wave's quarantine in SQLite. What a decision does stands in quarantine-work. */
import type { Rest } from '../../report/gate/close.ts'
import { parseLeafId } from '../../tally/leaf.ts'
import { parseShardId, quarantineOf, type ShardState, shardId, shardsOf } from '../../tally/quarantine.ts'
import { rangeOf } from './leaf-rows.ts'
import { alarmsOf, type Decided, decidedIn, droppedRests, type QuarantineDecision, quarantineWork } from './quarantine-work.ts'
import { ADD, batchesOfLeaves } from './sqlite-batch.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { leavesOf } from './sqlite-leaves.ts'
import type { Store } from './store.ts'

const waitingIn = (file: SqliteFile, wave: string): ShardState[] => shardsOf(leavesOf(file, quarantineOf(wave)))

const decisionsOf = ({ prepared }: SqliteFile, wave: string): Decided[] =>
  prepared('SELECT shard, outcome, people FROM quarantine WHERE shard >= ? AND shard < ?')
    .all(...rangeOf(quarantineOf(wave)))
    .map(decidedIn)

function decide(file: SqliteFile, state: ShardState, decision: QuarantineDecision, day: string): number {
  const { prepared, known } = file
  const { leaf } = state.shard
  const { add, forget, decided, people } = quarantineWork(state, decision, batchesOfLeaves(file)(leaf))
  const count = prepared(ADD)
  for (const key of Object.keys(add).sort()) count.run(leaf, key, add[key] ?? 0)
  for (const each of forget) prepared('DELETE FROM counter WHERE leaf = ?').run(each)
  const id = shardId(state.shard)
  prepared("INSERT OR REPLACE INTO gate (leaf, part, key, n) VALUES (?, 'batches', 'baseline', ?)").run(id, decided)
  prepared('INSERT INTO quarantine (shard, decision, outcome, people, day) VALUES (?, ?, ?, ?, ?)').run(
    id,
    decided,
    decision,
    people,
    day,
  )
  // Counters that went make room for those that grew: the sum says nothing of what moved.
  known.room = Number.NaN
  return people
}

/** Of a close: drops what nobody decided on. Within its transaction. Gives everybody that was ever dropped in the wave. */
export function dropQuarantine(file: SqliteFile, wave: string, day: string): Rest[] {
  for (const state of waitingIn(file, wave)) decide(file, state, 'dropped', day)
  return droppedRests(decisionsOf(file, wave))
}

export const quarantineOn = (file: SqliteFile): Pick<Store, 'quarantined' | 'decideQuarantine' | 'alarms'> => ({
  quarantined: (wave) => waitingIn(file, wave),
  decideQuarantine: (id, decision, day) => {
    const { wave } = parseLeafId(parseShardId(id).leaf)
    return file.transaction(() => {
      const state = waitingIn(file, wave).find(({ shard }) => shardId(shard) === id)
      return state && decide(file, state, decision, day)
    })
  },
  alarms: (wave) => alarmsOf(waitingIn(file, wave), decisionsOf(file, wave)),
})
