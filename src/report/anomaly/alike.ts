/**
 * Answers that came many times. Nobody's whole set of answers is counted anywhere, so that many equal ones have to show in the sums: a set that came m times
 * puts m people into one cell of every table of scores, before × after. Each scale's table is looked at for a cell that holds more than a smooth table
 * would (`statistics/lone-cell`), and one scale is not enough: people of two kinds, say, can make a table uneven. It takes two, and what is flagged
 * is as much as the second shows.
 *
 * The p of "at least two of k" is (k − 1) times the second smallest: Y. Benjamini & R. Heller, Biometrics 64 (2008) 1215–1222, with Bonferroni's bound. How
 * often it finds what: `npm run evidence:anomaly`.
 */
import type { Instrument } from '../../assessment/instrument.ts'
import { conceptsOf, scalesOf } from '../../assessment/scoring.ts'
import { loneCell } from '../../statistics/lone-cell.ts'
import { sizeIn, type Tables, transitionsIn } from '../icat/tables.ts'
import type { Raw } from './check.ts'

/** Fewest pairs; with fewer a cell of one in five is missed too often to say that nothing was found. */
export const LEAST_ALIKE = 100
/** Least share of everybody that a cell has to hold beyond what is expected. */
const LEAST_EXCESS = 0.05
/** A scale of one question has no table of scores to speak of. */
const LEAST_ITEMS = 2
const LEAST_SCALES = 2

/** Of the sum of a place's or view's snapshots. */
export function alikeOf(tables: Tables, instrument: Instrument): Raw {
  const scales = scalesOf(instrument).filter((scale) => conceptsOf(instrument, scale).length >= LEAST_ITEMS)
  if (scales.length < LEAST_SCALES) return { kind: 'not-run', reason: 'too-short' }
  if (sizeIn(tables, 'endline') < LEAST_ALIKE) return { kind: 'not-run', reason: 'too-few' }
  const cells = scales.map((scale) => {
    const top = conceptsOf(instrument, scale).length
    const table = Array.from({ length: top + 1 }, () => Array<number>(top + 1).fill(0))
    for (const { before, after, count } of transitionsIn(tables, scale))
      (table[before] as number[])[after] = ((table[before] as number[])[after] ?? 0) + count
    return loneCell(table)
  })
  const found = cells.flatMap((cell) => (cell.kind === 'computed' ? [cell] : []))
  if (found.length < LEAST_SCALES) return { kind: 'not-run', reason: 'too-few' }
  const large = found.filter(({ excess }) => excess >= LEAST_EXCESS)
  const second = (values: readonly number[]) => values[LEAST_SCALES - 1]
  const p = second(large.map((cell) => cell.p).sort((a, b) => a - b))
  const excess = second(large.map((cell) => cell.excess).sort((a, b) => b - a))
  return p === undefined || excess === undefined
    ? { kind: 'tested', p: 1, seen: 0, expected: 0 }
    : { kind: 'tested', p: Math.min(1, p * (found.length - 1)), seen: excess, expected: 0 }
}
