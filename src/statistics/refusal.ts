/**
 * A figure that cannot be computed from what is given is refused with a reason, so that nobody takes a guess, a NaN or a blank for a result.
 * The reason is a word for machines; whoever shows it puts it into a sentence of the reader's language.
 */
const REASONS = {
  nobody: 'The table is empty.',
  'too-few': 'There are people, but fewer than the figure needs.',
  'no-variance': 'All values are equal, and the figure divides by their spread.',
  'no-change': 'Nobody changed, so there is no direction to test.',
  'no-discordant-pairs': 'Nobody went from wrong to right or from right to wrong.',
  'no-events': 'Neither side has a single event.',
  'correlation-unknown': 'Before and after are known apart, and not how they go together in the same people.',
  'counts-disagree': 'Two tables that describe the same people have different totals.',
  'one-item': 'Agreement between items needs at least two of them.',
  'beyond-discordance': 'No more people can gain, net, than change their answer at all.',
  'not-detectable': 'With so few pairs no change is large enough to be seen reliably.',
} as const

/** Of series of cases, which no report of a wave holds. */
const SERIES_REASONS = {
  'short-series': 'The series has fewer points than a line before and a line after can be told from.',
  'one-sided': 'There are fewer than three points before the event, or after it.',
  'few-events': 'There are fewer than five cases before the event, or after it.',
  'not-estimable': 'No finite line fits best: on one side it would fall to nothing.',
} as const

export type Reason = keyof typeof REASONS
export type SeriesReason = keyof typeof SERIES_REASONS

export interface Refused<R extends Reason | SeriesReason = Reason> {
  readonly kind: 'refused'
  readonly reason: R
}

export const refused = <R extends Reason | SeriesReason>(reason: R): Refused<R> => ({ kind: 'refused', reason })

/** What a reason means, in an English sentence for logs and method notes. */
export const reasonInWords = (reason: Reason | SeriesReason): string => ({ ...REASONS, ...SERIES_REASONS })[reason]
