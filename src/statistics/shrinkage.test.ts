import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rate } from './rate.ts'
import { relativeError } from './relative-error.ts'
import { shrunkenRates } from './shrinkage.ts'

const rates = (events: readonly number[], exposure: readonly number[]): Rate[] =>
  events.map((count, i) => ({ events: count, exposure: exposure[i] ?? Number.NaN }))

function computed(places: readonly Rate[]) {
  const found = shrunkenRates(places)
  if (found.kind === 'refused') throw new Error(found.reason)
  return found
}

/** Marshall's formula written out in R 4.2, and qgamma: overall, between, then rate, low, high and own share of each place. tests/reference/statistics.R. */
const R = [
  {
    places: rates([2, 0, 31, 5, 12, 1, 9, 3], [40, 6, 120, 22, 35, 9, 18, 15]),
    overall: 0.23773584905660378,
    between: 0.0063805604229242542,
    estimates: [
      [0.14053817443488548, 0.069783254696410252, 0.23564409328768543, 0.51773635728151457],
      [0.20476231926119412, 0.092931623973926417, 0.36001247292609662, 0.1386981808854533],
      [0.2534531805673137, 0.18095300884065249, 0.33797716744551287, 0.76307044586347272],
      [0.2338514242791116, 0.1273943211237252, 0.37210468559206106, 0.37124912217671185],
      [0.2886530351204537, 0.17835420306831676, 0.42507529456766119, 0.48436605204329042],
      [0.21310036617486419, 0.10155209776773365, 0.36528862176281945, 0.19455505520844016],
      [0.32316483978166283, 0.19107787798886258, 0.48939124163849085, 0.32573643945526121],
      [0.22690453942464578, 0.11670626600530065, 0.37312445363567165, 0.2870297052468867],
    ],
  },
  {
    places: rates([1, 60], [10, 100]),
    overall: 0.55454545454545456,
    between: 0.010578512396694212,
    estimates: [
      [0.4817271589486859, 0.32518380892993926, 0.66854390800525498, 0.16020025031289106],
      [0.5843669912865197, 0.46933756478530031, 0.71181438996263091, 0.65607380830343409],
    ],
  },
] as const

const place = fc.record({ events: fc.nat(500), exposure: fc.double({ min: 0.5, max: 500, noNaN: true }) })

describe('shrunken rates', () => {
  // Largest relative error found: 5e-14, of an interval's end.
  test.each(R)('are Marshall’s, as R writes them out ($overall)', ({ places, overall, between, estimates }) => {
    const found = computed(places)
    expect(relativeError(found.overall, overall)).toBeLessThan(1e-14)
    expect(relativeError(found.between, between)).toBeLessThan(1e-12)
    for (const [i, [rate, low, high, own]] of estimates.entries()) {
      const one = found.places[i]
      if (!one) throw new Error(`no place ${i}`)
      expect(relativeError(one.rate, rate)).toBeLessThan(1e-12)
      expect(relativeError(one.interval.low, low)).toBeLessThan(1e-12)
      expect(relativeError(one.interval.high, high)).toBeLessThan(1e-12)
      expect(relativeError(one.own, own)).toBeLessThan(1e-12)
    }
  })

  test('lie between the place’s own rate and the rate of all, and in their interval', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 12 }), (places) => {
        fc.pre(places.some(({ events }) => events > 0))
        const { overall, places: drawn } = computed(places)
        for (const [i, { events, exposure }] of places.entries()) {
          const { rate, interval, own } = drawn[i] as (typeof drawn)[number]
          const ends = [overall, events / exposure].sort((a, b) => a - b)
          expect(rate).toBeGreaterThanOrEqual((ends[0] as number) * (1 - 1e-9))
          expect(rate).toBeLessThanOrEqual((ends[1] as number) * (1 + 1e-9))
          expect(interval.low).toBeLessThanOrEqual(rate * (1 + 1e-9))
          // No more: with next to no event behind it, the mean of so skew a distribution may lie beyond its 97.5 % point.
          expect(interval.high).toBeGreaterThanOrEqual(interval.low * (1 - 1e-9))
          expect(own).toBeGreaterThanOrEqual(0)
          expect(own).toBeLessThan(1)
        }
      }),
    )
  })

  test('are drawn the further, the less a place could have had', () => {
    const { places } = computed(rates([0, 0, 40, 5], [2, 200, 100, 100]))
    expect(places[0]?.own).toBeLessThan(places[1]?.own ?? 0)
    expect(places[0]?.rate).toBeGreaterThan(places[1]?.rate ?? 1)
  })

  test('are the rate of all where places differ no more than chance makes them', () => {
    const found = computed(rates([10, 10, 10], [100, 100, 100]))
    expect(found.between).toBe(0)
    expect(found.places.every(({ rate, own }) => rate === 0.1 && own === 0)).toBe(true)
  })

  test('are refused for one place, and where nothing happened', () => {
    expect(shrunkenRates(rates([3], [4]))).toEqual({ kind: 'refused', reason: 'too-few' })
    expect(shrunkenRates(rates([0, 0], [4, 5]))).toEqual({ kind: 'refused', reason: 'no-events' })
    expect(() => shrunkenRates(rates([1, 2], [4, 0]))).toThrow(/exposure is 0/)
  })
})
