/**
 * Results for the public: rounded, so that small differences between tables, places or weeks are lost in the rounding.
 *
 * Counts, people too, are written to the nearest 5, halves up; what is withheld stays withheld. Shares are computed again from the rounded counts and
 * written in whole percent, changes in whole points between those, mean scores in tenths of a point. An interval that were only widened to whole
 * percent would still give the exact count back (of 30 people each count has limits of its own), so limits are the outermost of all counts and
 * sizes that are rounded to the same figures, widened to whole percent: they say nothing that the rounded figures don't, and contain the exact interval.
 *
 * Sources: NHS Digital, Hospital Episode Statistics analysis guide (1–7 withheld, the rest to the nearest 5); OpenSAFELY output checking (rounded to the
 * nearest 5 after redaction). Both as quoted in reliability.md, section 1.
 */
import type { Scale } from '../assessment/instrument.ts'
import { type PairedTable, pairedDifference } from '../statistics/paired-difference.ts'
import { type Interval, wilsonInterval } from '../statistics/wilson.ts'
import { GATE_SETTINGS as SETTINGS } from './gate/settings.ts'
import { standingOfSize } from './pattern.ts'
import { type ConceptResult, leastCorrelated, type RecalledResult, type Results, type ScaleResult, type Share } from './results.ts'
import { type Shown, shown, withheld } from './shown.ts'

/** A rounded count as a share, in whole percent from 0 to 100 with limits of 95 % confidence and rounding together. */
export interface PublicShare extends Interval {
  readonly count: number
  readonly percent: number
}

/** Between two rounded shares, in whole points from −100 to 100. */
export interface PublicChange extends Interval {
  readonly points: number
}

/** Mean scores in tenths of a point. */
export interface PublicScore {
  readonly meanBefore: number
  readonly meanAfter: number
  readonly change: number
  readonly interval: Interval | 'no-interval'
}

export interface PublicConcept {
  readonly concept: string
  readonly scale: Scale
  readonly n: Shown<number>
  readonly before: Shown<PublicShare>
  readonly after: Shown<PublicShare>
  readonly change: Shown<PublicChange>
  readonly gained: Shown<number>
  readonly lost: Shown<number>
  readonly dontKnowBefore: Shown<PublicShare>
  readonly dontKnowAfter: Shown<PublicShare>
}

export interface PublicScale {
  readonly scale: Scale
  /** Highest score. */
  readonly top: number
  readonly n: Shown<number>
  readonly change: Shown<PublicScore>
}

export interface PublicResults {
  readonly n: { readonly baseline: Shown<number>; readonly endline: Shown<number>; readonly contentFirst: Shown<number> }
  readonly scales: readonly PublicScale[]
  readonly concepts: readonly PublicConcept[]
  readonly barriers: readonly { readonly barrier: string; readonly named: Shown<PublicShare> }[]
  readonly known: readonly { readonly concept: string; readonly share: Shown<PublicShare> }[]
  readonly worse: readonly { readonly scale: Scale; readonly share: Shown<PublicShare> }[]
  readonly recalled: readonly {
    readonly concept: string
    readonly n: Shown<number>
    readonly earlier: Shown<PublicShare>
    readonly now: Shown<PublicShare>
    readonly change: Shown<PublicChange>
  }[]
}

const STEP = SETTINGS.roundingPublic

/** To the nearest multiple of 5. Counts are whole, so no half arises: 2 goes down and 3 goes up. */
export const roundedCount = (count: number): number => Math.floor(count / STEP + 0.5) * STEP

/** As `Math.round`: halves go up, towards +∞ (−2.5 is −2). */
const whole = (value: number): number => Math.floor(value + 0.5) + 0
const tenths = (value: number): number => whole(value * 10) / 10

export function publicResults({ n, scales, concepts, barriers, known, worse, recalled }: Results): PublicResults {
  const baseline = n.baseline.kind === 'shown' ? n.baseline.value : 0
  const endline = n.endline.kind === 'shown' ? n.endline.value : 0
  return {
    n: {
      baseline: mapped(n.baseline, roundedCount),
      endline: mapped(n.endline, roundedCount),
      contentFirst: mapped(n.contentFirst, roundedCount),
    },
    scales: scales.map(scaleFor),
    concepts: concepts.map(conceptFor),
    barriers: barriers.map(({ barrier, named }) => ({ barrier, named: shareFor(named, baseline) })),
    known: known.map(({ concept, share }) => ({ concept, share: shareFor(share, baseline) })),
    worse: worse.map(({ scale, share }) => ({ scale, share: shareFor(share, endline) })),
    recalled: recalled.map(recalledFor),
  }
}

const mapped = <T, U>(figure: Shown<T>, of: (value: T) => U): Shown<U> =>
  figure.kind === 'shown' ? shown(of(figure.value)) : figure

function sizeFor(n: number): Shown<number> {
  const standing = standingOfSize(n)
  return standing === 'shown' ? shown(roundedCount(n)) : withheld(standing)
}

function conceptFor(result: ConceptResult): PublicConcept {
  const { concept, scale, n, gained, lost } = result
  const before = shareFor(result.before, n)
  const after = shareFor(result.after, n)
  return {
    concept,
    scale,
    n: sizeFor(n),
    before,
    after,
    change: mapped(result.change, () => changeFor(before, after, mapped(gained, roundedCount), mapped(lost, roundedCount), n)),
    gained: mapped(gained, roundedCount),
    lost: mapped(lost, roundedCount),
    dontKnowBefore: shareFor(result.dontKnowBefore, n),
    dontKnowAfter: shareFor(result.dontKnowAfter, n),
  }
}

/** Its four cells are not written, so that the limits are those of all tables with the two rounded shares. */
function recalledFor({ concept, n, earlier, now, change }: RecalledResult): PublicResults['recalled'][number] {
  const before = shareFor(earlier, n)
  const after = shareFor(now, n)
  const unknown = withheld('cell-under-5')
  return {
    concept,
    n: sizeFor(n),
    earlier: before,
    now: after,
    change: mapped(change, () => changeFor(before, after, unknown, unknown, n)),
  }
}

/** Every whole number that is rounded to the same, from `least` on. */
const alike = (count: number, least: number): number[] => {
  const rounded = roundedCount(count)
  return Array.from({ length: STEP }, (_, at) => rounded - Math.floor(STEP / 2) + at).filter(
    (other) => other >= least && roundedCount(other) === rounded,
  )
}

/** The two ends of what is alike. */
const endsOf = (count: number): readonly [number, number] => {
  const all = alike(count, SETTINGS.minimumCell)
  return [all[0] as number, all.at(-1) as number]
}

/** Whole percent around all of these intervals and the figure itself. */
function outward(figure: number, intervals: readonly Interval[], scale: number): Interval {
  const low = Math.min(...intervals.map((interval) => interval.low)) * scale
  const high = Math.max(...intervals.map((interval) => interval.high)) * scale
  return { low: Math.min(figure, Math.floor(low)) + 0, high: Math.max(figure, Math.ceil(high)) + 0 }
}

const shareFor = (figure: Shown<Share>, n: number): Shown<PublicShare> =>
  mapped(figure, ({ count }) => {
    const percent = whole((roundedCount(count) / roundedCount(n)) * 100)
    const [fewest, most] = endsOf(count)
    // A shown share leaves a cell's worth of people on the other side too.
    const intervals = alike(n, SETTINGS.minimumShown).flatMap((size) =>
      [fewest, Math.min(most, size - SETTINGS.minimumCell)]
        .filter((people) => people >= SETTINGS.minimumCell && size - people >= SETTINGS.minimumCell)
        .map((people) => wilsonInterval(people, size)),
    )
    return { count: roundedCount(count), percent, ...outward(percent, intervals, 100) }
  })

/**
 * The limits of a change fall with each right answer before and rise with each one after, and so they do with those lost and gained where the four cells
 * are shown: only the ends of what is rounded alike need be tried of these, and all sizes (held by a test over all small tables).
 */
function changeFor(
  before: Shown<PublicShare>,
  after: Shown<PublicShare>,
  gained: Shown<number>,
  lost: Shown<number>,
  n: number,
): PublicChange {
  if (before.kind === 'withheld' || after.kind === 'withheld') throw new TypeError('rounding: a change without both shares')
  const points = after.value.percent - before.value.percent
  const sizes = alike(n, SETTINGS.minimumShown)
  const tables: PairedTable[] = []
  if (gained.kind === 'shown' && lost.kind === 'shown') {
    for (const size of sizes)
      for (const right of alike(before.value.count, SETTINGS.minimumCell))
        for (const [g, l] of crossed(endsOf(gained.value), endsOf(lost.value)))
          tables.push({ both: right - l, lost: l, gained: g, neither: size - right - g })
  } else
    for (const size of sizes)
      for (const [b, a] of crossed(endsOf(before.value.count), endsOf(after.value.count))) {
        const both = Math.min(a, b)
        tables.push(leastCorrelated({ both, lost: b - both, gained: a - both, neither: size - Math.max(a, b) }))
      }
  const possible = tables.filter((table) => Object.values(table).every((count) => count >= 0))
  return { points, ...outward(points, possible.map(pairedDifference), 100) }
}

/** Low with high and high with low. */
const crossed = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]): readonly (readonly [number, number])[] => [
  [a, d],
  [b, c],
]

const scaleFor = ({ scale, top, n, change }: ScaleResult): PublicScale => ({
  scale,
  top,
  n: sizeFor(n),
  change: mapped(change, ({ meanBefore, meanAfter, interval }) => {
    const [before, after] = [tenths(meanBefore), tenths(meanAfter)]
    const points = tenths(after - before)
    if (interval === 'no-interval') return { meanBefore: before, meanAfter: after, change: points, interval }
    const { low, high } = outward(points * 10, [interval], 10)
    return { meanBefore: before, meanAfter: after, change: points, interval: { low: low / 10, high: high / 10 } }
  }),
})
