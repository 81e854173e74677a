/** The codebook: every column, mark, code word, indicator and concept that the tables use, explained in both languages. */
import type { Text } from '../../protocol/catalogue.ts'
import type { Publication } from '../publication.ts'
import type { Report } from '../report.ts'
import { ANOMALY_COLUMNS } from './anomaly-table.ts'
import type { Column, Unit } from './columns.ts'
import { COUNT_COLUMNS } from './counts-table.ts'
import { MARKS } from './figures.ts'
import { INDICATOR_COLUMNS, indicatorRows } from './indicator-table.ts'
import { PUBLIC_COLUMNS } from './public-table.ts'

export interface CodebookEntry {
  readonly part: 'column' | 'mark' | 'word' | 'indicator' | 'concept'
  /** Which table or list the name stands in. */
  readonly where: string
  readonly name: string
  readonly unit: Unit | 'none'
  readonly meaning: Text
}

/** Words that stand in the tables as codes. */
const WORDS: readonly { readonly where: string; readonly words: Readonly<Record<string, Text>> }[] = [
  {
    where: 'level',
    words: {
      overall: { es: 'Todas las personas', en: 'Everybody' },
      audience: { es: 'Público', en: 'Audience' },
      city: { es: 'Ciudad', en: 'City' },
      kind: { es: 'Tipo de lugar', en: 'Kind of venue' },
      leaf: { es: 'Un lugar', en: 'One venue' },
      comparison: {
        es: 'Grupo de comparación: la fracción, elegida al azar, que lee primero y contesta una vez',
        en: 'Comparison group: the share, drawn at random, that reads first and answers once',
      },
      followup: {
        es: 'Quienes contestaron otra vez semanas después, frente a antes de leer o a justo después; están ya en el total, y vuelve quien quiere',
        en: 'Those who answered again weeks later, against before reading or right after; they are in the total already, and come back by choice',
      },
    },
  },
  {
    where: 'kind',
    words: {
      awareness: { es: 'Qué se sabía antes de leer, de todas las personas', en: 'What was known before reading, of everybody' },
      concept: { es: 'Una idea, antes y después', en: 'One idea, before and after' },
      scale: { es: 'Varias ideas juntas, antes y después', en: 'Several ideas together, before and after' },
      barrier: { es: 'Motivo elegido de una lista', en: 'Reason picked from a list' },
      recalled: { es: 'Cómo se recuerda el antes, preguntado al final', en: 'How the time before is recalled, asked at the end' },
      harm: { es: 'Quiénes terminan con menos aciertos', en: 'Who ends with fewer right answers' },
      retention: {
        es: 'Quiénes llegan al final, y quiénes vuelven semanas después',
        en: 'Who reaches the end, and who comes back weeks later',
      },
      leavers: { es: 'Quienes se fueron frente a quienes terminaron', en: 'Those who left against those who finished' },
      'content-first': {
        es: 'Quienes leyeron primero frente a quienes aún no leían',
        en: 'Those who read first against those who had not read',
      },
      testing: { es: 'Lo que añaden las preguntas por sí solas', en: 'What the questions add by themselves' },
      randomised: {
        es: 'De lugares en modo fuerte: estimado de respuestas que el azar cambió en el teléfono; puede caer fuera de 0 a 100',
        en: 'Of venues in strong mode: estimated from answers that chance changed on the phone; may lie outside of 0 to 100',
      },
    },
  },
  {
    where: 'role',
    words: {
      primary: { es: 'El resultado que la ronda nombró antes de empezar', en: 'The outcome that the wave named before it began' },
      secondary: { es: 'Los demás cambios, con corrección de Holm', en: 'The other changes, with Holm’s correction' },
      descriptive: { es: 'Describe, sin poner nada a prueba', en: 'Describes, and tests nothing' },
      check: { es: 'Cuida de no leer de más en los otros', en: 'Guards against reading too much into the others' },
    },
  },
  {
    where: 'columns',
    words: {
      'before-after': { es: 'Las mismas personas, antes y después', en: 'The same people, before and after' },
      groups: { es: 'Dos grupos de personas distintas', en: 'Two groups of different people' },
      single: { es: 'Una sola cifra', en: 'One figure alone' },
    },
  },
  {
    where: 'interval_basis',
    words: {
      pairs: { es: 'De las parejas antes y después', en: 'From the pairs before and after' },
      margins: {
        es: 'El más amplio que permiten las dos proporciones, donde las casillas se retienen',
        en: 'The widest that the two shares allow, where the cells are withheld',
      },
      groups: { es: 'De dos grupos', en: 'From two groups' },
      randomised: {
        es: 'Ampliado por la respuesta aleatorizada del modo fuerte',
        en: 'Widened by the randomised response of strong mode',
      },
    },
  },
  {
    where: 'test',
    words: {
      'mcnemar-mid-p': { es: 'McNemar exacta, p media', en: 'McNemar’s exact test, mid-p' },
      'paired-t': { es: 't de Student para parejas', en: 'Student’s t for pairs' },
      wilcoxon: { es: 'Rangos con signo de Wilcoxon', en: 'Wilcoxon’s signed ranks' },
      'two-shares-z': { es: 'Diferencia de dos proporciones', en: 'Difference of two shares' },
      'welch-t': { es: 't de Welch para dos grupos', en: 'Welch’s t for two groups' },
    },
  },
  {
    where: 'target_state',
    words: {
      met: { es: 'Todo el intervalo alcanza la meta', en: 'The whole interval reaches the target' },
      missed: { es: 'Todo el intervalo queda por debajo', en: 'The whole interval lies below it' },
      open: { es: 'El intervalo admite ambas cosas', en: 'The interval allows either' },
      'not-told': { es: 'No se publica', en: 'Not shown' },
    },
  },
  {
    where: 'verdict',
    words: {
      keep: { es: 'Se queda', en: 'Keep' },
      harden: { es: 'Hacerla más difícil', en: 'Make it harder' },
      ease: { es: 'Hacerla más fácil o más clara', en: 'Make it easier or clearer' },
      drop: { es: 'Quitarla o reescribirla', en: 'Drop or rewrite it' },
      'align-forms': { es: 'Igualar sus dos formas', en: 'Align its two forms' },
      'not-told': { es: 'No se publica', en: 'Not shown' },
    },
  },
]

const columnsOf = <Row>(where: string, columns: readonly Column<Row>[]): CodebookEntry[] =>
  columns.map(({ name, unit, meaning }) => ({ part: 'column', where, name, unit, meaning }))

const entry = (part: CodebookEntry['part'], where: string, name: string, meaning: Text): CodebookEntry => ({
  part,
  where,
  name,
  unit: 'none',
  meaning,
})

const wordsOf = (...lists: string[]): CodebookEntry[] =>
  WORDS.filter(({ where }) => lists.length === 0 || lists.includes(where)).flatMap(({ where, words }) =>
    Object.entries(words).map(([word, meaning]) => entry('word', where, word, meaning)),
  )

export function codebookOf(report: Report): CodebookEntry[] {
  const indicators = new Map(indicatorRows(report).map(({ indicator }) => [indicator.id, indicator]))
  return [
    ...columnsOf('results', INDICATOR_COLUMNS),
    ...columnsOf('counts', COUNT_COLUMNS),
    ...columnsOf('checks', ANOMALY_COLUMNS),
    ...columnsOf('public', PUBLIC_COLUMNS),
    ...MARKS.map(({ mark, meaning }) => entry('mark', 'results', mark, meaning)),
    ...wordsOf(),
    ...[...indicators.values()].map(({ id, step, name, definition }) =>
      entry('indicator', `icat-${step}`, id, { es: `${name.es}. ${definition.es}`, en: `${name.en}. ${definition.en}` }),
    ),
    ...report.instruments.flatMap(({ instrument }) =>
      instrument.concepts.map(({ id, name, scale, icat, evidence }) =>
        entry('concept', instrument.id, id, {
          es: `${name.es}. Escala ${scale}, paso ICAT ${icat}. Fuente: ${evidence}`,
          en: `${name.en}. Scale ${scale}, ICAT step ${icat}. Source: ${evidence}`,
        }),
      ),
    ),
  ]
}

/** Of the table for the public alone. */
export function publicCodebook({ instruments }: Pick<Publication, 'instruments'>): CodebookEntry[] {
  return [
    ...columnsOf('results', PUBLIC_COLUMNS),
    ...MARKS.map(({ mark, meaning }) => entry('mark', 'results', mark, meaning)),
    ...wordsOf('level'),
    ...instruments.flatMap(({ id: instrument, concepts }) =>
      concepts.map(({ id, name, scale, evidence }) =>
        entry('concept', instrument, id, {
          es: `${name.es}. Escala ${scale}. Fuente: ${evidence}`,
          en: `${name.en}. Scale ${scale}. Source: ${evidence}`,
        }),
      ),
    ),
  ]
}

export const CODEBOOK_HEADER = ['part', 'where', 'name', 'unit', 'meaning_es', 'meaning_en'] as const

const written = (entries: readonly CodebookEntry[]): string[][] =>
  entries.map(({ part, where, name, unit, meaning }) => [part, where, name, unit, meaning.es, meaning.en])

export const codebookRows = (report: Report): string[][] => written(codebookOf(report))
export const publicCodebookRows = (publication: Publication): string[][] => written(publicCodebook(publication))
