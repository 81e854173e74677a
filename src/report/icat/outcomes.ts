/** What changed: an indicator for each concept and each scale, before and after in the same people. */
import { conceptsOf } from '../../assessment/scoring.ts'
import type { NamedConcept, NamedInstrument, Wave } from '../../protocol/catalogue.ts'
import { holm } from '../../statistics/holm.ts'
import { mcnemar } from '../../statistics/mcnemar.ts'
import type { Transition } from '../../statistics/paired-change.ts'
import { averageEffect, changeEffect, type PairedEffect } from '../../statistics/paired-effect.ts'
import { pairedT } from '../../statistics/paired-t.ts'
import type { Refused } from '../../statistics/refusal.ts'
import { differences, wilcoxon } from '../../statistics/wilcoxon.ts'
import type { ConceptResult, Results, ScaleResult, Share } from '../results.ts'
import { type Shown, shown } from '../shown.ts'
import {
  type Absent,
  type ChangeEstimate,
  type Effect,
  type Estimate,
  type Indicator,
  NOT_ASKED,
  type Step,
  type TargetOutcome,
  type Test,
  type Told,
} from './indicator.ts'
import { mayTellSpread, meanShare } from './mean-share.ts'
import { changeSentence } from './sentences.ts'
import { SCALE_NAMES } from './steps.ts'
import { changesOf, pairsIn, scoresAfter, scoresBefore, type Tables, transitionsIn } from './tables.ts'

/** The change of an intention belongs to the desired actions, that of confidence to what holds people back, everything else to the outcomes. */
export const stepOf = ({ scale, icat }: NamedConcept): Step =>
  scale === 'intention' || icat === 2 ? 2 : scale === 'confidence' || icat === 3 ? 3 : 5

/** Concepts in the instrument's order, then scales. Holm's correction is over all of them but the primary outcome, as far as they are shown. */
export function outcomesOf(results: Results, tables: Tables, instrument: NamedInstrument, wave: Wave): Indicator[] {
  const isPrimary = (scale: string) => wave.primaryOutcome.instrument === instrument.id && wave.primaryOutcome.scale === scale
  const concepts = results.concepts.flatMap((result): Draft[] => {
    const concept = instrument.concepts.find(({ id }) => id === result.concept)
    return concept ? [conceptDraft(result, concept, tables)] : []
  })
  const scales = results.scales.map((result) => scaleDraft(result, tables, instrument, isPrimary(result.scale)))
  const targets = wave.primaryOutcome.instrument === instrument.id ? wave.targets : []
  return corrected([...concepts, ...scales]).map((draft) => finished(draft, targets))
}

type Draft = Omit<Indicator, 'sentence' | 'target'>

const common = { columns: 'before-after', followup: NOT_ASKED } as const

function conceptDraft(result: ConceptResult, concept: NamedConcept, tables: Tables): Draft {
  const n = sizeOf(result.n)
  const cellsShown = result.gained.kind === 'shown' && result.lost.kind === 'shown'
  const test = cellsShown ? mcnemar(pairsIn(tables, 'p', concept)) : undefined
  const hidden: Absent = result.gained.kind === 'withheld' ? result.gained : { kind: 'withheld', reason: 'cell-under-5' }
  return {
    ...common,
    id: `concept:${concept.id}`,
    step: stepOf(concept),
    kind: 'concept',
    measure: concept.id,
    role: 'secondary',
    name: concept.name,
    definition: {
      es: 'Proporción que contesta bien, antes y después, con una pregunta parecida cada vez',
      en: 'Share that answers rightly, before and after, to a similar question each time',
    },
    n: { baseline: n, endline: n },
    baseline: estimateOf(result.before),
    endline: estimateOf(result.after),
    change:
      result.change.kind === 'shown'
        ? shown({
            value: result.change.value.difference,
            interval: { low: result.change.value.low, high: result.change.value.high },
            basis: result.change.value.basis,
          })
        : result.change,
    tests: [test === undefined ? hidden : told(test, ({ midP }): Test => ({ name: 'mcnemar-mid-p', p: midP }))],
    effects: [
      test === undefined ? hidden : told(test, ({ ratio, interval }): Effect => ({ name: 'odds-ratio', value: ratio, interval })),
    ],
    about: concept.pointsTo,
  }
}

function scaleDraft(result: ScaleResult, tables: Tables, instrument: NamedInstrument, isPrimary: boolean): Draft {
  const { scale, top } = result
  const n = sizeOf(result.n)
  const transitions = transitionsIn(tables, scale)
  const lead = {
    ...common,
    id: `scale:${scale}`,
    step: 5,
    kind: 'scale',
    measure: scale,
    role: isPrimary ? 'primary' : 'secondary',
    name: SCALE_NAMES[scale],
    definition: {
      es: `Proporción media de aciertos en ${top} ${top === 1 ? 'idea' : 'ideas'} (${named(instrument, scale, 'es')})`,
      en: `Mean share answered rightly of ${top} ${top === 1 ? 'idea' : 'ideas'} (${named(instrument, scale, 'en')})`,
    },
    n: { baseline: n, endline: n },
    about: 'none',
  } as const
  if (result.change.kind === 'withheld') {
    const gone = result.change
    return { ...lead, baseline: gone, endline: gone, change: gone, tests: [gone, gone], effects: [gone, gone, gone] }
  }
  const { meanBefore, meanAfter, change, interval } = result.change.value
  // Where the results give no interval, the spread of the changes would say how few of them differ.
  const hasSpread = interval !== 'no-interval'
  const before = scoresBefore(transitions)
  const after = scoresAfter(transitions)
  const hasBoth = hasSpread && mayTellSpread(before, 0, top) && mayTellSpread(after, 0, top)
  const hasRanks = hasSpread && mayTellSpread(changesOf(transitions), -top, top)
  const hidden: Absent = { kind: 'withheld', reason: 'cell-under-5' }
  const effect = (name: 'd_z' | 'd_av', of: (table: readonly Transition[]) => PairedEffect | Refused): Told<Effect> =>
    (name === 'd_z' ? hasSpread : hasBoth)
      ? told(of(transitions), ({ d, interval: about }): Effect => ({ name, value: d, interval: about }))
      : hidden
  return {
    ...lead,
    baseline: hasSpread ? meanShare(before, top) : shown({ value: meanBefore / top, interval: 'no-interval' }),
    endline: hasSpread ? meanShare(after, top) : shown({ value: meanAfter / top, interval: 'no-interval' }),
    change: shown({
      value: change / top,
      interval: interval === 'no-interval' ? interval : { low: interval.low / top, high: interval.high / top },
      basis: 'pairs',
    }),
    tests: [
      hasSpread ? told(pairedT(transitions), ({ p }): Test => ({ name: 'paired-t', p })) : hidden,
      hasRanks ? told(wilcoxon(differences(transitions)), ({ p }): Test => ({ name: 'wilcoxon', p })) : hidden,
    ],
    effects: [
      effect('d_z', changeEffect),
      effect('d_av', averageEffect),
      hasSpread
        ? told(
            averageEffect(transitions),
            ({ g, correctedInterval }): Effect => ({ name: 'g_av', value: g, interval: correctedInterval }),
          )
        : hidden,
    ],
  }
}

const named = (instrument: NamedInstrument, scale: ScaleResult['scale'], language: 'es' | 'en'): string =>
  conceptsOf(instrument, scale)
    .map(({ id }) => instrument.concepts.find((concept) => concept.id === id)?.name[language] ?? id)
    .join(' · ')

/** Adds Holm's p to the first test of every secondary indicator; the others of an indicator say the same thing another way. */
function corrected(drafts: readonly Draft[]): Draft[] {
  const family = drafts.flatMap(({ role, tests: [first] }, index) =>
    role === 'secondary' && first?.kind === 'shown' ? [{ index, p: first.value.p }] : [],
  )
  const adjusted = holm(family.map(({ p }) => p))
  return drafts.map((draft, index) => {
    const place = family.findIndex((member) => member.index === index)
    const [first, ...others] = draft.tests
    if (place < 0 || first?.kind !== 'shown') return draft
    return { ...draft, tests: [shown({ ...first.value, adjusted: adjusted[place] as number }), ...others] }
  })
}

function finished(draft: Draft, targets: Wave['targets']): Indicator {
  const target = targets.find(({ indicator }) => indicator === draft.id)
  const [first] = draft.tests
  return {
    ...draft,
    target: target ? outcomeOf(target, draft.change) : 'none',
    sentence: changeSentence({
      name: draft.name,
      n: draft.n.endline,
      before: draft.baseline,
      after: draft.endline,
      change: draft.change,
      isPrimary: draft.role === 'primary',
      ...(first?.kind === 'shown' && first.value.adjusted !== undefined && { adjusted: first.value.adjusted }),
    }),
  }
}

function outcomeOf({ change: least, source }: Wave['targets'][number], change: Told<ChangeEstimate>): TargetOutcome {
  const state = (): TargetOutcome['state'] => {
    if (change.kind !== 'shown' || change.value.interval === 'no-interval') return 'not-told'
    if (change.value.interval.low >= least) return 'met'
    return change.value.interval.high < least ? 'missed' : 'open'
  }
  return { change: least, source, state: state() }
}

export const sizeOf = (n: number): Told<number> =>
  n === 0 ? { kind: 'withheld', reason: 'not-released' } : n < 10 ? { kind: 'withheld', reason: 'fewer-than-10' } : shown(n)

export const estimateOf = (share: Shown<Share>): Told<Estimate> =>
  share.kind === 'withheld'
    ? share
    : shown({ value: share.value.share, interval: { low: share.value.low, high: share.value.high } })

/** A computed figure as a told one, a refused one as it is. */
export function told<C extends { readonly kind: 'computed' }, T>(found: C | Refused, of: (figure: C) => T): Told<T> {
  return found.kind === 'refused' ? found : shown(of(found))
}
