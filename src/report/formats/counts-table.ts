/**
 * The counts behind the results: people at each stage of the way, who came to be right and who ceased to be, "I don't know", people per score, and the
 * trend. A row for each figure; counts of scores are rounded to 5 (see `icat/pictures.ts`).
 */
import type { Text } from '../../protocol/catalogue.ts'
import type { Told } from '../icat/indicator.ts'
import { sizeOf } from '../icat/outcomes.ts'
import type { Report, UnitReport } from '../report.ts'
import type { Share } from '../results.ts'
import type { Shown } from '../shown.ts'
import { type Column, inBothLanguages } from './columns.ts'
import type { Cell } from './csv.ts'
import { cellOf, NO_INTERVAL, NOT_ASKED, percent } from './figures.ts'
import { type UnitRow, unitColumns } from './unit-columns.ts'

export interface CountRow extends UnitRow {
  readonly table: 'way' | 'concept' | 'score' | 'trend'
  readonly measure: string
  readonly name: Text
  readonly figure: string
  /** A score, or a week; `all` where a figure has neither. */
  readonly at: string
  readonly unitOfValue: 'people' | 'percent'
  readonly value: Cell
  readonly low: Cell
  readonly high: Cell
}

export const COUNT_KEY = ['wave', 'instrument', 'level', 'unit', 'table', 'measure', 'figure', 'at'] as const

type Figure = Pick<CountRow, 'unitOfValue' | 'value' | 'low' | 'high'>

const people = (count: Told<number> | Shown<number>): Figure => ({
  unitOfValue: 'people',
  value: cellOf(count, (n) => n),
  low: NOT_ASKED,
  high: NOT_ASKED,
})

const share = (figure: Shown<Share>): Figure => ({
  unitOfValue: 'percent',
  value: cellOf(figure, ({ share: value }) => percent(value)),
  low: cellOf(figure, ({ low }) => percent(low)),
  high: cellOf(figure, ({ high }) => percent(high)),
})

export function countRows(report: Report): CountRow[] {
  return report.instruments.flatMap(({ instrument, units }) =>
    units.flatMap((unit) => rowsOf(unit, report).map((row) => ({ report, instrument: instrument.id, unit, ...row }))),
  )
}

type CountOfUnit = Omit<CountRow, keyof UnitRow>

function rowsOf({ level, funnel, results, transitions, histograms, trend }: UnitReport, { wave }: Report): CountOfUnit[] {
  const nameOf = (concept: string): Text => transitions.find((one) => one.concept === concept)?.name ?? { es: concept, en: concept }
  const way = funnel.map(
    ({ stage, name, people: count }): CountOfUnit => ({
      table: 'way',
      measure: stage,
      name,
      figure: 'people',
      at: 'all',
      ...people(count),
    }),
  )
  // The comparison group has answered once: it has no change to count.
  const concepts = level === 'comparison' ? [] : results.concepts
  return [
    ...way,
    ...concepts.flatMap(({ concept, gained, lost, dontKnowBefore, dontKnowAfter }): CountOfUnit[] => {
      const lead = { table: 'concept', measure: concept, name: nameOf(concept), at: 'all' } as const
      return [
        { ...lead, figure: 'gained', ...people(gained) },
        { ...lead, figure: 'lost', ...people(lost) },
        { ...lead, figure: 'dont-know-before', ...share(dontKnowBefore) },
        { ...lead, figure: 'dont-know-after', ...share(dontKnowAfter) },
      ]
    }),
    ...histograms.flatMap(({ scale, name, ...sides }) =>
      (['before', 'after'] as const).flatMap((figure) =>
        sides[figure].map(
          (count, score): CountOfUnit => ({ table: 'score', measure: scale, name, figure, at: String(score), ...people(count) }),
        ),
      ),
    ),
    ...trend.flatMap(({ week, n, ...sides }): CountOfUnit[] => {
      const { scale } = wave.primaryOutcome
      const name = histograms.find((one) => one.scale === scale)?.name ?? { es: scale, en: scale }
      const lead = { table: 'trend', measure: scale, name, at: week } as const
      return [
        { ...lead, figure: 'people', ...people(sizeOf(n)) },
        ...(['before', 'after'] as const).map((figure): CountOfUnit => {
          const told = sides[figure]
          const end = (side: 'low' | 'high') =>
            cellOf(told, ({ interval }) => (interval === 'no-interval' ? NO_INTERVAL : percent(interval[side])))
          return {
            ...lead,
            figure,
            unitOfValue: 'percent',
            value: cellOf(told, ({ value }) => percent(value)),
            low: end('low'),
            high: end('high'),
          }
        }),
      ]
    }),
  ]
}

const limitColumn = (end: 'low' | 'high'): Column<CountRow> => ({
  name: end,
  hxl: `#indicator+value+${end}+num`,
  unit: 'number',
  heading: { low: { es: '95 % desde', en: '95% from' }, high: { es: '95 % hasta', en: '95% to' } }[end],
  meaning: {
    low: { es: 'Límite inferior del 95 %, en porcentaje', en: 'Lower limit of 95%, in percent' },
    high: { es: 'Límite superior del 95 %, en porcentaje', en: 'Upper limit of 95%, in percent' },
  }[end],
  width: 10,
  cell: (row) => row[end],
})

export const COUNT_COLUMNS: readonly Column<CountRow>[] = [
  ...unitColumns<CountRow>(),
  {
    name: 'table',
    hxl: '#x_table',
    unit: 'text',
    heading: { es: 'Tabla', en: 'Table' },
    meaning: {
      es: 'way: del código a la última respuesta; concept: de una idea; score: personas por puntaje, redondeadas a 5; trend: semana a semana',
      en: 'way: from the code to the last answer; concept: of one idea; score: people per score, rounded to 5; trend: week by week',
    },
    width: 10,
    cell: ({ table }) => table,
  },
  {
    name: 'measure',
    hxl: '#indicator+code',
    unit: 'text',
    heading: { es: 'Medida', en: 'Measure' },
    meaning: { es: 'Etapa, concepto o escala', en: 'Stage, concept or scale' },
    width: 22,
    cell: ({ measure }) => measure,
  },
  ...inBothLanguages<CountRow>(
    {
      name: 'measure_name',
      hxl: '#indicator+name',
      heading: { es: 'Nombre', en: 'Name' },
      meaning: { es: 'Nombre de la medida', en: 'Name of the measure' },
      width: 34,
    },
    ({ name }) => name,
  ),
  {
    name: 'figure',
    hxl: '#x_figure',
    unit: 'text',
    heading: { es: 'Cifra', en: 'Figure' },
    meaning: {
      es: 'people: personas; gained y lost: pasaron a acertar y dejaron de acertar; dont-know: contestó «no sé»; before y after: antes y después',
      en: 'people; gained and lost: came to be right, ceased to be; dont-know: answered “I don’t know”; before and after',
    },
    width: 18,
    cell: ({ figure }) => figure,
  },
  {
    name: 'at',
    hxl: '#x_at',
    unit: 'text',
    heading: { es: 'En', en: 'At' },
    meaning: { es: 'Puntaje o semana ISO; all donde no hay ni uno ni otra', en: 'Score or ISO week; all where there is neither' },
    width: 10,
    cell: ({ at }) => at,
  },
  {
    name: 'unit_of_value',
    hxl: '#x_value+unit',
    unit: 'text',
    heading: { es: 'Unidad', en: 'Unit' },
    meaning: { es: 'Personas o porcentaje', en: 'People or percent' },
    width: 10,
    cell: ({ unitOfValue }) => unitOfValue,
  },
  {
    name: 'value',
    hxl: '#indicator+value+num',
    unit: 'number',
    heading: { es: 'Valor', en: 'Value' },
    meaning: { es: 'La cifra', en: 'The figure' },
    width: 10,
    cell: ({ value }) => value,
  },
  limitColumn('low'),
  limitColumn('high'),
]
