/**
 * The report of a wave: for each instrument and each leaf or view the five ICAT steps with their indicators, the way from scan to last answer,
 * score histograms, transitions and the trend; and the quality of the instrument itself. Everything here is computed from snapshots.
 */
import { type Catalogue, instrumentOf, type NamedInstrument, type Text, type Wave, waveOf } from '../protocol/catalogue.ts'
import { leafId, placeBeneath, SHARED_PLACES } from '../tally/leaf.ts'
import { mergeTallies, type Tally } from '../tally/tally.ts'
import { resultsOfUnits } from './across.ts'
import { type Alarm, anomalyChecksOf } from './anomaly/anomaly.ts'
import type { AnomalyCheck } from './anomaly/check.ts'
import type { Rest } from './gate/close.ts'
import { GATE_SETTINGS, type GateSettings } from './gate/settings.ts'
import type { Snapshot } from './gate/snapshot.ts'
import { awarenessOf, barriersOf } from './icat/awareness.ts'
import { contrastsOf, harmOf, leaversOf, recalledOf, retentionOf } from './icat/checks.ts'
import { comebackOf, followupOutcomes, followupWay } from './icat/followup.ts'
import {
  type FunnelStage,
  type Indicator,
  type ScoreHistogram,
  STEPS,
  type Step,
  type TransitionTable,
  type TrendPoint,
} from './icat/indicator.ts'
import { outcomesOf } from './icat/outcomes.ts'
import { funnelOf, histogramsOf, transitionsOf, trendOf } from './icat/pictures.ts'
import { randomisedOf } from './icat/randomised.ts'
import { STEP_WORDS } from './icat/steps.ts'
import { type Tables, tablesOf } from './icat/tables.ts'
import { LIMITS } from './limits.ts'
import { type InstrumentQuality, qualityOf } from './quality.ts'
import type { Results } from './results.ts'
import { VIEW_NAMES } from './view-names.ts'
import { type Level, type Unit, unitsOf } from './views.ts'

export const REPORT_FORMAT = 'eso-es-cuento/report@1'

/** Whether a wave is closed, and then what became of those whom no snapshot of their own place holds. */
export type WaveState = 'open' | readonly Rest[]

export interface StepReport {
  readonly step: Step
  readonly title: Text
  /** What the step asks. */
  readonly question: Text
  readonly indicators: readonly Indicator[]
}

export interface UnitReport {
  readonly level: Level
  /** A place's id, a city's name, a kind or an audience; `all` overall. */
  readonly id: string
  readonly name: Text
  readonly places: readonly string[]
  readonly weeks: readonly [string, string]
  /** People whose answers after are in it (for the comparison: their only ones; for the follow-up: those of weeks later). */
  readonly n: number
  readonly steps: readonly StepReport[]
  readonly funnel: readonly FunnelStage[]
  readonly histograms: readonly ScoreHistogram[]
  readonly transitions: readonly TransitionTable[]
  readonly trend: readonly TrendPoint[]
  readonly results: Results
}

export interface InstrumentReport {
  readonly instrument: NamedInstrument
  readonly units: readonly UnitReport[]
  readonly quality: InstrumentQuality
}

export interface Report {
  readonly format: typeof REPORT_FORMAT
  readonly wave: Wave
  /** YYYY-MM-DD, by the clock of whoever asked for it. */
  readonly date: string
  readonly settings: GateSettings
  readonly limits: { readonly es: readonly string[]; readonly en: readonly string[] }
  readonly closing: WaveState
  /** How many snapshots it rests on, and their hashes in order of leaf and number. */
  readonly snapshots: readonly { readonly leaf: string; readonly number: number; readonly week: string; readonly hash: string }[]
  readonly actions: Catalogue['actions']
  readonly barriers: Catalogue['barriers']
  readonly pathways: Catalogue['pathways']
  /** Only instruments that have snapshots. */
  readonly instruments: readonly InstrumentReport[]
  /** Whether anything is odd: what was looked at, and what was found. */
  readonly anomalies: readonly AnomalyCheck[]
}

/** The right-or-wrong × score tables of a closed wave, by instrument. */
export interface QualityTally {
  readonly instrument: string
  readonly tally: Tally
}

export interface Evidence {
  readonly wave: string
  readonly snapshots: readonly Snapshot[]
  readonly catalogue: Catalogue
  /** Today, YYYY-MM-DD. */
  readonly date: string
  readonly closing?: WaveState
  readonly quality?: readonly QualityTally[]
  /** Crowded hours by place, as the collector counted them; left out where none watches. */
  readonly alarms?: readonly Alarm[] | undefined
}

/** Throws RangeError where the catalogue has no such wave. A wave without snapshots gives a report without instruments. */
export function reportOf({ wave: id, snapshots, catalogue, date, closing = 'open', quality = [], alarms }: Evidence): Report {
  const wave = waveOf(catalogue, id)
  if (!wave) throw new RangeError(`report: there is no wave ${id}`)
  // In one order, whatever they came in: sums of fractions depend on it in the last digit.
  const ofWave = snapshots
    .filter((snapshot) => snapshot.wave === id)
    .sort((a, b) => (leafId(a) === leafId(b) ? a.number - b.number : leafId(a) < leafId(b) ? -1 : 1))
  const released = wave.instruments.flatMap((instrumentId) => {
    const instrument = instrumentOf(catalogue, instrumentId)
    const own = ofWave.filter((snapshot) => snapshot.instrument === instrumentId)
    return instrument && own.length > 0 ? [{ instrument, snapshots: own, units: unitsOf(own, catalogue) }] : []
  })
  return {
    format: REPORT_FORMAT,
    wave,
    date,
    settings: GATE_SETTINGS,
    limits: LIMITS,
    closing,
    snapshots: ofWave.map((snapshot) => ({
      leaf: leafId(snapshot),
      number: snapshot.number,
      week: snapshot.week,
      hash: snapshot.hash,
    })),
    actions: catalogue.actions,
    barriers: catalogue.barriers,
    pathways: catalogue.pathways,
    instruments: released.map(({ instrument, snapshots: own, units }) => {
      const kept = quality.find((one) => one.instrument === instrument.id)?.tally
      return instrumentReport(own, units, kept, instrument, wave, catalogue)
    }),
    anomalies: anomalyChecksOf(released, wave, catalogue, alarms),
  }
}

function instrumentReport(
  snapshots: readonly Snapshot[],
  units: readonly Unit[],
  wholeWave: Tally | undefined,
  instrument: NamedInstrument,
  wave: Wave,
  catalogue: Catalogue,
): InstrumentReport {
  const results = resultsOfUnits(units, instrument)
  const comparable = comparablePlaces(snapshots)
  const sumOf = (isIn: (place: string) => boolean) =>
    tablesOf(mergeTallies(...snapshots.filter(({ place }) => isIn(placeBeneath(place))).map(({ tally }) => tally)))
  const reports = units.map((unit, index): UnitReport => {
    const tables = tablesOf(unit.tally)
    const found = results[index] as Results
    const isComparison = unit.level === 'comparison'
    const isOverall = unit.level === 'overall'
    const isFollowup = unit.since !== undefined
    const parts = snapshots.filter(({ place }) => unit.places.includes(placeBeneath(place)))
    const matched = () => sumOf((place) => unit.places.includes(place) && comparable.has(place))
    const indicators = isComparison
      ? []
      : unit.since
        ? followupOutcomes(found, tables, instrument, wave, unit.since)
        : [
            ...awarenessOf(found, tables, instrument),
            ...barriersOf(found, instrument, catalogue.barriers),
            ...outcomesOf(found, tables, instrument, wave),
            ...randomisedOf(unit.tally, instrument),
            ...recalledOf(found, instrument),
            ...harmOf(found, instrument),
            ...checksOfLeaving(matched(), instrument),
            ...(isOverall
              ? contrastsOf(
                  sumOf((place) => !(SHARED_PLACES as readonly string[]).includes(place) || place === 'unknown'),
                  sumOf((place) => place === 'comparison'),
                  instrument,
                )
              : []),
            ...(isOverall
              ? [
                  comebackOf(
                    sumOf((place) => place !== '14-17'),
                    sumOf((place) => place === 'followup'),
                  ),
                ]
              : []),
          ]
    return {
      level: unit.level,
      id: unit.id,
      name: unit.name ?? VIEW_NAMES[unit.id] ?? { es: unit.id, en: unit.id },
      places: unit.places,
      weeks: unit.weeks,
      n: unit.n,
      steps: STEPS.map((step) => ({
        step,
        ...STEP_WORDS[step],
        indicators: indicators.filter((indicator) => indicator.step === step),
      })),
      funnel: isFollowup ? followupWay(found.n.endline) : funnelOf(found, unit.footfall, isComparison),
      histograms: isComparison ? [] : histogramsOf(tables, found, instrument),
      transitions: isComparison ? [] : transitionsOf(tables, found, instrument),
      trend: isFollowup ? [] : trendOf(parts, instrument, wave),
      results: found,
    }
  })
  const answered = mergeTallies(...snapshots.filter(({ place }) => placeBeneath(place) !== 'comparison').map(({ tally }) => tally))
  return {
    instrument,
    units: reports,
    quality: qualityOf(
      answered,
      wholeWave,
      results.find((_, at) => units[at]?.level === 'overall'),
      instrument,
    ),
  }
}

const checksOfLeaving = (matched: Tables, instrument: NamedInstrument): Indicator[] => [
  retentionOf(matched),
  ...leaversOf(matched, instrument),
]

/**
 * Places whose baseline tables may be held against their endline tables: the gate released the latter together with, or before, the former. Where the
 * last snapshot has endline tables alone, some of the people in them wait among the baseline's. Rests pooled at the close are of several places, and
 * belong with what those had released before.
 */
function comparablePlaces(snapshots: readonly Snapshot[]): ReadonlySet<string> {
  const last = new Map<string, Snapshot>()
  for (const snapshot of snapshots) {
    const known = last.get(snapshot.place)
    if (snapshot.n.endline > 0 && (!known || known.number < snapshot.number)) last.set(snapshot.place, snapshot)
  }
  // A place is comparable when each of its series is, the collector's and its kiosks'.
  const waiting = new Set([...last].flatMap(([series, { n }]) => (typeof n.baseline === 'number' ? [] : [placeBeneath(series)])))
  return new Set([...last.keys()].map(placeBeneath).filter((place) => place !== 'residue' && !waiting.has(place)))
}
