/** The leaves of a wave as rows of a store's tables, and what those rows say. The same in every store. */
import type { GateMemory } from '../../report/gate/release.ts'
import { parseLeafId } from '../../tally/leaf.ts'
import type { Row } from './row.ts'
import type { LeafState } from './store.ts'

type Part = 'live' | keyof GateMemory

/** From which id on, and below which, the ids of a wave's leaves are. '0' follows '/' in the alphabet. */
export const rangeOf = (wave: string): [from: string, below: string] => [`${wave}/`, `${wave}0`]

/** @param rows of `counter` (their `part` is `live`) and of `gate`: `leaf`, `part`, `key`, `n`. Leaves come in the order in which they are first met. */
export function leavesIn(rows: Iterable<Row>): LeafState[] {
  const states = new Map<string, Record<Part, Record<string, number>>>()
  for (const { leaf, part, key, n } of rows) {
    const id = String(leaf)
    const state = states.get(id) ?? { live: {}, spent: {}, unmatched: {}, tried: {}, batches: {} }
    states.set(id, state)
    state[String(part) as Part][String(key)] = Number(n)
  }
  return [...states].map(([id, { live, ...memory }]) => ({ ...parseLeafId(id), live, memory }))
}
