/**
 * Wilcoxon's signed-rank test of paired scores, from the table of differences: did scores rise, beyond chance, without taking points for
 * equal steps?
 *
 * Source: F. Wilcoxon, Biometrics Bulletin 1 (1945) 80–83. **Zeros by Pratt** (J. W. Pratt, JASA 54 (1959) 655–667): who did not change is
 * ranked with the others, so that the rest keep their distance from no change, and then left out of both sums. **Ties** share the mean of
 * their ranks.
 *
 * Up to a hundred pairs p is **exact**, given the ranks as they are, ties and zeros included: the sum's whole distribution by dynamic
 * programming. Beyond, it is **normal with the variance of the tied ranks and a continuity correction** of half a rank.
 */
import { requireCounts } from './count.ts'
import { normalTwoSided } from './distributions/normal.ts'
import type { Transition } from './paired-change.ts'
import { type Refused, refused } from './refusal.ts'

/** How many people changed by how much, after less before. */
export interface Difference {
  readonly difference: number
  readonly count: number
}

export type Wilcoxon = {
  readonly kind: 'computed'
  readonly pairs: number
  /** Pairs without a change. */
  readonly zeros: number
  /** Sum of the ranks of those who rose. */
  readonly rose: number
  /** Sum of the ranks of those who fell. */
  readonly fell: number
  /** Two-sided, from 5·10⁻³²⁴ to 1. */
  readonly p: number
} & ({ readonly method: 'exact' } | { readonly method: 'normal'; readonly z: number })

export const EXACT_UP_TO = 100

/** The table of differences of a table of pairs. */
export const differences = (transitions: readonly Transition[]): Difference[] =>
  transitions.map(({ before, after, count }) => ({ difference: after - before, count }))

/** Differences may come in any order, and more than once. Throws RangeError for a count or difference that is none. */
export function wilcoxon(table: readonly Difference[]): Wilcoxon | Refused<'nobody' | 'no-change'> {
  const steps = byDistance(table)
  const pairs = steps.reduce((sum, { rose, fell, zeros }) => sum + rose + fell + zeros, 0)
  if (pairs === 0) return refused('nobody')
  const zeros = steps.reduce((sum, step) => sum + step.zeros, 0)
  if (zeros === pairs) return refused('no-change')
  const ranked = ranks(steps)
  const total = (weight: (step: Ranked) => number) => ranked.reduce((sum, step) => sum + weight(step), 0)
  const rose = total(({ rank, rose }) => rank * rose)
  const fell = total(({ rank, fell }) => rank * fell)
  const sums = { kind: 'computed' as const, pairs, zeros, rose, fell }
  if (pairs <= EXACT_UP_TO) return { ...sums, method: 'exact', p: exact(ranked, Math.min(rose, fell)) }
  // Half the sum of all ranks is expected, and each rank adds a quarter of its square: E. L. Lehmann, Nonparametrics (1975), chapter 3.
  const gap = (rose - fell) / 2
  const z =
    (Math.sign(gap) * Math.max(0, Math.abs(gap) - 0.5)) /
    Math.sqrt(total(({ rank, rose, fell }) => (rank * rank * (rose + fell)) / 4))
  return { ...sums, method: 'normal', z, p: normalTwoSided(z) }
}

interface Step {
  readonly distance: number
  readonly rose: number
  readonly fell: number
  readonly zeros: number
}

/** Those who changed by the same distance, up or down, together; from the smallest. */
function byDistance(table: readonly Difference[]): Step[] {
  const steps = new Map<number, Step>()
  for (const { difference, count } of table) {
    requireCounts('wilcoxon', { count })
    if (!Number.isFinite(difference)) throw new RangeError(`wilcoxon: difference is ${difference}; it has to be a finite number`)
    const distance = Math.abs(difference)
    const step = steps.get(distance) ?? { distance, rose: 0, fell: 0, zeros: 0 }
    const side = difference > 0 ? 'rose' : difference < 0 ? 'fell' : 'zeros'
    steps.set(distance, { ...step, [side]: step[side] + count })
  }
  return [...steps.values()].sort((one, other) => one.distance - other.distance)
}

interface Ranked {
  /** Mean rank, a multiple of one half. */
  readonly rank: number
  readonly rose: number
  readonly fell: number
}

function ranks(steps: readonly Step[]): Ranked[] {
  let below = 0
  return steps.map(({ rose, fell, zeros }) => {
    const tied = rose + fell + zeros
    const rank = below + (tied + 1) / 2
    below += tied
    return { rank, rose, fell }
  })
}

/**
 * Twice P(sum ≤ `smaller`) where each rank counts or not by the toss of a coin. In half ranks, so that all sums are whole; only those up to
 * `smaller` are kept, since a sum never shrinks.
 */
function exact(ranked: readonly Ranked[], smaller: number): number {
  const highest = Math.round(2 * smaller)
  const chances = new Float64Array(highest + 1)
  chances[0] = 1
  for (const { rank, rose, fell } of ranked)
    for (let person = 0; person < rose + fell; person++) {
      const shift = Math.round(2 * rank)
      // From the top, so that the chances below are still those without this person.
      for (let sum = highest; sum >= 0; sum--) chances[sum] = ((chances[sum] ?? 0) + (chances[sum - shift] ?? 0)) / 2
    }
  return Math.min(1, 2 * chances.reduce((total, chance) => total + chance, 0))
}
