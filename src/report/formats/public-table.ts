/**
 * The table for the public: every count to the nearest 5, shares and changes in whole percent and points, scores in tenths, and limits that hold both chance and
 * rounding (`rounding.ts`). No test, no p and no effect: those are of the exact figures.
 */
import type { Text } from '../../protocol/catalogue.ts'
import { SCALE_NAMES } from '../icat/steps.ts'
import type { InstrumentReport, Report, UnitReport } from '../report.ts'
import { type PublicChange, type PublicScore, type PublicShare, publicResults } from '../rounding.ts'
import type { Shown } from '../shown.ts'
import { type Column, inBothLanguages } from './columns.ts'
import type { Cell } from './csv.ts'
import { cellOf, NO_INTERVAL, NOT_ASKED } from './figures.ts'
import { type UnitRow, unitColumns } from './unit-columns.ts'

const FIGURES = [
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
  'gained',
  'lost',
  'dont_know_before',
  'dont_know_after',
] as const
type Figure = (typeof FIGURES)[number]

export interface PublicRow extends UnitRow {
  readonly table: 'people' | 'scale' | 'concept' | 'barrier'
  readonly measure: string
  readonly name: Text
  readonly unitOfValue: 'people' | 'score' | 'percent'
  /** Highest score of a scale. */
  readonly top: Cell
  /** What a measure has none of is not there. */
  readonly figures: Readonly<Partial<Record<Figure, Cell>>>
}

export const PUBLIC_KEY = ['wave', 'instrument', 'level', 'unit', 'table', 'measure'] as const

export const publicRows = (report: Report): PublicRow[] =>
  report.instruments.flatMap((part) =>
    part.units.flatMap((unit) => rowsOf(unit, part).map((row) => ({ report, instrument: part.instrument.id, unit, ...row }))),
  )

type RowOfUnit = Omit<PublicRow, keyof UnitRow>

const GROUPS = {
  baseline: { es: 'Contestaron antes', en: 'Answered before' },
  endline: { es: 'Contestaron antes y después', en: 'Answered before and after' },
  contentFirst: { es: 'Leyeron y contestaron', en: 'Read and answered' },
} as const

const CAME_BACK: Text = { es: 'Contestaron otra vez, semanas después', en: 'Answered again, weeks later' }

function rowsOf({ results, level }: UnitReport, { instrument }: InstrumentReport): RowOfUnit[] {
  const { n, scales, concepts, barriers } = publicResults(results)
  const names = new Map(instrument.concepts.map(({ id, name }) => [id, name]))
  const isFollowup = level === 'followup'
  const groups = {
    comparison: ['contentFirst'] as const,
    followup: ['endline'] as const,
    other: ['baseline', 'endline'] as const,
  }[level === 'comparison' || level === 'followup' ? level : 'other']
  const people = groups.map(
    (group): RowOfUnit => ({
      table: 'people',
      measure: group === 'contentFirst' ? 'content-first' : isFollowup ? 'followup' : group,
      name: isFollowup ? CAME_BACK : GROUPS[group],
      unitOfValue: 'people',
      top: NOT_ASKED,
      figures: { n: count(n[group]) },
    }),
  )
  // The comparison group has answered once: nothing of it is before or after.
  if (level === 'comparison') return people
  return [
    ...people,
    ...scales.map(
      ({ scale, top, n: size, change }): RowOfUnit => ({
        table: 'scale',
        measure: scale,
        name: SCALE_NAMES[scale],
        unitOfValue: 'score',
        top,
        figures: {
          n: count(size),
          before: cellOf(change, ({ meanBefore }) => meanBefore),
          after: cellOf(change, ({ meanAfter }) => meanAfter),
          change: cellOf(change, (score) => score.change),
          change_low: scoreEnd(change, 'low'),
          change_high: scoreEnd(change, 'high'),
        },
      }),
    ),
    ...concepts.map(
      (result): RowOfUnit => ({
        table: 'concept',
        measure: result.concept,
        name: names.get(result.concept) ?? { es: result.concept, en: result.concept },
        unitOfValue: 'percent',
        top: NOT_ASKED,
        figures: {
          n: count(result.n),
          ...side('before', result.before),
          ...side('after', result.after),
          change: cellOf(result.change, ({ points }) => points),
          change_low: cellOf(result.change, ({ low }: PublicChange) => low),
          change_high: cellOf(result.change, ({ high }: PublicChange) => high),
          gained: count(result.gained),
          lost: count(result.lost),
          dont_know_before: cellOf(result.dontKnowBefore, ({ percent }) => percent),
          dont_know_after: cellOf(result.dontKnowAfter, ({ percent }) => percent),
        },
      }),
    ),
    // What makes acting hard is not asked again.
    ...(isFollowup ? [] : barriers).map(
      ({ barrier, named }): RowOfUnit => ({
        table: 'barrier',
        measure: barrier,
        name: instrument.barrierNames[barrier] ?? { es: barrier, en: barrier },
        unitOfValue: 'percent',
        top: NOT_ASKED,
        figures: { n: count(n.baseline), ...side('before', named) },
      }),
    ),
  ]
}

const count = (figure: Shown<number>): Cell => cellOf(figure, (people) => people)

const scoreEnd = (figure: Shown<PublicScore>, end: 'low' | 'high'): Cell =>
  cellOf(figure, ({ interval }) => (interval === 'no-interval' ? NO_INTERVAL : interval[end]))

const side = (when: 'before' | 'after', figure: Shown<PublicShare>) => ({
  [when]: cellOf(figure, ({ percent }) => percent),
  [`${when}_low`]: cellOf(figure, ({ low }) => low),
  [`${when}_high`]: cellOf(figure, ({ high }) => high),
})

const MEANINGS: Readonly<Record<Figure, Text>> = {
  n: { es: 'Personas, redondeadas a 5', en: 'People, to the nearest 5' },
  before: {
    es: 'Antes de leer; en las filas de semanas después, la ocasión que nombra la fila',
    en: 'Before reading; in the rows of weeks later, the occasion that the row names',
  },
  before_low: { es: 'Antes de leer: límite inferior', en: 'Before reading: lower limit' },
  before_high: { es: 'Antes de leer: límite superior', en: 'Before reading: upper limit' },
  after: {
    es: 'Justo después de leer; en las filas de semanas después, semanas después',
    en: 'Right after reading; in the rows of weeks later, weeks later',
  },
  after_low: { es: 'Justo después de leer: límite inferior', en: 'Right after reading: lower limit' },
  after_high: { es: 'Justo después de leer: límite superior', en: 'Right after reading: upper limit' },
  change: { es: 'Cambio, en puntos', en: 'Change, in points' },
  change_low: { es: 'Cambio: límite inferior', en: 'Change: lower limit' },
  change_high: { es: 'Cambio: límite superior', en: 'Change: upper limit' },
  gained: { es: 'Pasaron a acertar, redondeado a 5', en: 'Came to be right, to the nearest 5' },
  lost: { es: 'Dejaron de acertar, redondeado a 5', en: 'Ceased to be right, to the nearest 5' },
  dont_know_before: { es: '«No sé» antes de leer, en porcentaje', en: '“I don’t know” before reading, in percent' },
  dont_know_after: { es: '«No sé» después de leer, en porcentaje', en: '“I don’t know” after reading, in percent' },
}

export const PUBLIC_COLUMNS: readonly Column<PublicRow>[] = [
  ...unitColumns<PublicRow>(),
  {
    name: 'table',
    hxl: '#x_table',
    unit: 'text',
    heading: { es: 'Tabla', en: 'Table' },
    meaning: { es: 'Personas, escala, idea o motivo', en: 'People, scale, idea or reason' },
    cell: ({ table }) => table,
  },
  {
    name: 'measure',
    hxl: '#indicator+code',
    unit: 'text',
    heading: { es: 'Medida', en: 'Measure' },
    meaning: { es: 'Código de la medida', en: 'Code of the measure' },
    cell: ({ measure }) => measure,
  },
  ...inBothLanguages<PublicRow>(
    {
      name: 'measure_name',
      hxl: '#indicator+name',
      heading: { es: 'Nombre', en: 'Name' },
      meaning: { es: 'Nombre de la medida', en: 'Name of the measure' },
    },
    ({ name }) => name,
  ),
  {
    name: 'unit_of_value',
    hxl: '#x_value+unit',
    unit: 'text',
    heading: { es: 'Unidad', en: 'Unit' },
    meaning: { es: 'Personas, puntaje o porcentaje', en: 'People, score or percent' },
    cell: ({ unitOfValue }) => unitOfValue,
  },
  {
    name: 'out_of',
    hxl: '#x_value+top+num',
    unit: 'number',
    heading: { es: 'De', en: 'Out of' },
    meaning: { es: 'Puntaje más alto de la escala', en: 'Highest score of the scale' },
    cell: ({ top }) => top,
  },
  ...FIGURES.map(
    (figure): Column<PublicRow> => ({
      name: figure,
      hxl: `#indicator+value+${figure}+num`,
      unit: 'number',
      heading: MEANINGS[figure],
      meaning: MEANINGS[figure],
      cell: ({ figures }) => figures[figure] ?? NOT_ASKED,
    }),
  ),
]
