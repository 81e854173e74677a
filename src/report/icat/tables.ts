/** Tables read out of a released tally, both form orders added up unless one is named. Shapes are those that `statistics` takes. */
import type { Concept, Scale } from '../../assessment/instrument.ts'
import type { Histogram } from '../../statistics/histogram.ts'
import type { Transition } from '../../statistics/paired-change.ts'
import type { PairedTable } from '../../statistics/paired-difference.ts'
import type { Share } from '../../statistics/two-shares.ts'
import { type Group, type KeyOrder, partsOf } from '../../tally/keys.ts'
import type { Tally } from '../../tally/tally.ts'

/** Kind of key that holds a group's answers and its scores. */
const ANSWERS = { baseline: 'b', 'content-first': 'c' } as const
const SCORES = { baseline: 'bs', 'content-first': 'cs' } as const

/** A tally's counters by `kind:measure`, so that a report walks the keys once. */
export type Tables = ReadonlyMap<string, readonly Row[]>

interface Row {
  readonly order: string
  readonly value: string
  readonly count: number
}

export function tablesOf(tally: Tally): Tables {
  const tables = new Map<string, Row[]>()
  for (const text in tally) {
    const { kind, order, measure, value } = partsOf(text)
    const rows = tables.get(`${kind}:${measure}`)
    const row = { order, value, count: tally[text] as number }
    if (rows) rows.push(row)
    else tables.set(`${kind}:${measure}`, [row])
  }
  return tables
}

const rowsOf = (tables: Tables, kind: string, measure: string, order?: KeyOrder): readonly Row[] =>
  (tables.get(`${kind}:${measure}`) ?? []).filter((row) => order === undefined || row.order === order)

/** People of a group. */
export const sizeIn = (tables: Tables, group: Group, order?: KeyOrder): number =>
  rowsOf(tables, 'n', group, order).reduce((sum, { count }) => sum + count, 0)

/** How many of those who answered once, in this group, got a concept right. */
export function rightIn(tables: Tables, group: keyof typeof ANSWERS, concept: Concept, order?: KeyOrder): Share {
  const rows = rowsOf(tables, ANSWERS[group], concept.id, order)
  const hits = rows.reduce((sum, { value, count }) => sum + (concept.right.includes(value) ? count : 0), 0)
  return { hits, n: rows.reduce((sum, { count }) => sum + count, 0) }
}

/** Right or wrong × before and after, of a paired table (`p`) or of the then-test (`t`, whose before is "before this page"). */
export function pairsIn(tables: Tables, kind: 'p' | 't', concept: Concept): PairedTable {
  const table = { both: 0, lost: 0, gained: 0, neither: 0 }
  for (const { value, count } of rowsOf(tables, kind, concept.id)) {
    const [before = '', after = ''] = value.split('>')
    const was = concept.right.includes(before)
    const is = concept.right.includes(after)
    table[was ? (is ? 'both' : 'lost') : is ? 'gained' : 'neither'] += count
  }
  return table
}

/** Scores of a group that answered once. */
export const scoresIn = (tables: Tables, group: keyof typeof SCORES, scale: Scale): Histogram =>
  rowsOf(tables, SCORES[group], scale).map(({ value, count }) => ({ score: Number(value), count }))

/** Score before → score after. */
export const transitionsIn = (tables: Tables, scale: Scale): readonly Transition[] =>
  rowsOf(tables, 'ps', scale).map(({ value, count }) => {
    const [before = 0, after = 0] = value.split('>').map(Number)
    return { before, after, count }
  })

export const scoresBefore = (transitions: readonly Transition[]): Histogram =>
  transitions.map(({ before, count }) => ({ score: before, count }))
export const scoresAfter = (transitions: readonly Transition[]): Histogram =>
  transitions.map(({ after, count }) => ({ score: after, count }))

/** Points gained, below 0 where they were lost. */
export const changesOf = (transitions: readonly Transition[]): Histogram =>
  transitions.map(({ before, after, count }) => ({ score: after - before, count }))

/** People per score from 0 to `top`. */
export function barsOf(histogram: Histogram, top: number): number[] {
  const bars = Array<number>(top + 1).fill(0)
  for (const { score, count } of histogram) bars[score] = (bars[score] ?? 0) + count
  return bars
}

/** Scores as shares of the highest. */
export const asShares = (histogram: Histogram, top: number): Histogram =>
  histogram.map(({ score, count }) => ({ score: score / top, count }))
