/** A figure, or the reason why there is none. "Too few to show" is a value of its own: never 0, NaN or blank. */
export type WithheldReason = 'fewer-than-10' | 'cell-under-5' | 'not-released'

export type Shown<T> =
  | { readonly kind: 'shown'; readonly value: T }
  | { readonly kind: 'withheld'; readonly reason: WithheldReason }

export const shown = <T>(value: T): Shown<T> => ({ kind: 'shown', value })
export const withheld = (reason: WithheldReason): Shown<never> => ({ kind: 'withheld', reason })

/** How a withheld figure is written in tables and files. */
export const WITHHELD_MARK: Readonly<Record<WithheldReason, string>> = {
  'fewer-than-10': '<10',
  'cell-under-5': '<5',
  'not-released': 'held',
}
