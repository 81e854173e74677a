import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logGammaTails } from './gamma.ts'

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
