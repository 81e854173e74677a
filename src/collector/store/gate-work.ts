/** What the gate does to the leaves of a wave, told to a store as what it has to keep. Reads and writes nothing itself. */
import { createHash } from 'node:crypto'
import { decideClose, type Rest } from '../../report/gate/close.ts'
import type { Decision, GateMemory } from '../../report/gate/release.ts'
import { isoWeek, type Snapshot, snapshotOf } from '../../report/gate/snapshot.ts'
import { decideWave } from '../../report/gate/wave.ts'
import type { QualityTally } from '../../report/report.ts'
import { type Leaf, leafId } from '../../tally/leaf.ts'
import type { Tally } from '../../tally/tally.ts'
import type { LeafState, SnapshotOutcome } from './store.ts'

export interface ReleaseWork {
  readonly outcome: SnapshotOutcome
  /** What the gate has to remember of the leaf from here on; left out where that has not changed. */
  readonly memory?: GateMemory
  readonly snapshot?: Snapshot
}

export interface Numbering {
  /** Number of the leaf's last snapshot, by its id; 0 where it has none. */
  readonly last: (leaf: string) => number
  /** YYYY-MM-DD. */
  readonly day: string
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

type Released = Extract<Decision, { kind: 'released' }>

const nextSnapshot = (leaf: Leaf, decision: Released, { last, day }: Numbering): Snapshot =>
  snapshotOf(leaf, decision, { number: last(leafId(leaf)) + 1, week: isoWeek(day), hash })

/** Asks the gate about all leaves of a wave; in their order. */
export function releaseWork(leaves: readonly LeafState[], numbering: Numbering): ReleaseWork[] {
  return decideWave(leaves).map(({ leaf: { live: _, memory, ...leaf }, decision }) => {
    const isTold = JSON.stringify(decision.next.tried) !== JSON.stringify(memory.tried)
    const kept = decision.kind === 'released' || isTold ? { memory: decision.next } : {}
    if (decision.kind === 'held') return { ...kept, outcome: { ...leaf, outcome: 'held', n: 0 } }
    const snapshot = nextSnapshot(leaf, decision, numbering)
    const { endline, contentFirst, strong = 0, followup = 0 } = snapshot.n
    return { ...kept, snapshot, outcome: { ...leaf, outcome: 'released', n: endline + contentFirst + strong + followup } }
  })
}

export interface CloseWork {
  readonly snapshots: readonly Snapshot[]
  /** Of the leaves; what was dropped in quarantine is not among them (quarantine-work). */
  readonly rests: readonly Rest[]
  /** Counters that stay when all others of the wave are erased. */
  readonly quality: readonly { readonly leaf: Leaf; readonly tally: Tally }[]
}

/** Asks the gate to close a wave. @param leaves all of the wave */
export function closeWork(leaves: readonly LeafState[], { last, day }: Numbering): CloseWork {
  const { released, rests, quality } = decideClose(leaves)
  // Two of one leaf may come out of a close: the rests of both modes are pooled under one place.
  const given = new Map<string, number>()
  const snapshots = released.map(({ leaf, decision }) => {
    const snapshot = nextSnapshot(leaf, decision, { last: (id) => given.get(id) ?? last(id), day })
    given.set(leafId(leaf), snapshot.number)
    return snapshot
  })
  return { snapshots, rests, quality }
}

/** What the close of a wave kept of its items' quality. @param leaves those of a wave that is closed */
export const qualityIn = (leaves: readonly LeafState[]): QualityTally[] =>
  leaves.flatMap(({ instrument, place, live }) => (place === 'whole' ? [{ instrument, tally: live }] : []))
