/** Step 1 and 3: what everybody who answered before reading knew, and what they named as holding them back. */
import type { Concept } from '../../assessment/instrument.ts'
import { conceptsOf, scalesOf } from '../../assessment/scoring.ts'
import type { Barrier, NamedInstrument } from '../../protocol/catalogue.ts'
import { mean } from '../../statistics/mean.ts'
import { wilsonInterval } from '../../statistics/wilson.ts'
import { GATE_SETTINGS as SETTINGS } from '../gate/settings.ts'
import type { Results } from '../results.ts'
import { shown, withheld } from '../shown.ts'
import { type Estimate, type Indicator, NOT_ASKED, type Told } from './indicator.ts'
import { estimateOf, sizeOf } from './outcomes.ts'
import { shareSentence } from './sentences.ts'
import { SCALE_NAMES } from './steps.ts'
import { asShares, pairsIn, rightIn, scoresIn, sizeIn, type Tables } from './tables.ts'

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

export function awarenessOf(tables: Tables, instrument: NamedInstrument): Indicator[] {
  const n = sizeIn(tables, 'baseline')
  const size = { baseline: sizeOf(n), endline: NOT_ASKED } as const
  const scales = scalesOf(instrument).map((scale): Indicator => {
    const top = conceptsOf(instrument, scale).length
    const found = mean(asShares(scoresIn(tables, 'baseline', scale), top))
    // A scale of one concept is that concept's share, which stands below under its own rule.
    const [only, ...others] = conceptsOf(instrument, scale)
    const hidden = only && others.length === 0 ? baselineShare(tables, only) : undefined
    const baseline: Told<Estimate> =
      size.baseline.kind !== 'shown'
        ? size.baseline
        : (hidden ?? (found.kind === 'refused' ? found : shown({ value: found.mean, interval: found.interval })))
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
    const baseline = size.baseline.kind === 'shown' ? baselineShare(tables, concept) : size.baseline
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

/**
 * Share right of everybody at baseline. It stands beside the share of those who also finished, so the difference of the two, those who left, must be
 * nobody or at least 5 right and 5 wrong.
 */
export function baselineShare(tables: Tables, concept: Concept): Told<Estimate> {
  const { hits, n } = rightIn(tables, 'baseline', concept)
  const { both, lost, gained, neither } = pairsIn(tables, 'p', concept)
  const counts = [hits, n - hits]
  const beside = [hits - both - lost, n - hits - gained - neither]
  const isApart = beside.every((count) => count === 0) || beside.every((count) => Math.abs(count) >= SETTINGS.minimumCell)
  if (n === 0) return withheld('not-released')
  if (counts.some((count) => count < SETTINGS.minimumCell) || !isApart) return withheld('cell-under-5')
  return shown({ value: hits / n, interval: wilsonInterval(hits, n) })
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
