/**
 * The close of a wave: the last look at every leaf, and what becomes of the people whom no snapshot holds.
 *
 * A leaf's rest of fewer than 10 is never released by itself. The rests of an instrument's leaves are pooled, across at least two of them, under the
 * place `residue`, where they count in the overall view and in no other; what is still too few, or too much alike, is given up. The report says
 * how many, leaf by leaf (design.md, section 6).
 */
import { partsOf } from '../../tally/keys.ts'
import { type Leaf, leafId } from '../../tally/leaf.ts'
import { EMPTY, filterTally, mergeTallies, type Tally } from '../../tally/tally.ts'
import { type Decision, decideRelease, type GateMemory, heldBack, sizeOf } from './release.ts'
import { GATE_SETTINGS } from './settings.ts'

export interface ClosingLeaf extends Leaf {
  readonly live: Tally
  readonly memory: GateMemory
}

type Released = Extract<Decision, { kind: 'released' }>

/** What became of those of a leaf whom no snapshot of its own holds. */
export interface Rest extends Leaf {
  readonly fate: 'none left' | 'pooled' | 'given up'
  /** People whose answers after are concerned (for the comparison: their only ones). */
  readonly people: number
}

export interface Closing {
  /** Last batches, and one pooled rest for each instrument that has enough. */
  readonly released: readonly { readonly leaf: Leaf; readonly decision: Released }[]
  readonly rests: readonly Rest[]
  /** By instrument: the right-or-wrong × score tables of the whole wave, where at least 100 people are in them. */
  readonly quality: readonly { readonly leaf: Leaf; readonly tally: Tally }[]
}

/** Decides on all leaves of a wave at once. Nothing may be counted for the wave afterwards. */
export function decideClose(leaves: readonly ClosingLeaf[]): Closing {
  const last = leaves.map(({ live, memory, ...leaf }) => {
    // The last attempt of all: whether one was made before tells nobody anything any more.
    const decision = decideRelease(live, { ...memory, tried: EMPTY })
    const after = decision.kind === 'released' ? decision.next : memory
    const rest = heldBack(live, after)
    return { leaf, live, memory: after, decision, people: sizeOf(rest, 'endline') + sizeOf(rest, 'content-first') }
  })
  const pools = [...new Set(leaves.map(({ instrument }) => instrument))].flatMap((instrument) => {
    const parts = last.filter(({ leaf, people }) => leaf.instrument === instrument && leaf.place !== 'comparison' && people > 0)
    const [first] = parts
    if (!first || parts.length < 2) return []
    const sum = (of: (part: (typeof parts)[number]) => Tally) => mergeTallies(...parts.map(of))
    const decision = decideRelease(
      sum(({ live }) => live),
      { spent: sum(({ memory }) => memory.spent), unmatched: sum(({ memory }) => memory.unmatched), tried: EMPTY },
    )
    if (decision.kind === 'held') return []
    const leaf: Leaf = { wave: first.leaf.wave, instrument, place: 'residue' }
    return [{ leaf, decision, members: new Set(parts.map((part) => leafId(part.leaf))) }]
  })
  const quality = [...new Set(leaves.map(({ instrument }) => instrument))].flatMap((instrument) => {
    const whole = mergeTallies(...leaves.filter((leaf) => leaf.instrument === instrument).map(({ live }) => live))
    const wave = leaves[0]?.wave ?? ''
    if (sizeOf(whole, 'baseline') < GATE_SETTINGS.minimumQuality) return []
    return [{ leaf: { wave, instrument, place: 'whole' }, tally: filterTally(whole, (text) => partsOf(text).kind === 'r') }]
  })
  const isPooled = (leaf: Leaf) => pools.some(({ members }) => members.has(leafId(leaf)))
  return {
    released: [
      ...last.flatMap(({ leaf, decision }) => (decision.kind === 'released' ? [{ leaf, decision }] : [])),
      ...pools.map(({ leaf, decision }) => ({ leaf, decision })),
    ],
    quality,
    rests: last.map(({ leaf, people }) => ({
      ...leaf,
      people,
      fate: people === 0 ? 'none left' : isPooled(leaf) ? 'pooled' : 'given up',
    })),
  }
}
