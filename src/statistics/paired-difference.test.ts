import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PairedTable, pairedDifference } from './paired-difference.ts'
import { wilsonInterval } from './wilson.ts'

const table = (both: number, lost: number, gained: number, neither: number): PairedTable => ({ both, lost, gained, neither })

/**
 * Fagerland, Lydersen & Laake, "Statistical Analysis of Contingency Tables" (2017), chapter 8, worked examples of the interval: four digits.
 * Printed there as before minus after.
 */
const PUBLISHED: [string, PairedTable, number, number, number][] = [
  ['complete response, Cavo 2012', table(59, 6, 16, 80), 0.0621, 0.0046, 0.1186],
]

/** The paper's formula written out in R 4.2 over prop.test, tests/reference/statistics.R. */
const R: [string, PairedTable, number, number, number][] = [
  ['airway response, Bentur 2009', table(1, 1, 7, 12), 0.285714285714286, 0.0255591241648599, 0.506920226686141],
  ['complete response, Cavo 2012', table(59, 6, 16, 80), 0.062111801242236, 0.00462511393305007, 0.11862119563871],
  ['Altman 2000, table 6.2', table(14, 5, 0, 22), -0.121951219512195, -0.226492684351211, -0.0114832413830333],
  ['Armitage & Berry (T4 in the reference)', table(20, 2, 12, 16), 0.2, 0.0561564248417483, 0.32920699540014],
]

const cell = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 2_500_000 }), fc.constant(0))
const tables = fc
  .record({ both: cell, lost: cell, gained: cell, neither: cell })
  .filter(({ both, lost, gained, neither }) => both + lost + gained + neither > 0)

describe('the difference of two paired shares', () => {
  test.each(PUBLISHED)('has the published interval: %s', (_, pairs, difference, low, high) => {
    const found = pairedDifference(pairs)
    expect(found.difference).toBeCloseTo(difference, 4)
    expect(found.low).toBeCloseTo(low, 4)
    expect(found.high).toBeCloseTo(high, 4)
  })

  // Largest relative error found: 6e-15.
  test.each(R)('has the interval that R computes: %s', (_, pairs, difference, low, high) => {
    const found = pairedDifference(pairs)
    expect(found.difference).toBeCloseTo(difference, 13)
    expect(found.low).toBeCloseTo(low, 13)
    expect(found.high).toBeCloseTo(high, 13)
  })

  test('lies in its interval, and the interval in [−1, 1], and nothing is NaN', () => {
    fc.assert(
      fc.property(tables, (pairs) => {
        const { difference, low, high } = pairedDifference(pairs)
        expect(low).toBeGreaterThanOrEqual(-1)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(difference)
        expect(high).toBeGreaterThanOrEqual(difference)
      }),
      { numRuns: 1000 },
    )
  })

  test('turns its sign when before and after change places', () => {
    fc.assert(
      fc.property(tables, ({ both, lost, gained, neither }) => {
        const there = pairedDifference(table(both, lost, gained, neither))
        const back = pairedDifference(table(both, gained, lost, neither))
        expect(back.difference).toBeCloseTo(-there.difference, 12)
        expect(back.low).toBeCloseTo(-there.high, 12)
        expect(back.high).toBeCloseTo(-there.low, 12)
      }),
    )
  })

  test('turns its sign when right and wrong change places', () => {
    fc.assert(
      fc.property(tables, ({ both, lost, gained, neither }) => {
        const right = pairedDifference(table(both, lost, gained, neither))
        const wrong = pairedDifference(table(neither, gained, lost, both))
        expect(wrong.difference).toBeCloseTo(-right.difference, 12)
        expect(wrong.low).toBeCloseTo(-right.high, 12)
      }),
    )
  })

  test('without correlation is that of two independent shares', () => {
    // Newcombe's unpaired method 10 joins the same two Wilson limits without a middle term.
    const { low } = pairedDifference(table(25, 25, 25, 25))
    const half = 0.5 - wilsonInterval(50, 100).low
    expect(low).toBeCloseTo(-Math.sqrt(2) * half, 14)
  })

  test('is narrower the better the pairs agree', () => {
    const width = (pairs: PairedTable) => pairedDifference(pairs).high - pairedDifference(pairs).low
    expect(width(table(50, 0, 0, 50))).toBeLessThan(width(table(35, 15, 15, 35)))
    expect(width(table(35, 15, 15, 35))).toBeLessThan(width(table(0, 50, 50, 0)))
  })

  test.each([
    ['one pair', table(1, 0, 0, 0), 0],
    ['one pair that gained', table(0, 0, 1, 0), 1],
    ['all right throughout', table(40, 0, 0, 0), 0],
    ['all wrong throughout', table(0, 0, 0, 40), 0],
    ['all gained', table(0, 0, 40, 0), 1],
    ['all lost', table(0, 40, 0, 0), -1],
    ['all discordant, evenly', table(0, 20, 20, 0), 0],
    ['ten million that agree', table(5_000_000, 0, 0, 5_000_000), 0],
    ['ten million, all gained', table(0, 0, 10_000_000, 0), 1],
    ['one in ten million', table(9_999_999, 0, 1, 0), 1e-7],
  ])('is a number at the edge: %s', (_, pairs, difference) => {
    const found = pairedDifference(pairs)
    expect(found.difference).toBeCloseTo(difference, 12)
    expect(Number.isFinite(found.low) && Number.isFinite(found.high)).toBe(true)
    expect(found.low).toBeLessThanOrEqual(found.difference)
    expect(found.high).toBeGreaterThanOrEqual(found.difference)
  })

  test('of nobody does not exist', () => {
    expect(() => pairedDifference(table(0, 0, 0, 0))).toThrow(RangeError)
  })
})
