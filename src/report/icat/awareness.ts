/** Step 1 and 3: what everybody who answered before reading knew, and what they named as holding them back. */
import { conceptsOf, scalesOf } from '../../assessment/scoring.ts'
import type { Barrier, NamedInstrument } from '../../protocol/catalogue.ts'
import type { Results } from '../results.ts'
import { withheld } from '../shown.ts'
import { type Estimate, type Indicator, NOT_ASKED, type Told } from './indicator.ts'
import { meanShare } from './mean-share.ts'
import { estimateOf } from './outcomes.ts'
import { shareSentence } from './sentences.ts'
import { SCALE_NAMES } from './steps.ts'
import { scoresIn, type Tables } from './tables.ts'

/** One figure of one group, with nothing to compare. */
export const single = {
  columns: 'single',
  endline: NOT_ASKED,
  followup: NOT_ASKED,
  change: NOT_ASKED,
  tests: [],
  effects: [],
  target: 'none',
} as const

export function awarenessOf(results: Results, tables: Tables, instrument: NamedInstrument): Indicator[] {
  const size = { baseline: results.n.baseline, endline: NOT_ASKED } as const
  const knownOf = (concept: string): Told<Estimate> =>
    estimateOf(results.known.find((one) => one.concept === concept)?.share ?? withheld('not-released'))
  const scales = scalesOf(instrument).map((scale): Indicator => {
    const top = conceptsOf(instrument, scale).length
    const scores = scoresIn(tables, 'baseline', scale)
    const parts = conceptsOf(instrument, scale).map(({ id }) => knownOf(id))
    // The mean is the sum of its concepts: where one of them is withheld, it would help to find it.
    const gone = parts.find((part) => part.kind !== 'shown')
    const baseline: Told<Estimate> = top === 1 ? (parts[0] ?? NOT_ASKED) : (gone ?? meanShare(scores, top))
    const name = SCALE_NAMES[scale]
    return {
      ...single,
      id: `awareness:scale-${scale}`,
      step: 1,
      kind: 'awareness',
      measure: scale,
      role: 'descriptive',
      name,
      definition: {
        es: 'Proporción media de aciertos antes de leer, de todas las personas que contestaron antes',
        en: 'Mean share answered rightly before reading, of everybody who answered before',
      },
      n: size,
      baseline,
      about: 'none',
      sentence: shareSentence(name, size.baseline, baseline, {
        es: 'de aciertos en promedio antes de leer',
        en: 'answered rightly on average before reading',
      }),
    }
  })
  const concepts = instrument.concepts.map((concept): Indicator => {
    const baseline = knownOf(concept.id)
    return {
      ...single,
      id: `awareness:${concept.id}`,
      step: 1,
      kind: 'awareness',
      measure: concept.id,
      role: 'descriptive',
      name: concept.name,
      definition: {
        es: 'Proporción que contesta bien antes de leer, de todas las personas que contestaron antes',
        en: 'Share that answers rightly before reading, of everybody who answered before',
      },
      n: size,
      baseline,
      about: concept.pointsTo,
      sentence: shareSentence(concept.name, size.baseline, baseline, {
        es: 'contestó bien antes de leer',
        en: 'answered rightly before reading',
      }),
    }
  })
  return [...scales, ...concepts]
}

export function barriersOf(results: Results, instrument: NamedInstrument, barriers: readonly Barrier[]): Indicator[] {
  const n = results.n.baseline
  return results.barriers.map(({ barrier, named }): Indicator => {
    const baseline = estimateOf(named)
    const known = barriers.find(({ id }) => id === barrier)
    const name = instrument.barrierNames[barrier] ?? { es: barrier, en: barrier }
    const where = (language: 'es' | 'en') =>
      known
        ? { es: `; el sitio responde en ${known.answeredAt.es}`, en: `; the site answers at ${known.answeredAt.en}` }[language]
        : ''
    return {
      ...single,
      id: `barrier:${barrier}`,
      step: 3,
      kind: 'barrier',
      measure: barrier,
      role: 'descriptive',
      name,
      definition: {
        es: 'Proporción que nombra este motivo en una lista, antes de leer; se pueden nombrar varios',
        en: 'Share that names this reason from a list, before reading; several may be named',
      },
      n: { baseline: n, endline: NOT_ASKED },
      baseline,
      about: `barrier:${barrier}`,
      sentence: shareSentence({ es: `«${name.es}»`, en: `“${name.en}”` }, n, baseline, {
        es: `lo elige en la lista de lo que hace difícil actuar${where('es')}`,
        en: `pick it from the list of what makes acting hard${where('en')}`,
      }),
    }
  })
}
