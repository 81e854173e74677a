/**
 * Our statistics beside @stdlib's, another hand's work in the same language: a grid of inputs, and the largest relative error of each.
 *
 * Where the two differ by more, the reason stands beside it: @stdlib's binomial test may return half of a p under 10⁻⁶ (ecosystem.md, section 5), so
 * smaller ones are left out here; R has them (statistics.R).
 */
import betaQuantileOf from '@stdlib/stats-base-dists-beta-quantile'
import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf'
import normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile'
import studentCdf from '@stdlib/stats-base-dists-t-cdf'
import studentQuantile from '@stdlib/stats-base-dists-t-quantile'
import binomialTest from '@stdlib/stats-binomial-test'
import ttest from '@stdlib/stats-ttest'
import wilcoxonTest from '@stdlib/stats-wilcoxon'
import { expect, test } from 'vitest'
import { exactShareInterval } from '../../src/statistics/clopper-pearson.ts'
import { betaQuantile } from '../../src/statistics/distributions/beta.ts'
import { logBinomialLower } from '../../src/statistics/distributions/binomial.ts'
import { normalQuantile } from '../../src/statistics/distributions/normal.ts'
import { studentCritical, studentTwoSided } from '../../src/statistics/distributions/student.ts'
import { mcnemar } from '../../src/statistics/mcnemar.ts'
import { mean } from '../../src/statistics/mean.ts'
import { pairedChange, type Transition } from '../../src/statistics/paired-change.ts'
import { pairedT } from '../../src/statistics/paired-t.ts'
import { relativeError } from '../../src/statistics/relative-error.ts'
import { differences, wilcoxon } from '../../src/statistics/wilcoxon.ts'
import { seeded } from '../specimen.ts'

/** Checks every pair and says the worst, which is what the test prints where it fails. */
function expectClose(pairs: Iterable<readonly [ours: number, theirs: number]>, limit: number): void {
  let worst = 0
  let checked = 0
  for (const [ours, theirs] of pairs) {
    worst = Math.max(worst, relativeError(ours, theirs))
    checked++
  }
  expect(checked).toBeGreaterThan(10)
  expect(worst).toBeLessThan(limit)
}

const sizes = [2, 3, 5, 10, 29, 100, 1000, 100_000]
const chances = [1e-6, 0.001, 0.025, 0.2, 0.5, 0.8, 0.975, 0.999]

/** Score pairs drawn at random, as a table and as rows. */
function drawnPairs(seed: number, n: number, top: number): { table: Transition[]; rows: [number, number][] } {
  const random = seeded(seed)
  const rows = Array.from({ length: n }, (): [number, number] => {
    const before = random() % (top + 1)
    return [before, Math.min(top, Math.max(0, before - 1 + (random() % 3)))]
  })
  return { table: rows.map(([before, after]) => ({ before, after, count: 1 })), rows }
}

test('quantiles of the normal, Student’s and the beta distribution agree to 10⁻¹¹', () => {
  expectClose(chances.flatMap((p) => (p === 0.5 ? [] : [[normalQuantile(p), normalQuantileOf(p, 0, 1)] as const])).concat(
    [...Array(20).keys()].map((k) => [normalQuantile((k + 1) / 50), normalQuantileOf((k + 1) / 50, 0, 1)] as const)), 1e-11)
  expectClose(sizes.flatMap((df) => [0.001, 0.05, 0.2].map((a) => [studentCritical(a, df), studentQuantile(1 - a / 2, df)] as const)), 1e-11)
  expectClose(
    [1, 2.5, 7, 40].flatMap((a) => [1, 3.5, 12].flatMap((b) => [0.025, 0.5, 0.975].map((p) => [betaQuantile(p, a, b).x, betaQuantileOf(p, a, b)] as const))),
    1e-11,
  )
})

test('tails of Student’s and the binomial distribution agree to 10⁻¹⁰', () => {
  expectClose(sizes.flatMap((df) => [0.1, 1, 2.5, 6].map((t) => [studentTwoSided(t, df), 2 * studentCdf(-t, df)] as const)), 1e-10)
  expectClose(
    [5, 40, 300, 2000].flatMap((n) => [0.2, 0.5, 0.7].flatMap((p) => [0.1, 0.3, 0.5].map((share) => {
      const k = Math.floor(n * share)
      return [Math.exp(logBinomialLower(k, n, p)), binomialCdf(k, n, p)] as const
    }))).filter(([, theirs]) => theirs > 1e-200),
    1e-10,
  )
})

test('McNemar’s exact p and the exact interval behind its odds ratio are the binomial test’s', () => {
  const tables = [[1, 9], [4, 11], [12, 2], [30, 55], [100, 140], [480, 520]] as const
  expectClose(
    tables.flatMap(([gained, lost]) => {
      const ours = mcnemar({ both: 10, neither: 10, gained, lost })
      const theirs = binomialTest(gained, gained + lost)
      const limits = exactShareInterval(gained, gained + lost)
      if (ours.kind === 'refused') throw new Error(ours.reason)
      return [[ours.exactP, theirs.pValue], [limits.low, theirs.ci[0]], [limits.high, theirs.ci[1]]] as [number, number][]
    }),
    1e-9,
  )
})

test('the paired t test, its interval and the mean’s agree to 10⁻¹¹', () => {
  expectClose(
    [12, 40, 333].flatMap((n) => [1, 2, 3, 4].flatMap((seed) => {
      const { table, rows } = drawnPairs(seed * 31 + n, n, 6)
      const ours = pairedT(table)
      const change = pairedChange(table)
      const one = mean(rows.map(([before]) => ({ score: before, count: 1 })))
      if (ours.kind === 'refused' || change.interval === 'no-interval' || one.kind === 'refused') throw new Error('refused')
      const theirs = ttest(rows.map(([, after]) => after), rows.map(([before]) => before))
      const alone = ttest(rows.map(([before]) => before))
      return [
        [ours.t, theirs.statistic], [ours.p, theirs.pValue], [change.interval.low, theirs.ci[0]], [change.interval.high, theirs.ci[1]],
        [one.interval.low, alone.ci[0]], [one.interval.high, alone.ci[1]],
      ] as [number, number][]
    })),
    1e-11,
  )
})

test('the signed-rank test with ties and Pratt’s zeros agrees, past the size up to which ours is exact', () => {
  expectClose(
    [150, 400, 2000].flatMap((n) => [1, 2, 3, 4].map((seed) => {
      const { table, rows } = drawnPairs(seed * 77 + n, n, 6)
      const ours = wilcoxon(differences(table))
      if (ours.kind === 'refused') throw new Error(ours.reason)
      const theirs = wilcoxonTest(rows.map(([before, after]) => after - before), { zeroMethod: 'pratt', correction: true })
      return [ours.p, theirs.pValue] as const
    })),
    1e-9,
  )
})
