/** A wave's quarantine in PostgreSQL. What a decision does stands in quarantine-work. */
import type { Rest } from '../../report/gate/close.ts'
import { parseLeafId } from '../../tally/leaf.ts'
import { parseShardId, quarantineOf, type ShardState, shardId, shardsOf } from '../../tally/quarantine.ts'
import { rangeOf } from './leaf-rows.ts'
import type { Desk } from './postgres-desk.ts'
import { dueAnew } from './postgres-journal.ts'
import { leavesOf } from './postgres-leaves.ts'
import type { Ask } from './postgres-session.ts'
import { alarmsOf, type Decided, decidedIn, droppedRests, type QuarantineDecision, quarantineWork } from './quarantine-work.ts'
import type { LaterStore } from './store.ts'

const waitingIn = async (ask: Ask, wave: string): Promise<ShardState[]> => shardsOf(await leavesOf(ask, quarantineOf(wave)))

async function decisionsIn(ask: Ask, wave: string): Promise<Decided[]> {
  const rows = await ask(
    'SELECT shard, outcome, people FROM quarantine WHERE shard >= $1 AND shard < $2',
    rangeOf(quarantineOf(wave)),
  )
  return rows.map(decidedIn)
}

async function decide(ask: Ask, state: ShardState, decision: QuarantineDecision, day: string): Promise<number> {
  const { leaf } = state.shard
  const [row] = await ask("SELECT n FROM gate WHERE leaf = $1 AND part = 'batches' AND key = 'baseline'", [leaf])
  const { add, forget, decided, people } = quarantineWork(state, decision, Number(row?.n ?? 0))
  const keys = Object.keys(add).sort()
  await ask(
    `INSERT INTO counter AS c SELECT $3::text, key, n FROM unnest($1::text[], $2::bigint[]) t(key, n)
     ON CONFLICT (leaf, key) DO UPDATE SET n = c.n + excluded.n`,
    [keys, keys.map((key) => add[key] ?? 0), leaf],
  )
  await ask('DELETE FROM counter WHERE leaf = ANY ($1::text[])', [forget])
  const id = shardId(state.shard)
  await ask("INSERT INTO gate VALUES ($1, 'batches', 'baseline', $2) ON CONFLICT (leaf, part, key) DO UPDATE SET n = excluded.n", [
    id,
    decided,
  ])
  await ask('INSERT INTO quarantine (shard, decision, outcome, people, day) VALUES ($1, $2, $3, $4, $5)', [
    id,
    decided,
    decision,
    people,
    day,
  ])
  return people
}

/** Of a close: drops what nobody decided on. Within its transaction. Gives everybody that was ever dropped in the wave. */
export async function dropQuarantine(ask: Ask, wave: string, day: string): Promise<Rest[]> {
  for (const state of await waitingIn(ask, wave)) await decide(ask, state, 'dropped', day)
  return droppedRests(await decisionsIn(ask, wave))
}

export const quarantineIn = ({
  ask: askDesk,
  exclusively,
}: Desk): Pick<LaterStore, 'quarantined' | 'decideQuarantine' | 'alarms'> => ({
  quarantined: (wave) => waitingIn(askDesk, wave),
  decideQuarantine: async (id, decision, day) => {
    const { wave } = parseLeafId(parseShardId(id).leaf)
    return exclusively(async (ask) => {
      const state = (await waitingIn(ask, wave)).find(({ shard }) => shardId(shard) === id)
      if (!state) return undefined
      const people = await decide(ask, state, decision, day)
      await dueAnew(ask)
      return people
    })
  },
  alarms: async (wave) => alarmsOf(await waitingIn(askDesk, wave), await decisionsIn(askDesk, wave)),
})
