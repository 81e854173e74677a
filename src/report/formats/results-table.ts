/** The results as one flat table, a row for each figure: what the CSV file and a spreadsheet hold. */
import type { NamedInstrument, Text } from '../../protocol/catalogue.ts'
import type { Interval } from '../../statistics/wilson.ts'
import { type Results, resultsOf, type Share } from '../results.ts'
import { type Shown, WITHHELD_MARK } from '../shown.ts'
import type { Unit } from '../views.ts'
import type { Cell } from './csv.ts'

export const RESULTS_COLUMNS = [
  'wave',
  'instrument',
  'level',
  'unit',
  'first_week',
  'last_week',
  'measure_kind',
  'measure',
  'icat_step',
  'measure_name_es',
  'measure_name_en',
  'unit_of_value',
  'n',
  'before',
  'before_low',
  'before_high',
  'after',
  'after_low',
  'after_high',
  'change',
  'change_low',
  'change_high',
  'interval_basis',
  'gained',
  'lost',
] as const

/** Figures that a measure has none of by design (a barrier has no after) are marked so, which is not the same as withheld. */
export const NOT_ASKED = 'not asked'

/** Rows under `RESULTS_COLUMNS`; shares in percent to one decimal, scores in points to two. */
export function resultRows(wave: string, instrument: NamedInstrument, units: readonly Unit[]): Cell[][] {
  return units.flatMap((unit) => {
    const lead = [wave, instrument.id, unit.level, unit.id, ...unit.weeks]
    return rowsOf(resultsOf(unit.tally, instrument), instrument).map((row) => [...lead, ...row])
  })
}

function rowsOf(results: Results, instrument: NamedInstrument): Cell[][] {
  const names = new Map(instrument.concepts.map((concept) => [concept.id, concept]))
  const named = (kind: string, id: string, name: Text | undefined, step: number | string): Cell[] => [
    kind,
    id,
    step,
    name?.es ?? id,
    name?.en ?? id,
  ]
  const people = (id: string, n: Shown<number>): Cell[] => [
    ...named('people', id, undefined, 'all'),
    'people',
    mark(n, (value) => value),
    ...Array<Cell>(12).fill(NOT_ASKED),
  ]
  return [
    people('baseline', results.n.baseline),
    people('endline', results.n.endline),
    people('content-first', results.n.contentFirst),
    ...results.scales.map(({ scale, n, change }): Cell[] => [
      ...named('scale', scale, undefined, 'all'),
      'points',
      sizeMark(n),
      mark(change, (c) => round(c.meanBefore, 2)),
      NOT_ASKED,
      NOT_ASKED,
      mark(change, (c) => round(c.meanAfter, 2)),
      NOT_ASKED,
      NOT_ASKED,
      mark(change, (c) => round(c.change, 2)),
      mark(change, (c) => (c.interval === 'no-interval' ? 'no interval' : round(c.interval.low, 2))),
      mark(change, (c) => (c.interval === 'no-interval' ? 'no interval' : round(c.interval.high, 2))),
      mark(change, (c) => (c.interval === 'no-interval' ? 'no interval' : 'pairs')),
      NOT_ASKED,
      NOT_ASKED,
    ]),
    ...results.concepts.map((c): Cell[] => [
      ...named('concept', c.concept, names.get(c.concept)?.name, names.get(c.concept)?.icat ?? 'all'),
      'percent',
      sizeMark(c.n),
      ...shareCells(c.before),
      ...shareCells(c.after),
      mark(c.change, (d) => percent(d.difference)),
      ...limits(c.change),
      mark(c.change, ({ basis }) => basis),
      mark(c.gained, (count) => count),
      mark(c.lost, (count) => count),
    ]),
    ...results.barriers.map(({ barrier, named: share }): Cell[] => [
      ...named('barrier', barrier, instrument.barrierNames[barrier], 3),
      'percent',
      mark(results.n.baseline, (n) => n),
      ...shareCells(share),
      ...Array<Cell>(9).fill(NOT_ASKED),
    ]),
  ]
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits))
const percent = (share: number): number => round(share * 100, 1)

function mark<T>(figure: Shown<T>, cell: (value: T) => Cell): Cell {
  return figure.kind === 'shown' ? cell(figure.value) : WITHHELD_MARK[figure.reason]
}

const sizeMark = (n: number): Cell => (n === 0 ? WITHHELD_MARK['not-released'] : n < 10 ? WITHHELD_MARK['fewer-than-10'] : n)

const limits = (figure: Shown<Interval>): Cell[] => [
  mark(figure, ({ low }) => percent(low)),
  mark(figure, ({ high }) => percent(high)),
]

const shareCells = (figure: Shown<Share>): Cell[] => [mark(figure, ({ share }) => percent(share)), ...limits(figure)]
