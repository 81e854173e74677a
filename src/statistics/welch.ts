/**
 * Mean scores of two groups of different people, whose spreads need not be equal.
 *
 * Source: B. L. Welch, Biometrika 34 (1947) 28–35, with Satterthwaite's degrees of freedom (Biometrics Bulletin 2 (1946) 110–114).
 */
import { studentCritical, studentTwoSided } from './distributions/student.ts'
import { type Histogram, moments } from './histogram.ts'
import { type Refused, refused } from './refusal.ts'
import type { Interval } from './wilson.ts'

export interface Welch {
  readonly kind: 'computed'
  /** Mean of `to` less mean of `from`, in points of the score. */
  readonly difference: number
  /** 95 % t interval of the difference. */
  readonly interval: Interval
  readonly t: number
  /** From the smaller n − 1 to the sum of both; not whole. */
  readonly freedom: number
  /** Two-sided. */
  readonly p: number
}

/** `to` against `from`. Refused as `too-few` with fewer than two people in a group, as `no-variance` where neither group varies. */
export function welch(from: Histogram, to: Histogram): Welch | Refused<'nobody' | 'too-few' | 'no-variance'> {
  const one = moments(from)
  const other = moments(to)
  if (one.kind === 'refused') return one
  if (other.kind === 'refused') return other
  if (one.n < 2 || other.n < 2) return refused('too-few')
  const errors = [one, other].map(({ n, squares }) => ({ n, error: squares / (n - 1) / n }))
  const error = errors.reduce((sum, part) => sum + part.error, 0)
  if (error === 0) return refused('no-variance')
  const freedom = 1 / errors.reduce((sum, part) => sum + (part.error / error) ** 2 / (part.n - 1), 0)
  const difference = other.mean - one.mean
  const half = studentCritical(0.05, freedom) * Math.sqrt(error)
  const t = difference / Math.sqrt(error)
  return {
    kind: 'computed',
    difference,
    interval: { low: difference - half, high: difference + half },
    t,
    freedom,
    p: studentTwoSided(t, freedom),
  }
}
