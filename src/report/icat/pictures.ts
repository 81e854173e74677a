/**
 * What the charts draw: the way from scan to last answer, score histograms, transitions and the trend. Counts of histograms and transitions are
 * rounded to 5 and withheld under 5, since means, spreads and shares of the same people are shown to the digit.
 */
import { conceptsOf, scalesOf } from '../../assessment/scoring.ts'
import type { NamedInstrument, Wave } from '../../protocol/catalogue.ts'
import { EMPTY, mergeTallies } from '../../tally/tally.ts'
import type { Footfalls } from '../gate/release.ts'
import { GATE_SETTINGS as SETTINGS } from '../gate/settings.ts'
import type { Snapshot } from '../gate/snapshot.ts'
import type { Results } from '../results.ts'
import { shown, withheld } from '../shown.ts'
import {
  type Estimate,
  type FunnelStage,
  NOT_ASKED,
  type ScoreHistogram,
  type Told,
  type TransitionTable,
  type TrendPoint,
} from './indicator.ts'
import { meanShare } from './mean-share.ts'
import { SCALE_NAMES } from './steps.ts'
import { barsOf, pairsIn, scoresAfter, scoresBefore, type Tables, tablesOf, transitionsIn } from './tables.ts'

const ROUNDING = 5

/** A count for a picture: to the nearest 5, and not at all under 5. */
const rounded = (count: number): Told<number> =>
  count < SETTINGS.minimumCell ? withheld('cell-under-5') : shown(Math.round(count / ROUNDING) * ROUNDING)

export function funnelOf({ n }: Results, { scans, starts }: Footfalls, isComparison: boolean): FunnelStage[] {
  const bare = (count: number): Told<number> => (count === 0 ? withheld('not-released') : shown(count))
  const stages: FunnelStage[] = [
    { stage: 'scan', name: { es: 'Abrieron el código', en: 'Opened the code' }, people: bare(scans) },
    { stage: 'start', name: { es: 'Empezaron', en: 'Began' }, people: bare(starts) },
  ]
  return isComparison
    ? [
        ...stages,
        {
          stage: 'content-first',
          name: { es: 'Leyeron y contestaron', en: 'Read and answered' },
          people: n.contentFirst,
        },
      ]
    : [
        ...stages,
        { stage: 'baseline', name: { es: 'Contestaron antes', en: 'Answered before' }, people: n.baseline },
        { stage: 'endline', name: { es: 'Contestaron antes y después', en: 'Answered before and after' }, people: n.endline },
      ]
}

export function histogramsOf(tables: Tables, results: Results, instrument: NamedInstrument): ScoreHistogram[] {
  return scalesOf(instrument).map((scale) => {
    const top = conceptsOf(instrument, scale).length
    const transitions = transitionsIn(tables, scale)
    const result = results.scales.find((one) => one.scale === scale)
    const gone = result === undefined ? NOT_ASKED : result.change.kind === 'withheld' ? result.change : undefined
    const bars = (of: typeof scoresBefore) => barsOf(of(transitions), top).map((count) => gone ?? rounded(count))
    return { scale, name: SCALE_NAMES[scale], before: bars(scoresBefore), after: bars(scoresAfter) }
  })
}

export function transitionsOf(tables: Tables, results: Results, instrument: NamedInstrument): TransitionTable[] {
  return instrument.concepts.map((concept) => {
    const { both, gained, lost, neither } = pairsIn(tables, 'p', concept)
    const result = results.concepts.find((one) => one.concept === concept.id)
    const gone = result === undefined ? NOT_ASKED : result.gained.kind === 'withheld' ? result.gained : undefined
    const cell = (count: number) => gone ?? rounded(count)
    return {
      concept: concept.id,
      name: concept.name,
      both: cell(both),
      gained: cell(gained),
      lost: cell(lost),
      neither: cell(neither),
    }
  })
}

/** The primary scale, week by week: each point is everybody whom snapshots had by then. Empty for an instrument that the primary outcome is not of. */
export function trendOf(snapshots: readonly Snapshot[], instrument: NamedInstrument, wave: Wave): TrendPoint[] {
  const { scale, instrument: primary } = wave.primaryOutcome
  const top = conceptsOf(instrument, scale).length
  if (primary !== instrument.id || top < 2) return []
  const weeks = [...new Set(snapshots.filter(({ n }) => n.endline > 0).map(({ week }) => week))].sort()
  let sum = EMPTY
  let last = ''
  return weeks.map((week) => {
    const since = snapshots.filter((snapshot) => snapshot.week > last && snapshot.week <= week)
    sum = mergeTallies(sum, ...since.map(({ tally }) => tally))
    last = week
    const tables = tablesOf(sum)
    const transitions = transitionsIn(tables, scale)
    const n = transitions.reduce((sum, { count }) => sum + count, 0)
    const at = (of: typeof scoresBefore): Told<Estimate> =>
      n < SETTINGS.minimumShown ? withheld('fewer-than-10') : meanShare(of(transitions), top)
    return { week, n, before: at(scoresBefore), after: at(scoresAfter) }
  })
}
