/**
 * Checks that stand beside the outcomes, so that nobody reads too much into them: who got worse, who left and whether they differed at the start, how
 * a self-rating looks back, and what the questions themselves teach.
 */

import type { Scale } from '../../assessment/instrument.ts'
import { conceptsOf, scalesOf } from '../../assessment/scoring.ts'
import type { NamedInstrument, Text } from '../../protocol/catalogue.ts'
import { type Histogram, people } from '../../statistics/histogram.ts'
import { refused } from '../../statistics/refusal.ts'
import { type Welch, welch } from '../../statistics/welch.ts'
import { wilsonInterval } from '../../statistics/wilson.ts'
import { GATE_SETTINGS as SETTINGS } from '../gate/settings.ts'
import type { Results } from '../results.ts'
import { shown, withheld } from '../shown.ts'
import { single } from './awareness.ts'
import { type Absent, type Estimate, type Indicator, NOT_ASKED, type Test, type Told } from './indicator.ts'
import { mayTellSpread, meanShare } from './mean-share.ts'
import { estimateOf, sizeOf, told } from './outcomes.ts'
import { changeSentence, groupsSentence, shareSentence } from './sentences.ts'
import { SCALE_NAMES } from './steps.ts'
import { asShares, barsOf, scoresAfter, scoresBefore, scoresIn, sizeIn, type Tables, transitionsIn } from './tables.ts'

const isFew = (...counts: readonly number[]): boolean => counts.some((count) => count < SETTINGS.minimumCell)

/** Share whose score fell. With a count under 5 on either side it is withheld; so is one of those who stayed or rose, which is not shown at all. */
export function harmOf(results: Results, instrument: NamedInstrument): Indicator[] {
  const size = results.n.endline
  return scalesOf(instrument).map((scale): Indicator => {
    const endline = estimateOf(results.worse.find((one) => one.scale === scale)?.share ?? withheld('not-released'))
    const name = both(SCALE_NAMES[scale], 'peor que al empezar', 'worse than at the start')
    return {
      ...single,
      id: `harm:${scale}`,
      step: 5,
      kind: 'harm',
      measure: scale,
      role: 'check',
      name,
      definition: {
        es: 'Proporción con menos aciertos después que antes; parte de ella es azar de una pregunta a otra',
        en: 'Share with fewer right answers after than before; part of it is chance from one item to the next',
      },
      n: { baseline: NOT_ASKED, endline: size },
      baseline: NOT_ASKED,
      endline,
      about: 'none',
      sentence: shareSentence(name, size, endline, {
        es: 'contestó bien menos veces después que antes',
        en: 'answered rightly less often after than before',
      }),
    }
  })
}

/** Share of those who answered before that also answered after. `matched` are tables of places whose two groups may be compared. */
export function retentionOf(matched: Tables): Indicator {
  const began = sizeIn(matched, 'baseline')
  const ended = sizeIn(matched, 'endline')
  const left = began - ended
  const size = sizeOf(began)
  const endline: Told<Estimate> =
    size.kind !== 'shown'
      ? size
      : ended > began || (left > 0 && left < SETTINGS.minimumDifference)
        ? withheld('not-released')
        : shown({ value: ended / began, interval: wilsonInterval(ended, began) })
  const name = { es: 'Llega al final', en: 'Reaches the end' }
  return {
    ...single,
    id: 'retention:endline',
    step: 5,
    kind: 'retention',
    measure: 'endline',
    role: 'check',
    name,
    definition: {
      es: 'De quienes contestaron antes, proporción que contestó también después; en los lugares donde ambos grupos están publicados',
      en: 'Of those who answered before, the share that also answered after; at places where both groups have been released',
    },
    n: { baseline: size, endline: NOT_ASKED },
    baseline: NOT_ASKED,
    endline,
    about: 'none',
    sentence: shareSentence(name, size, endline, {
      es: 'de quienes contestaron antes también contestó después',
      en: 'of those who answered before also answered after',
    }),
  }
}

/** Did those who left know more or less at the start than those who finished? */
export function leaversOf(matched: Tables, instrument: NamedInstrument): Indicator[] {
  return scalesOf(instrument).map((scale): Indicator => {
    const top = conceptsOf(instrument, scale).length
    const began = barsOf(scoresIn(matched, 'baseline', scale), top)
    const finishers = barsOf(scoresBefore(transitionsIn(matched, scale)), top)
    const rest = began.map((count, score) => count - (finishers[score] ?? 0))
    const left = rest.reduce((sum, count) => sum + count, 0)
    const isGroup = rest.every((count) => count >= 0)
    const groups: [Histogram, Histogram] = [asHistogram(finishers), isGroup ? asHistogram(rest) : []]
    const nobodyLeft = left === 0 && people(asHistogram(began)) > 0
    const gone: Absent | undefined = !isGroup
      ? { kind: 'withheld', reason: 'not-released' }
      : nobodyLeft
        ? refused('nobody')
        : undefined
    const found = compared(`leavers:${scale}`, 'leavers', scale, top, groups, {
      absent: gone,
      name: both(SCALE_NAMES[scale], 'al empezar, de quienes se fueron', 'at the start, of those who left'),
      definition: {
        es: 'Aciertos antes de leer: quienes terminaron frente a quienes se fueron sin contestar después',
        en: 'Right answers before reading: those who finished against those who left without answering after',
      },
      groups: [
        { es: 'Terminaron', en: 'Finished' },
        { es: 'Se fueron', en: 'Left' },
      ],
      higher: {
        es: 'quienes se fueron acertaban más al empezar, así que el cambio medido puede no valer para ellos',
        en: 'those who left answered better at the start, so the change measured may not hold for them',
      },
      lower: {
        es: 'quienes se fueron acertaban menos al empezar, así que el cambio medido puede no valer para ellos',
        en: 'those who left answered worse at the start, so the change measured may not hold for them',
      },
      unclear: {
        es: 'no se ve diferencia clara al empezar entre quienes se fueron y quienes terminaron',
        en: 'no clear difference at the start between those who left and those who finished',
      },
    })
    const nobody = { es: `${found.name.es}: nadie se fue antes de terminar.`, en: `${found.name.en}: nobody left before the end.` }
    return nobodyLeft ? { ...found, sentence: nobody } : found
  })
}

/** The random arm that read first: against adults who had not read (what reading goes with), and against the endline (what the questions add). */
export function contrastsOf(adults: Tables, readers: Tables, instrument: NamedInstrument): Indicator[] {
  return scalesOf(instrument).flatMap((scale) => {
    const top = conceptsOf(instrument, scale).length
    const once = scoresIn(readers, 'content-first', scale)
    const readFirst = { es: 'Leyeron primero', en: 'Read first' }
    return [
      compared(`content-first:${scale}`, 'content-first', scale, top, [scoresIn(adults, 'baseline', scale), once], {
        absent: undefined,
        name: both(SCALE_NAMES[scale], 'sin preguntas antes', 'without questions before'),
        definition: {
          es: 'Adultos que contestaron antes de leer frente a la fracción, elegida al azar, que leyó primero y contestó una vez',
          en: 'Adults who answered before reading against the share, drawn at random, that read first and answered once',
        },
        groups: [{ es: 'Aún sin leer', en: 'Not yet read' }, readFirst],
        higher: {
          es: 'quienes leyeron primero aciertan más que quienes aún no habían leído, sin que las preguntas hayan enseñado nada',
          en: 'those who read first answer better than those who had not read, with no questions to have taught them',
        },
        lower: {
          es: 'quienes leyeron primero aciertan menos que quienes aún no habían leído',
          en: 'those who read first answer worse than those who had not read',
        },
        unclear: {
          es: 'no se ve diferencia clara entre quienes leyeron primero y quienes aún no habían leído',
          en: 'no clear difference between those who read first and those who had not read',
        },
      }),
      compared(`testing:${scale}`, 'testing', scale, top, [once, scoresAfter(transitionsIn(adults, scale))], {
        absent: undefined,
        name: both(SCALE_NAMES[scale], 'lo que añaden las preguntas', 'what the questions add'),
        definition: {
          es: 'Después de leer: quienes leyeron primero frente a los adultos que además habían contestado antes',
          en: 'After reading: those who read first against adults who had also answered before',
        },
        groups: [readFirst, { es: 'Contestaron antes y después', en: 'Answered before and after' }],
        higher: {
          es: 'haber contestado antes va con más aciertos: parte del cambio puede venir de las preguntas mismas',
          en: 'having answered before goes with better answers: part of the change may come from the questions themselves',
        },
        lower: {
          es: 'haber contestado antes va con menos aciertos',
          en: 'having answered before goes with worse answers',
        },
        unclear: {
          es: 'no se ve que las preguntas por sí solas enseñen; el intervalo dice cuánto podrían',
          en: 'no sign that the questions teach by themselves; the interval says how much they might',
        },
      }),
    ]
  })
}

interface GroupsCompared {
  readonly absent: Absent | undefined
  readonly name: Text
  readonly definition: Text
  readonly groups: readonly [Text, Text]
  readonly higher: Text
  readonly lower: Text
  readonly unclear: Text
}

function compared(
  id: string,
  kind: Indicator['kind'],
  scale: Scale,
  top: number,
  histograms: readonly [Histogram, Histogram],
  { absent, name, definition, groups, ...words }: GroupsCompared,
): Indicator {
  const [one, other] = histograms.map((histogram) => asShares(histogram, top)) as [Histogram, Histogram]
  const n = [sizeOf(people(one)), sizeOf(people(other))] as const
  // With one concept a mean is a share: both its sides have to be enough.
  const hasFew = top === 1 && [one, other].some((group) => isFew(...barsOf(group, 1)))
  const gone = absent ?? n.find((size) => size.kind !== 'shown') ?? (hasFew ? withheld('cell-under-5') : undefined)
  const estimate = (histogram: Histogram): Told<Estimate> => (gone && gone.kind !== 'shown' ? gone : meanShare(histogram, top))
  const found: Told<Welch> = gone && gone.kind !== 'shown' ? gone : told(welch(one, other), (test: Welch) => test)
  const isTold = histograms.every((histogram) => mayTellSpread(histogram, 0, top))
  const change = map(found, ({ difference, interval }) => ({
    value: difference,
    interval: isTold ? interval : ('no-interval' as const),
    basis: 'groups' as const,
  }))
  const test = map(found, ({ p }): Test => ({ name: 'welch-t', p }))
  return {
    id,
    step: 5,
    kind,
    measure: scale,
    role: 'check',
    name,
    definition,
    columns: 'groups',
    groups,
    n: { baseline: n[0], endline: n[1] },
    baseline: estimate(histograms[0]),
    endline: estimate(histograms[1]),
    followup: NOT_ASKED,
    change,
    tests: [isTold || test.kind !== 'shown' ? test : withheld('cell-under-5')],
    effects: [],
    target: 'none',
    about: 'none',
    sentence: groupsSentence({ name, change, n, ...words }),
  }
}

/** "Before this page" against now, asked at the end: response shift makes a self-rating from before hard to compare (facts.md, C3-5). */
export function recalledOf(results: Results, instrument: NamedInstrument): Indicator[] {
  return results.recalled.flatMap((result): Indicator[] => {
    const concept = instrument.concepts.find(({ id }) => id === result.concept)
    if (!concept) return []
    const size = sizeOf(result.n)
    const change = map(result.change, ({ difference, low, high }) => ({
      value: difference,
      interval: { low, high },
      basis: 'pairs' as const,
    }))
    const name = both(concept.name, 'recordada al final', 'as recalled at the end')
    const [baseline, endline] = [estimateOf(result.earlier), estimateOf(result.now)]
    return [
      {
        id: `recalled:${concept.id}`,
        step: 3,
        kind: 'recalled',
        measure: concept.id,
        role: 'descriptive',
        name,
        definition: {
          es: 'Al final se pregunta cómo era «antes de esta página» y cómo es ahora; los recuerdos tienden a mejorar la diferencia',
          en: 'At the end people are asked how it was “before this page” and how it is now; memories tend to flatter the difference',
        },
        columns: 'before-after',
        n: { baseline: size, endline: size },
        baseline,
        endline,
        followup: NOT_ASKED,
        change,
        tests: [],
        effects: [],
        target: 'none',
        about: concept.pointsTo,
        sentence: changeSentence({ name, n: size, before: baseline, after: endline, change, isPrimary: false }),
      },
    ]
  })
}

const both = (name: Text, es: string, en: string): Text => ({ es: `${name.es}, ${es}`, en: `${name.en}, ${en}` })

const asHistogram = (bars: readonly number[]): Histogram => bars.map((count, score) => ({ score, count }))

function map<T, U>(value: Told<T>, of: (value: T) => U): Told<U> {
  return value.kind === 'shown' ? shown(of(value.value)) : value
}
