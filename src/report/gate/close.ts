/**
 * The close of a wave: the last look at every leaf, and what becomes of the people whom no snapshot holds.
 *
 * A leaf's rest of fewer than 10 is never released by itself. The rests of an instrument's leaves are pooled, across at least two of them, under the
 * place `residue`, where they count in the overall view and in no other; what is still too few, or too much alike, is given up. The report says
 * how many, leaf by leaf (design.md, section 6). Exact answers and the reports of strong mode are pooled apart: two leaves with a rest of one kind
 * each are no two leaves. Follow-ups are of people who have been counted already, and pooled with nobody.
 */
import { groupOf, partsOf } from '../../tally/keys.ts'
import { type Leaf, leafId } from '../../tally/leaf.ts'
import { EMPTY, filterTally, mergeTallies, type Tally } from '../../tally/tally.ts'
import { type Decision, decideRelease, type GateMemory, heldBack, sizeOf } from './release.ts'
import { GATE_SETTINGS } from './settings.ts'
import { decideWave } from './wave.ts'

export interface ClosingLeaf extends Leaf {
  readonly live: Tally
  readonly memory: GateMemory
}

type Released = Extract<Decision, { kind: 'released' }>

const MODES = ['exact', 'strong'] as const
type Mode = (typeof MODES)[number]

/** What became of those of a leaf whom no snapshot of its own holds. A leaf stands twice where people of both modes are left. */
export interface Rest extends Leaf {
  /** `dropped`: out of quarantine, by staff or because nobody had decided by the close. */
  readonly fate: 'none left' | 'pooled' | 'given up' | 'dropped'
  /** People whose answers after are concerned (for the comparison: their only ones; in strong mode: their reports; of the follow-ups: those). */
  readonly people: number
}

export interface Closing {
  /** Last batches, and one pooled rest for each instrument and mode that has enough. */
  readonly released: readonly { readonly leaf: Leaf; readonly decision: Released }[]
  readonly rests: readonly Rest[]
  /** By instrument: the right-or-wrong × score tables of the whole wave, where at least 100 people are in them. */
  readonly quality: readonly { readonly leaf: Leaf; readonly tally: Tally }[]
}

/** Decides on all leaves of a wave at once. Nothing may be counted for the wave afterwards. */
export function decideClose(leaves: readonly ClosingLeaf[]): Closing {
  // The last attempt of all: whether one was made before tells nobody anything any more.
  const asked = decideWave(leaves.map((leaf) => ({ ...leaf, memory: { ...leaf.memory, tried: EMPTY } })))
  const last = asked.map(({ leaf: { live, memory: _, ...leaf }, decision, memory }) => {
    const rest = heldBack(live, memory)
    const people = {
      exact: sizeOf(rest, 'endline') + sizeOf(rest, 'content-first') + sizeOf(rest, 'followup'),
      strong: sizeOf(rest, 'strong'),
    }
    return { leaf, live, memory, decision, people }
  })
  type Part = (typeof last)[number]
  const poolOf = (instrument: string, mode: Mode) => {
    const parts = last.filter(
      ({ leaf, people }) =>
        leaf.instrument === instrument && leaf.place !== 'comparison' && leaf.place !== 'followup' && people[mode] > 0,
    )
    const [first] = parts
    if (!first || parts.length < 2) return []
    const sum = (of: (part: Part) => Tally) => mergeTallies(...parts.map((part) => ofMode(of(part), mode, part.people)))
    const decision = decideRelease(
      sum(({ live }) => live),
      { spent: sum(({ memory }) => memory.spent), unmatched: sum(({ memory }) => memory.unmatched), tried: EMPTY, batches: EMPTY },
    )
    if (decision.kind === 'held') return []
    const leaf: Leaf = { wave: first.leaf.wave, instrument, place: 'residue' }
    return [{ leaf, mode, decision, members: new Set(parts.map((part) => leafId(part.leaf))) }]
  }
  const pools = [...new Set(leaves.map(({ instrument }) => instrument))].flatMap((instrument) =>
    MODES.flatMap((mode) => poolOf(instrument, mode)),
  )
  const quality = [...new Set(leaves.map(({ instrument }) => instrument))].flatMap((instrument) => {
    const whole = mergeTallies(...leaves.filter((leaf) => leaf.instrument === instrument).map(({ live }) => live))
    const wave = leaves[0]?.wave ?? ''
    if (sizeOf(whole, 'baseline') < GATE_SETTINGS.minimumQuality) return []
    return [{ leaf: { wave, instrument, place: 'whole' }, tally: filterTally(whole, (text) => partsOf(text).kind === 'r') }]
  })
  const restsOf = ({ leaf, people }: Part): Rest[] => {
    const rests = MODES.filter((mode) => people[mode] > 0).map((mode): Rest => {
      const isPooled = pools.some((pool) => pool.mode === mode && pool.members.has(leafId(leaf)))
      return { ...leaf, people: people[mode], fate: isPooled ? 'pooled' : 'given up' }
    })
    return rests.length > 0 ? rests : [{ ...leaf, people: 0, fate: 'none left' }]
  }
  return {
    released: [
      ...last.flatMap(({ leaf, decision }) => (decision.kind === 'released' ? [{ leaf, decision }] : [])),
      ...pools.map(({ leaf, decision }) => ({ leaf, decision })),
    ],
    quality,
    rests: last.flatMap(restsOf),
  }
}

/** The counters of one mode. Scans, starts and finishes go with the exact ones, or with strong mode where those are all that a leaf has left. */
function ofMode(tally: Tally, mode: Mode, people: Readonly<Record<Mode, number>>): Tally {
  return filterTally(tally, (text) => {
    const group = groupOf(text)
    if (group === 'footfall') return mode === 'exact' || people.exact === 0
    return (group === 'strong') === (mode === 'strong')
  })
}
