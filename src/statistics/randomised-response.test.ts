import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '../../tests/specimen.ts'
import type { PairedTable } from './paired-difference.ts'
import { type EstimatedTable, estimatedTable, sumOfEstimates } from './randomised-response.ts'
import { wilsonInterval } from './wilson.ts'

const CELLS = ['both', 'lost', 'gained', 'neither'] as const
const table = (both: number, lost: number, gained: number, neither: number): PairedTable => ({ both, lost, gained, neither })

function computed(reports: PairedTable, epsilon: number): EstimatedTable {
  const found = estimatedTable(reports, epsilon)
  if (found.kind === 'refused') throw new Error(found.reason)
  return found
}

/** A share from 0 to below 1. */
const dice = (random: () => number) => () => random() / 2 ** 32

/** `n` people of whom the shares hold, and what they report. */
function reportsOf(shares: readonly number[], n: number, epsilon: number, roll: () => number): PairedTable {
  const truth = Math.exp(epsilon) / (Math.exp(epsilon) + 3)
  const counts = { both: 0, lost: 0, gained: 0, neither: 0 }
  for (let person = 0; person < n; person++) {
    let at = 0
    for (let left = roll(); at < 3 && left >= (shares[at] ?? 0); at++) left -= shares[at] ?? 0
    if (roll() >= truth) at = (at + 1 + Math.floor(roll() * 3)) % 4
    counts[CELLS[at] as keyof PairedTable]++
  }
  return counts
}

describe('the table behind randomised reports', () => {
  test('gives back exactly the shares that the reports come of, where chance does what is expected of it', () => {
    const people = fc.integer({ min: 0, max: 2000 })
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.tuple(people, people, people, people), (odds, groups) => {
        fc.pre(groups.some((group) => group > 0))
        // e^ε = odds: of odds + 3 people of a cell, odds report it and one each of the others.
        const n = groups.reduce((sum, group) => sum + group, 0)
        const reported = groups.map((group) => odds * group + (n - group)) as [number, number, number, number]
        const { cells, before, after, change } = computed(table(...reported), Math.log(odds))
        const [both, lost, gained, neither] = groups.map((group) => group / n) as [number, number, number, number]
        expect(cells.both.estimate).toBeCloseTo(both, 10)
        expect(cells.lost.estimate).toBeCloseTo(lost, 10)
        expect(cells.gained.estimate).toBeCloseTo(gained, 10)
        expect(cells.neither.estimate).toBeCloseTo(neither, 10)
        expect(before.estimate).toBeCloseTo(both + lost, 10)
        expect(after.estimate).toBeCloseTo(both + gained, 10)
        expect(change.estimate).toBeCloseTo(gained - lost, 10)
      }),
      { numRuns: 300 },
    )
  })

  test('has cells that add up to 1, two of them to each share, and the change to what lies between the shares', () => {
    const count = fc.integer({ min: 0, max: 500 })
    fc.assert(
      fc.property(
        count,
        count,
        count,
        count,
        fc.double({ min: 0.05, max: 8, noNaN: true }),
        (both, lost, gained, neither, epsilon) => {
          fc.pre(both + lost + gained + neither > 0)
          const { cells, before, after, change } = computed(table(both, lost, gained, neither), epsilon)
          const scale = 1 / epsilon
          expect((cells.both.estimate + cells.lost.estimate - before.estimate) / scale).toBeCloseTo(0, 9)
          expect((cells.both.estimate + cells.gained.estimate - after.estimate) / scale).toBeCloseTo(0, 9)
          expect((after.estimate - before.estimate - change.estimate) / scale).toBeCloseTo(0, 9)
          const whole = CELLS.reduce((sum, cell) => sum + cells[cell].estimate, 0)
          expect((whole - 1) / scale).toBeCloseTo(0, 9)
          for (const { estimate, low, high, variance } of [...Object.values(cells), before, after, change]) {
            expect(low).toBeLessThanOrEqual(estimate + 1e-9 * scale)
            expect(high).toBeGreaterThanOrEqual(estimate - 1e-9 * scale)
            expect(variance).toBeGreaterThanOrEqual(0)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('worked by hand at ε = ln 9, where q = 3/4 and u = 1/12: 40, 10, 30 and 20 reports of 100', () => {
    const { n, cells, before, change } = computed(table(40, 10, 30, 20), Math.log(9))
    expect(n).toBe(100)
    expect(cells.both.estimate).toBeCloseTo((0.4 - 1 / 12) / (2 / 3), 12)
    expect(cells.lost.estimate).toBeCloseTo(0.025, 12)
    expect(before.estimate).toBeCloseTo(0.5, 12)
    expect(before.variance).toBeCloseTo(0.25 / 100 / (4 / 9), 12)
    expect(change.estimate).toBeCloseTo(0.3, 12)
    expect(change.variance).toBeCloseTo((0.4 - 0.04) / 100 / (4 / 9), 12)
    expect(before.low).toBeCloseTo((wilsonInterval(50, 100).low - 1 / 6) * 1.5, 12)
  })

  test('is unbiased, and its 95 % intervals hold the truth in 93 to 97 % of 6,000 campaigns', () => {
    const roll = dice(seeded(20_261_124))
    const shares = [0.35, 0.07, 0.28, 0.3]
    const truth = { before: 0.42, after: 0.63, change: 0.21, gained: 0.28 }
    const runs = 6000
    for (const [n, epsilon] of [
      [40, 3],
      [250, 3],
      [120, 1.5],
    ] as const) {
      const sums = { before: 0, after: 0, change: 0, gained: 0 }
      const held = { ...sums }
      const variances = { ...sums }
      for (let run = 0; run < runs; run++) {
        const { before, after, change, cells } = computed(reportsOf(shares, n, epsilon, roll), epsilon)
        const found = { before, after, change, gained: cells.gained }
        for (const name of ['before', 'after', 'change', 'gained'] as const) {
          sums[name] += found[name].estimate
          variances[name] += found[name].variance
          if (found[name].low <= truth[name] && truth[name] <= found[name].high) held[name]++
        }
      }
      for (const name of ['before', 'after', 'change', 'gained'] as const) {
        const error = Math.sqrt(variances[name] / runs / runs)
        expect(Math.abs(sums[name] / runs - truth[name]), `bias of ${name} at n = ${n}`).toBeLessThan(4 * error)
        expect(held[name] / runs, `coverage of ${name} at n = ${n}, ε = ${epsilon}`).toBeGreaterThan(0.93)
        expect(held[name] / runs, `coverage of ${name} at n = ${n}, ε = ${epsilon}`).toBeLessThan(0.97)
      }
    }
  })

  test('has the variance that it really has', () => {
    const roll = dice(seeded(5))
    const shares = [0.2, 0.1, 0.4, 0.3]
    const runs = 4000
    const found = Array.from({ length: runs }, () => computed(reportsOf(shares, 100, 3, roll), 3).change)
    const mean = found.reduce((sum, { estimate }) => sum + estimate, 0) / runs
    const spread = found.reduce((sum, { estimate }) => sum + (estimate - mean) ** 2, 0) / (runs - 1)
    const stated = found.reduce((sum, { variance }) => sum + variance, 0) / runs
    expect(stated / spread).toBeGreaterThan(0.92)
    expect(stated / spread).toBeLessThan(1.08)
  })

  test('cuts nothing off: nobody right before is now and then estimated below 0, and so is right on average', () => {
    const roll = dice(seeded(6))
    const found = Array.from({ length: 3000 }, () => computed(reportsOf([0, 0, 0.5, 0.5], 60, 3, roll), 3).before)
    expect(found.filter(({ estimate }) => estimate < 0).length).toBeGreaterThan(900)
    expect(found.some(({ low }) => low < 0)).toBe(true)
    const mean = found.reduce((sum, { estimate }) => sum + estimate, 0) / found.length
    expect(Math.abs(mean)).toBeLessThan(0.004)
  })

  test('comes nearer to the reports the larger ε is', () => {
    const { before, change } = computed(table(40, 10, 30, 20), 30)
    expect(before.estimate).toBeCloseTo(0.5, 10)
    expect(change.estimate).toBeCloseTo(0.2, 10)
    expect(computed(table(40, 10, 30, 20), 1).before.variance).toBeGreaterThan(10 * before.variance)
  })

  test('is a number at the edges: one report, all alike, ten million, ε near 0 and large', () => {
    for (const reports of [table(1, 0, 0, 0), table(0, 0, 40, 0), table(2_500_000, 2_500_000, 2_500_000, 2_500_001)])
      for (const epsilon of [1e-6, 3, 700]) {
        const { cells, before, after, change } = computed(reports, epsilon)
        for (const estimate of [...Object.values(cells), before, after, change])
          for (const value of Object.values(estimate)) expect(Number.isFinite(value)).toBe(true)
      }
  })

  test('does not exist of nobody, for an ε that protects or tells nothing, or for counts that are none', () => {
    expect(estimatedTable(table(0, 0, 0, 0), 3)).toEqual({ kind: 'refused', reason: 'nobody' })
    for (const epsilon of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => estimatedTable(table(1, 1, 1, 1), epsilon)).toThrow(RangeError)
    expect(() => estimatedTable(table(1.5, 1, 1, 1), 3)).toThrow('estimatedTable: both is 1.5')
    expect(() => estimatedTable(table(1, -1, 1, 1), 3)).toThrow(RangeError)
  })
})

describe('a sum of estimates', () => {
  const part = (estimate: number, half: number) => ({
    estimate,
    variance: (half / 1.96) ** 2,
    low: estimate - half,
    high: estimate + half,
  })
  const summed = (parts: Parameters<typeof sumOfEstimates>[0], overlap: number) => {
    const found = sumOfEstimates(parts, overlap)
    if ('kind' in found) throw new Error(found.reason)
    return found
  }

  test('of different people has variances that add', () => {
    const { estimate, variance, low, high } = summed([part(0.4, 0.3), part(0.5, 0.4)], 0)
    expect(estimate).toBeCloseTo(0.9, 12)
    expect(variance).toBeCloseTo(0.25 / 1.96 ** 2, 12)
    expect([low, high].map((limit) => limit - 0.9)).toEqual([expect.closeTo(-0.5, 12), expect.closeTo(0.5, 12)])
  })

  test('of the same people has limits that add, and of some of them limits between', () => {
    const parts = [part(0.4, 0.3), part(0.5, 0.4)]
    expect(summed(parts, 1).high - 0.9).toBeCloseTo(0.7, 12)
    expect(summed(parts, 0.5).high).toBeGreaterThan(summed(parts, 0.4).high)
    expect(summed(parts, 0.5).high).toBeLessThan(summed(parts, 1).high)
  })

  test('of one is that one', () => {
    expect(summed([part(0.4, 0.3)], 0.3)).toEqual({
      estimate: 0.4,
      variance: expect.closeTo((0.3 / 1.96) ** 2, 12),
      low: expect.closeTo(0.1, 12),
      high: expect.closeTo(0.7, 12),
    })
  })

  test('of three concepts by different people holds the truth in 93 to 97 % of 4,000 campaigns', () => {
    const roll = dice(seeded(8))
    const concepts = [
      [0.3, 0.1, 0.2, 0.4],
      [0.5, 0.05, 0.25, 0.2],
      [0.1, 0.1, 0.4, 0.4],
    ]
    const truth = 0.5 + 0.75 + 0.5
    let held = 0
    for (let run = 0; run < 4000; run++) {
      const { low, high } = summed(
        concepts.map((shares) => computed(reportsOf(shares, 50, 3, roll), 3).after),
        0,
      )
      if (low <= truth && truth <= high) held++
    }
    expect(held / 4000).toBeGreaterThan(0.93)
    expect(held / 4000).toBeLessThan(0.97)
  })

  test('is wide enough where everybody reports both of two concepts and answers them alike, and would not be if variances were added', () => {
    const roll = dice(seeded(9))
    const lie = (right: boolean) => {
      const truth = Math.exp(3) / (Math.exp(3) + 3)
      const cell = right ? 0 : 3
      return roll() < truth ? cell : (cell + 1 + Math.floor(roll() * 3)) % 4
    }
    const held = { all: 0, none: 0 }
    for (let run = 0; run < 3000; run++) {
      const counts = [0, 1].map(() => ({ both: 0, lost: 0, gained: 0, neither: 0 }))
      for (let person = 0; person < 60; person++) {
        const isRight = roll() < 0.5
        for (const reports of counts) reports[CELLS[lie(isRight)] as keyof PairedTable]++
      }
      const parts = counts.map((reports) => computed(reports, 3).after)
      for (const [name, overlap] of [
        ['all', 1],
        ['none', 0],
      ] as const) {
        const { low, high } = summed(parts, overlap)
        if (low <= 1 && 1 <= high) held[name]++
      }
    }
    expect(held.all / 3000).toBeGreaterThan(0.94)
    expect(held.none / 3000).toBeLessThan(0.92)
  })

  test('does not exist of nothing, or with an overlap that is none', () => {
    expect(sumOfEstimates([], 0)).toEqual({ kind: 'refused', reason: 'nobody' })
    for (const overlap of [-0.1, 1.1, Number.NaN]) expect(() => sumOfEstimates([part(1, 1)], overlap)).toThrow(RangeError)
  })
})
