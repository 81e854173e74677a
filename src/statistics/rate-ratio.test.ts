import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rate } from './rate.ts'
import { rateRatio } from './rate-ratio.ts'
import { relativeError } from './relative-error.ts'

function computed(from: Rate, to: Rate) {
  const found = rateRatio(from, to)
  if (found.kind === 'refused') throw new Error(found.reason)
  return found
}

/**
 * R 4.2, among them breast cancer after X-rays (Boice & Monson 1977) and R's own example (lung cancer in Fredericia): events and exposure of both sides, ratio and interval of poisson.test (−1 for unbounded), twice the smaller tail of pbinom.
 * tests/reference/statistics.R.
 */
const R: [number, number, number, number, number, number, number, number][] = [
  [15, 19017, 41, 28010, 1.8557586576222778, 1.0056840626892583, 3.6093003110779054, 0.04766024675456605],
  [21, 3011, 11, 800, 1.9714880952380953, 0.8584264033916392, 4.277265943654071, 0.11201731957539939],
  [3, 10, 9, 10, 3, 0.7486844501970643, 17.22800312689997, 0.14599609375000008],
  [0, 5, 4, 5, -1, 0.6601240193600937, -1, 0.125],
  [6, 2, 0, 3, 0, 0, 0.5662074628648822, 0.008192000000000005],
  [1_000_000, 3.5, 1_002_500, 3.5, 1.0025, 0.9997258410690836, 1.0052818593771102, 0.07740312631506732],
]

const rate = fc.record({ events: fc.integer({ min: 0, max: 100_000 }), exposure: fc.double({ min: 0.01, max: 1e6, noNaN: true }) })
const rates = fc.tuple(rate, rate).filter(([from, to]) => from.events + to.events > 0)
const end = (ratio: number | 'unbounded') => (ratio === 'unbounded' ? Number.MAX_VALUE : ratio)

describe('the ratio of two rates', () => {
  test('worked by hand: 3 and 9 events over the same time are 3 and 9 of 12 coins', () => {
    const found = computed({ events: 3, exposure: 10 }, { events: 9, exposure: 10 })
    expect(found.ratio).toBe(3)
    expect(found.p).toBeCloseTo((2 * (1 + 12 + 66 + 220)) / 4096, 14)
  })

  // Largest relative error found: 9e-15, of p at two million events.
  test.each(R)('of %d in %d and %d in %d is R’s', (a, exposureA, b, exposureB, ratio, low, high, p) => {
    const found = computed({ events: a, exposure: exposureA }, { events: b, exposure: exposureB })
    const plain = (value: number | 'unbounded') => (value === 'unbounded' ? -1 : value)
    expect(relativeError(plain(found.ratio), ratio)).toBeLessThan(1e-14)
    expect(relativeError(found.interval.low, low)).toBeLessThan(1e-12)
    expect(relativeError(plain(found.interval.high), high)).toBeLessThan(1e-12)
    expect(relativeError(found.p, p)).toBeLessThan(1e-11)
  })

  test('lies in its interval, which excludes 1 just where p is under 5 %', () => {
    fc.assert(
      fc.property(rates, ([from, to]) => {
        const { ratio, interval, p } = computed(from, to)
        expect(interval.low).toBeLessThanOrEqual(end(ratio))
        expect(end(interval.high)).toBeGreaterThanOrEqual(end(ratio))
        expect(p).toBeGreaterThan(0)
        expect(p).toBeLessThanOrEqual(1)
        if (Math.abs(p - 0.05) > 1e-6) expect(interval.low > 1 || end(interval.high) < 1).toBe(p < 0.05)
      }),
    )
  })

  test('turns over when the sides change places, and keeps its p', () => {
    fc.assert(
      fc.property(rates, ([from, to]) => {
        const there = computed(from, to)
        const back = computed(to, from)
        expect(relativeError(back.p, there.p)).toBeLessThan(1e-6)
        if (back.interval.high !== 'unbounded') expect(relativeError(there.interval.low, 1 / back.interval.high)).toBeLessThan(1e-9)
      }),
    )
  })

  test('does not depend on the unit of exposure', () => {
    fc.assert(
      fc.property(rates, ([from, to]) => {
        const [years, months] = [
          computed(from, to),
          computed({ ...from, exposure: from.exposure * 12 }, { ...to, exposure: to.exposure * 12 }),
        ]
        expect(relativeError(end(months.ratio), end(years.ratio))).toBeLessThan(1e-12)
        expect(relativeError(months.interval.low, years.interval.low)).toBeLessThan(1e-12)
      }),
    )
  })

  test('with no event on one side is 0 or unbounded, and without any is refused', () => {
    expect(computed({ events: 4, exposure: 1 }, { events: 0, exposure: 1 })).toMatchObject({ ratio: 0, interval: { low: 0 } })
    expect(computed({ events: 0, exposure: 1 }, { events: 4, exposure: 1 })).toMatchObject({
      ratio: 'unbounded',
      interval: { high: 'unbounded' },
    })
    expect(rateRatio({ events: 0, exposure: 1 }, { events: 0, exposure: 1 })).toEqual({ kind: 'refused', reason: 'no-events' })
  })

  test.each([
    [{ events: -1, exposure: 1 }, 'events is -1'],
    [{ events: 1.5, exposure: 1 }, 'events is 1.5'],
    [{ events: 1, exposure: 0 }, 'exposure is 0'],
    [{ events: 1, exposure: Number.POSITIVE_INFINITY }, 'exposure is Infinity'],
    [{ events: 1, exposure: Number.NaN }, 'exposure is NaN'],
  ])('does not take %j for a rate', (bad, reason) => {
    expect(() => rateRatio(bad, { events: 1, exposure: 1 })).toThrow(`rateRatio: ${reason}`)
    expect(() => rateRatio({ events: 1, exposure: 1 }, bad)).toThrow(RangeError)
  })
})
