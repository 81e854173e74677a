/**
 * Weeks later: what those who answered again know now, held against what they had known before reading, and against right after it.
 *
 * One leaf gives two units, one for each earlier occasion: the tables of its people by then → now, under the names that before → after has everywhere, so
 * that the same statistics, suppression and files serve both. Who came back chose to: what the figures say of the others is nothing, and that is printed beside
 * them. How many had kept their answers nobody knows; known is how many came back, beside how many had finished.
 */
import type { VisitOccasion } from '../../assessment/design.ts'
import type { NamedInstrument, Text, Wave } from '../../protocol/catalogue.ts'
import { wilsonInterval } from '../../statistics/wilson.ts'
import { partsOf, SINCE } from '../../tally/keys.ts'
import type { Tally } from '../../tally/tally.ts'
import { GATE_SETTINGS as SETTINGS } from '../gate/settings.ts'
import type { Results } from '../results.ts'
import { shown, withheld } from '../shown.ts'
import { single } from './awareness.ts'
import { type Estimate, type FunnelStage, type Indicator, NOT_ASKED, type Told } from './indicator.ts'
import { outcomesOf, sizeOf } from './outcomes.ts'
import { changeSentence, shareSentence } from './sentences.ts'
import { sizeIn, type Tables } from './tables.ts'

/** The tables of a follow-up leaf that begin at one earlier occasion, as tables of before → after. */
export function sinceTally(tally: Tally, since: VisitOccasion): Tally {
  const kinds: Readonly<Record<string, string>> = { [SINCE[since]]: 'p', [`${SINCE[since]}s`]: 'ps' }
  const found: Record<string, number> = {}
  for (const text in tally) {
    const { kind, order, measure, value } = partsOf(text)
    const count = tally[text] as number
    if (kind === 'n' && measure === 'followup') found[`n:${order}:endline`] = count
    else if (kinds[kind] !== undefined) found[`${kinds[kind]}:${order}:${measure}:${value}`] = count
  }
  return found
}

const LATER: Text = { es: 'Semanas después', en: 'Weeks later' }

const WORDS: Readonly<Record<VisitOccasion, { readonly from: Text; readonly when: Text; readonly definition: Text }>> = {
  baseline: {
    from: { es: 'Antes de leer', en: 'Before reading' },
    when: { es: 'de antes de leer a semanas después', en: 'between before reading and weeks later' },
    definition: {
      es: 'De quienes contestaron otra vez entre 2 y 17 semanas después: lo que aciertan ahora frente a lo que acertaban antes de leer, con la misma pregunta',
      en: 'Of those who answered again 2 to 17 weeks later: what they get right now against before reading, with the same question',
    },
  },
  endline: {
    from: { es: 'Justo después de leer', en: 'Right after reading' },
    when: { es: 'de justo después de leer a semanas después', en: 'between right after reading and weeks later' },
    definition: {
      es: 'De quienes contestaron otra vez entre 2 y 17 semanas después: lo que aciertan ahora frente a justo después de leer, con una pregunta parecida',
      en: 'Of those who answered again 2 to 17 weeks later: what they get right now against right after reading, with a similar question',
    },
  },
}

/** All under step 5, since they tell what lasts. The wave's primary outcome is right after reading, so nothing here is primary. */
export function followupOutcomes(
  results: Results,
  tables: Tables,
  instrument: NamedInstrument,
  wave: Wave,
  since: VisitOccasion,
): Indicator[] {
  const { from, when, definition } = WORDS[since]
  const unnamed: Wave = { ...wave, primaryOutcome: { ...wave.primaryOutcome, instrument: 'none' }, targets: [] }
  return outcomesOf(results, tables, instrument, unnamed).map((found): Indicator => {
    const [first] = found.tests
    const adjusted = first?.kind === 'shown' ? first.value.adjusted : undefined
    return {
      ...found,
      step: 5,
      definition,
      groups: [from, LATER],
      followup: found.endline,
      sentence: changeSentence({
        name: found.name,
        n: found.n.endline,
        before: found.baseline,
        after: found.endline,
        change: found.change,
        isPrimary: false,
        when,
        ...(adjusted !== undefined && { adjusted }),
      }),
    }
  })
}

export const followupWay = (people: Told<number>): FunnelStage[] => [
  { stage: 'followup', name: { es: 'Contestaron otra vez', en: 'Answered again' }, people },
]

/** Share of those who answered before and after that came back. `visits` are tables of everybody but those of 14 to 17, who are not asked. */
export function comebackOf(visits: Tables, followups: Tables): Indicator {
  const ended = sizeIn(visits, 'endline')
  const back = sizeIn(followups, 'followup')
  const away = ended - back
  const size = sizeOf(ended)
  const endline: Told<Estimate> =
    size.kind !== 'shown'
      ? size
      : back === 0 || away < 0 || (away > 0 && away < SETTINGS.minimumDifference)
        ? withheld('not-released')
        : shown({ value: back / ended, interval: wilsonInterval(back, ended) })
  const name = { es: 'Vuelve semanas después', en: 'Comes back weeks later' }
  return {
    ...single,
    id: 'retention:followup',
    step: 5,
    kind: 'retention',
    measure: 'followup',
    role: 'check',
    name,
    definition: {
      es: 'De quienes contestaron antes y después, sin los de 14 a 17, proporción que contestó otra vez semanas después y ya se publicó; cuántas personas guardaron sus respuestas no lo sabe nadie',
      en: 'Of those who answered before and after, those of 14 to 17 left out, the share that answered again weeks later and has been released; how many kept their answers nobody knows',
    },
    n: { baseline: NOT_ASKED, endline: size },
    baseline: NOT_ASKED,
    endline,
    about: 'none',
    sentence: shareSentence(name, size, endline, {
      es: 'de quienes terminaron contestó otra vez semanas después; vuelve quien quiere, así que nada dice de los demás',
      en: 'of those who finished answered again weeks later; they chose to, so it says nothing of the others',
    }),
  }
}
