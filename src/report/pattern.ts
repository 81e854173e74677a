/**
 * The suppression pattern of one unit: which of its figures are shown, and why the others are withheld.
 *
 * Fewer than 10 people: no result. A count under 5 is withheld (primary suppression) together with what would give it away inside the unit
 * (complementary suppression; L. H. Cox, "Suppression methodology and statistical disclosure control", JASA 75 (1980) 377–385): a share goes with its
 * complement, "I don't know" with the wrong answers that it leaves, of the four cells right/wrong × before/after all go when one does, since margins
 * are shown, and beside a concept of a scale a second one goes, since the scale's mean is their sum. What other units give away is `across.ts`.
 */
import type { Instrument } from '../assessment/instrument.ts'
import { scalesOf } from '../assessment/scoring.ts'
import type { Transition } from '../statistics/paired-change.ts'
import type { PairedTable } from '../statistics/paired-difference.ts'
import { type Counts, fallen, pointsAfter, pointsBefore, rightAfter, rightBefore, squaresAround } from './counts.ts'
import { GATE_SETTINGS as SETTINGS } from './gate/settings.ts'
import type { WithheldReason } from './shown.ts'

export type Standing = 'shown' | WithheldReason

/** Lists follow the instrument, as those of `Counts` do. A change is shown where `before` and `after` are, gained and lost where `cells` is. */
export interface Pattern {
  readonly before: readonly Standing[]
  readonly after: readonly Standing[]
  readonly cells: readonly Standing[]
  readonly unsureBefore: readonly Standing[]
  readonly unsureAfter: readonly Standing[]
  /** By scale: its means and their change … */
  readonly mean: readonly Standing[]
  /** … and the interval of the change. */
  readonly interval: readonly Standing[]
  /** By barrier. */
  readonly named: readonly Standing[]
  /** By concept: right before, of everybody. */
  readonly known: readonly Standing[]
  /** By scale: whose score fell. */
  readonly worse: readonly Standing[]
  /** By concept: the whole table of what is recalled × now. */
  readonly recalled: readonly Standing[]
}

/** A pattern in the making. */
export type Draft = { readonly [Figure in keyof Pattern]: Standing[] }

/** Which concepts, by their place in the instrument, make up each scale. */
export const scaleMembers = (instrument: Instrument): readonly (readonly number[])[] =>
  scalesOf(instrument).map((scale) => instrument.concepts.flatMap((concept, at) => (concept.scale === scale ? [at] : [])))

export function patternOf(counts: Counts, instrument: Instrument): Draft {
  const { endline: n } = counts
  const size = standingOfSize(n)
  const members = scaleMembers(instrument)
  const draft: Draft = {
    before: counts.concepts.map((table) => standingOf(rightBefore(table), n)),
    after: counts.concepts.map((table) => standingOf(rightAfter(table), n)),
    cells: counts.concepts.map((table) => enough(size, [table.both, table.lost, table.gained, table.neither])),
    // "I don't know" is one of the answers that are not right: the others are their difference, and have to be enough too.
    unsureBefore: counts.concepts.map((c) => enough(size, [c.unsureBefore, c.gained + c.neither - c.unsureBefore])),
    unsureAfter: counts.concepts.map((c) => enough(size, [c.unsureAfter, c.lost + c.neither - c.unsureAfter])),
    mean: counts.scales.map(() => size),
    interval: counts.scales.map((transitions) => enough(size, spreads(transitions))),
    named: counts.barriers.map((named) => standingOf(named, counts.baseline)),
    known: counts.known.map((known, concept) => knownBeside(known, counts, counts.concepts[concept] as PairedTable)),
    worse: counts.scales.map((transitions) => standingOf(fallen(transitions), n)),
    recalled: counts.recalled.map((table) => enough(standingOfSize(total(table)), Object.values(table))),
  }
  for (const [scale, concepts] of members.entries()) addComplements(draft, counts, scale, concepts)
  return settle(draft, members)
}

/** Of a group of this size as a whole. */
export const standingOfSize = (n: number): Standing =>
  n === 0 ? 'not-released' : n < SETTINGS.minimumShown ? 'fewer-than-10' : 'shown'

const enough = (size: Standing, counts: readonly number[]): Standing =>
  size === 'shown' && counts.some((count) => count < SETTINGS.minimumCell) ? 'cell-under-5' : size

const standingOf = (count: number, n: number): Standing => enough(standingOfSize(n), [count, n - count])

/**
 * Right before, of everybody, stands beside right before of those who finished too: the difference, which is those who left, has to be nobody or at least
 * 5 right and 5 wrong.
 */
function knownBeside(known: number, { baseline, endline }: Counts, table: PairedTable): Standing {
  const right = known - rightBefore(table)
  const wrong = baseline - endline - right
  const isApart = right === 0 && wrong === 0 ? [] : [Math.abs(right), Math.abs(wrong)]
  return enough(standingOf(known, baseline), isApart)
}

const total = ({ both, lost, gained, neither }: PairedTable): number => both + lost + gained + neither

/** The two least sums of squares around a whole number of points: as many people at most changed by another number of points. */
function spreads(transitions: readonly Transition[]): number[] {
  const n = transitions.reduce((sum, { count }) => sum + count, 0)
  const mean = (pointsAfter(transitions) - pointsBefore(transitions)) / Math.max(1, n)
  return [Math.floor(mean), Math.ceil(mean)].map((change) => squaresAround(change, transitions))
}

/**
 * The mean of a scale, times its people, is the sum of its concepts' counts. Where just one of them is withheld, or all that are withheld are
 * nobody or everybody, that sum gives them away: then the concept with the next smallest count goes too, or the scale's figure where there is none.
 */
function addComplements(draft: Draft, counts: Counts, scale: number, concepts: readonly number[]): void {
  if (draft.mean[scale] !== 'shown') return
  const n = counts.endline
  const transitions = counts.scales[scale] ?? []
  for (const [side, points, rightOf] of [
    ['before', pointsBefore(transitions), rightBefore],
    ['after', pointsAfter(transitions), rightAfter],
  ] as const) {
    const countOf = (concept: number): number => rightOf(counts.concepts[concept] as Counts['concepts'][number])
    const seen = concepts.filter((concept) => draft[side][concept] === 'shown')
    const hidden = concepts.length - seen.length
    const rest = points - seen.reduce((sum, concept) => sum + countOf(concept), 0)
    if (hidden === 0 || (hidden > 1 && rest > 0 && rest < hidden * n)) continue
    const smallest = (concept: number) => Math.min(countOf(concept), n - countOf(concept))
    const [next] = seen.sort((a, b) => smallest(a) - smallest(b))
    if (next === undefined) draft.mean[scale] = 'cell-under-5'
    else draft[side][next] = 'cell-under-5'
  }
}

/** Takes along what depends on a figure that went: cells need both margins, and a scale of one concept is that concept. Idempotent. */
export function settle(draft: Draft, members: readonly (readonly number[])[]): Draft {
  for (const [concept, before] of draft.before.entries()) {
    const gone = before !== 'shown' ? before : (draft.after[concept] as Standing)
    if (gone !== 'shown' && draft.cells[concept] === 'shown') draft.cells[concept] = gone
    // Where nobody left, what everybody knew is what those knew who finished.
    if (before !== 'shown' && draft.known[concept] === 'shown') draft.known[concept] = before
    // What is recalled has the same "now" as the answers after.
    const after = draft.after[concept] as Standing
    if (after !== 'shown' && draft.recalled[concept] === 'shown') draft.recalled[concept] = after
  }
  for (const [scale, concepts] of members.entries()) {
    const [only] = concepts
    if (concepts.length === 1 && only !== undefined) {
      const gone = [draft.before[only], draft.after[only]].find((standing) => standing !== undefined && standing !== 'shown')
      if (gone && draft.mean[scale] === 'shown') draft.mean[scale] = gone
      // With one concept the scale's spread is that of its four cells.
      const cells = draft.cells[only] as Standing
      if (cells !== 'shown') draft.interval[scale] = cells
      // Whose score fell are those who lost it.
      if (cells !== 'shown' && draft.worse[scale] === 'shown') draft.worse[scale] = cells
    }
    const mean = draft.mean[scale] as Standing
    if (mean !== 'shown') draft.interval[scale] = mean
  }
  return draft
}
