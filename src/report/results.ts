/**
 * From released counters to before, after and change: by concept, by scale, by barrier.
 *
 * Everything here is arithmetic on a sum of snapshots. Fewer than 10 people: no result. A count under 5 is withheld together with what would give
 * it away: a share goes with its complement, "I don't know" with the wrong answers that it leaves, of the four cells right/wrong × before/after all
 * go when one does, since margins are shown, and beside a concept of a scale a second one goes, since the scale's mean is their sum.
 */
import type { Concept, Instrument, Scale } from '../assessment/instrument.ts'
import { DONT_KNOW } from '../assessment/instrument.ts'
import { conceptsOf, scalesOf } from '../assessment/scoring.ts'
import { type PairedChange, pairedChange, type Transition } from '../statistics/paired-change.ts'
import { type PairedDifference, type PairedTable, pairedDifference } from '../statistics/paired-difference.ts'
import { type Interval, wilsonInterval } from '../statistics/wilson.ts'
import { partsOf } from '../tally/keys.ts'
import type { Tally } from '../tally/tally.ts'
import { sizeOf } from './gate/release.ts'
import { GATE_SETTINGS as SETTINGS } from './gate/settings.ts'
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
}

/** Results of one leaf or view. `tally` is a sum of snapshots' tallies, orders apart or pooled. */
export function resultsOf(tally: Tally, instrument: Instrument): Results {
  const cells = cellsOf(tally)
  const endline = sizeOf(tally, 'endline')
  const baseline = sizeOf(tally, 'baseline')
  const complete = scalesOf(instrument).map((scale) =>
    withComplements(
      scaleResult(scale, instrument, cells, endline),
      conceptsOf(instrument, scale).map((concept) => conceptResult(concept, cells, endline)),
    ),
  )
  const byConcept = new Map(complete.flatMap(({ concepts }) => concepts.map((result) => [result.concept, result])))
  return {
    n: { baseline: groupSize(baseline), endline: groupSize(endline), contentFirst: groupSize(sizeOf(tally, 'content-first')) },
    scales: complete.map(({ scale }) => scale),
    concepts: instrument.concepts.flatMap(({ id }) => byConcept.get(id) ?? []),
    barriers: instrument.barriers.map((barrier) => ({
      barrier,
      named: shareOf(cells.get(`x:${barrier}`)?.get('') ?? 0, baseline),
    })),
  }
}

/** Counts by `kind:measure` and value, form orders added up. */
type Cells = ReadonlyMap<string, ReadonlyMap<string, number>>

function cellsOf(tally: Tally): Cells {
  const cells = new Map<string, Map<string, number>>()
  for (const text in tally) {
    const { kind, measure, value } = partsOf(text)
    const table = cells.get(`${kind}:${measure}`) ?? new Map<string, number>()
    table.set(value, (table.get(value) ?? 0) + (tally[text] as number))
    cells.set(`${kind}:${measure}`, table)
  }
  return cells
}

const groupSize = (n: number): Shown<number> =>
  n === 0 ? withheld('not-released') : n < SETTINGS.minimumShown ? withheld('fewer-than-10') : shown(n)

function shareOf(count: number, n: number): Shown<Share> {
  if (n === 0) return withheld('not-released')
  if (n < SETTINGS.minimumShown) return withheld('fewer-than-10')
  if (count < SETTINGS.minimumCell || n - count < SETTINGS.minimumCell) return withheld('cell-under-5')
  return shown({ count, share: count / n, ...wilsonInterval(count, n) })
}

function scaleResult(scale: Scale, instrument: Instrument, cells: Cells, n: number): ScaleResult {
  const transitions: Transition[] = [...(cells.get(`ps:${scale}`) ?? [])].map(([value, count]) => {
    const [before, after] = value.split('>').map(Number) as [number, number]
    return { before, after, count }
  })
  const size = groupSize(n)
  return {
    scale,
    top: conceptsOf(instrument, scale).length,
    n,
    change: size.kind === 'shown' ? shown(pairedChange(transitions)) : size,
  }
}

/**
 * The mean of a scale, times its people, is the sum of its concepts' counts. Where just one of them is withheld, or all that are withheld are
 * nobody or everybody, that sum gives them away: then the concept with the next smallest count goes too, or the scale's figure where there is none.
 */
function withComplements(scale: ScaleResult, concepts: readonly ConceptResult[]) {
  if (scale.change.kind === 'withheld') return { scale, concepts }
  const { n, meanBefore, meanAfter } = scale.change.value
  // With one concept the scale's spread is that of its four cells.
  const hasCells = concepts.length > 1 || concepts.every(({ gained }) => gained.kind === 'shown')
  const safe: ScaleResult = hasCells ? scale : { ...scale, change: shown({ ...scale.change.value, interval: 'no-interval' }) }
  let result = { scale: safe, concepts: [...concepts] }
  for (const [side, mean] of [
    ['before', meanBefore],
    ['after', meanAfter],
  ] as const) {
    const seen = concepts.flatMap((concept) =>
      concept[side].kind === 'shown' ? [{ concept, count: concept[side].value.count }] : [],
    )
    const hidden = concepts.length - seen.length
    const rest = Math.round(mean * n) - seen.reduce((sum, { count }) => sum + count, 0)
    if (hidden === 0 || (hidden > 1 && rest > 0 && rest < hidden * n)) continue
    const [next] = seen.sort((a, b) => Math.min(a.count, n - a.count) - Math.min(b.count, n - b.count))
    const gone = withheld('cell-under-5')
    result = next
      ? {
          ...result,
          concepts: result.concepts.map((one) =>
            one.concept === next.concept.concept ? { ...one, [side]: gone, change: gone, gained: gone, lost: gone } : one,
          ),
        }
      : { ...result, scale: { ...safe, change: gone } }
  }
  return result
}

function conceptResult(concept: Concept, cells: Cells, n: number): ConceptResult {
  const table = { both: 0, lost: 0, gained: 0, neither: 0 }
  let unsureBefore = 0
  let unsureAfter = 0
  for (const [value, count] of cells.get(`p:${concept.id}`) ?? []) {
    const [before = '', after = ''] = value.split('>')
    const wasRight = concept.right.includes(before)
    const isRight = concept.right.includes(after)
    table[wasRight ? (isRight ? 'both' : 'lost') : isRight ? 'gained' : 'neither'] += count
    if (before === DONT_KNOW) unsureBefore += count
    if (after === DONT_KNOW) unsureAfter += count
  }
  const before = shareOf(table.both + table.lost, n)
  const after = shareOf(table.both + table.gained, n)
  const cellsShown = Object.values(table).every((count) => count >= SETTINGS.minimumCell)
  const size = groupSize(n)
  const single = (count: number): Shown<number> =>
    size.kind === 'withheld' ? size : cellsShown ? shown(count) : withheld('cell-under-5')
  return {
    concept: concept.id,
    scale: concept.scale,
    n,
    before,
    after,
    change: changeOf(cellsShown ? table : leastCorrelated(table), cellsShown ? 'pairs' : 'margins', before, after),
    gained: single(table.gained),
    lost: single(table.lost),
    dontKnowBefore: unsureOf(unsureBefore, table.gained + table.neither, n),
    dontKnowAfter: unsureOf(unsureAfter, table.lost + table.neither, n),
  }
}

/** "I don't know" is one of the answers that are not right: the others are their difference, and have to be enough too. */
const unsureOf = (unsure: number, notRight: number, n: number): Shown<Share> =>
  n >= SETTINGS.minimumShown && notRight - unsure < SETTINGS.minimumCell ? withheld('cell-under-5') : shareOf(unsure, n)

/** The change is shown only beside both shares: with one of them it would give the other. */
function changeOf(table: PairedTable, basis: Change['basis'], before: Shown<Share>, after: Shown<Share>): Shown<Change> {
  if (before.kind === 'withheld') return before
  if (after.kind === 'withheld') return after
  return shown({ ...pairedDifference(table), basis })
}

/** Of all tables with the same two shares the one in which fewest people are right both times. */
function leastCorrelated({ both, lost, gained, neither }: PairedTable): PairedTable {
  const least = Math.max(0, both - neither)
  const moved = both - least
  return { both: least, lost: lost + moved, gained: gained + moved, neither: neither - moved }
}
