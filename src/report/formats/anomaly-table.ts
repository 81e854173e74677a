/** What was looked at for anything odd, a row for each check of a place or view: in the workbook, the CSV and the Data Package alike. */

import type { AnomalyCheck, Finding } from '../anomaly/check.ts'
import { CHECK_WORDS } from '../anomaly/words.ts'
import type { Report } from '../report.ts'
import { type Column, inBothLanguages } from './columns.ts'
import type { Cell } from './csv.ts'
import { NOT_ASKED, percent } from './figures.ts'
import { codeAndName, waveColumn } from './unit-columns.ts'

export interface AnomalyRow extends AnomalyCheck {
  readonly wave: string
}

export const ANOMALY_KEY = ['wave', 'instrument', 'level', 'unit', 'check'] as const

export const anomalyRows = ({ wave, anomalies }: Report): AnomalyRow[] => anomalies.map((check) => ({ wave: wave.id, ...check }))

/** A figure of a flag; there is none of what was clear or not looked at. */
function flagged(finding: Finding, of: (flag: Extract<Finding, { kind: 'flagged' }>) => Cell): Cell {
  return finding.kind === 'flagged' ? of(finding) : NOT_ASKED
}

const shareOf = (kind: AnomalyCheck['kind'], value: number | 'not-told'): Cell =>
  kind === 'pace' || value === 'not-told' ? NOT_ASKED : percent(value)

export const ANOMALY_COLUMNS: readonly Column<AnomalyRow>[] = [
  waveColumn(({ wave }) => wave),
  {
    name: 'instrument',
    hxl: '#meta+instrument',
    unit: 'text',
    heading: { es: 'Cuestionario', en: 'Instrument' },
    meaning: {
      es: 'Cuestionario y su versión; all donde se cuenta lo de todos',
      en: 'Questionnaire and its version; all where those of all are counted',
    },
    width: 12,
    cell: ({ instrument }) => instrument,
  },
  {
    name: 'level',
    hxl: '#x_unit+level',
    unit: 'text',
    heading: { es: 'Nivel', en: 'Level' },
    meaning: { es: 'Total, lugar o grupo de comparación', en: 'Everybody, a venue or the comparison group' },
    width: 11,
    cell: ({ level }) => level,
  },
  ...codeAndName<AnomalyRow>(({ unit, name }) => ({ id: unit, name }), 18),
  {
    name: 'check',
    hxl: '#x_check+code',
    unit: 'text',
    heading: { es: 'Revisión', en: 'Check' },
    meaning: {
      es: 'form-order: orden de las formas; alike: respuestas repetidas; starts: finales sin comienzo; pace: más rápido que los pies',
      en: 'form-order: order of the forms; alike: repeated answers; starts: ends without a beginning; pace: faster than feet',
    },
    width: 12,
    cell: ({ kind }) => kind,
  },
  ...inBothLanguages<AnomalyRow>(
    {
      name: 'check_name',
      hxl: '#x_check+name',
      heading: { es: 'Qué se revisó', en: 'What was checked' },
      meaning: { es: 'Nombre de la revisión', en: 'Name of the check' },
      width: 24,
    },
    ({ kind }) => CHECK_WORDS[kind].title,
  ),
  {
    name: 'finding',
    hxl: '#x_check+finding',
    unit: 'text',
    heading: { es: 'Hallazgo', en: 'Finding' },
    meaning: {
      es: 'flagged: hay algo raro que mirar, no una conclusión; clear: nada raro; si no, por qué no se pudo revisar',
      en: 'flagged: there is something odd to look at, not a conclusion; clear: nothing odd; else why it could not be checked',
    },
    width: 12,
    cell: ({ finding }) => (finding.kind === 'not-run' ? finding.reason : finding.kind),
  },
  {
    name: 'seen',
    hxl: '#x_check+seen+num',
    unit: 'percent',
    heading: { es: 'Visto %', en: 'Seen %' },
    meaning: {
      es: 'Solo de lo señalado, en pasos de 5: quienes empezaron por la forma A, quienes coinciden de más, o quienes consta que empezaron',
      en: 'Of what is flagged alone, in steps of 5: those who began with form A, those who agree beyond what is expected, or those known to have begun',
    },
    width: 9,
    cell: ({ kind, finding }) => flagged(finding, ({ seen }) => shareOf(kind, seen)),
  },
  {
    name: 'expected',
    hxl: '#x_check+expected+num',
    unit: 'percent',
    heading: { es: 'Esperado %', en: 'Expected %' },
    meaning: { es: 'Cuánto debería ser, en la misma unidad', en: 'How much it should be, in the same unit' },
    width: 10,
    cell: ({ kind, finding }) => flagged(finding, ({ expected }) => shareOf(kind, expected)),
  },
  {
    name: 'hours',
    hxl: '#x_check+hours+num',
    unit: 'number',
    heading: { es: 'Horas', en: 'Hours' },
    meaning: {
      es: 'Horas en que llegó más de lo que por ahí puede pasar',
      en: 'Hours in which more arrived than can pass through it',
    },
    width: 8,
    cell: ({ kind, finding }) =>
      kind === 'pace' ? flagged(finding, ({ seen }) => (seen === 'not-told' ? NOT_ASKED : seen)) : NOT_ASKED,
  },
  {
    name: 'chance',
    hxl: '#x_check+p+num',
    unit: 'p',
    heading: { es: 'Por azar, menos de', en: 'By chance, under' },
    meaning: {
      es: 'Cota de la probabilidad de algo así o más raro, con la corrección de Holm por todas las revisiones de la ronda; una potencia de diez',
      en: 'Bound for the chance of this or something odder, with Holm’s correction over all checks of the wave; a power of ten',
    },
    width: 12,
    cell: ({ finding }) => flagged(finding, ({ chance }) => (chance === 'none' ? NOT_ASKED : chance)),
  },
  ...inBothLanguages<AnomalyRow>(
    {
      name: 'sentence',
      hxl: '#x_check+sentence',
      heading: { es: 'En palabras', en: 'In words' },
      meaning: { es: 'El hallazgo en palabras', en: 'The finding in words' },
      width: 70,
    },
    ({ sentence }) => sentence,
  ),
  ...inBothLanguages<AnomalyRow>(
    {
      name: 'innocent',
      hxl: '#x_check+innocent',
      heading: { es: 'Qué puede explicarlo', en: 'What may explain it' },
      meaning: {
        es: 'Razones sin nada de malo; solo de lo señalado',
        en: 'Reasons with nothing wrong in them; of what is flagged alone',
      },
      width: 60,
    },
    ({ kind, finding }) => (finding.kind === 'flagged' ? explanationsOf(kind) : { es: NOT_ASKED, en: NOT_ASKED }),
  ),
  ...inBothLanguages<AnomalyRow>(
    {
      name: 'next',
      hxl: '#x_check+next',
      heading: { es: 'Qué hacer', en: 'What to do' },
      meaning: { es: 'Qué mirar; solo de lo señalado', en: 'What to look at; of what is flagged alone' },
      width: 60,
    },
    ({ kind, finding }) => (finding.kind === 'flagged' ? CHECK_WORDS[kind].next : { es: NOT_ASKED, en: NOT_ASKED }),
  ),
]

function explanationsOf(kind: AnomalyCheck['kind']) {
  const { innocent } = CHECK_WORDS[kind]
  return { es: innocent.map(({ es }) => es).join(' '), en: innocent.map(({ en }) => en).join(' ') }
}
