/** The paired t test of a score. Source: W. S. Gosset, Biometrika 6 (1908) 1–25. Its interval is in `paired-change.ts`. */
import { studentTwoSided } from './distributions/student.ts'
import { moments } from './histogram.ts'
import type { Transition } from './paired-change.ts'
import { type Refused, refused } from './refusal.ts'

export interface PairedT {
  readonly kind: 'computed'
  /** Positive where scores rose. */
  readonly t: number
  /** n − 1. */
  readonly freedom: number
  /** Two-sided. */
  readonly p: number
}

/** Refused as `too-few` with a single pair, as `no-variance` where all changed by the same. */
export function pairedT(transitions: readonly Transition[]): PairedT | Refused<'nobody' | 'too-few' | 'no-variance'> {
  const change = moments(transitions.map(({ before, after, count }) => ({ score: after - before, count })))
  if (change.kind === 'refused') return change
  return fromSpread(change.mean, Math.sqrt(change.squares / Math.max(1, change.n - 1)), change.n)
}

/** Mean and standard deviation (over n − 1) of one occasion, as published tables give them. */
export interface Margin {
  readonly mean: number
  readonly deviation: number
}

/**
 * A paired t for published means and standard deviations needs the correlation of the pairs as well, from −1 to 1. Without it there is no
 * paired t: with the same two margins it can be anything from below the unpaired one to endless. So it is refused.
 */
export function pairedTFromMargins(
  before: Margin,
  after: Margin,
  n: number,
  correlation?: number,
): PairedT | Refused<'correlation-unknown' | 'too-few' | 'no-variance'> {
  if (correlation === undefined) return refused('correlation-unknown')
  requireCorrelation('pairedTFromMargins', correlation)
  const shared = 2 * correlation * before.deviation * after.deviation
  return fromSpread(after.mean - before.mean, Math.sqrt(Math.max(0, before.deviation ** 2 + after.deviation ** 2 - shared)), n)
}

/** Throws RangeError unless −1 ≤ correlation ≤ 1. */
export function requireCorrelation(where: string, correlation: number): void {
  if (!(correlation >= -1 && correlation <= 1))
    throw new RangeError(`${where}: correlation is ${correlation}; it has to lie from −1 to 1`)
}

function fromSpread(change: number, deviation: number, n: number): PairedT | Refused<'too-few' | 'no-variance'> {
  if (n < 2) return refused('too-few')
  if (deviation === 0) return refused('no-variance')
  const t = (change / deviation) * Math.sqrt(n)
  return { kind: 'computed', t, freedom: n - 1, p: studentTwoSided(t, n - 1) }
}
