/** What so many pairs can show, and how many a change takes: each answer a sentence, each refusal too. */
import { type Demand, detectableChange, detectableEffect, pairsForEffect, pairsForShare } from '../../statistics/planning.ts'
import { count, decimal, percent } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'

export interface SharePlan extends Required<Demand> {
  readonly kind: 'share'
  readonly pairs: number
  /** 0 to 1. */
  readonly change: number
  readonly discordance: number
}

export interface ScorePlan extends Required<Demand> {
  readonly kind: 'score'
  readonly pairs: number
  /** d_z */
  readonly change: number
}

export type Plan = SharePlan | ScorePlan

/** Smallest change that so many pairs can show, or nothing where none is large enough. */
export function smallest(plan: Plan, pairs: number): number | undefined {
  if (plan.kind === 'score') return detectableEffect(pairs, plan)
  const found = detectableChange(pairs, plan.discordance, plan)
  return found.kind === 'computed' ? found.change : undefined
}

export function answersTo(plan: Plan, speech: Speech): { readonly seen: string; readonly needed: string } {
  const { words, language } = speech
  const { plan: say } = words
  const size = (change: number) => {
    const text = plan.kind === 'score' ? decimal(change, 2, language) : decimal(change * 100, 1, language)
    return text.replace(/[.,]0+$/, '')
  }
  const found = smallest(plan, plan.pairs)
  const given = {
    pairs: count(plan.pairs, language),
    power: percent(plan.power, language),
    discordance: plan.kind === 'share' ? percent(plan.discordance, language) : '',
  }
  const seen =
    found === undefined ? filled(say.notDetectable, given) : filled(say.seen[plan.kind], { ...given, change: size(found) })
  const wanted = { ...given, change: size(plan.change) }
  if (plan.kind === 'score')
    return { seen, needed: filled(say.needed.score, { ...wanted, needed: count(pairsForEffect(plan.change, plan), language) }) }
  const needed = pairsForShare(plan.change, plan.discordance, plan)
  return {
    seen,
    needed:
      needed.kind === 'computed'
        ? filled(say.needed.share, { ...wanted, needed: count(needed.pairs, language) })
        : filled(say.beyondDiscordance, wanted),
  }
}
