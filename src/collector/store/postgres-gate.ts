/** What the gate releases in PostgreSQL, and the close of a wave. What it decides stands in gate-work. */
import type { Rest } from '../../report/gate/close.ts'
import type { GateMemory } from '../../report/gate/release.ts'
import type { Snapshot } from '../../report/gate/snapshot.ts'
import { leafId } from '../../tally/leaf.ts'
import { quarantineOf } from '../../tally/quarantine.ts'
import type { Tally } from '../../tally/tally.ts'
import { closeWork, type Numbering, qualityIn, releaseWork } from './gate-work.ts'
import { rangeOf } from './leaf-rows.ts'
import type { Desk } from './postgres-desk.ts'
import { dueAnew } from './postgres-journal.ts'
import { insertTally, leavesOf } from './postgres-leaves.ts'
import { dropQuarantine } from './postgres-quarantine.ts'
import type { Ask } from './postgres-session.ts'
import type { LaterStore } from './store.ts'

async function keepMemory(ask: Ask, leaf: string, memory: GateMemory): Promise<void> {
  await ask('DELETE FROM gate WHERE leaf = $1', [leaf])
  for (const [part, tally] of Object.entries(memory) as [keyof GateMemory, Tally][])
    await insertTally(ask, 'gate', [leaf, part], tally)
}

const keepSnapshot = (ask: Ask, snapshot: Snapshot): Promise<unknown> =>
  ask('INSERT INTO snapshot (leaf, number, body) VALUES ($1, $2, $3)', [
    leafId(snapshot),
    snapshot.number,
    JSON.stringify(snapshot),
  ])

async function numberingOf(ask: Ask, wave: string, day: string): Promise<Numbering> {
  const rows = await ask(
    'SELECT leaf, max(number) AS last FROM snapshot WHERE leaf >= $1 AND leaf < $2 GROUP BY leaf',
    rangeOf(wave),
  )
  const last = new Map(rows.map((row) => [String(row.leaf), Number(row.last)]))
  return { last: (leaf) => last.get(leaf) ?? 0, day }
}

async function closingIn(ask: Ask, wave: string): Promise<Rest[] | undefined> {
  const [row] = await ask('SELECT body FROM closed WHERE wave = $1', [wave])
  return row === undefined ? undefined : (JSON.parse(String(row.body)) as Rest[])
}

export const gateIn = ({
  ask: askDesk,
  exclusively,
}: Desk): Pick<LaterStore, 'takeSnapshots' | 'closeWave' | 'closing' | 'snapshots' | 'quality' | 'leaves'> => ({
  takeSnapshots: (wave, day, place) =>
    exclusively(async (ask) => {
      if (await closingIn(ask, wave)) return []
      const asked = (await leavesOf(ask, wave)).filter((leaf) => place === undefined || leaf.place === place)
      const work = releaseWork(asked, await numberingOf(ask, wave, day))
      for (const { outcome, memory, snapshot } of work) {
        if (memory) await keepMemory(ask, leafId(outcome), memory)
        if (snapshot) await keepSnapshot(ask, snapshot)
      }
      return work.map(({ outcome }) => outcome)
    }),
  closeWave: (wave, day) =>
    exclusively(async (ask) => {
      const before = await closingIn(ask, wave)
      if (before) return before
      const { snapshots, rests, quality } = closeWork(await leavesOf(ask, wave), await numberingOf(ask, wave, day))
      for (const snapshot of snapshots) await keepSnapshot(ask, snapshot)
      const all = [...rests, ...(await dropQuarantine(ask, wave, day))]
      await ask('INSERT INTO closed (wave, body) VALUES ($1, $2)', [wave, JSON.stringify(all)])
      // What nobody will be shown any more need not lie here: the live counters go, and the gate's memory of them.
      for (const table of ['counter', 'gate'])
        for (const each of [wave, quarantineOf(wave)])
          await ask(`DELETE FROM ${table} WHERE leaf >= $1 AND leaf < $2`, rangeOf(each))
      for (const { leaf, tally } of quality) await insertTally(ask, 'counter', [leafId(leaf)], tally)
      await dueAnew(ask)
      return all
    }),
  closing: (wave) => closingIn(askDesk, wave),
  snapshots: async (wave) => {
    const rows = await askDesk('SELECT body FROM snapshot WHERE leaf >= $1 AND leaf < $2 ORDER BY leaf, number', rangeOf(wave))
    return rows.map(({ body }) => JSON.parse(String(body)) as Snapshot)
  },
  quality: async (wave) => ((await closingIn(askDesk, wave)) ? qualityIn(await leavesOf(askDesk, wave)) : []),
  leaves: (wave) => leavesOf(askDesk, wave),
})
