/**
 * Difference in differences of rates: how many times the change of one group (trained) is the change of another over the same time (not trained).
 *
 * Given the totals of both groups and of both times, the events of one group at one time follow Fisher's noncentral hypergeometric distribution, whose odds
 * are the ratio sought times a ratio of exposures; so test and interval are exact. Source: R. A. Fisher, JRSS 98 (1935) 39–82; J. Cornfield, Proc. Third
 * Berkeley Symposium 4 (1956) 135–148. It presumes independent events (Poisson), and that without the training both groups would have changed alike, which
 * no figure can show.
 */
import type { Ratio, RatioInterval } from './clopper-pearson.ts'
import { hypergeometricTails, oddsWithTail } from './distributions/hypergeometric.ts'
import { fromLog } from './distributions/tails.ts'
import { type Rate, requireRate } from './rate.ts'
import { type Refused, refused } from './refusal.ts'

export interface Change {
  readonly before: Rate
  readonly after: Rate
}

export interface RatioOfRatios {
  readonly kind: 'computed'
  /** Rate ratio of `group` over rate ratio of `comparison`. */
  readonly ratio: Ratio
  /** Exact 95 % interval. */
  readonly interval: RatioInterval
  /** Two-sided: twice the smaller tail. */
  readonly p: number
}

/**
 * How many times `group`'s rate ratio is `comparison`'s. Refuses where a group had no event at either time. Throws RangeError for events that are no count or
 * an exposure that is not positive.
 */
export function ratioOfRatios(group: Change, comparison: Change): RatioOfRatios | Refused<'no-events'> {
  for (const { before, after } of [group, comparison]) for (const rate of [before, after]) requireRate('ratioOfRatios', rate)
  const eventsOf = ({ before, after }: Change) => before.events + after.events
  if (eventsOf(group) === 0 || eventsOf(comparison) === 0) return refused('no-events')
  const margins = {
    first: eventsOf(group),
    second: eventsOf(comparison),
    drawn: group.after.events + comparison.after.events,
  }
  const seen = group.after.events
  // Equal changes of both groups make these odds, through their exposures alone.
  const even = ((group.after.exposure / group.before.exposure) * comparison.before.exposure) / comparison.after.exposure
  const { lower, upper } = hypergeometricTails(seen, margins, even)
  const low = oddsWithTail('upper', seen, margins, 0.025)
  const high = oddsWithTail('lower', seen, margins, 0.025)
  const down = group.before.events * comparison.after.events
  return {
    kind: 'computed',
    ratio: down === 0 ? 'unbounded' : (seen * comparison.before.events) / down / even,
    interval: { low: low === 'unbounded' ? 0 : low / even, high: high === 'unbounded' ? high : high / even },
    p: fromLog(Math.min(lower, upper) + Math.LN2),
  }
}
