/** What the gate releases in SQLite, and the close of a wave. What it decides stands in gate-work. */
import type { Rest } from '../../report/gate/close.ts'
import type { GateMemory } from '../../report/gate/release.ts'
import type { Snapshot } from '../../report/gate/snapshot.ts'
import { leafId } from '../../tally/leaf.ts'
import { quarantineOf } from '../../tally/quarantine.ts'
import type { Tally } from '../../tally/tally.ts'
import { closeWork, type Numbering, qualityIn, releaseWork } from './gate-work.ts'
import { rangeOf } from './leaf-rows.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { leavesOf } from './sqlite-leaves.ts'
import { dropQuarantine } from './sqlite-quarantine.ts'
import type { Store } from './store.ts'

export function gateOn(
  file: SqliteFile,
): Pick<Store, 'takeSnapshots' | 'closeWave' | 'closing' | 'snapshots' | 'quality' | 'leaves'> {
  const { prepared, transaction } = file

  function keepMemory(id: string, memory: GateMemory): void {
    prepared('DELETE FROM gate WHERE leaf = ?').run(id)
    const keep = prepared('INSERT INTO gate (leaf, part, key, n) VALUES (?, ?, ?, ?)')
    for (const [part, tally] of Object.entries(memory) as [keyof GateMemory, Tally][])
      for (const key of Object.keys(tally).sort()) keep.run(id, part, key, tally[key] ?? 0)
  }

  const numberingOn = (day: string): Numbering => ({
    last: (leaf) => Number(prepared('SELECT max(number) AS last FROM snapshot WHERE leaf = ?').get(leaf)?.last ?? 0),
    day,
  })

  const keepSnapshot = (snapshot: Snapshot) =>
    prepared('INSERT INTO snapshot (leaf, number, body) VALUES (?, ?, ?)').run(
      leafId(snapshot),
      snapshot.number,
      JSON.stringify(snapshot),
    )

  function closing(wave: string): Rest[] | undefined {
    const body = prepared('SELECT body FROM closed WHERE wave = ?').get(wave)?.body
    return body === undefined ? undefined : (JSON.parse(String(body)) as Rest[])
  }

  return {
    takeSnapshots: (wave, day, place) =>
      transaction(() => {
        if (closing(wave)) return []
        const asked = leavesOf(file, wave).filter((leaf) => place === undefined || leaf.place === place)
        const work = releaseWork(asked, numberingOn(day))
        for (const { outcome, memory, snapshot } of work) {
          if (memory) keepMemory(leafId(outcome), memory)
          if (snapshot) keepSnapshot(snapshot)
        }
        return work.map(({ outcome }) => outcome)
      }),
    closeWave: (wave, day) =>
      transaction(() => {
        const before = closing(wave)
        if (before) return before
        const { snapshots, rests, quality } = closeWork(leavesOf(file, wave), numberingOn(day))
        for (const snapshot of snapshots) keepSnapshot(snapshot)
        const all = [...rests, ...dropQuarantine(file, wave, day)]
        prepared('INSERT INTO closed (wave, body) VALUES (?, ?)').run(wave, JSON.stringify(all))
        // What nobody will be shown any more need not lie here: the live counters go, and the gate's memory of them.
        for (const table of ['counter', 'gate'])
          for (const each of [wave, quarantineOf(wave)])
            prepared(`DELETE FROM ${table} WHERE leaf >= ? AND leaf < ?`).run(...rangeOf(each))
        const keep = prepared('INSERT INTO counter (leaf, key, n) VALUES (?, ?, ?)')
        for (const { leaf, tally } of quality)
          for (const key of Object.keys(tally).sort()) keep.run(leafId(leaf), key, tally[key] ?? 0)
        return all
      }),
    closing,
    snapshots: (wave) =>
      prepared('SELECT body FROM snapshot WHERE leaf >= ? AND leaf < ? ORDER BY leaf, number')
        .all(...rangeOf(wave))
        .map(({ body }) => JSON.parse(String(body)) as Snapshot),
    quality: (wave) => (closing(wave) ? qualityIn(leavesOf(file, wave)) : []),
    leaves: (wave) => leavesOf(file, wave),
  }
}
