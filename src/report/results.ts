/**
 * From released counters to before, after and change: by concept, by scale, by barrier.
 *
 * Everything here is arithmetic on a sum of snapshots: exact counts (`counts.ts`), which of them may be shown (`pattern.ts` within a unit, `across.ts`
 * between units), and the figures made of those.
 */
import type { Instrument, Scale } from '../assessment/instrument.ts'
import { conceptsOf, scalesOf } from '../assessment/scoring.ts'
import { type PairedChange, pairedChange } from '../statistics/paired-change.ts'
import { type PairedDifference, type PairedTable, pairedDifference } from '../statistics/paired-difference.ts'
import { type Interval, wilsonInterval } from '../statistics/wilson.ts'
import type { Tally } from '../tally/tally.ts'
import { type Counts, countsOf, fallen, rightAfter, rightBefore } from './counts.ts'
import { type Pattern, patternOf, type Standing, standingOfSize } from './pattern.ts'
import { type Shown, shown, withheld } from './shown.ts'

/** A share with its 95 % Wilson interval, all from 0 to 1. */
export interface Share extends Interval {
  readonly count: number
  readonly share: number
}

/**
 * After minus before with its 95 % interval. `pairs`: Newcombe's, from the four cells. `margins`: the same for the table of least correlation that
 * the two shares allow, hence the widest; used where the cells are withheld, since the narrower one would give them back.
 */
export interface Change extends PairedDifference {
  readonly basis: 'pairs' | 'margins'
}

export interface ConceptResult {
  readonly concept: string
  readonly scale: Scale
  /** Pairs: people who answered before and after. */
  readonly n: number
  readonly before: Shown<Share>
  readonly after: Shown<Share>
  readonly change: Shown<Change>
  /** Wrong before and right after, and the reverse. */
  readonly gained: Shown<number>
  readonly lost: Shown<number>
  readonly dontKnowBefore: Shown<Share>
  readonly dontKnowAfter: Shown<Share>
}

export interface ScaleResult {
  readonly scale: Scale
  /** Number of concepts, hence the highest score. */
  readonly top: number
  readonly n: number
  /** Without an interval where fewer than 5 people may have changed by another number of points than the others: it would say how few. */
  readonly change: Shown<PairedChange>
}

export interface BarrierResult {
  readonly barrier: string
  readonly named: Shown<Share>
}

export interface Results {
  /** People in each group, as far as released. */
  readonly n: { readonly baseline: Shown<number>; readonly endline: Shown<number>; readonly contentFirst: Shown<number> }
  readonly scales: readonly ScaleResult[]
  readonly concepts: readonly ConceptResult[]
  readonly barriers: readonly BarrierResult[]
  /** By concept: right before, of everybody who answered before. */
  readonly known: readonly { readonly concept: string; readonly share: Shown<Share> }[]
  /** By scale: whose score fell. */
  readonly worse: readonly { readonly scale: Scale; readonly share: Shown<Share> }[]
  /** By concept that is asked once more at the end: "before this page" against now. */
  readonly recalled: readonly RecalledResult[]
}

export interface RecalledResult {
  readonly concept: string
  readonly n: number
  /** "Before this page", as it is recalled at the end. */
  readonly earlier: Shown<Share>
  readonly now: Shown<Share>
  readonly change: Shown<PairedDifference>
}

/** Results of one leaf or view by itself. `tally` is a sum of snapshots' tallies, orders apart or pooled. Beside other units: `resultsOfUnits`. */
export function resultsOf(tally: Tally, instrument: Instrument): Results {
  const counts = countsOf(tally, instrument)
  return figuresOf(counts, patternOf(counts, instrument), instrument)
}

/** The figures that the pattern shows. */
export function figuresOf(counts: Counts, pattern: Pattern, instrument: Instrument): Results {
  const { baseline, endline: n, contentFirst } = counts
  return {
    n: { baseline: groupSize(baseline), endline: groupSize(n), contentFirst: groupSize(contentFirst) },
    scales: scalesOf(instrument).map((scale, at) => {
      const change = when(pattern.mean[at], () => pairedChange(counts.scales[at] ?? []))
      const hasInterval = pattern.interval[at] === 'shown'
      return {
        scale,
        top: conceptsOf(instrument, scale).length,
        n,
        change: change.kind === 'shown' && !hasInterval ? shown({ ...change.value, interval: 'no-interval' as const }) : change,
      }
    }),
    concepts: instrument.concepts.map(({ id, scale }, at): ConceptResult => {
      const table = counts.concepts[at] as Counts['concepts'][number]
      const [before, after, cells] = [pattern.before[at], pattern.after[at], pattern.cells[at]]
      const change = (): Change =>
        cells === 'shown'
          ? { ...pairedDifference(table), basis: 'pairs' }
          : { ...pairedDifference(leastCorrelated(table)), basis: 'margins' }
      return {
        concept: id,
        scale,
        n,
        before: when(before, () => shareOf(rightBefore(table), n)),
        after: when(after, () => shareOf(rightAfter(table), n)),
        // Only beside both shares: with one of them it would give the other.
        change: when(before === 'shown' ? after : before, change),
        gained: when(cells, () => table.gained),
        lost: when(cells, () => table.lost),
        dontKnowBefore: when(pattern.unsureBefore[at], () => shareOf(table.unsureBefore, n)),
        dontKnowAfter: when(pattern.unsureAfter[at], () => shareOf(table.unsureAfter, n)),
      }
    }),
    barriers: instrument.barriers.map((barrier, at) => ({
      barrier,
      named: when(pattern.named[at], () => shareOf(counts.barriers[at] as number, baseline)),
    })),
    known: instrument.concepts.map(({ id }, at) => ({
      concept: id,
      share: when(pattern.known[at], () => shareOf(counts.known[at] as number, baseline)),
    })),
    worse: scalesOf(instrument).map((scale, at) => ({
      scale,
      share: when(pattern.worse[at], () => shareOf(fallen(counts.scales[at] ?? []), n)),
    })),
    recalled: instrument.concepts.flatMap(({ id, thenTest }, at) => {
      if (!thenTest) return []
      const table = counts.recalled[at] as PairedTable
      const people = rightAfter(table) + table.lost + table.neither
      const standing = pattern.recalled[at]
      return [
        {
          concept: id,
          n: people,
          earlier: when(standing, () => shareOf(rightBefore(table), people)),
          now: when(standing, () => shareOf(rightAfter(table), people)),
          change: when(standing, () => pairedDifference(table)),
        },
      ]
    }),
  }
}

function when<T>(standing: Standing | undefined, value: () => T): Shown<T> {
  return standing === 'shown' ? shown(value()) : withheld(standing ?? 'not-released')
}

const groupSize = (n: number): Shown<number> => when(standingOfSize(n), () => n)

const shareOf = (count: number, n: number): Share => ({ count, share: count / n, ...wilsonInterval(count, n) })

/** Of all tables with the same two shares the one in which fewest people are right both times. */
export function leastCorrelated({ both, lost, gained, neither }: PairedTable): PairedTable {
  const least = Math.max(0, both - neither)
  const moved = both - least
  return { both: least, lost: lost + moved, gained: gained + moved, neither: neither - moved }
}
