/**
 * Outcomes of venues in strong mode: each phone reports two concepts at most, and chance has changed some of those reports before they left it. Estimates are
 * unbiased and may lie outside of what is possible; intervals are wider; nothing is tested, and a scale is only the sum of its concepts.
 */
import type { NamedInstrument, Text } from '../../protocol/catalogue.ts'
import type { Tally } from '../../tally/tally.ts'
import { type Shown, shown } from '../shown.ts'
import { type StrongConceptResult, strongResultsOf } from '../strong.ts'
import { type ChangeEstimate, type Estimate, type Indicator, NOT_ASKED, type Told } from './indicator.ts'
import { changeSentence } from './sentences.ts'
import { SCALE_NAMES } from './steps.ts'

type Guess = StrongConceptResult['before']

/** Nothing where nobody of these places answered in strong mode. */
export function randomisedOf(tally: Tally, instrument: NamedInstrument): Indicator[] {
  const results = strongResultsOf(tally, instrument)
  if (results.n.kind === 'withheld' && results.n.reason === 'not-released') return []
  const indicator = (
    id: string,
    about: string,
    label: Text,
    n: Shown<number>,
    top: number,
    figures: { readonly before: Guess; readonly after: Guess; readonly change: Guess },
  ): Indicator => {
    const name = { es: `${label.es}, en modo fuerte`, en: `${label.en}, in strong mode` }
    const baseline = told(figures.before, top)
    const endline = told(figures.after, top)
    const estimate = told(figures.change, top)
    const change: Told<ChangeEstimate> =
      estimate.kind === 'shown' ? shown({ ...estimate.value, basis: 'randomised' as const }) : estimate
    return {
      id: `randomised:${id}`,
      step: 5,
      kind: 'randomised',
      measure: id,
      role: 'descriptive',
      name,
      definition: {
        es: `Estimación a partir de respuestas que el azar cambió en el teléfono (ε = ${results.epsilonPerConcept} por idea, ${results.epsilonPerPerson} por persona)`,
        en: `Estimated from answers that chance changed on the phone (ε = ${results.epsilonPerConcept} an idea, ${results.epsilonPerPerson} a person)`,
      },
      columns: 'before-after',
      n: { baseline: n, endline: n },
      baseline,
      endline,
      followup: NOT_ASKED,
      change,
      tests: [],
      effects: [],
      target: 'none',
      about,
      sentence: changeSentence({ name, n, before: baseline, after: endline, change, isPrimary: false }),
    }
  }
  const concepts = results.concepts.flatMap((result) => {
    const concept = instrument.concepts.find(({ id }) => id === result.concept)
    return concept ? [indicator(concept.id, concept.pointsTo, concept.name, result.n, 1, result)] : []
  })
  const scales = results.scales.map((result) =>
    indicator(`scale-${result.scale}`, 'none', SCALE_NAMES[result.scale], results.n, result.top, result),
  )
  return [...concepts, ...scales]
}

const told = (guess: Guess, top: number): Told<Estimate> =>
  guess.kind === 'withheld'
    ? guess
    : shown({
        value: guess.value.estimate / top,
        interval: { low: guess.value.low / top, high: guess.value.high / top },
      })
