/**
 * The oracle of the model test: what a store has to hold, kept in plain maps. It counts by hand (tests/collector/oracle) and knows no batch, table or statement. What the gate
 * decides it asks the gate: that is pure, and tested elsewhere; whether a store keeps what was decided is tested here.
 */
import { createHash } from 'node:crypto'
import type { TableSession } from '../../src/protocol/table-session.ts'
import { decideClose, type Rest } from '../../src/report/gate/close.ts'
import { type Decision, type GateMemory, NOTHING_RELEASED } from '../../src/report/gate/release.ts'
import { isoWeek, type Snapshot, snapshotOf } from '../../src/report/gate/snapshot.ts'
import { decideWave } from '../../src/report/gate/wave.ts'
import { type Leaf, leafId, parseLeafId } from '../../src/tally/leaf.ts'
import type { Counts } from '../collector/oracle.ts'

/** A message as somebody counts it by hand. */
export interface ByHand {
  readonly id: string
  readonly leaf: string
  readonly keys: readonly string[]
  /** Of who says which batch her baseline was in: what she adds where that has gone out since. */
  readonly follows?: { readonly batch: number | undefined; readonly late: readonly string[] }
}

interface MirroredLeaf {
  live: Counts
  memory: GateMemory
}

const DAY_MS = 86_400_000
export const dayAt = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10)

export function mirror() {
  const leaves = new Map<string, MirroredLeaf>()
  const snapshots = new Map<string, Snapshot[]>()
  const closings = new Map<string, readonly Rest[]>()
  /** One-time numbers: the day of their first time, as days since 1970, and the batch that they were told. */
  const known = new Map<string, { readonly day: number; readonly batch: number }>()
  const tables = new Map<string, TableSession>()
  const tokens = new Map<string, string>()

  const leafNamed = (id: string): MirroredLeaf => {
    const leaf = leaves.get(id) ?? { live: {}, memory: NOTHING_RELEASED }
    leaves.set(id, leaf)
    return leaf
  }
  const inWave = (wave: string) => [...leaves].filter(([id]) => parseLeafId(id).wave === wave).sort(([a], [b]) => (a < b ? -1 : 1))
  const stateOf = (wave: string) => inWave(wave).map(([id, { live, memory }]) => ({ ...parseLeafId(id), live, memory }))

  function keepSnapshot(
    { wave, instrument, place }: Leaf,
    decision: Extract<Decision, { kind: 'released' }>,
    day: string,
  ): Snapshot {
    const kept = snapshots.get(wave) ?? []
    const number = kept.filter((one) => one.instrument === instrument && one.place === place).length + 1
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    const snapshot = snapshotOf({ wave, instrument, place }, decision, { number, week: isoWeek(day), hash })
    snapshots.set(wave, [...kept, snapshot])
    return snapshot
  }

  return {
    known,
    tables,
    isClosed: (wave: string): boolean => closings.has(wave),
    /** The batch of baselines that a leaf is gathering. */
    batchOf: (leaf: string): number => leaves.get(leaf)?.memory.batches.baseline ?? 0,
    /** @param day days since 1970. Gives the batch that the acknowledgement has to name. */
    count({ id, leaf, keys, follows }: ByHand, day: number): number {
      const before = known.get(id)
      if (before) return before.batch
      const { live, memory } = leafNamed(leaf)
      const batch = memory.batches.baseline ?? 0
      known.set(id, { day, batch })
      for (const key of follows && follows.batch !== batch ? follows.late : keys) live[key] = (live[key] ?? 0) + 1
      return batch
    },
    takeSnapshots(wave: string, day: string, place?: string) {
      if (closings.has(wave)) return []
      const asked = stateOf(wave).filter((leaf) => place === undefined || leaf.place === place)
      return decideWave(asked).map(({ leaf: { wave: _, instrument, place: at }, decision }) => {
        const leaf = { wave, instrument, place: at }
        leafNamed(leafId(leaf)).memory = decision.next
        if (decision.kind === 'held') return { ...leaf, outcome: 'held', n: 0 }
        const { endline, contentFirst, strong = 0, followup = 0 } = keepSnapshot(leaf, decision, day).n
        return { ...leaf, outcome: 'released', n: endline + contentFirst + strong + followup }
      })
    },
    closeWave(wave: string, day: string): readonly Rest[] {
      const { released, rests, quality } = decideClose(stateOf(wave))
      for (const { leaf, decision } of released) keepSnapshot(leaf, decision, day)
      for (const [id] of inWave(wave)) leaves.delete(id)
      for (const { leaf, tally } of quality) leafNamed(leafId(leaf)).live = { ...tally }
      closings.set(wave, rests)
      return rests
    },
    closing: (wave: string) => closings.get(wave),
    leaves: stateOf,
    quality: (wave: string) =>
      closings.has(wave) ? stateOf(wave).map(({ instrument, live }) => ({ instrument, tally: live })) : [],
    snapshots: (wave: string): readonly Snapshot[] =>
      (snapshots.get(wave) ?? []).toSorted((a, b) => {
        const [one, other] = [leafId(a), leafId(b)]
        return one < other ? -1 : one > other ? 1 : a.number - b.number
      }),
    people(leaf: string) {
      const live: Counts = leaves.get(leaf)?.live ?? {}
      const of = (group: string) => (live[`n:AB:${group}`] ?? 0) + (live[`n:BA:${group}`] ?? 0)
      return { before: of('baseline'), after: of('endline') }
    },
    keepTable(session: TableSession): TableSession {
      const kept = tables.get(session.id) ?? session
      tables.set(session.id, kept)
      return kept
    },
    endTable(id: string): boolean {
      const session = tables.get(id)
      if (session) tables.set(id, { ...session, state: 'ended' })
      return session !== undefined
    },
    addToken: (hash: string, expires: string) => void tokens.set(hash, expires),
    hasToken: (hash: string): boolean => tokens.has(hash),
    tokens: (day: string): string[] => [...tokens].flatMap(([hash, expires]) => (expires >= day ? [hash] : [])).sort(),
    /** What nobody asks for any more. */
    forget(wave: string): void {
      for (const kept of [snapshots, closings]) kept.delete(wave)
      for (const [id] of inWave(wave)) leaves.delete(id)
    },
  }
}

export type Mirror = ReturnType<typeof mirror>
