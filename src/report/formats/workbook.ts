/**
 * The workbook of a report in one language: what an evaluator opens. A sheet for what it is, one for each ICAT step, then counts, the instrument's quality,
 * the codebook, limits and settings, what was odd, and the snapshots. Cells alone: `xlsx.ts` makes the file.
 */
import type { Text } from '../../protocol/catalogue.ts'
import { STEPS, type Step } from '../icat/indicator.ts'
import { STEP_WORDS } from '../icat/steps.ts'
import type { Report } from '../report.ts'
import { ANOMALY_COLUMNS, anomalyRows } from './anomaly-table.ts'
import { codebookOf } from './codebook.ts'
import type { Column, Unit } from './columns.ts'
import { COUNT_COLUMNS, countRows } from './counts-table.ts'
import type { Cell } from './csv.ts'
import { cellOf, hundredths, MARKS, NO_INTERVAL, NOT_ASKED, percent, rounded, twoDigits } from './figures.ts'
import { INDICATOR_COLUMNS, type IndicatorRow, indicatorRows } from './indicator-table.ts'

export type Language = 'es' | 'en'

export interface SheetColumn {
  readonly heading: string
  /** In characters. */
  readonly width: number
  readonly unit: Unit
}

/** A sheet is one table under one header, so that it can be filtered, sorted and turned into a pivot table. */
export interface Sheet {
  /** At most 31 characters, none of them []/\:*? */
  readonly name: string
  readonly columns: readonly SheetColumn[]
  /** Numbers are in the column's unit, as in the CSV: percent to 100. A text in a column of numbers is a mark. */
  readonly rows: readonly (readonly Cell[])[]
  /** Columns that stay in sight when one scrolls to the right, at least 1. */
  readonly fixedColumns: number
}

export function workbookOf(report: Report, language: Language): Sheet[] {
  const rows = indicatorRows(report)
  return [
    aboutSheet(report, rows, language),
    ...STEPS.map((step) => (step === 4 ? pathwaySheet(report, rows, language) : stepSheet(step, rows, language))),
    tableSheet({ es: 'Cuentas', en: 'Counts' }, COUNT_COLUMNS, countRows(report), language),
    qualitySheet(report, language),
    codebookSheet(report, language),
    limitsSheet(report, language),
    tableSheet({ es: 'Algo raro', en: 'Anything odd' }, ANOMALY_COLUMNS, anomalyRows(report), language),
    snapshotSheet(report, language),
  ]
}

const FORBIDDEN = /[[\]/\\:*?]/g
const sheetName = (text: string): string => text.replaceAll(FORBIDDEN, ' ').slice(0, 31)
const stepName = (step: Step, language: Language): string => sheetName(`${step} ${STEP_WORDS[step].title[language]}`)

function tableSheet<Row>(
  name: Text | string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  language: Language,
  fixedColumns = 1,
): Sheet {
  const own = columns.filter((column) => column.width !== undefined && (column.language ?? language) === language)
  return {
    name: typeof name === 'string' ? name : sheetName(name[language]),
    columns: own.map(({ heading, width = 10, unit }) => ({ heading: heading[language], width, unit })),
    rows: rows.map((row) => own.map(({ cell }) => cell(row))),
    fixedColumns,
  }
}

/** A step's columns: those in which any of its indicators has a figure, so that step 3 is not forty columns of "not asked". */
function stepSheet(step: Step, all: readonly IndicatorRow[], language: Language): Sheet {
  const rows = all.filter(({ indicator }) => indicator.step === step)
  const used = INDICATOR_COLUMNS.filter(({ cell }) => rows.length === 0 || rows.some((row) => cell(row) !== NOT_ASKED))
  return tableSheet(stepName(step, language), leading(used), rows, language, 2)
}

/** Of whom and what first, which stay in sight; the definition last, behind the figures. */
function leading(columns: readonly Column<IndicatorRow>[]): Column<IndicatorRow>[] {
  const place = ({ name }: Column<IndicatorRow>) =>
    /^(unit|indicator)_name_/.test(name) ? 0 : name.startsWith('definition') ? 2 : 1
  return [...columns].sort((a, b) => place(a) - place(b))
}

const text = (heading: string, width: number): SheetColumn => ({ heading, width, unit: 'text' })

/** Step 4 has no indicator of its own: it is the pathways, their assumptions, and the indicators that test some of them. */
function pathwaySheet({ pathways, actions }: Report, rows: readonly IndicatorRow[], language: Language): Sheet {
  const overall = rows.filter(({ unit }) => unit.level === 'overall')
  const isEs = language === 'es'
  const words = {
    'tested-here': { es: 'puesto a prueba aquí', en: 'tested here' },
    'tested-elsewhere': { es: 'puesto a prueba en otra parte', en: 'tested elsewhere' },
    assumed: { es: 'supuesto', en: 'assumed' },
  } as const
  return {
    name: stepName(4, language),
    columns: isEs
      ? [
          text('Camino', 34),
          text('Público', 16),
          text('Acciones con que empieza', 34),
          text('Eslabones, del primer acto al delito', 60),
          text('Eslabón', 10),
          text('Qué se da por hecho', 50),
          text('Estado', 16),
          text('Indicador que lo prueba', 28),
          text('Qué dice el indicador', 60),
          text('Fuente', 40),
          text('Serie que se vigila al lado', 40),
          text('Cómo podría desplazarse el delito', 50),
        ]
      : [
          text('Pathway', 34),
          text('Audience', 16),
          text('Actions that it begins with', 34),
          text('Links, from the first act to the crime', 60),
          text('Link', 10),
          text('What is taken for granted', 50),
          text('State', 16),
          text('Indicator that tests it', 28),
          text('What the indicator says', 60),
          text('Source', 40),
          text('Series watched beside it', 40),
          text('How the crime could move elsewhere', 50),
        ],
    rows: pathways.flatMap(({ name, audience, actions: begins, links, assumptions, series, displacement }) =>
      assumptions.map((assumption) => [
        name[language],
        audience,
        begins.map((id) => actions.find((action) => action.id === id)?.name[language] ?? id).join('\n') || NOT_ASKED,
        links.map((link, at) => `${at + 1}. ${link[language]}`).join('\n'),
        String(assumption.link),
        assumption.text[language],
        words[assumption.grade][language],
        assumption.indicator ?? NOT_ASKED,
        overall
          .filter(({ indicator }) => indicator.id === assumption.indicator)
          .map(({ instrument, indicator }) => `${indicator.sentence[language]} (${instrument})`)
          .join('\n') || NOT_ASKED,
        assumption.source ?? NOT_ASKED,
        series === 'none' ? NOT_ASKED : `${series.name[language]}. ${series.reading[language]}`,
        displacement[language],
      ]),
    ),
    fixedColumns: 1,
  }
}

function aboutSheet({ wave, date, closing, instruments }: Report, rows: readonly IndicatorRow[], language: Language): Sheet {
  const isEs = language === 'es'
  const primary = rows.filter(({ unit, indicator }) => unit.level === 'overall' && indicator.role === 'primary')
  const lines: [string, string][] = [
    [isEs ? 'Campaña' : 'Campaign', '#EsoEsCuento · #NotReal'],
    [isEs ? 'Ronda' : 'Wave', `${wave.name[language]} (${wave.id}), ${wave.starts} – ${wave.ends}`],
    [isEs ? 'Fecha de este informe' : 'Date of this report', date],
    [
      isEs ? 'Estado' : 'State',
      closing === 'open' ? (isEs ? 'ronda abierta' : 'open wave') : isEs ? 'ronda cerrada' : 'closed wave',
    ],
    [
      isEs ? 'Cuestionarios' : 'Instruments',
      instruments.map(({ instrument }) => `${instrument.name[language]} (${instrument.id})`).join('\n') || NOT_ASKED,
    ],
    [
      isEs ? 'Resultado principal' : 'Primary outcome',
      primary.map(({ indicator }) => indicator.sentence[language]).join('\n') || NOT_ASKED,
    ],
    ...STEPS.map((step): [string, string] => [stepName(step, language), STEP_WORDS[step].question[language]]),
    [
      isEs ? 'Cómo leer' : 'How to read',
      isEs
        ? 'Una palabra o un signo donde se espera un número dice por qué no está: véase el libro de códigos. Nunca quiere decir 0.'
        : 'A word or sign where a number is expected says why it is not there: see the codebook. It never means 0.',
    ],
    [
      isEs ? 'De quién son los indicadores' : 'Whose the indicators are',
      isEs
        ? 'Los cinco pasos son de ICAT; las preguntas y los indicadores son de esta campaña.'
        : 'The five steps are ICAT’s; the questions and indicators are this campaign’s own.',
    ],
  ]
  return {
    name: isEs ? 'Léeme' : 'Read me',
    columns: [text(isEs ? 'Qué' : 'What', 30), text(isEs ? 'Este archivo' : 'This file', 100)],
    rows: lines,
    fixedColumns: 1,
  }
}

function qualitySheet({ instruments }: Report, language: Language): Sheet {
  const isEs = language === 'es'
  const column = (es: string, en: string, width: number, unit: Unit): SheetColumn => ({ heading: isEs ? es : en, width, unit })
  return {
    name: isEs ? 'Calidad' : 'Quality',
    columns: [
      column('Cuestionario', 'Instrument', 14, 'text'),
      column('De qué', 'Of what', 10, 'text'),
      column('Código', 'Code', 24, 'text'),
      column('Nombre', 'Name', 34, 'text'),
      column('Escala', 'Scale', 12, 'text'),
      column('n', 'n', 8, 'people'),
      column('Preguntas', 'Items', 10, 'people'),
      column('Aciertan antes %', 'Right before %', 12, 'percent'),
      column('95 % desde', '95% from', 10, 'percent'),
      column('95 % hasta', '95% to', 10, 'percent'),
      column('Correlación con el resto', 'Correlation with the rest', 14, 'number'),
      column('KR-20', 'KR-20', 10, 'number'),
      column('Forma A %', 'Form A %', 10, 'percent'),
      column('Forma B %', 'Form B %', 10, 'percent'),
      column('B menos A (puntos)', 'B less A (points)', 12, 'points'),
      column('p de Holm', 'Holm’s p', 10, 'p'),
      column('Veredicto', 'Verdict', 14, 'text'),
      column('Qué hacer', 'What to do', 70, 'text'),
    ],
    rows: instruments.flatMap(({ instrument, quality }) => [
      ...quality.scales.map(({ scale, name, items, n, kr20, ceiling, sentence }): Cell[] => [
        instrument.id,
        isEs ? 'escala' : 'scale',
        scale,
        name[language],
        scale,
        cellOf(n, (people) => people),
        items,
        cellOf(ceiling, ({ value }) => percent(value)),
        ...ends(ceiling),
        NOT_ASKED,
        cellOf(kr20, hundredths),
        ...Array<Cell>(5).fill(NOT_ASKED),
        sentence[language],
      ]),
      ...quality.items.map(({ concept, name, scale, n, difficulty, restCorrelation, forms, verdict, sentence }): Cell[] => [
        instrument.id,
        isEs ? 'pregunta' : 'item',
        concept,
        name[language],
        scale,
        cellOf(n, (people) => people),
        NOT_ASKED,
        cellOf(difficulty, ({ value }) => percent(value)),
        ...ends(difficulty),
        cellOf(restCorrelation, hundredths),
        NOT_ASKED,
        cellOf(forms, ({ a }) => percent(a.value)),
        cellOf(forms, ({ b }) => percent(b.value)),
        cellOf(forms, ({ difference }) => percent(difference.value)),
        cellOf(forms, ({ p }) => twoDigits(p)),
        verdict,
        sentence[language],
      ]),
    ]),
    fixedColumns: 1,
  }
}

type Estimated = Report['instruments'][number]['quality']['items'][number]['difficulty']

const ends = (told: Estimated): Cell[] =>
  (['low', 'high'] as const).map((end) =>
    cellOf(told, ({ interval }) => (interval === 'no-interval' ? NO_INTERVAL : percent(interval[end]))),
  )

function codebookSheet(report: Report, language: Language): Sheet {
  const isEs = language === 'es'
  const parts = {
    column: { es: 'columna del CSV', en: 'column of the CSV' },
    mark: { es: 'marca', en: 'mark' },
    word: { es: 'palabra', en: 'word' },
    indicator: { es: 'indicador', en: 'indicator' },
    concept: { es: 'idea', en: 'concept' },
  } as const
  return {
    name: isEs ? 'Libro de códigos' : 'Codebook',
    columns: [
      text(isEs ? 'Clase' : 'Part', 18),
      text(isEs ? 'Dónde' : 'Where', 16),
      text(isEs ? 'Nombre' : 'Name', 30),
      text(isEs ? 'Unidad' : 'Unit', 10),
      text(isEs ? 'Qué quiere decir' : 'What it means', 100),
    ],
    rows: codebookOf(report).map(({ part, where, name, unit, meaning }) => [
      parts[part][language],
      where,
      name,
      unit,
      meaning[language],
    ]),
    fixedColumns: 1,
  }
}

function limitsSheet({ limits, settings, closing }: Report, language: Language): Sheet {
  const isEs = language === 'es'
  const fates = {
    dropped: { es: 'apartadas por exceso y no contadas', en: 'set aside over a limit and not counted' },
    'none left': { es: 'nadie quedó fuera', en: 'nobody was left over' },
    pooled: { es: 'sumadas con las de otros lugares', en: 'pooled with those of other places' },
    'given up': { es: 'no se publican', en: 'given up' },
  } as const
  return {
    name: isEs ? 'Límites y ajustes' : 'Limits and settings',
    columns: [text(isEs ? 'Qué' : 'What', 26), text(isEs ? 'Dice' : 'Says', 100)],
    rows: [
      ...limits[language].map((limit) => [isEs ? 'límite' : 'limit', limit]),
      ...MARKS.map(({ mark, meaning }) => [mark, meaning[language]]),
      ...(closing === 'open'
        ? [
            [
              isEs ? 'ronda abierta' : 'open wave',
              isEs ? 'Hay personas que esperan una publicación.' : 'People still wait for a snapshot.',
            ],
          ]
        : closing.map(({ instrument, place, fate, people }) => [
            `${instrument} ${place}`,
            `${fates[fate][language]}: ${people} ${isEs ? 'personas' : 'people'}`,
          ])),
      ...Object.entries(settings).map(([name, value]) => [
        `${isEs ? 'compuerta' : 'gate'}: ${name}`,
        String(typeof value === 'number' ? rounded(value, 6) : value),
      ]),
    ],
    fixedColumns: 1,
  }
}

function snapshotSheet({ snapshots }: Report, language: Language): Sheet {
  const isEs = language === 'es'
  return {
    name: isEs ? 'Publicaciones' : 'Snapshots',
    columns: [
      text(isEs ? 'Hoja (ronda/cuestionario/lugar)' : 'Leaf (wave/instrument/place)', 44),
      { heading: isEs ? 'Número' : 'Number', width: 10, unit: 'people' },
      text(isEs ? 'Semana' : 'Week', 12),
      text('SHA-256', 70),
    ],
    rows: snapshots.map(({ leaf, number, week, hash }) => [leaf, number, week, hash]),
    fixedColumns: 1,
  }
}
