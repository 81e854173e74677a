/**
 * A rate of rare events, such as cases opened per prosecutor and year, with its exact interval.
 *
 * Source: F. Garwood, Biometrika 28 (1936) 437–442; as quantiles of the gamma distribution in Johnson, Kemp & Kotz, Univariate Discrete Distributions
 * (2005), chapter 4. It presumes that events come independently (Poisson).
 */
import { requireCounts, requireShare } from './count.ts'
import { gammaQuantile } from './distributions/gamma.ts'
import type { Interval } from './wilson.ts'

export interface Rate {
  readonly events: number
  /** What the events are counted over, in any unit: prosecutors, person-years, thousand inhabitants. Positive. */
  readonly exposure: number
}

export interface RateEstimate {
  /** Events for each unit of exposure. */
  readonly rate: number
  /** No more than 2.5 % of the time beyond either end; from 0 where there is no event. */
  readonly interval: Interval
}

/** Rate and interval of confidence 1 − `alpha`. Throws RangeError for events that are no count or an exposure that is not positive. */
export function rateEstimate({ events, exposure }: Rate, alpha = 0.05): RateEstimate {
  requireRate('rateEstimate', { events, exposure })
  requireShare('rateEstimate', 'alpha', alpha)
  const low = events === 0 ? 0 : gammaQuantile(alpha / 2, events)
  const high = gammaQuantile(alpha / 2, events + 1, 'upper')
  return { rate: events / exposure, interval: { low: low / exposure, high: high / exposure } }
}

export function requireRate(where: string, { events, exposure }: Rate): void {
  requireCounts(where, { events })
  if (!(exposure > 0 && Number.isFinite(exposure))) throw new RangeError(`${where}: exposure is ${exposure}; it has to be positive`)
}
