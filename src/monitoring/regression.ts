/**
 * Regression to the mean, from the rule that places were chosen by: those with the lowest counts were partly just unlucky that year, and will have more the next
 * with nothing done at all. By how much follows from how far their rates were drawn towards all others' (statistics/shrinkage).
 */
import { type Refused, refused } from '../statistics/refusal.ts'
import { shrunkenRates } from '../statistics/shrinkage.ts'
import type { Place } from './places.ts'

export interface ExpectedRise {
  readonly kind: 'computed'
  /** Cases that the chosen places had, and those that they are to be expected to have in as long a time if nothing changes. */
  readonly seen: number
  readonly expected: number
  /** Expected over seen, 'unbounded' where none were seen. */
  readonly ratio: number | 'unbounded'
}

/**
 * The rise that chance alone promises places `chosen` out of `all` (by city). Refuses where there is nothing to compare with: fewer than two places, or no case
 * anywhere. Throws RangeError for a chosen city that is not among them.
 */
export function expectedRise(all: readonly Place[], chosen: readonly string[]): ExpectedRise | Refused<'too-few' | 'no-events'> {
  const shrinkage = shrunkenRates(all.map(({ cases, prosecutorPeriods }) => ({ events: cases, exposure: prosecutorPeriods })))
  if (shrinkage.kind === 'refused') return refused(shrinkage.reason)
  let seen = 0
  let expected = 0
  for (const city of chosen) {
    const index = all.findIndex((place) => place.city === city)
    const place = all[index]
    const estimate = shrinkage.places[index]
    if (!place || !estimate) throw new RangeError(`expectedRise: ${city} is not among the places`)
    seen += place.cases
    expected += estimate.rate * place.prosecutorPeriods
  }
  return { kind: 'computed', seen, expected, ratio: seen === 0 ? 'unbounded' : expected / seen }
}
