/** Mean change of a paired score, from the table of (before, after) counts. Source: the paired t interval, W. S. Gosset, Biometrika 6 (1908) 1–25. */
import { studentCritical } from './distributions/student.ts'
import type { Interval } from './wilson.ts'

/** How many people went from one score to another. */
export interface Transition {
  readonly before: number
  readonly after: number
  readonly count: number
}

export interface PairedChange {
  readonly n: number
  readonly meanBefore: number
  readonly meanAfter: number
  /** After minus before, in points of the score. */
  readonly change: number
  /** 95 % t interval of the mean change; `no-interval` with a single pair, whose spread cannot be known. */
  readonly interval: Interval | 'no-interval'
}

/** Throws RangeError without a pair. Equal changes throughout give an interval of no width: that is what the data say. */
export function pairedChange(transitions: readonly Transition[]): PairedChange {
  const sum = (value: (t: Transition) => number) => transitions.reduce((total, t) => total + value(t) * t.count, 0)
  const n = sum(() => 1)
  if (n < 1) throw new RangeError('pairedChange: there is no pair')
  const change = sum((t) => t.after - t.before) / n
  const means = { n, meanBefore: sum((t) => t.before) / n, meanAfter: sum((t) => t.after) / n, change }
  if (n === 1) return { ...means, interval: 'no-interval' }
  const variance = sum((t) => (t.after - t.before - change) ** 2) / (n - 1)
  const half = studentCritical(0.05, n - 1) * Math.sqrt(variance / n)
  return { ...means, interval: { low: change - half, high: change + half } }
}
