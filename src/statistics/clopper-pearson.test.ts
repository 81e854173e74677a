import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactOddsInterval, exactShareInterval } from './clopper-pearson.ts'
import { relativeError } from './relative-error.ts'

/** Newcombe, Statistics in Medicine 17 (1998) 857–872, Table I, method 5: four digits. */
const NEWCOMBE: [number, number, number, number][] = [
  [81, 263, 0.2527, 0.3676],
  [15, 148, 0.0578, 0.1617],
  [0, 20, 0, 0.1684],
  [1, 29, 0.0009, 0.1776],
]

/** R 4.2, binom.test: hits, n, both limits. tests/reference/statistics.R. */
const R: [number, number, number, number][] = [
  [0, 20, 0, 0.16843347098308536],
  [1, 29, 0.0008726468835799228, 0.17764429548872285],
  [15, 148, 0.057844010083448555, 0.16165049034947898],
  [81, 263, 0.2527367455852712, 0.3676219226013514],
  [20, 20, 0.8315665290169146, 1],
  [5_000_000, 10_000_000, 0.49969005252137105, 0.500309947478629],
  [1, 10_000_000, 2.531780795224031e-9, 5.571642117360727e-7],
]

const counts = fc.integer({ min: 1, max: 10_000_000 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))

describe('the exact interval of a share', () => {
  test.each(NEWCOMBE)('of %i in %i is Newcombe’s', (hits, n, low, high) => {
    expect(exactShareInterval(hits, n)).toEqual({ low: expect.closeTo(low, 4), high: expect.closeTo(high, 4) })
  })

  // Largest relative error found: 2e-15.
  test.each(R)('of %i in %i is R’s', (hits, n, low, high) => {
    const interval = exactShareInterval(hits, n)
    expect(relativeError(interval.low, low)).toBeLessThan(1e-13)
    expect(relativeError(interval.high, high)).toBeLessThan(1e-13)
  })

  test('encloses the share, and mirrors that of the misses', () => {
    fc.assert(
      fc.property(counts, ([hits, n]) => {
        const { low, high } = exactShareInterval(hits, n)
        expect(low).toBeLessThanOrEqual(hits / n)
        expect(high).toBeGreaterThanOrEqual(hits / n)
        const misses = exactShareInterval(n - hits, n)
        expect(misses.low).toBeCloseTo(1 - high, 12)
        expect(misses.high).toBeCloseTo(1 - low, 12)
      }),
    )
  })

  test('has odds at its ends that fit its shares', () => {
    const share = exactShareInterval(30, 40)
    const odds = exactOddsInterval(30, 40)
    expect(odds.low).toBeCloseTo(share.low / (1 - share.low), 12)
    expect(odds.high).toBeCloseTo(share.high / (1 - share.high), 12)
    expect(exactOddsInterval(40, 40).high).toBe('unbounded')
    expect(exactOddsInterval(0, 40).low).toBe(0)
  })

  test('widens with its confidence', () => {
    expect(exactShareInterval(30, 40, 0.01).low).toBeLessThan(exactShareInterval(30, 40, 0.05).low)
  })

  test.each([
    [1, 0],
    [2, 1],
    [-1, 5],
    [0.5, 5],
    [Number.NaN, 5],
    [1, Number.NaN],
  ])('of %d in %d does not exist', (hits, n) => {
    expect(() => exactShareInterval(hits, n)).toThrow(RangeError)
  })

  test.each([0, 1, Number.NaN])('does not exist at a level of %d', (alpha) => {
    expect(() => exactShareInterval(1, 5, alpha)).toThrow('exactShareInterval: alpha')
  })
})
