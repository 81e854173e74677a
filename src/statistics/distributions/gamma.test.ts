import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from '../relative-error.ts'
import { gammaQuantile, logGammaTails } from './gamma.ts'

describe('both tails of a gamma variable', () => {
  test('with a = 1 are those of e⁻ˣ', () => {
    for (const x of [0.01, 1, 5, 700]) expect(logGammaTails(1, x).upper).toBeCloseTo(-x, 11)
  })

  test('make up 1, and grow and fall with x', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 1e6, noNaN: true }), fc.double({ min: -6, max: 6, noNaN: true }), (a, deviations) => {
        const x = Math.max(0, a + deviations * Math.sqrt(a))
        const { lower, upper } = logGammaTails(a, x)
        expect(Math.exp(lower) + Math.exp(upper)).toBeCloseTo(1, 12)
        expect(logGammaTails(a, x + Math.sqrt(a) / 10).lower).toBeGreaterThanOrEqual(lower)
      }),
    )
  })

  test('are nothing and all at 0', () => {
    expect(logGammaTails(3, 0)).toEqual({ lower: Number.NEGATIVE_INFINITY, upper: 0 })
  })
})

describe('a quantile of a gamma variable', () => {
  /** p, shape, and qgamma of both sides: R 4.2, tests/reference/statistics.R. Largest relative error found: 3e-13. */
  test.each([
    [0.025, 1, 0.025317807984289876, 3.688879454113934],
    [0.025, 7, 2.8143630515198663, 13.059474022518687],
    [0.975, 13, 20.961585048176953, 6.9219524910038022],
    [0.5, 0.5, 0.22746821155978642, 0.22746821155978642],
    [1e-10, 40, 11.814506651842262, 94.179628605762247],
    [0.025, 1_000_000, 998040.98334029387, 1001960.9109654503],
    [0.001, 0.3, 6.9726990967833327e-11, 4.6189360427913337],
  ])('of p = %d and shape %d is R’s', (p, a, lower, upper) => {
    expect(relativeError(gammaQuantile(p, a), lower)).toBeLessThan(1e-12)
    expect(relativeError(gammaQuantile(p, a, 'upper'), upper)).toBeLessThan(1e-12)
  })

  test('has its tail', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 0.999, noNaN: true }), (a, p) => {
        for (const side of ['lower', 'upper'] as const)
          expect(Math.exp(logGammaTails(a, gammaQuantile(p, a, side))[side])).toBeCloseTo(p, 9)
      }),
    )
  })

  test('of a shape that is next to nothing is next to nothing too', () => {
    expect(gammaQuantile(0.025, 0.003)).toBe(0)
    expect(gammaQuantile(0.025, 0.003, 'upper')).toBeLessThan(1e-3)
    expect(gammaQuantile(0.5, 1e-9, 'upper')).toBe(0)
  })

  test('does not exist outside', () => {
    expect(() => gammaQuantile(0, 1)).toThrow(/p is 0/)
    expect(() => gammaQuantile(0.5, 0)).toThrow(/a is 0/)
  })
})
