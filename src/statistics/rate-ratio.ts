/**
 * Ratio of two rates of rare events, such as cases opened by year and prosecutors: are they the same, beyond chance?
 *
 * Given their total, the events of one side are binomial, so test and interval are exact. Source: J. Przyborowski & H. Wilenski, Biometrika 31
 * (1940) 313–323; K. J. Rothman, S. Greenland & T. L. Lash, Modern Epidemiology (2008), chapter 14. It presumes that events come
 * independently (Poisson), which police operations, that find many victims at once, do not.
 */
import { exactOddsInterval, type Ratio, type RatioInterval } from './clopper-pearson.ts'
import { logBinomialLower, logBinomialUpper } from './distributions/binomial.ts'
import { fromLog } from './distributions/tails.ts'
import { type Rate, requireRate } from './rate.ts'
import { type Refused, refused } from './refusal.ts'

export interface RateRatio {
  readonly kind: 'computed'
  /** Rate of `to` over rate of `from`. */
  readonly ratio: Ratio
  /** Exact 95 % interval of the ratio. */
  readonly interval: RatioInterval
  /** Two-sided: twice the smaller tail, so that it is under 0.05 just where the interval excludes 1. */
  readonly p: number
}

/** How many times `from`'s rate is `to`'s, their exposures in one unit. Throws RangeError for events that are no count or an exposure that is not positive. */
export function rateRatio(from: Rate, to: Rate): RateRatio | Refused<'no-events'> {
  for (const side of [from, to]) requireRate('rateRatio', side)
  const events = from.events + to.events
  if (events === 0) return refused('no-events')
  const even = to.exposure / (from.exposure + to.exposure)
  const perExposure = from.exposure / to.exposure
  const { low, high } = exactOddsInterval(to.events, events)
  const tail = Math.min(logBinomialLower(to.events, events, even), logBinomialUpper(to.events, events, even))
  return {
    kind: 'computed',
    ratio: from.events === 0 ? 'unbounded' : (to.events / from.events) * perExposure,
    interval: { low: low * perExposure, high: high === 'unbounded' ? high : high * perExposure },
    p: fromLog(tail + Math.LN2),
  }
}
