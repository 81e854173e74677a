import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Histogram } from './histogram.ts'
import { relativeError } from './relative-error.ts'
import { welch } from './welch.ts'

const each = (scores: readonly number[]): Histogram => scores.map((score) => ({ score, count: 1 }))
const counted = (counts: readonly number[]): Histogram => counts.map((count, score) => ({ score, count }))

function computed(from: Histogram, to: Histogram) {
  const found = welch(from, to)
  if (found.kind === 'refused') throw new Error(found.reason)
  return found
}

const SLEEP: [Histogram, Histogram] = [
  each([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]),
  each([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]),
]

/** R 4.2, t.test: difference, limits, t, degrees of freedom, p. tests/reference/statistics.R. */
type Row = [number, number, number, number, number, number]
const R: [string, Histogram, Histogram, Row[]][] = [
  [
    'sleep, as if of different people',
    ...SLEEP,
    [[1.58, -0.20548323071171018, 3.3654832307117104, 1.860813467486853, 17.7764735161785, 0.07939414018735817]],
  ],
  [
    'scores of 100 and 100',
    counted([3, 9, 20, 31, 22, 10, 5]),
    counted([1, 2, 6, 15, 30, 28, 18]),
    [[1.1699999999999995, 0.7967142667841565, 1.5432857332158425, 6.181113849402229, 197.15005852386736, 3.588561771923985e-9]],
  ],
  [
    'two and three people',
    each([1, 2]),
    each([4, 4, 7]),
    [[3.5, -0.22466181305422167, 7.224661813054222, 3.1304951684997055, 2.777777777777778, 0.05772363451688954]],
  ],
  [
    'a group without spread',
    counted([0, 0, 5]),
    each([3, 3, 4, 5]),
    [[1.75, 0.22651981917118771, 3.273480180828812, 3.6556307750696546, 3, 0.03535284700251738]],
  ],
]

const histogram = fc
  .array(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 7 })
  .filter((counts) => counts.filter((count) => count > 0).length > 1)
  .map(counted)

describe('Welch’s t', () => {
  test('of R’s own example stands in its manual: t 1.8608, 17.776 degrees of freedom, p 0.07939, interval −0.205 to 3.365', () => {
    const found = computed(...SLEEP)
    expect(found.t).toBeCloseTo(1.8608, 4)
    expect(found.freedom).toBeCloseTo(17.776, 3)
    expect(found.p).toBeCloseTo(0.07939, 5)
    expect(found.interval).toEqual({ low: expect.closeTo(-0.2054832, 7), high: expect.closeTo(3.3654832, 7) })
  })

  // Largest relative error found: 2e-14, of a limit near 0.
  test.each(R)('is R’s: %s', (_, from, to, [row = [0, 0, 0, 0, 0, 0]]) => {
    const { difference, interval, t, freedom, p } = computed(from, to)
    const found = [difference, interval.low, interval.high, t, freedom, p]
    found.forEach((value, i) => {
      expect(relativeError(value, row[i] ?? 0)).toBeLessThan(1e-12)
    })
  })

  test('has its difference in the middle of its interval, and turns its sign with the groups', () => {
    fc.assert(
      fc.property(histogram, histogram, (one, other) => {
        const [there, back] = [computed(one, other), computed(other, one)]
        expect((there.interval.low + there.interval.high) / 2).toBeCloseTo(there.difference, 9)
        expect(back.difference).toBeCloseTo(-there.difference, 12)
        expect(back.interval.low).toBeCloseTo(-there.interval.high, 9)
        expect(relativeError(back.p, there.p)).toBeLessThan(1e-6)
      }),
    )
  })

  test('has degrees of freedom between those of the smaller group and of both', () => {
    fc.assert(
      fc.property(histogram, histogram, (one, other) => {
        const sizes = [one, other].map((bars) => bars.reduce((sum, { count }) => sum + count, 0) - 1)
        const { freedom } = computed(one, other)
        expect(freedom).toBeGreaterThanOrEqual(Math.min(...sizes) * (1 - 1e-12))
        expect(freedom).toBeLessThanOrEqual(sizes.reduce((sum, size) => sum + size) * (1 + 1e-12))
      }),
    )
  })

  test('is refused of nobody, of one person, and where neither group varies', () => {
    const some = counted([3, 4])
    expect(welch([], some)).toEqual({ kind: 'refused', reason: 'nobody' })
    expect(welch(some, [])).toEqual({ kind: 'refused', reason: 'nobody' })
    expect(welch(some, each([2]))).toEqual({ kind: 'refused', reason: 'too-few' })
    expect(welch(counted([4]), counted([0, 3]))).toEqual({ kind: 'refused', reason: 'no-variance' })
  })

  test('of ten million against ten million is finite, and its p never 0', () => {
    const found = computed(counted([9_000_000, 1_000_000]), counted([1_000_000, 9_000_000]))
    expect(found).toMatchObject({ difference: expect.closeTo(0.8, 12), p: Number.MIN_VALUE })
    expect(Number.isFinite(found.t)).toBe(true)
  })
})
