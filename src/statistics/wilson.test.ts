import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wilsonInterval } from './wilson.ts'

/** Newcombe, Statistics in Medicine 17 (1998) 857–872, Table I, method 3: four digits. */
const NEWCOMBE: [number, number, number, number][] = [
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
]

/** R 4.2, prop.test(correct = FALSE), tests/reference/statistics.R; the IOM X counts (T3 in the reference) among them. */
const R: [number, number, number, number][] = [
  [81, 263, 0.255288519878274, 0.3662095769828],
  [15, 148, 0.0623863995307363, 0.160487241723308],
  [0, 20, 0, 0.161125158052819],
  [1, 29, 0.00611321429276266, 0.171755218793203],
  [175, 243, 0.660631243148374, 0.772845371806024],
  [331, 385, 0.821488485513533, 0.890884111894431],
  [58, 243, 0.189416510022747, 0.296083208676239],
  [50, 385, 0.0999147791920873, 0.167138685568671],
  [73, 243, 0.246243512214855, 0.360791706004055],
  [96, 385, 0.208753938721672, 0.294899811098771],
  [165, 243, 0.617919792166673, 0.734533156441109],
  [289, 385, 0.705100188901229, 0.791246061278328],
  [5_000_000, 10_000_000, 0.499690102543371, 0.500309897456629],
]

const counts = fc
  .integer({ min: 1, max: 10_000_000 })
  .chain((n) => fc.tuple(fc.oneof(fc.integer({ min: 0, max: n }), fc.constantFrom(0, 1, n - 1, n)), fc.constant(n)))

describe('the Wilson interval', () => {
  test.each(NEWCOMBE)('of %i in %i is Newcombe’s', (hits, n, low, high) => {
    const interval = wilsonInterval(hits, n)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  // Largest relative error found: 3e-15.
  test.each(R)('of %i in %i is R’s', (hits, n, low, high) => {
    const interval = wilsonInterval(hits, n)
    expect(Math.abs(interval.low - low)).toBeLessThanOrEqual(1e-13 * low)
    expect(Math.abs(interval.high - high)).toBeLessThanOrEqual(1e-13 * high)
  })

  test('lies in [0, 1] and encloses the share, up to ten million', () => {
    fc.assert(
      fc.property(counts, ([hits, n]) => {
        const { low, high } = wilsonInterval(hits, n)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(hits / n)
        expect(high).toBeGreaterThanOrEqual(hits / n)
        expect(low).toBeLessThan(high)
      }),
    )
  })

  test('of the misses is the mirror of that of the hits', () => {
    fc.assert(
      fc.property(counts, ([hits, n]) => {
        const one = wilsonInterval(hits, n)
        const other = wilsonInterval(n - hits, n)
        expect(other.low).toBeCloseTo(1 - one.high, 12)
        expect(other.high).toBeCloseTo(1 - one.low, 12)
      }),
    )
  })

  test('narrows as the same share comes from more people', () => {
    const width = (n: number) => wilsonInterval(n * 0.3, n).high - wilsonInterval(n * 0.3, n).low
    expect(width(100)).toBeLessThan(width(10))
    expect(width(10_000_000)).toBeLessThan(width(100))
  })

  test('begins at exactly 0 with no hits and ends at exactly 1 with nothing but hits', () => {
    for (const n of [1, 2, 10, 999, 10_000_000]) {
      expect(wilsonInterval(0, n).low).toBe(0)
      expect(wilsonInterval(n, n).high).toBe(1)
    }
  })

  test.each([
    [0, 0, 'n is 0'],
    [1, -1, 'n is -1'],
    [1, 1.5, 'n is 1.5'],
    [1, Number.NaN, 'n is NaN'],
    [-1, 10, 'hits is -1'],
    [11, 10, 'hits is 11'],
    [2.5, 10, 'hits is 2.5'],
    [Number.NaN, 10, 'hits is NaN'],
  ])('of %d in %d does not exist', (hits, n, reason) => {
    expect(() => wilsonInterval(hits, n)).toThrow(RangeError)
    expect(() => wilsonInterval(hits, n)).toThrow(`wilsonInterval: ${reason}`)
  })
})
