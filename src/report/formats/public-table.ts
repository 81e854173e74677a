/**
 * The table for the public: every count to the nearest 5, shares and changes in whole percent and points, scores in tenths, and limits that hold both chance and
 * rounding (`rounding.ts`). No test, no p and no effect: those are of the exact figures.
 */
import type { Text } from '../../protocol/catalogue.ts'
import { SCALE_NAMES } from '../icat/steps.ts'
import { type Publication, type PublishedInstrument, type PublishedUnit, publishedInstruments } from '../publication.ts'
import type { Report } from '../report.ts'
import type { PublicChange, PublicScore, PublicShare } from '../rounding.ts'
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
  /** `known`, of everybody who answered before; `worse`, whose score fell; `recalled`, asked at the end about the time before. */
  readonly table: 'people' | 'known' | 'scale' | 'concept' | 'worse' | 'recalled' | 'barrier'
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
  publishedRows({ wave: report.wave, instruments: publishedInstruments(report) })

/** What was published, as the table. */
export const publishedRows = ({ wave, instruments }: Pick<Publication, 'instruments'> & PublicRow['report']): PublicRow[] =>
  instruments.flatMap((instrument) =>
    instrument.units.flatMap((unit) =>
      rowsOf(unit, instrument).map((row) => ({ report: { wave }, instrument: instrument.id, unit, ...row })),
    ),
  )

type RowOfUnit = Omit<PublicRow, keyof UnitRow>

const GROUPS = {
  baseline: { es: 'Contestaron antes', en: 'Answered before' },
  endline: { es: 'Contestaron antes y después', en: 'Answered before and after' },
  contentFirst: { es: 'Leyeron y contestaron', en: 'Read and answered' },
} as const

const CAME_BACK: Text = { es: 'Contestaron otra vez, semanas después', en: 'Answered again, weeks later' }

function rowsOf({ results, level }: PublishedUnit, instrument: PublishedInstrument): RowOfUnit[] {
  const { n, known, scales, concepts, worse, recalled, barriers } = results
  const names = new Map([...instrument.concepts, ...instrument.barriers].map(({ id, name }) => [id, name]))
  const nameOf = (id: string): Text => names.get(id) ?? { es: id, en: id }
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
    ...known.map(
      ({ concept, share }): RowOfUnit => ({
        table: 'known',
        measure: concept,
        name: nameOf(concept),
        unitOfValue: 'percent',
        top: NOT_ASKED,
        figures: { n: count(n.baseline), ...side('before', share) },
      }),
    ),
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
        name: nameOf(result.concept),
        unitOfValue: 'percent',
        top: NOT_ASKED,
        figures: {
          n: count(result.n),
          ...side('before', result.before),
          ...side('after', result.after),
          ...changeOf(result.change),
          gained: count(result.gained),
          lost: count(result.lost),
          dont_know_before: cellOf(result.dontKnowBefore, ({ percent }) => percent),
          dont_know_after: cellOf(result.dontKnowAfter, ({ percent }) => percent),
        },
      }),
    ),
    ...worse.map(
      ({ scale, share }): RowOfUnit => ({
        table: 'worse',
        measure: scale,
        name: SCALE_NAMES[scale],
        unitOfValue: 'percent',
        top: NOT_ASKED,
        figures: { n: count(n.endline), ...side('after', share) },
      }),
    ),
    ...recalled.map(
      ({ concept, n: size, earlier, now, change }): RowOfUnit => ({
        table: 'recalled',
        measure: concept,
        name: nameOf(concept),
        unitOfValue: 'percent',
        top: NOT_ASKED,
        figures: { n: count(size), ...side('before', earlier), ...side('after', now), ...changeOf(change) },
      }),
    ),
    ...barriers.map(
      ({ barrier, named }): RowOfUnit => ({
        table: 'barrier',
        measure: barrier,
        name: nameOf(barrier),
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

const changeOf = (figure: Shown<PublicChange>) => ({
  change: cellOf(figure, ({ points }) => points),
  change_low: cellOf(figure, ({ low }) => low),
  change_high: cellOf(figure, ({ high }) => high),
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
    meaning: {
      es: 'people: personas; known: lo que se sabía antes, de todas; scale: escala; concept: idea; worse: a quiénes les bajó el puntaje; recalled: el antes, preguntado al final; barrier: motivo',
      en: 'people; known: what was known before, of everybody; scale; concept: an idea; worse: whose score fell; recalled: the time before, asked at the end; barrier: a reason',
    },
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
