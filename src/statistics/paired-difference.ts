/**
 * Difference between two shares of the same people, with Newcombe's interval.
 *
 * Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 2635–2650, method 10: Wilson's limits of both shares, joined through the
 * correlation of the pairs, with a continuity correction of that correlation.
 */
import { type Interval, wilsonInterval } from './wilson.ts'

/** Pairs by right before and right after, whole counts. */
export interface PairedTable {
  readonly both: number
  /** Right before, wrong after. */
  readonly lost: number
  /** Wrong before, right after. */
  readonly gained: number
  readonly neither: number
}

export interface PairedDifference extends Interval {
  /** Share after minus share before, from −1 to 1. */
  readonly difference: number
}

/** After minus before with its 95 % interval, within [−1, 1]. Throws RangeError without a pair. */
export function pairedDifference({ both, lost, gained, neither }: PairedTable): PairedDifference {
  const n = both + lost + gained + neither
  const before = wilsonInterval(both + lost, n)
  const after = wilsonInterval(both + gained, n)
  const shareBefore = (both + lost) / n
  const shareAfter = (both + gained) / n
  const difference = (gained - lost) / n
  const phi = correlation(both, lost, gained, neither, n)
  const joined = (a: number, b: number) => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b))
  return {
    difference,
    low: Math.max(-1, difference - joined(shareAfter - after.low, before.high - shareBefore)),
    high: Math.min(1, difference + joined(after.high - shareAfter, shareBefore - before.low)),
  }
}

/** 0 where a margin is empty: the pairs then say nothing about correlation. */
function correlation(both: number, lost: number, gained: number, neither: number, n: number): number {
  const margins = (both + lost) * (gained + neither) * (both + gained) * (lost + neither)
  if (margins === 0) return 0
  const cross = both * neither - lost * gained
  return (cross > 0 ? Math.max(cross - n / 2, 0) : cross) / Math.sqrt(margins)
}
