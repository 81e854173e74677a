import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rateEstimate } from './rate.ts'
import { relativeError } from './relative-error.ts'

/** Events, exposure, and both ends of poisson.test's interval: R 4.2, tests/reference/statistics.R. */
const R: [number, number, number, number][] = [
  [0, 5, 0, 0.73777589082278705],
  [1, 2.5, 0.010127123193715958, 2.2286573563755594],
  [7, 10, 0.2814363051519867, 1.4422675361702377],
  [41, 28010, 0.0010504215590308918, 0.0019857597131644022],
  [488, 31, 14.376057253534297, 17.202599966334319],
  [1_000_000, 3.5, 285154.56666865537, 286274.83198440919],
]

describe('the interval of one rate', () => {
  test('with no event ends where e⁻ˣ is 2.5 %', () => {
    expect(rateEstimate({ events: 0, exposure: 1 })).toEqual({
      rate: 0,
      interval: { low: 0, high: expect.closeTo(-Math.log(0.025), 12) },
    })
  })

  // Largest relative error found: 2e-13, at a million events.
  test.each(R)('of %d events over %d is R’s', (events, exposure, low, high) => {
    const { rate, interval } = rateEstimate({ events, exposure })
    expect(rate).toBe(events / exposure)
    expect(relativeError(interval.low, low)).toBeLessThan(1e-12)
    expect(relativeError(interval.high, high)).toBeLessThan(1e-12)
  })

  test('contains the rate, and moves up with events', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.double({ min: 0.01, max: 1e6, noNaN: true }), (events, exposure) => {
        const { rate, interval } = rateEstimate({ events, exposure })
        const more = rateEstimate({ events: events + 1, exposure }).interval
        expect(interval.low).toBeLessThanOrEqual(rate)
        expect(interval.high).toBeGreaterThan(rate)
        expect(more.low).toBeGreaterThan(interval.low)
        expect(more.high).toBeGreaterThan(interval.high)
      }),
    )
  })

  test('is refused for what is no count, no time and no level', () => {
    expect(() => rateEstimate({ events: 1.5, exposure: 1 })).toThrow(/events is 1.5/)
    expect(() => rateEstimate({ events: 1, exposure: 0 })).toThrow(/exposure is 0/)
    expect(() => rateEstimate({ events: 1, exposure: 1 }, 1)).toThrow(/alpha is 1/)
  })
})
