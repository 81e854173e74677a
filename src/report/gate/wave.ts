/**
 * All leaves of a wave asked at once: every leaf by itself, and the follow-ups last, since what they may say depends on what the others have said.
 */
import { groupOf } from '../../tally/keys.ts'
import type { Leaf } from '../../tally/leaf.ts'
import { filterTally, mergeTallies, type Tally } from '../../tally/tally.ts'
import { type Decision, decideRelease, type GateMemory } from './release.ts'

export interface AskedLeaf extends Leaf {
  readonly live: Tally
  readonly memory: GateMemory
}

export interface WaveDecision<L extends AskedLeaf> {
  readonly leaf: L
  readonly decision: Decision
  /** What the gate remembers of the leaf from here on. */
  readonly memory: GateMemory
}

/** In the order given. `ask` is the gate; at a close it is one that looks for the last time. */
export function decideWave<L extends AskedLeaf>(
  leaves: readonly L[],
  ask: typeof decideRelease = decideRelease,
): WaveDecision<L>[] {
  const decided = new Map<L, WaveDecision<L>>()
  const decide = (leaf: L, visited?: Tally) => {
    const decision = ask(leaf.live, leaf.memory, visited)
    const memory = decision.kind === 'released' ? decision.next : { ...leaf.memory, tried: decision.next.tried }
    decided.set(leaf, { leaf, decision, memory })
  }
  for (const leaf of leaves) if (leaf.place !== 'followup') decide(leaf)
  const asked = [...decided.values()].map(({ leaf, memory }) => ({ ...leaf, memory }))
  for (const leaf of leaves) if (leaf.place === 'followup') decide(leaf, visitsOf(leaf.instrument, asked))
  return leaves.map((leaf) => decided.get(leaf) as WaveDecision<L>)
}

/** What has been released of visits that a follow-up may belong to: from before to after, of everybody but those of 14 to 17, who are not asked back. */
export function visitsOf(instrument: string, leaves: readonly AskedLeaf[]): Tally {
  const places = leaves.filter((leaf) => leaf.instrument === instrument && leaf.place !== '14-17')
  return mergeTallies(...places.map(({ memory }) => filterTally(memory.spent, (text) => groupOf(text) === 'endline')))
}
