/**
 * Shares of a 2×2 table, right or wrong before × after, from reports that chance has passed.
 *
 * Everybody reports her true cell with probability q = e^ε / (e^ε + 3), and each of the three others with u = (1 − q) / 3. With o the share of reports of a
 * cell, its estimated share is π̂ = (o − u) / (q − u): unbiased, since E(o) = u + (q − u) π. A share before or after is the sum of two cells, the change the
 * difference gained − lost. For an estimate Σ w π̂ with weights w the variance is
 *
 *     [Σ w² o − (Σ w o)²] / (n (q − u)²).
 *
 * An interval is that of the reports, moved and stretched as the estimate is: Wilson's for a share, Newcombe's for the change. Nothing is cut off at 0 or 1,
 * neither estimates nor limits: an estimate that chance has put below 0 weighs against another above, and cutting it would bias every mean and sum
 * of them. Whoever shows a single one may say that it lies outside of what is possible.
 *
 * Sources: S. L. Warner, JASA 60 (1965) 63–69; for several answers P. Kairouz, K. Bonawitz & D. Ramage, ICML 2016 (k-RR); reliability.md, section 3.
 */
import { requireCounts } from './count.ts'
import { type PairedTable, pairedDifference } from './paired-difference.ts'
import { type Refused, refused } from './refusal.ts'
import { type Interval, wilsonInterval } from './wilson.ts'

/** An unbiased estimate with its variance and 95 % interval; any of them may lie beyond what the thing estimated can be. */
export interface Estimate extends Interval {
  readonly estimate: number
  readonly variance: number
}

export interface EstimatedTable {
  readonly kind: 'computed'
  /** Reports. */
  readonly n: number
  readonly cells: Readonly<Record<keyof PairedTable, Estimate>>
  readonly before: Estimate
  readonly after: Estimate
  /** After less before. */
  readonly change: Estimate
}

/**
 * The table behind `reports`, counts of reported cells. Throws RangeError unless ε is a finite number above 0 (at 0 a report says nothing) and every count
 * whole.
 */
export function estimatedTable(reports: PairedTable, epsilon: number): EstimatedTable | Refused<'nobody'> {
  requireCounts('estimatedTable', { ...reports })
  if (!(epsilon > 0 && epsilon < Number.POSITIVE_INFINITY))
    throw new RangeError(`estimatedTable: epsilon is ${epsilon}; it has to be a finite number above 0`)
  const { both, lost, gained, neither } = reports
  const n = both + lost + gained + neither
  if (n === 0) return refused('nobody')
  // u and q − u without a difference of nearly equal numbers, however small ε is.
  const lie = Math.exp(-epsilon) / (1 + 3 * Math.exp(-epsilon))
  const slope = -Math.expm1(-epsilon) / (1 + 3 * Math.exp(-epsilon))

  const share = (count: number, cells: number): Estimate => {
    const of = (reported: number) => (reported - cells * lie) / slope
    const { low, high } = wilsonInterval(count, n)
    const reported = count / n
    return {
      estimate: of(reported),
      variance: (reported * (1 - reported)) / (n * slope * slope),
      low: of(low),
      high: of(high),
    }
  }
  const { difference, low, high } = pairedDifference(reports)
  const change: Estimate = {
    estimate: difference / slope,
    variance: ((gained + lost) / n - difference * difference) / (n * slope * slope),
    low: low / slope,
    high: high / slope,
  }
  return {
    kind: 'computed',
    n,
    cells: { both: share(both, 1), lost: share(lost, 1), gained: share(gained, 1), neither: share(neither, 1) },
    before: share(both + lost, 2),
    after: share(both + gained, 2),
    change,
  }
}

/**
 * The sum of estimates, such as a mean score of the shares of a scale's concepts. `overlap`, from 0 to 1, is the part of those behind one estimate who are also
 * behind another: 0 where all are of different people, whose variances add. Counts do not tell how two answers of one person go together, so variance and
 * interval take the most that `overlap` allows (Cauchy and Schwarz): they are never too narrow on that account, and exact at 0.
 * Interval: limits recovered from those of the parts, G. Y. Zou & A. Donner, Statistics in Medicine 27 (2008) 1693–1702. Throws RangeError for an overlap that is
 * none.
 */
export function sumOfEstimates(estimates: readonly Estimate[], overlap: number): Estimate | Refused<'nobody'> {
  if (!(overlap >= 0 && overlap <= 1)) throw new RangeError(`sumOfEstimates: overlap is ${overlap}; it has to lie from 0 to 1`)
  if (estimates.length === 0) return refused('nobody')
  const sum = (of: (estimate: Estimate) => number) => estimates.reduce((total, estimate) => total + of(estimate), 0)
  const joined = (of: (estimate: Estimate) => number) =>
    (1 - overlap) * sum((estimate) => of(estimate) ** 2) + overlap * sum(of) ** 2
  const estimate = sum((part) => part.estimate)
  return {
    estimate,
    variance: joined(({ variance }) => Math.sqrt(variance)),
    low: estimate - Math.sqrt(joined((part) => part.estimate - part.low)),
    high: estimate + Math.sqrt(joined((part) => part.high - part.estimate)),
  }
}
