/** Mean of a score with its interval. Source: the t interval of one sample, W. S. Gosset, Biometrika 6 (1908) 1–25. */
import { studentCritical } from './distributions/student.ts'
import { type Histogram, moments } from './histogram.ts'
import { type Refused, refused } from './refusal.ts'
import type { Interval } from './wilson.ts'

export interface Mean {
  readonly kind: 'computed'
  readonly n: number
  readonly mean: number
  /** 95 % t interval, in points of the score; of no width where all have the same. */
  readonly interval: Interval
}

/** Refused as `too-few` with a single person, whose spread cannot be known. Throws RangeError for a count or score that is none. */
export function mean(histogram: Histogram): Mean | Refused<'nobody' | 'too-few'> {
  const found = moments(histogram)
  if (found.kind === 'refused') return found
  if (found.n < 2) return refused('too-few')
  const half = studentCritical(0.05, found.n - 1) * Math.sqrt(found.squares / (found.n - 1) / found.n)
  return { kind: 'computed', n: found.n, mean: found.mean, interval: { low: found.mean - half, high: found.mean + half } }
}
