/**
 * An indicator: one thing that the report measures, with its figures and the words that go with them.
 *
 * The five steps are ICAT's; the questions and indicators under them are this campaign's own, derived from the steps, and are never called
 * ICAT's indicators (facts.md, B1). Every figure is a share from 0 to 1, so that concepts and scales read alike: a scale's figure is the mean share
 * of its concepts answered rightly. Every absence says why.
 */
import type { Text } from '../../protocol/catalogue.ts'
import type { Reason } from '../../statistics/refusal.ts'
import type { Interval } from '../../statistics/wilson.ts'
import type { WithheldReason } from '../shown.ts'

export const STEPS = [1, 2, 3, 4, 5] as const
export type Step = (typeof STEPS)[number]

/** Why a figure is not there: withheld by the gate's rules, not computable from what there is, or never asked. */
export type Absent =
  | { readonly kind: 'withheld'; readonly reason: WithheldReason }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'not-asked' }

export type Told<T> = { readonly kind: 'shown'; readonly value: T } | Absent

export const NOT_ASKED: Absent = Object.freeze({ kind: 'not-asked' })

/** A share from 0 to 1, with its 95 % interval. */
export interface Estimate {
  readonly value: number
  readonly interval: Interval | 'no-interval'
}

/** After less before, from −1 to 1. `basis` says where the interval comes from: `margins` is the widest that two shown shares allow. */
export interface ChangeEstimate extends Estimate {
  readonly basis: 'pairs' | 'margins' | 'groups' | 'randomised'
}

export interface Test {
  readonly name: 'mcnemar-mid-p' | 'paired-t' | 'wilcoxon' | 'two-shares-z' | 'welch-t'
  /** Two-sided. */
  readonly p: number
  /** Holm's, over the tests of the secondary indicators of one unit that are shown; absent for the primary outcome, which stands alone. */
  readonly adjusted?: number
}

export interface Effect {
  readonly name: 'd_z' | 'd_av' | 'g_av' | 'odds-ratio' | 'cohen-h'
  readonly value: number | 'unbounded'
  readonly interval: { readonly low: number; readonly high: number | 'unbounded' } | 'no-interval'
}

/** What the wave promised before it began, and whether the figures bear it out. `open`: the interval holds both answers. */
export interface TargetOutcome {
  /** Least change, from 0 to 1. */
  readonly change: number
  readonly source: Text
  readonly state: 'met' | 'missed' | 'open' | 'not-told'
}

export type IndicatorKind =
  | 'awareness'
  | 'concept'
  | 'scale'
  | 'barrier'
  | 'recalled'
  | 'harm'
  | 'retention'
  | 'leavers'
  | 'content-first'
  | 'testing'
  | 'randomised'

export interface Indicator {
  /** `kind:measure`, e.g. `concept:own-documents`; the same in every wave. */
  readonly id: string
  readonly step: Step
  readonly kind: IndicatorKind
  readonly measure: string
  /** `primary` is the one outcome that the wave named; `check` guards against reading too much into the others. */
  readonly role: 'primary' | 'secondary' | 'descriptive' | 'check'
  readonly name: Text
  readonly definition: Text
  /** What the two columns hold where they are not the same people before and after. */
  readonly columns: 'before-after' | 'groups' | 'single'
  /** Names of the two groups, for `groups`; of the two occasions, where these are not before and right after reading. */
  readonly groups?: readonly [Text, Text]
  /** People that the first figure, and the second, rest on. */
  readonly n: { readonly baseline: Told<number>; readonly endline: Told<number> }
  readonly baseline: Told<Estimate>
  readonly endline: Told<Estimate>
  /** Weeks later: the second figure of a unit of the follow-up, and not asked anywhere else. */
  readonly followup: Told<Estimate>
  readonly change: Told<ChangeEstimate>
  readonly tests: readonly Told<Test>[]
  readonly effects: readonly Told<Effect>[]
  readonly target: TargetOutcome | 'none'
  /** `action:verify`, `barrier:not-me`, `page:help`, or `none`. */
  readonly about: string
  /** Ready to paste; claims no more than the interval supports. */
  readonly sentence: Text
}

/** One stage of the way from the code to the last answer. */
export interface FunnelStage {
  readonly stage: 'scan' | 'start' | 'baseline' | 'endline' | 'content-first' | 'followup'
  readonly name: Text
  readonly people: Told<number>
}

/** A scale's scores, people per score from 0 to the highest. Counts are rounded to 5 and withheld under 5, since mean and spread are shown too. */
export interface ScoreHistogram {
  readonly scale: string
  readonly name: Text
  readonly before: readonly Told<number>[]
  readonly after: readonly Told<number>[]
}

/** The four cells right or wrong × before and after, rounded to 5. */
export interface TransitionTable {
  readonly concept: string
  readonly name: Text
  readonly both: Told<number>
  readonly gained: Told<number>
  readonly lost: Told<number>
  readonly neither: Told<number>
}

/** The primary outcome as far as snapshots had come by a week: everybody up to then. */
export interface TrendPoint {
  readonly week: string
  readonly n: number
  readonly before: Told<Estimate>
  readonly after: Told<Estimate>
}
