/**
 * The results as one flat table, what an evaluator pastes: a row for each indicator of each leaf or view, in the order of the report. The CSV has all
 * columns, a workbook those that have a width.
 */
import type { Text } from '../../protocol/catalogue.ts'
import {
  type ChangeEstimate,
  type Effect,
  type Estimate,
  type Indicator,
  type IndicatorKind,
  NOT_ASKED as NEVER_ASKED,
  type Test,
  type Told,
} from '../icat/indicator.ts'
import type { Report, UnitReport } from '../report.ts'
import { type Column, inBothLanguages } from './columns.ts'
import type { Cell } from './csv.ts'
import { cellOf, hundredths, NO_INTERVAL, NOT_ASKED, percent, twoDigits, UNBOUNDED } from './figures.ts'
import { unitColumns } from './unit-columns.ts'

export interface IndicatorRow {
  readonly report: Report
  readonly instrument: string
  readonly unit: UnitReport
  readonly indicator: Indicator
}

export const indicatorRows = (report: Report): IndicatorRow[] =>
  report.instruments.flatMap(({ instrument, units }) =>
    units.flatMap((unit) =>
      unit.steps.flatMap(({ indicators }) =>
        indicators.map((indicator) => ({ report, instrument: instrument.id, unit, indicator })),
      ),
    ),
  )

type EffectName = Effect['name']

/** The effects that an indicator of a kind has, in its order: one that is absent does not say its name. */
const EFFECTS_OF: Readonly<Partial<Record<IndicatorKind, readonly EffectName[]>>> = {
  concept: ['odds-ratio'],
  scale: ['d_z', 'd_av', 'g_av'],
}

function effectOf({ kind, effects }: Indicator, name: EffectName): Told<Effect> {
  const found = effects.find((effect) => effect.kind === 'shown' && effect.value.name === name)
  const absent = effects[EFFECTS_OF[kind]?.indexOf(name) ?? -1]
  return found ?? (absent && absent.kind !== 'shown' ? absent : NEVER_ASKED)
}

const EFFECTS: Readonly<Record<EffectName, { readonly column: string; readonly heading: string; readonly meaning: Text }>> = {
  d_z: {
    column: 'd_z',
    heading: 'd_z',
    meaning: {
      es: 'Cambio medio dividido por la desviación estándar de los cambios',
      en: 'Mean change divided by the standard deviation of the changes',
    },
  },
  d_av: {
    column: 'd_av',
    heading: 'd_av',
    meaning: {
      es: 'Cambio medio dividido por el promedio de las dos desviaciones estándar',
      en: 'Mean change divided by the average of the two standard deviations',
    },
  },
  g_av: {
    column: 'g_av',
    heading: 'g_av',
    meaning: { es: 'd_av corregida para grupos pequeños (Hedges)', en: 'd_av corrected for small groups (Hedges)' },
  },
  'odds-ratio': {
    column: 'odds_ratio',
    heading: 'OR',
    meaning: {
      es: 'Razón de momios de McNemar: quienes pasaron a acertar entre quienes dejaron de acertar',
      en: 'McNemar’s odds ratio: those who came to be right over those who ceased to be',
    },
  },
  'cohen-h': {
    column: 'cohen_h',
    heading: 'h',
    meaning: { es: 'h de Cohen entre dos proporciones', en: 'Cohen’s h between two shares' },
  },
}

const limit = (value: number | 'unbounded'): Cell => (value === 'unbounded' ? UNBOUNDED : hundredths(value))

const effectColumns = (Object.keys(EFFECTS) as EffectName[]).flatMap((name): Column<IndicatorRow>[] => {
  const { column, heading, meaning } = EFFECTS[name]
  const about = { unit: 'number', width: 9 } as const
  return [
    {
      ...about,
      name: column,
      hxl: `#indicator+effect+${column}+num`,
      heading: { es: heading, en: heading },
      meaning,
      cell: ({ indicator }) => cellOf(effectOf(indicator, name), ({ value }) => limit(value)),
    },
    ...(['low', 'high'] as const).map(
      (end): Column<IndicatorRow> => ({
        ...about,
        name: `${column}_${end}`,
        hxl: `#indicator+effect+${column}+${end}+num`,
        heading: limitHeading(heading, end),
        meaning: limitMeaning(meaning, end),
        cell: ({ indicator }) =>
          cellOf(effectOf(indicator, name), ({ interval }) => (interval === 'no-interval' ? NO_INTERVAL : limit(interval[end]))),
      }),
    ),
  ]
})

function limitHeading(heading: string, end: 'low' | 'high'): Text {
  return {
    es: `${heading}, 95 % ${{ low: 'desde', high: 'hasta' }[end]}`,
    en: `${heading}, 95% ${{ low: 'from', high: 'to' }[end]}`,
  }
}

function limitMeaning(meaning: Text, end: 'low' | 'high'): Text {
  const words = { low: { es: 'límite inferior', en: 'lower limit' }, high: { es: 'límite superior', en: 'upper limit' } }[end]
  return { es: `${meaning.es}: ${words.es} del 95 %`, en: `${meaning.en}: ${words.en} of 95%` }
}

/** A figure with its two limits. */
function estimateColumns(
  { name, hxl, unit, heading, meaning }: Pick<Column<IndicatorRow>, 'name' | 'hxl' | 'unit' | 'heading' | 'meaning'>,
  of: (indicator: Indicator) => Told<Estimate>,
): Column<IndicatorRow>[] {
  return [
    {
      name,
      hxl: `#indicator+value+${hxl}+num`,
      unit,
      heading,
      meaning,
      width: 9,
      cell: ({ indicator }) => cellOf(of(indicator), ({ value }) => percent(value)),
    },
    ...(['low', 'high'] as const).map(
      (end): Column<IndicatorRow> => ({
        name: `${name}_${end}`,
        hxl: `#indicator+value+${hxl}+${end}+num`,
        unit,
        heading: { es: limitHeading(heading.es, end).es, en: limitHeading(heading.en, end).en },
        meaning: limitMeaning(meaning, end),
        width: 9,
        cell: ({ indicator }) =>
          cellOf(of(indicator), ({ interval }) => (interval === 'no-interval' ? NO_INTERVAL : percent(interval[end]))),
      }),
    ),
  ]
}

const testColumns = (index: number, suffix: string): Column<IndicatorRow>[] => {
  const told = ({ tests }: Indicator): Told<Test> => tests[index] ?? NEVER_ASKED
  const which = index === 0 ? { es: '', en: '' } : { es: ' (segunda)', en: ' (second)' }
  return [
    {
      name: `test${suffix}`,
      hxl: `#indicator+test${suffix ? '+second' : ''}`,
      unit: 'text',
      heading: { es: `Prueba${which.es}`, en: `Test${which.en}` },
      meaning: { es: `Prueba estadística, bilateral${which.es}`, en: `Statistical test, two-sided${which.en}` },
      width: 15,
      cell: ({ indicator }) => cellOf(told(indicator), ({ name }) => name),
    },
    {
      name: `p${suffix}`,
      hxl: `#indicator+p${suffix ? '+second' : ''}+num`,
      unit: 'p',
      heading: { es: `p${which.es}`, en: `p${which.en}` },
      meaning: { es: `Valor p de la prueba${which.es}`, en: `p value of the test${which.en}` },
      width: 10,
      cell: ({ indicator }) => cellOf(told(indicator), ({ p }) => twoDigits(p)),
    },
  ]
}

/** Whom the two figures are of: two groups, the same people twice, or one side alone. */
function columnNames({ groups, ...figures }: Indicator): readonly [Text, Text] {
  if (groups) return groups
  const none: Text = { es: NOT_ASKED, en: NOT_ASKED }
  return [
    figures.baseline.kind === 'not-asked' ? none : { es: 'Antes de leer', en: 'Before reading' },
    figures.endline.kind === 'not-asked' ? none : { es: 'Justo después de leer', en: 'Right after reading' },
  ]
}

/** What an indicator is about, by the name that the campaign gave it. */
function aboutInWords({ actions, barriers }: Report, about: string): Text {
  const [kind, id] = about.split(':')
  const found = (kind === 'action' ? actions : kind === 'barrier' ? barriers : []).find((one) => one.id === id)
  return found?.name ?? { es: about, en: about }
}

const shareMeaning = (column: Text): Text => ({
  es: `${column.es}, en porcentaje: de un concepto, la proporción que acierta; de una escala, la proporción media de aciertos`,
  en: `${column.en}, in percent: of a concept, the share that is right; of a scale, the mean share answered rightly`,
})

export const INDICATOR_COLUMNS: readonly Column<IndicatorRow>[] = [
  ...unitColumns<IndicatorRow>(),
  {
    name: 'icat_step',
    hxl: '#x_icat+step',
    unit: 'text',
    heading: { es: 'Paso ICAT', en: 'ICAT step' },
    meaning: { es: 'Paso de los cinco que recomienda ICAT', en: 'Step of the five that ICAT recommends' },
    cell: ({ indicator }) => String(indicator.step),
  },
  {
    name: 'indicator',
    hxl: '#indicator+code',
    unit: 'text',
    heading: { es: 'Código', en: 'Code' },
    meaning: {
      es: 'Código del indicador, el mismo en todas las rondas; los indicadores son de esta campaña, no de ICAT',
      en: 'Code of the indicator, the same in every wave; the indicators are this campaign’s own, not ICAT’s',
    },
    width: 26,
    cell: ({ indicator }) => indicator.id,
  },
  {
    name: 'kind',
    hxl: '#indicator+kind',
    unit: 'text',
    heading: { es: 'Clase', en: 'Kind' },
    meaning: { es: 'Clase de indicador', en: 'Kind of indicator' },
    cell: ({ indicator }) => indicator.kind,
  },
  {
    name: 'role',
    hxl: '#indicator+role',
    unit: 'text',
    heading: { es: 'Papel', en: 'Role' },
    meaning: {
      es: 'Resultado principal, secundario, descriptivo o de control',
      en: 'Primary outcome, secondary, descriptive or a check',
    },
    width: 11,
    cell: ({ indicator }) => indicator.role,
  },
  ...inBothLanguages<IndicatorRow>(
    {
      name: 'indicator_name',
      hxl: '#indicator+name',
      heading: { es: 'Indicador', en: 'Indicator' },
      meaning: { es: 'Nombre del indicador', en: 'Name of the indicator' },
      width: 34,
    },
    ({ indicator }) => indicator.name,
  ),
  ...inBothLanguages<IndicatorRow>(
    {
      name: 'definition',
      hxl: '#indicator+definition',
      heading: { es: 'Definición', en: 'Definition' },
      meaning: { es: 'Qué mide el indicador', en: 'What the indicator measures' },
      width: 44,
    },
    ({ indicator }) => indicator.definition,
  ),
  {
    name: 'columns',
    hxl: '#indicator+columns',
    unit: 'text',
    heading: { es: 'Columnas', en: 'Columns' },
    meaning: {
      es: 'Las dos cifras son de las mismas personas antes y después, de dos grupos, o hay una sola',
      en: 'The two figures are of the same people before and after, of two groups, or there is one alone',
    },
    cell: ({ indicator }) => indicator.columns,
  },
  ...([0, 1] as const).flatMap((side) =>
    inBothLanguages<IndicatorRow>(
      {
        name: (['baseline_of', 'endline_of'] as const)[side],
        hxl: (['#indicator+group+baseline', '#indicator+group+endline'] as const)[side],
        heading: (
          [
            { es: 'Primera cifra de', en: 'First figure of' },
            { es: 'Segunda cifra de', en: 'Second figure of' },
          ] as const
        )[side],
        meaning: (
          [
            { es: 'De quiénes o cuándo es la primera cifra', en: 'Of whom or when the first figure is' },
            { es: 'De quiénes o cuándo es la segunda cifra', en: 'Of whom or when the second figure is' },
          ] as const
        )[side],
        width: 20,
      },
      ({ indicator }) => columnNames(indicator)[side],
    ),
  ),
  {
    name: 'n_baseline',
    hxl: '#indicator+people+baseline+num',
    unit: 'people',
    heading: { es: 'n primera', en: 'n first' },
    meaning: { es: 'Personas en que se apoya la primera cifra', en: 'People that the first figure rests on' },
    width: 9,
    cell: ({ indicator }) => cellOf(indicator.n.baseline, (n) => n),
  },
  {
    name: 'n_endline',
    hxl: '#indicator+people+endline+num',
    unit: 'people',
    heading: { es: 'n segunda', en: 'n second' },
    meaning: { es: 'Personas en que se apoya la segunda cifra', en: 'People that the second figure rests on' },
    width: 9,
    cell: ({ indicator }) => cellOf(indicator.n.endline, (n) => n),
  },
  ...estimateColumns(
    {
      name: 'baseline',
      hxl: 'baseline',
      unit: 'percent',
      heading: { es: 'Antes %', en: 'Before %' },
      meaning: shareMeaning({ es: 'Primera cifra', en: 'First figure' }),
    },
    ({ baseline }) => baseline,
  ),
  ...estimateColumns(
    {
      name: 'endline',
      hxl: 'endline',
      unit: 'percent',
      heading: { es: 'Después %', en: 'After %' },
      meaning: shareMeaning({ es: 'Segunda cifra', en: 'Second figure' }),
    },
    ({ endline }) => endline,
  ),
  {
    name: 'followup',
    hxl: '#indicator+value+followup+num',
    unit: 'percent',
    heading: { es: 'Semanas después %', en: 'Weeks later %' },
    meaning: shareMeaning({ es: 'Semanas después', en: 'Weeks later' }),
    width: 10,
    cell: ({ indicator }) => cellOf(indicator.followup, ({ value }) => percent(value)),
  },
  ...estimateColumns(
    {
      name: 'change',
      hxl: 'change',
      unit: 'points',
      heading: { es: 'Cambio (puntos)', en: 'Change (points)' },
      meaning: {
        es: 'Segunda cifra menos primera, en puntos porcentuales',
        en: 'Second figure less the first, in percentage points',
      },
    },
    ({ change }) => change,
  ),
  {
    name: 'interval_basis',
    hxl: '#indicator+interval',
    unit: 'text',
    heading: { es: 'Intervalo de', en: 'Interval from' },
    meaning: { es: 'De dónde sale el intervalo del cambio', en: 'Where the interval of the change comes from' },
    width: 11,
    cell: ({ indicator }) =>
      cellOf(indicator.change as Told<ChangeEstimate>, ({ interval, basis }) => (interval === 'no-interval' ? NO_INTERVAL : basis)),
  },
  ...testColumns(0, ''),
  {
    name: 'p_adjusted',
    hxl: '#indicator+p+adjusted+num',
    unit: 'p',
    heading: { es: 'p de Holm', en: 'Holm’s p' },
    meaning: {
      es: 'Valor p con la corrección de Holm por varias pruebas; el resultado principal no la lleva',
      en: 'p value with Holm’s correction for several tests; the primary outcome goes without',
    },
    width: 10,
    cell: ({ indicator }) =>
      cellOf(indicator.tests[0] ?? NEVER_ASKED, ({ adjusted }) => (adjusted === undefined ? NOT_ASKED : twoDigits(adjusted))),
  },
  ...testColumns(1, '_2'),
  ...effectColumns,
  {
    name: 'target_change',
    hxl: '#indicator+target+change+num',
    unit: 'points',
    heading: { es: 'Meta (puntos)', en: 'Target (points)' },
    meaning: {
      es: 'Cambio mínimo que la ronda se propuso antes de empezar, en puntos porcentuales',
      en: 'Least change that the wave set itself before it began, in percentage points',
    },
    width: 9,
    cell: ({ indicator: { target } }) => (target === 'none' ? NOT_ASKED : percent(target.change)),
  },
  {
    name: 'target_state',
    hxl: '#indicator+target+state',
    unit: 'text',
    heading: { es: 'Estado de la meta', en: 'State of the target' },
    meaning: {
      es: 'Si el intervalo cumple la meta, la deja fuera, la contiene o no se publica',
      en: 'Whether the interval meets the target, leaves it out, holds it, or is not told',
    },
    width: 11,
    cell: ({ indicator: { target } }) => (target === 'none' ? NOT_ASKED : target.state),
  },
  {
    name: 'about',
    hxl: '#indicator+about+code',
    unit: 'text',
    heading: { es: 'Sirve para', en: 'Informs' },
    meaning: {
      es: 'Acción deseada, barrera o página que el indicador informa',
      en: 'Desired action, barrier or page that the indicator informs',
    },
    cell: ({ indicator }) => indicator.about,
  },
  ...inBothLanguages<IndicatorRow>(
    {
      name: 'about_name',
      hxl: '#indicator+about+name',
      heading: { es: 'Sirve para', en: 'Informs' },
      meaning: {
        es: 'Nombre de la acción o barrera que el indicador informa',
        en: 'Name of the action or barrier that the indicator informs',
      },
      width: 26,
    },
    ({ report, indicator }) => aboutInWords(report, indicator.about),
  ),
  ...inBothLanguages<IndicatorRow>(
    {
      name: 'sentence',
      hxl: '#indicator+sentence',
      heading: { es: 'Frase lista para pegar', en: 'Sentence ready to paste' },
      meaning: { es: 'Frase lista para pegar', en: 'Sentence ready to paste' },
      width: 70,
    },
    ({ indicator }) => indicator.sentence,
  ),
]

/** What tells one row from every other. */
export const INDICATOR_KEY = ['wave', 'instrument', 'level', 'unit', 'indicator'] as const
