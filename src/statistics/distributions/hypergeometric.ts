/**
 * Fisher's noncentral hypergeometric distribution: of `first` + `second` balls `drawn` are drawn, those of the first colour with `odds` times the chance. Of
 * how many of the first colour are among them, both tails are summed in log space over all that can be.
 *
 * Source: Johnson, Kemp & Kotz, Univariate Discrete Distributions (2005), section 6.11. The cost grows with the smallest margin: right for counts of cases,
 * slow for millions.
 */
import type { Ratio } from '../clopper-pearson.ts'

export interface Margins {
  readonly first: number
  readonly second: number
  readonly drawn: number
}

/** ln P(X ≤ x) and ln P(X ≥ x): both contain x, so they make up more than 1. */
export interface ClosedTails {
  readonly lower: number
  readonly upper: number
}

const least = ({ second, drawn }: Margins): number => Math.max(0, drawn - second)
const most = ({ first, drawn }: Margins): number => Math.min(first, drawn)

/** Tails at `x`, which lies between the least and the most that can be; `odds` > 0. */
export function hypergeometricTails(x: number, margins: Margins, odds: number): ClosedTails {
  const { first, second, drawn } = margins
  const [from, to] = [least(margins), most(margins)]
  const logs: number[] = [0]
  for (let i = from; i < to; i++)
    logs.push((logs[i - from] as number) + Math.log((odds * (first - i) * (drawn - i)) / ((i + 1) * (second - drawn + i + 1))))
  const top = logs.reduce((a, b) => Math.max(a, b))
  const sum = (some: readonly number[]) => some.reduce((total, log) => total + Math.exp(log - top), 0)
  const all = Math.log(sum(logs))
  return { lower: Math.log(sum(logs.slice(0, x - from + 1))) - all, upper: Math.log(sum(logs.slice(x - from))) - all }
}

/**
 * The odds at which the tail that contains `x` is as likely as `tail`: with "lower" an upper limit for the odds, with "upper" a lower one. Where no odds make it
 * so rare, 'unbounded': the limit is then infinity, or 0. 0 < tail < 1.
 */
export function oddsWithTail(side: keyof ClosedTails, x: number, margins: Margins, tail: number): Ratio {
  if (x === (side === 'lower' ? most(margins) : least(margins))) return 'unbounded'
  const wanted = Math.log(tail)
  // The lower tail falls as the odds grow, the upper one rises.
  const isTooFar = (logOdds: number) => {
    const isRarer = hypergeometricTails(x, margins, Math.exp(logOdds))[side] < wanted
    return side === 'lower' ? isRarer : !isRarer
  }
  let [low, high] = [-1, 1]
  while (isTooFar(low)) low *= 2
  while (!isTooFar(high)) high *= 2
  for (let i = 0; i < 100 && high - low > 1e-15 * Math.max(1, Math.abs(low)); i++) {
    const middle = (low + high) / 2
    if (isTooFar(middle)) high = middle
    else low = middle
  }
  return Math.exp((low + high) / 2)
}
