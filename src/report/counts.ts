/** The exact counts that results are made of: sums over a tally by concept, scale and barrier, form orders added up. Never shown as they are. */
import { DONT_KNOW, type Instrument } from '../assessment/instrument.ts'
import { scalesOf } from '../assessment/scoring.ts'
import type { Transition } from '../statistics/paired-change.ts'
import type { PairedTable } from '../statistics/paired-difference.ts'
import { partsOf } from '../tally/keys.ts'
import type { Tally } from '../tally/tally.ts'
import { sizeOf } from './gate/release.ts'

/** Pairs by right before and after, and how many of them did not know. */
export interface ConceptCounts extends PairedTable {
  readonly unsureBefore: number
  readonly unsureAfter: number
}

/** Lists follow the instrument: its concepts, its scales (in the order of `scalesOf`), its barriers. */
export interface Counts {
  readonly baseline: number
  readonly endline: number
  readonly contentFirst: number
  readonly concepts: readonly ConceptCounts[]
  readonly scales: readonly (readonly Transition[])[]
  readonly barriers: readonly number[]
  /** By concept: how many of everybody who answered before were right. */
  readonly known: readonly number[]
  /** By concept: right or wrong "before this page", as recalled at the end, × now; empty where nobody is asked. */
  readonly recalled: readonly PairedTable[]
}

export function countsOf(tally: Tally, instrument: Instrument): Counts {
  const cells = cellsOf(tally)
  return {
    baseline: sizeOf(tally, 'baseline'),
    endline: sizeOf(tally, 'endline'),
    contentFirst: sizeOf(tally, 'content-first'),
    concepts: instrument.concepts.map(({ id, right }) => {
      const counts = { both: 0, lost: 0, gained: 0, neither: 0, unsureBefore: 0, unsureAfter: 0 }
      for (const [value, count] of cells.get(`p:${id}`) ?? []) {
        const [before = '', after = ''] = value.split('>')
        const isRight = right.includes(after)
        counts[right.includes(before) ? (isRight ? 'both' : 'lost') : isRight ? 'gained' : 'neither'] += count
        if (before === DONT_KNOW) counts.unsureBefore += count
        if (after === DONT_KNOW) counts.unsureAfter += count
      }
      return counts
    }),
    scales: scalesOf(instrument).map((scale) =>
      [...(cells.get(`ps:${scale}`) ?? [])].map(([value, count]) => {
        const [before, after] = value.split('>').map(Number) as [number, number]
        return { before, after, count }
      }),
    ),
    barriers: instrument.barriers.map((barrier) => cells.get(`x:${barrier}`)?.get('') ?? 0),
    known: instrument.concepts.map(({ id, right }) =>
      [...(cells.get(`b:${id}`) ?? [])].reduce((sum, [code, count]) => sum + (right.includes(code) ? count : 0), 0),
    ),
    recalled: instrument.concepts.map(({ id, right }) => {
      const table = { both: 0, lost: 0, gained: 0, neither: 0 }
      for (const [value, count] of cells.get(`t:${id}`) ?? []) {
        const [then = '', now = ''] = value.split('>')
        const isRight = right.includes(now)
        table[right.includes(then) ? (isRight ? 'both' : 'lost') : isRight ? 'gained' : 'neither'] += count
      }
      return table
    }),
  }
}

/** Counts by `kind:measure` and value, form orders added up: answers before, pairs, pairs of scores, barriers, recalled. */
function cellsOf(tally: Tally): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const cells = new Map<string, Map<string, number>>()
  for (const text in tally) {
    if (!/^(b|p|ps|x|t):/.test(text)) continue
    const { kind, measure, value } = partsOf(text)
    const table = cells.get(`${kind}:${measure}`) ?? new Map<string, number>()
    table.set(value, (table.get(value) ?? 0) + (tally[text] as number))
    cells.set(`${kind}:${measure}`, table)
  }
  return cells
}

/** Right answers before and after of one concept. */
export const rightBefore = ({ both, lost }: PairedTable): number => both + lost
export const rightAfter = ({ both, gained }: PairedTable): number => both + gained

/** People whose score fell. */
export const fallen = (transitions: readonly Transition[]): number =>
  transitions.reduce((sum, { before, after, count }) => sum + (after < before ? count : 0), 0)

/** Points of a score summed over everybody, before and after. */
export const pointsBefore = (transitions: readonly Transition[]): number => total(transitions, ({ before }) => before)
export const pointsAfter = (transitions: readonly Transition[]): number => total(transitions, ({ after }) => after)

/**
 * How far the changes of a score lie from `change`, squared and summed over everybody. Mean change and interval give it for every whole `change`, and
 * it is no less than the number of people whose score changed by another amount.
 */
export const squaresAround = (change: number, transitions: readonly Transition[]): number =>
  total(transitions, ({ before, after }) => (after - before - change) ** 2)

const total = (transitions: readonly Transition[], value: (t: Transition) => number): number =>
  transitions.reduce((sum, t) => sum + value(t) * t.count, 0)
