/** What the gate does to the leaves of a wave, told to a store as what it has to keep. Reads and writes nothing itself. */
import type { Decision, GateMemory } from '../../report/gate/release.ts'
import { isoWeek, type Snapshot, snapshotOf } from '../../report/gate/snapshot.ts'
import { decideWave } from '../../report/gate/wave.ts'
import { type Leaf, leafId } from '../../tally/leaf.ts'
import type { LeafState, SnapshotOutcome } from './store.ts'

export interface ReleaseWork {
  readonly outcome: SnapshotOutcome
  /** What the gate has to remember of the leaf from here on; left out where that has not changed. */
  readonly memory?: GateMemory
  readonly snapshot?: Snapshot
}

interface Numbering {
  /** Number of the leaf's last snapshot, by its id; 0 where it has none. */
  readonly last: (leaf: string) => number
  readonly day: string
  readonly sha256: (text: string) => string
}

type Released = Extract<Decision, { kind: 'released' }>

export const nextSnapshot = (leaf: Leaf, decision: Released, { last, day, sha256 }: Numbering): Snapshot =>
  snapshotOf(leaf, decision, { number: last(leafId(leaf)) + 1, week: isoWeek(day), hash: sha256 })

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
