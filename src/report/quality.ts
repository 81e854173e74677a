/**
 * Is the instrument itself any good? Difficulty, discrimination, ceiling, agreement of a scale's items and of its two forms, and for each item what to
 * do about it. From baseline tables, which nothing has been taught into yet.
 */
import type { Concept, Scale } from '../assessment/instrument.ts'
import { conceptsOf, scalesOf } from '../assessment/scoring.ts'
import type { NamedInstrument, Text } from '../protocol/catalogue.ts'
import { kr20 } from '../statistics/alpha.ts'
import { ceiling } from '../statistics/ceiling.ts'
import { holm } from '../statistics/holm.ts'
import { type ItemRow, itemRest } from '../statistics/item.ts'
import { shareDifference, shareTest } from '../statistics/two-shares.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import { partsOf } from '../tally/keys.ts'
import { EMPTY, type Tally } from '../tally/tally.ts'
import { GATE_SETTINGS as SETTINGS } from './gate/settings.ts'
import type { Estimate, Told } from './icat/indicator.ts'
import { mayTellSpread } from './icat/mean-share.ts'
import { estimateOf, sizeOf, told } from './icat/outcomes.ts'
import { absenceInWords, percentInWords } from './icat/sentences.ts'
import { SCALE_NAMES } from './icat/steps.ts'
import { rightIn, scoresIn, sizeIn, tablesOf } from './icat/tables.ts'
import type { Results } from './results.ts'
import { shown, withheld } from './shown.ts'

/** Easier than this, an item has no room left to show what was learned (facts.md, C3-7: "above about 85–90 %"). */
const EASY = 0.85
const TOO_EASY = 0.9
/** Harder than this, most guess. */
const HARD = 0.2
/** Below this an item hardly goes with the rest of its scale. */
const WEAK = 0.1
/** Forms whose shares differ by less are near enough, whatever the test says of a large group. */
const FORM_GAP = 0.1
/** A coefficient of fewer people than this says little. */
const STEADY = 100

export interface FormComparison {
  /** Share right of those who met form A first, and form B first. */
  readonly a: Estimate
  readonly b: Estimate
  /** B less A, with its 95 % interval. */
  readonly difference: Estimate
  readonly p: number
}

export interface ItemQuality {
  readonly concept: string
  readonly name: Text
  readonly scale: Scale
  readonly n: Told<number>
  /** Share right before anything was read: the higher, the easier. */
  readonly difficulty: Told<Estimate>
  /** Correlation with the rest of its scale; known at the close of a wave of at least 100. */
  readonly restCorrelation: Told<number>
  readonly forms: Told<FormComparison>
  readonly verdict: 'keep' | 'harden' | 'ease' | 'drop' | 'align-forms' | 'not-told'
  readonly sentence: Text
}

export interface ScaleQuality {
  readonly scale: Scale
  readonly name: Text
  readonly items: number
  readonly n: Told<number>
  readonly kr20: Told<number>
  /** Share with the highest score before. */
  readonly ceiling: Told<Estimate>
  readonly sentence: Text
}

export interface InstrumentQuality {
  readonly scales: readonly ScaleQuality[]
  readonly items: readonly ItemQuality[]
}

/**
 * `released` is the sum of all snapshots but the comparison's; `wholeWave` the right-or-wrong × score tables that the gate keeps at the close of a wave
 * of at least 100 people, or nothing; `overall` the results of everybody, which know what has to be withheld.
 */
export function qualityOf(
  released: Tally,
  wholeWave: Tally | undefined,
  overall: Results | undefined,
  instrument: NamedInstrument,
): InstrumentQuality {
  const tables = tablesOf(released)
  const n = sizeOf(sizeIn(tables, 'baseline'))
  const scales = scalesOf(instrument).map((scale): ScaleQuality => {
    const concepts = conceptsOf(instrument, scale)
    const scores = scoresIn(tables, 'baseline', scale)
    const right = concepts.map((concept) => rightIn(tables, 'baseline', concept).hits)
    const found = told(kr20(right, scores), ({ alpha }) => alpha)
    const hidden = mayTellSpread(scores, 0, concepts.length) ? found : withheld('cell-under-5')
    const coefficient = n.kind === 'shown' ? (found.kind === 'shown' ? hidden : found) : n
    const top = told(ceiling(scores, concepts.length), (share) => share)
    const atTop: Told<Estimate> =
      n.kind !== 'shown' || top.kind !== 'shown'
        ? n.kind !== 'shown'
          ? n
          : (top as Told<Estimate>)
        : isFew(top.value.atCeiling, top.value.n - top.value.atCeiling)
          ? withheld('cell-under-5')
          : shown({ value: top.value.share, interval: { low: top.value.low, high: top.value.high } })
    return {
      scale,
      name: SCALE_NAMES[scale],
      items: concepts.length,
      n,
      kr20: coefficient,
      ceiling: atTop,
      sentence: scaleSentence(SCALE_NAMES[scale], coefficient, n, atTop),
    }
  })
  const difficulties = instrument.concepts.map(({ id }) =>
    estimateOf(overall?.known.find(({ concept }) => concept === id)?.share ?? withheld('not-released')),
  )
  // The two forms add up to the difficulty: where it is withheld, they are.
  const forms = instrument.concepts.map((concept, index): Told<FormComparison> => {
    const difficulty = difficulties[index] as Told<Estimate>
    return difficulty.kind === 'shown' ? formsOf(tables, concept) : difficulty
  })
  const adjusted = holm(forms.flatMap((form) => (form.kind === 'shown' ? [form.value.p] : [])))
  let next = 0
  const items = instrument.concepts.map((concept, index): ItemQuality => {
    const form = forms[index] as Told<FormComparison>
    const compared: Told<FormComparison> = form.kind === 'shown' ? shown({ ...form.value, p: adjusted[next++] as number }) : form
    const difficulty = difficulties[index] as Told<Estimate>
    const restCorrelation = restOf(wholeWave, concept)
    const verdict = verdictOf(difficulty, restCorrelation, compared)
    return {
      concept: concept.id,
      name: concept.name,
      scale: concept.scale,
      n,
      difficulty,
      restCorrelation,
      forms: compared,
      verdict,
      sentence: itemSentence(concept.name, verdict, difficulty, compared),
    }
  })
  return { scales, items }
}

const isFew = (...counts: readonly number[]): boolean => counts.some((count) => count < SETTINGS.minimumCell)

/** Form A was met first by those of order AB, form B by those of BA, and chance decided which. Only where snapshots keep the orders apart. */
function formsOf(tables: ReturnType<typeof tablesOf>, concept: Concept): Told<FormComparison> {
  const a = rightIn(tables, 'baseline', concept, 'AB')
  const b = rightIn(tables, 'baseline', concept, 'BA')
  if (a.n === 0 || b.n === 0) return withheld('not-released')
  if (a.n < SETTINGS.minimumShown || b.n < SETTINGS.minimumShown) return withheld('fewer-than-10')
  if (isFew(a.hits, a.n - a.hits, b.hits, b.n - b.hits)) return withheld('cell-under-5')
  const difference = shareDifference(a, b)
  const test = shareTest(a, b)
  if (difference.kind === 'refused') return difference
  if (test.kind === 'refused') return test
  const share = ({ hits, n }: typeof a): Estimate => ({ value: hits / n, interval: wilsonInterval(hits, n) })
  return shown({
    a: share(a),
    b: share(b),
    difference: { value: difference.difference, interval: { low: difference.low, high: difference.high } },
    p: test.p,
  })
}

function restOf(wholeWave: Tally = EMPTY, concept: Concept): Told<number> {
  const rows = new Map<number, { right: number; wrong: number }>()
  for (const text in wholeWave) {
    const { kind, measure, value } = partsOf(text)
    if (kind !== 'r' || measure !== concept.id) continue
    const [right = '', score = ''] = value.split('>')
    const row = rows.get(Number(score)) ?? { right: 0, wrong: 0 }
    row[right === '1' ? 'right' : 'wrong'] += wholeWave[text] as number
    rows.set(Number(score), row)
  }
  if (rows.size === 0) return withheld('not-released')
  return told(itemRest([...rows].map(([score, row]): ItemRow => ({ score, ...row }))), ({ correlation }) => correlation)
}

function verdictOf(difficulty: Told<Estimate>, rest: Told<number>, forms: Told<FormComparison>): ItemQuality['verdict'] {
  if (difficulty.kind !== 'shown') return 'not-told'
  const { value } = difficulty.value
  if (rest.kind === 'shown' && rest.value < WEAK) return 'drop'
  if (value > TOO_EASY) return 'drop'
  if (value > EASY) return 'harden'
  if (forms.kind === 'shown' && forms.value.p < 0.05 && Math.abs(forms.value.difference.value) >= FORM_GAP) return 'align-forms'
  return value < HARD ? 'ease' : 'keep'
}

function itemSentence(name: Text, verdict: ItemQuality['verdict'], difficulty: Told<Estimate>, forms: Told<FormComparison>): Text {
  const words = (language: 'es' | 'en'): string => {
    if (difficulty.kind !== 'shown') return absenceInWords(difficulty)[language]
    const share = percentInWords(difficulty.value.value, language)
    const isEasy = difficulty.value.value > TOO_EASY
    const gap = forms.kind === 'shown' ? percentInWords(Math.abs(forms.value.difference.value), language) : ''
    return {
      es: {
        keep: `se queda; ${share} la contesta bien antes de leer`,
        harden: `conviene hacerla más difícil: ${share} la contesta bien antes de leer y queda poco por aprender`,
        ease: `es muy difícil o confusa: solo ${share} la contesta bien antes de leer`,
        drop: isEasy
          ? `conviene quitarla: ${share} ya la contesta bien antes de leer`
          : 'conviene quitarla o reescribirla: quien la contesta bien apenas sabe más del resto',
        'align-forms': `sus dos formas no son igual de difíciles (${gap} de diferencia): hay que igualarlas`,
        'not-told': '',
      },
      en: {
        keep: `keep; ${share} answer it rightly before reading`,
        harden: `make it harder: ${share} answer it rightly before reading, and little is left to learn`,
        ease: `very hard or unclear: only ${share} answer it rightly before reading`,
        drop: isEasy
          ? `drop it: ${share} answer it rightly before reading already`
          : 'drop or rewrite it: those who get it right hardly know more of the rest',
        'align-forms': `its two forms are not equally hard (${gap} apart): align them`,
        'not-told': '',
      },
    }[language][verdict]
  }
  return { es: `${name.es}: ${words('es')}.`, en: `${name.en}: ${words('en')}.` }
}

function scaleSentence(name: Text, coefficient: Told<number>, n: Told<number>, atTop: Told<Estimate>): Text {
  const words = (language: 'es' | 'en'): string => {
    const isEs = language === 'es'
    const number = (value: number) => (isEs ? value.toFixed(2).replace('.', ',') : value.toFixed(2)).replace('-', '−')
    const kr =
      coefficient.kind === 'shown' ? `KR-20 = ${number(coefficient.value)}` : `KR-20: ${absenceInWords(coefficient)[language]}`
    const steady =
      coefficient.kind === 'shown' && n.kind === 'shown' && n.value < STEADY
        ? isEs
          ? `; con ${n.value} personas esa cifra aún es inestable`
          : `; with ${n.value} people that figure is still unsteady`
        : ''
    const share = atTop.kind === 'shown' ? percentInWords(atTop.value.value, language) : absenceInWords(atTop)[language]
    return isEs ? `${kr}${steady}. Con todo bien antes de leer: ${share}` : `${kr}${steady}. All right before reading: ${share}`
  }
  return { es: `${name.es}: ${words('es')}.`, en: `${name.en}: ${words('en')}.` }
}
