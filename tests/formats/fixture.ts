/** Reports for tests of files: one made by hand in which each kind of figure and absence occurs, and one computed from snapshots of the made-up campaign. */
import type { AnomalyCheck, CheckKind, Finding } from '../../src/report/anomaly/check.ts'
import { sentenceOf } from '../../src/report/anomaly/words.ts'
import { decideRelease, NOTHING_RELEASED } from '../../src/report/gate/release.ts'
import { GATE_SETTINGS } from '../../src/report/gate/settings.ts'
import { type Snapshot, snapshotOf } from '../../src/report/gate/snapshot.ts'
import {
  type Absent,
  type Effect,
  type Estimate,
  type Indicator,
  NOT_ASKED,
  STEPS,
  type Told,
} from '../../src/report/icat/indicator.ts'
import { STEP_WORDS } from '../../src/report/icat/steps.ts'
import { LIMITS } from '../../src/report/limits.ts'
import { REPORT_FORMAT, type Report, reportOf, type UnitReport } from '../../src/report/report.ts'
import { keysOfReports } from '../../src/tally/response.ts'
import { tallyOf } from '../../src/tally/tally.ts'
import { sha256, snapshotAt } from '../released.ts'
import { randomStrongRecord, seeded, specimenCatalogue, specimenInstrument, strongCatalogue } from '../specimen.ts'

export const ORIGIN = 'https://campaign.example/'
export const DATE = '2026-11-24'

const told = <T>(value: T): Told<T> => ({ kind: 'shown', value })
const few: Absent = { kind: 'withheld', reason: 'fewer-than-10' }
const cell: Absent = { kind: 'withheld', reason: 'cell-under-5' }
const held: Absent = { kind: 'withheld', reason: 'not-released' }

const share = (value: number, low: number, high: number): Told<Estimate> => told({ value, interval: { low, high } })

const effect = (name: Effect['name'], value: Effect['value'], low: number, high: number | 'unbounded'): Told<Effect> =>
  told({ name, value, interval: { low, high } })

/** An indicator of which everything is shown; a test says what is otherwise. */
export function indicator(overrides: Partial<Indicator> = {}): Indicator {
  return {
    id: 'scale:knowledge',
    step: 5,
    kind: 'scale',
    measure: 'knowledge',
    role: 'primary',
    name: { es: 'Conocimiento', en: 'Knowledge' },
    definition: { es: 'Proporción media de aciertos', en: 'Mean share answered rightly' },
    columns: 'before-after',
    n: { baseline: told(116), endline: told(116) },
    baseline: share(0.42765, 0.37912, 0.47718),
    endline: share(0.61249, 0.56651, 0.66049),
    followup: NOT_ASKED,
    change: told({ value: 0.18484, interval: { low: 0.12345, high: 0.24649 }, basis: 'pairs' }),
    tests: [told({ name: 'paired-t', p: 0.00000123456 }), told({ name: 'wilcoxon', p: 0.04327505 })],
    effects: [effect('d_z', 0.61234, 0.4, 0.8149), effect('d_av', 0.71949, 0.5, 0.93), effect('g_av', 0.7149, 0.49, 0.92)],
    target: { change: 0.15, source: { es: 'Meta de la ronda', en: 'The wave’s target' }, state: 'open' },
    about: 'none',
    sentence: { es: 'Conocimiento: subió.', en: 'Knowledge: rose.' },
    ...overrides,
  }
}

const HANDMADE: readonly Indicator[] = [
  indicator({
    id: 'awareness:debt',
    step: 1,
    kind: 'awareness',
    measure: 'debt',
    role: 'descriptive',
    columns: 'single',
    n: { baseline: told(130), endline: NOT_ASKED },
    endline: NOT_ASKED,
    change: NOT_ASKED,
    tests: [],
    effects: [],
    target: 'none',
    about: 'action:verify',
  }),
  indicator({
    id: 'concept:would-ask',
    step: 2,
    kind: 'concept',
    measure: 'would-ask',
    role: 'secondary',
    change: told({ value: -0.0824, interval: { low: -0.2, high: 0.0349 }, basis: 'margins' }),
    tests: [told({ name: 'mcnemar-mid-p', p: 0.0000000000000123, adjusted: 1 })],
    effects: [effect('odds-ratio', 'unbounded', 1.234, 'unbounded')],
    target: 'none',
    about: 'action:ask',
  }),
  indicator({
    id: 'barrier:shy',
    step: 3,
    kind: 'barrier',
    measure: 'shy',
    role: 'descriptive',
    columns: 'single',
    n: { baseline: told(130), endline: NOT_ASKED },
    baseline: held,
    endline: NOT_ASKED,
    change: NOT_ASKED,
    tests: [],
    effects: [],
    target: 'none',
    about: 'barrier:shy',
  }),
  indicator(),
  indicator({
    id: 'concept:debt',
    kind: 'concept',
    measure: 'debt',
    role: 'secondary',
    n: { baseline: few, endline: few },
    baseline: cell,
    endline: share(1, 0.967, 1),
    change: cell,
    tests: [cell],
    effects: [cell],
    target: { change: 0.1, source: { es: 'Meta', en: 'Target' }, state: 'not-told' },
  }),
  indicator({
    id: 'scale:myths',
    measure: 'myths',
    role: 'secondary',
    baseline: told({ value: 0, interval: 'no-interval' }),
    endline: told({ value: 0.00049, interval: 'no-interval' }),
    change: told({ value: 0.00049, interval: 'no-interval', basis: 'pairs' }),
    tests: [
      { kind: 'refused', reason: 'no-variance' },
      { kind: 'refused', reason: 'no-change' },
    ],
    effects: [{ kind: 'refused', reason: 'no-variance' }, told({ name: 'd_av', value: -0.125, interval: 'no-interval' }), cell],
    target: 'none',
  }),
  indicator({
    id: 'randomised:debt',
    kind: 'randomised',
    measure: 'debt',
    role: 'descriptive',
    // Chance has taken it below 0.
    baseline: share(-0.0321, -0.21, 0.1449),
    endline: share(1.0312, 0.85, 1.21),
    change: told({ value: 1.0633, interval: { low: 0.8, high: 1.32 }, basis: 'randomised' }),
    tests: [],
    effects: [],
    target: 'none',
  }),
  indicator({
    id: 'content-first:knowledge',
    kind: 'content-first',
    role: 'check',
    columns: 'groups',
    groups: [
      { es: 'Aún sin leer', en: 'Not yet read' },
      { es: 'Leyeron primero', en: 'Read first' },
    ],
    change: told({ value: 0.1, interval: { low: -0.01, high: 0.2 }, basis: 'groups' }),
    tests: [told({ name: 'welch-t', p: 0.0651 })],
    effects: [],
    target: 'none',
  }),
]

/** Every kind of figure and absence, in one unit. Names are hostile to spreadsheets and to XML. */
export const HOSTILE = '=1+1 <b>&"\'Ñandú"</b>, \u0001x\nline two'

const unit: UnitReport = {
  level: 'overall',
  id: 'all',
  name: { es: HOSTILE, en: HOSTILE },
  places: ['terminal-norte', 'terminal-sur'],
  weeks: ['2026-W30', '2026-W41'],
  n: 116,
  steps: STEPS.map((step) => ({
    step,
    ...STEP_WORDS[step],
    indicators: HANDMADE.filter((one) => one.step === step),
  })),
  funnel: [
    { stage: 'scan', name: { es: 'Abrieron el código', en: 'Opened the code' }, people: told(200) },
    { stage: 'baseline', name: { es: 'Contestaron antes', en: 'Answered before' }, people: told(130) },
    { stage: 'endline', name: { es: 'Contestaron antes y después', en: 'Answered before and after' }, people: held },
  ],
  histograms: [
    {
      scale: 'knowledge',
      name: { es: 'Conocimiento', en: 'Knowledge' },
      before: [told(15), cell, told(50), told(45)],
      after: [cell, told(10), told(35), told(70)],
    },
  ],
  transitions: [
    {
      concept: 'debt',
      name: { es: 'Deuda', en: 'Debt' },
      both: told(30),
      gained: told(40),
      lost: cell,
      neither: told(40),
    },
  ],
  trend: [
    { week: '2026-W30', n: 60, before: share(0.4, 0.31, 0.5), after: share(0.6, 0.51, 0.7) },
    { week: '2026-W41', n: 116, before: share(0.42765, 0.37912, 0.47718), after: { kind: 'refused', reason: 'too-few' } },
  ],
  results: {
    n: {
      baseline: { kind: 'shown', value: 130 },
      endline: { kind: 'shown', value: 116 },
      contentFirst: { kind: 'withheld', reason: 'not-released' },
    },
    scales: [
      {
        scale: 'knowledge',
        top: 3,
        n: 116,
        change: {
          kind: 'shown',
          value: { n: 116, meanBefore: 1.28295, meanAfter: 1.83747, change: 0.55452, interval: { low: 0.37035, high: 0.73947 } },
        },
      },
      { scale: 'myths', top: 2, n: 0, change: { kind: 'withheld', reason: 'not-released' } },
    ],
    concepts: [
      {
        concept: 'debt',
        scale: 'knowledge',
        n: 116,
        before: { kind: 'withheld', reason: 'cell-under-5' },
        after: { kind: 'shown', value: { count: 70, share: 0.603448, low: 0.5125, high: 0.688 } },
        change: { kind: 'withheld', reason: 'cell-under-5' },
        gained: { kind: 'shown', value: 41 },
        lost: { kind: 'withheld', reason: 'cell-under-5' },
        dontKnowBefore: { kind: 'shown', value: { count: 20, share: 0.172413, low: 0.1145, high: 0.251 } },
        dontKnowAfter: { kind: 'withheld', reason: 'fewer-than-10' },
      },
    ],
    known: [{ concept: 'debt', share: { kind: 'shown', value: { count: 46, share: 0.353846, low: 0.2766, high: 0.4391 } } }],
    worse: [{ scale: 'knowledge', share: { kind: 'withheld', reason: 'cell-under-5' } }],
    recalled: [
      {
        concept: 'can-check',
        n: 116,
        earlier: { kind: 'shown', value: { count: 40, share: 0.344827, low: 0.2645, high: 0.4349 } },
        now: { kind: 'shown', value: { count: 80, share: 0.689655, low: 0.6005, high: 0.7665 } },
        change: { kind: 'shown', value: { difference: 0.344827, low: 0.2401, high: 0.4377 } },
      },
    ],
    barriers: [{ barrier: 'shy', named: { kind: 'withheld', reason: 'not-released' } }],
  },
}

const wave = specimenCatalogue.waves.find(({ id }) => id === 'second')
if (!wave) throw new Error('the made-up campaign has lost its second wave')

/** Each kind of check, and each way that it may end. */
const ANOMALIES: readonly AnomalyCheck[] = [
  ['form-order', { kind: 'flagged', seen: 0.7, expected: 0.5, chance: 0.0001 }],
  ['form-order', { kind: 'flagged', seen: 'not-told', expected: 0.5, chance: 0.000001 }],
  ['alike', { kind: 'not-run', reason: 'too-few' }],
  ['starts', { kind: 'clear' }],
  ['pace', { kind: 'flagged', seen: 2, expected: 0, chance: 'none' }],
].map(([kind, finding], at): AnomalyCheck => {
  const name = { es: HOSTILE, en: HOSTILE }
  const [check, found] = [kind as CheckKind, finding as Finding]
  const instrument = check === 'pace' ? 'all' : specimenInstrument.id
  return {
    kind: check,
    instrument,
    level: 'leaf',
    unit: `place-${at}`,
    name,
    finding: found,
    sentence: sentenceOf(check, name, found),
  }
})

export const handmade: Report = {
  format: REPORT_FORMAT,
  wave,
  date: DATE,
  settings: GATE_SETTINGS,
  limits: LIMITS,
  closing: [{ wave: 'second', instrument: 'specimen@1', place: 'online', fate: 'given up', people: 6 }],
  snapshots: [{ leaf: 'second/specimen@1/terminal-norte', number: 1, week: '2026-W30', hash: 'ab'.repeat(32) }],
  actions: specimenCatalogue.actions,
  barriers: specimenCatalogue.barriers,
  pathways: specimenCatalogue.pathways,
  instruments: [
    {
      instrument: specimenInstrument,
      units: [unit],
      quality: {
        scales: [
          {
            scale: 'knowledge',
            name: { es: 'Conocimiento', en: 'Knowledge' },
            items: 3,
            n: told(130),
            kr20: told(-0.12345),
            ceiling: cell,
            sentence: { es: 'Conocimiento: …', en: 'Knowledge: …' },
          },
        ],
        items: [
          {
            concept: 'debt',
            name: { es: 'Deuda', en: 'Debt' },
            scale: 'knowledge',
            n: told(130),
            difficulty: share(0.35384, 0.276, 0.439),
            restCorrelation: held,
            forms: told({
              a: { value: 0.4, interval: { low: 0.29, high: 0.52 } },
              b: { value: 0.3, interval: { low: 0.2, high: 0.42 } },
              difference: { value: -0.1, interval: { low: -0.2555, high: 0.0649 } },
              p: 0.2345,
            }),
            verdict: 'keep',
            sentence: { es: 'Deuda: se queda.', en: 'Debt: keep.' },
          },
        ],
      },
    },
  ],
  anomalies: ANOMALIES,
}

export const snapshots: readonly Snapshot[] = [
  snapshotAt('terminal-norte', 60),
  snapshotAt('terminal-norte', 12, { number: 2, week: '2026-W32', seed: 70 }),
  snapshotAt('terminal-sur', 45),
  snapshotAt('mesa-norte', 11),
  snapshotAt('comparison', 40),
]

/** What the made-up campaign would report. */
export const computed: Report = reportOf({ wave: 'second', snapshots, catalogue: specimenCatalogue, date: DATE })

/** Sixty people at an airport in strong mode: random reports, so that estimates lie near 0 and 1 and beyond. */
function strongSnapshot(): Snapshot {
  const random = seeded(7)
  const live = tallyOf(
    Array.from({ length: 60 }, () =>
      keysOfReports(randomStrongRecord(random, { instrument: specimenInstrument.id }).reports),
    ).flat(),
  )
  const decision = decideRelease(live, NOTHING_RELEASED)
  if (decision.kind === 'held') throw new Error(`the airport is held: ${decision.reason}`)
  const leaf = { wave: 'second', instrument: specimenInstrument.id, place: 'airport-norte' }
  return snapshotOf(leaf, decision, { number: 1, week: '2026-W30', hash: sha256 })
}

/** The campaign with strong mode at its airport. */
export const strong: Report = reportOf({
  wave: 'second',
  snapshots: [...snapshots, strongSnapshot()],
  catalogue: strongCatalogue,
  date: DATE,
})

/** A wave of which nothing has been released. */
export const empty: Report = reportOf({ wave: 'second', snapshots: [], catalogue: specimenCatalogue, date: DATE })
