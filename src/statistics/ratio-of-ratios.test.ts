import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rateRatio } from './rate-ratio.ts'
import { type Change, ratioOfRatios } from './ratio-of-ratios.ts'
import { relativeError } from './relative-error.ts'

const change = (before: number, after: number, exposureBefore: number, exposureAfter: number): Change => ({
  before: { events: before, exposure: exposureBefore },
  after: { events: after, exposure: exposureAfter },
})

function computed(group: Change, comparison: Change) {
  const found = ratioOfRatios(group, comparison)
  if (found.kind === 'refused') throw new Error(found.reason)
  return found
}

/**
 * Group before and after, comparison before and after (events, then exposures), ratio, both ends of the interval (−1 for unbounded) and p: R 4.2, the tails
 * summed over all that can be and the ends found by uniroot. tests/reference/statistics.R.
 */
const R: [number[], number, number, number, number][] = [
  [[12, 25, 30, 33, 10, 10, 20, 20], 1.893939393939394, 0.75346778718225071, 4.8830953865098827, 0.20109782256245265],
  [[3, 9, 40, 41, 12, 14, 55, 50], 2.2806461830852074, 0.51399439108517164, 13.88995864258575, 0.38222636121538456],
  [[0, 4, 5, 6, 8, 8, 9, 9], -1, 0.34728592122837593, -1, 0.3076923076923076],
  [[5, 0, 6, 4, 8, 8, 9, 9], 0, 0, 2.8794717518721349, 0.30769230769230738],
  [[150, 260, 480, 505, 31, 33, 90, 88.5], 1.521880188018802, 1.1934850102223415, 1.94340775546226, 0.00057084476766883392],
]

const rate = fc.record({ events: fc.nat(60), exposure: fc.double({ min: 0.1, max: 100, noNaN: true }) })
const changes = fc.record({ before: rate, after: rate }).filter(({ before, after }) => before.events + after.events > 0)
const end = (ratio: number | 'unbounded') => (ratio === 'unbounded' ? Number.MAX_VALUE : ratio)

describe('the ratio of two rate ratios', () => {
  // Largest relative error found: 2e-12, of an interval's end (R's own search stops there).
  test.each(R)('of %j is R’s', ([a = 0, b = 0, c = 0, d = 0, ea = 0, eb = 0, ec = 0, ed = 0], ratio, low, high, p) => {
    const found = computed(change(a, b, ea, eb), change(c, d, ec, ed))
    const plain = (value: number | 'unbounded') => (value === 'unbounded' ? -1 : value)
    expect(relativeError(plain(found.ratio), ratio)).toBeLessThan(1e-14)
    expect(relativeError(found.interval.low, low)).toBeLessThan(1e-10)
    expect(relativeError(plain(found.interval.high), high)).toBeLessThan(1e-10)
    expect(relativeError(found.p, p)).toBeLessThan(1e-12)
  })

  test('is the quotient of both rate ratios, in an interval that excludes 1 just where p is under 5 %', () => {
    fc.assert(
      fc.property(changes, changes, (group, comparison) => {
        const { ratio, interval, p } = computed(group, comparison)
        const [of, by] = [rateRatio(group.before, group.after), rateRatio(comparison.before, comparison.after)]
        if (
          of.kind === 'computed' &&
          by.kind === 'computed' &&
          typeof of.ratio === 'number' &&
          typeof by.ratio === 'number' &&
          by.ratio > 0
        )
          expect(relativeError(end(ratio), of.ratio / by.ratio)).toBeLessThan(1e-12)
        expect(interval.low).toBeLessThanOrEqual(end(ratio))
        expect(end(interval.high)).toBeGreaterThanOrEqual(end(ratio))
        expect(p).toBeGreaterThan(0)
        expect(p).toBeLessThanOrEqual(1)
        if (Math.abs(p - 0.05) > 1e-6) expect(interval.low > 1 || end(interval.high) < 1).toBe(p < 0.05)
      }),
    )
  })

  test('turns over when the groups change places', () => {
    fc.assert(
      fc.property(changes, changes, (group, comparison) => {
        const there = computed(group, comparison)
        const back = computed(comparison, group)
        expect(relativeError(back.p, there.p)).toBeLessThan(1e-9)
        if (there.interval.high !== 'unbounded')
          expect(relativeError(back.interval.low, 1 / there.interval.high)).toBeLessThan(1e-9)
      }),
    )
  })

  test('is refused where a group had no event at all', () => {
    expect(ratioOfRatios(change(0, 0, 1, 1), change(3, 4, 1, 1))).toEqual({ kind: 'refused', reason: 'no-events' })
    expect(ratioOfRatios(change(3, 4, 1, 1), change(0, 0, 1, 1))).toEqual({ kind: 'refused', reason: 'no-events' })
    expect(() => ratioOfRatios(change(3, 4, 1, -1), change(3, 4, 1, 1))).toThrow(/exposure is -1/)
  })
})
