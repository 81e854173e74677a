/**
 * What the reports of strong mode say: by concept the shares right before and after and the change, by scale their sums. All are estimates with intervals that
 * chance on the phones has widened, and none is paired: who changed her answer on two concepts is known of nobody.
 *
 * From 10 reports on a concept is shown. Small cells are not withheld beyond that: a reported cell is at most e^ε times likelier under the answer it names than under
 * another, whoever looks, and however few stand in it.
 */
import type { Concept, Instrument, Scale } from '../assessment/instrument.ts'
import { conceptsOf, scalesOf } from '../assessment/scoring.ts'
import { type Cell, reportedOf } from '../assessment/strong-mode.ts'
import { type Estimate, type EstimatedTable, estimatedTable, sumOfEstimates } from '../statistics/randomised-response.ts'
import { key } from '../tally/keys.ts'
import type { Tally } from '../tally/tally.ts'
import { sizeOf } from './gate/release.ts'
import { GATE_SETTINGS as SETTINGS } from './gate/settings.ts'
import { type Shown, shown, withheld } from './shown.ts'

/** Shares right, from 0 to 1 but for chance: an estimate or a limit may lie beyond. */
export interface StrongConceptResult {
  readonly concept: string
  readonly scale: Scale
  /** How many people reported it: not all do. */
  readonly n: Shown<number>
  readonly before: Shown<Estimate>
  readonly after: Shown<Estimate>
  readonly change: Shown<Estimate>
}

/** Mean scores, from 0 to `top` but for chance: each the sum of the shares of the scale's concepts. Withheld where one of them is. */
export interface StrongScaleResult {
  readonly scale: Scale
  readonly top: number
  readonly before: Shown<Estimate>
  readonly after: Shown<Estimate>
  readonly change: Shown<Estimate>
}

export interface StrongResults {
  readonly epsilonPerConcept: number
  readonly conceptsPerPerson: number
  /** Of all that a person reports. */
  readonly epsilonPerPerson: number
  /** People. */
  readonly n: Shown<number>
  readonly concepts: readonly StrongConceptResult[]
  readonly scales: readonly StrongScaleResult[]
}

/** Results of strong mode in one leaf or view; `tally` is a sum of snapshots' tallies. Everything is `not-released` where nobody answered so. */
export function strongResultsOf(tally: Tally, instrument: Instrument): StrongResults {
  const people = sizeOf(tally, 'strong')
  const asked = instrument.concepts.length
  const conceptsPerPerson = reportedOf(asked)
  // Concepts are drawn without replacement: of those who report one, this part reports a given other as well.
  const overlap = asked > 1 ? (conceptsPerPerson - 1) / (asked - 1) : 0
  const concepts = instrument.concepts.map((concept) => conceptResult(concept, tally, people))
  return {
    epsilonPerConcept: SETTINGS.strongEpsilon,
    conceptsPerPerson,
    epsilonPerPerson: conceptsPerPerson * SETTINGS.strongEpsilon,
    n: numberOf(people, people),
    concepts,
    scales: scalesOf(instrument).map((scale) => {
      const parts = concepts.filter((concept) => concept.scale === scale)
      const sum = (of: 'before' | 'after' | 'change') => sumOf(parts, of, overlap)
      return {
        scale,
        top: conceptsOf(instrument, scale).length,
        before: sum('before'),
        after: sum('after'),
        change: sum('change'),
      }
    }),
  }
}

const numberOf = (n: number, people: number): Shown<number> =>
  people === 0 ? withheld('not-released') : n < SETTINGS.minimumShown ? withheld('fewer-than-10') : shown(n)

function conceptResult({ id, scale }: Concept, tally: Tally, people: number): StrongConceptResult {
  const count = (cell: Cell) => tally[key.reported(id, cell)] ?? 0
  const reports = { neither: count('00'), gained: count('01'), lost: count('10'), both: count('11') }
  const n = numberOf(reports.neither + reports.gained + reports.lost + reports.both, people)
  if (n.kind === 'withheld') return { concept: id, scale, n, before: n, after: n, change: n }
  // Refused to nobody only.
  const { before, after, change } = estimatedTable(reports, SETTINGS.strongEpsilon) as EstimatedTable
  return { concept: id, scale, n, before: shown(before), after: shown(after), change: shown(change) }
}

function sumOf(parts: readonly StrongConceptResult[], of: 'before' | 'after' | 'change', overlap: number): Shown<Estimate> {
  const estimates: Estimate[] = []
  for (const { [of]: figure } of parts) {
    if (figure.kind === 'withheld') return figure
    estimates.push(figure.value)
  }
  // A scale has a concept.
  return shown(sumOfEstimates(estimates, overlap) as Estimate)
}
