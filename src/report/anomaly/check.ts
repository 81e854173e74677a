/**
 * What is looked at for anything odd, and what was found: of one place or view, by one check. A flag is a reason to look, never a verdict: it says what was
 * seen and how rarely that happens by chance, and stands beside what may well explain it (`words.ts`).
 */
import type { Text } from '../../protocol/catalogue.ts'
import type { Level } from '../views.ts'

export const CHECK_KINDS = ['form-order', 'alike', 'starts', 'pace'] as const
/**
 * - `form-order`: chance gives each phone form A or form B first; are the two as many as they should be?
 * - `alike`: does one combination of scores hold more people than its surroundings explain, on two scales or more?
 * - `starts`: has almost everybody who finished begun?
 * - `pace`: did more come in an hour than the place lets through?
 */
export type CheckKind = (typeof CHECK_KINDS)[number]

export const NOT_RUN_REASONS = ['too-few', 'not-drawn', 'orders-pooled', 'too-short', 'strong-mode', 'not-watched'] as const
/** Why a check could not be run: never the same as having found nothing. */
export type NotRunReason = (typeof NOT_RUN_REASONS)[number]

export type Finding =
  | { readonly kind: 'clear' }
  | { readonly kind: 'not-run'; readonly reason: NotRunReason }
  | {
      readonly kind: 'flagged'
      /** Share from 0 to 1 (of `pace`: hours); `not-told` where the snapshots say only that it is far out. */
      readonly seen: number | 'not-told'
      /** What it should be about, in the same unit. */
      readonly expected: number
      /** Upper bound for the chance of this or something odder, over all checks of the wave; a power of ten. `none` where a rule was broken and no chance is computed. */
      readonly chance: number | 'none'
    }

export interface AnomalyCheck {
  readonly kind: CheckKind
  /** An instrument's id, or `all`: `pace` counts whatever arrives from a place. */
  readonly instrument: string
  readonly level: Level
  /** Id of the place or view. */
  readonly unit: string
  readonly name: Text
  readonly finding: Finding
  /** What was found, in words; one sentence. */
  readonly sentence: Text
}

/** A check before all of them are held against each other. */
export type Raw =
  | { readonly kind: 'not-run'; readonly reason: NotRunReason }
  /** `p` is 1 where what was seen is too little to matter, however sure it is. */
  | { readonly kind: 'tested'; readonly p: number; readonly seen: number | 'not-told'; readonly expected: number }
