import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from '../relative-error.ts'
import { logBinomialLower, logBinomialMass, logBinomialUpper } from './binomial.ts'

/** R 4.2, dbinom and pbinom as logarithms: k, n, p, mass at k, mass up to k. tests/reference/statistics.R. */
const R: [number, number, number, number, number][] = [
  [0, 2, 0.5, -1.3862943611198906, -1.3862943611198906],
  [2, 14, 0.5, -5.193201021322383, -5.040621433727167],
  [7, 14, 0.5, -1.5631620672313813, -0.5029627372299839],
  [13, 14, 0.5, -7.065003198223977, -6.103701897094395e-5],
  [40, 300, 0.5, -92.8357678630851, -92.67033810481624],
  [1150, 2400, 0.5, -6.200575527776583, -3.833326135848818],
  [3, 50, 0.01, -4.404591497860234, -0.001597448332185378],
  [30, 50, 0.75, -4.872435253761856, -4.274600429159613],
  [499_000, 1_000_000, 0.5, -9.133546214959665, -3.780812744992673],
  [4_995_000, 10_000_000, 0.5, -13.284839536457337, -7.151674465930827],
  [4_999_999, 10_000_000, 0.5, -8.284839403123868, -0.6933995256421797],
  [5_001_000, 10_000_000, 0.5, -8.484839184457222, -0.30576641486580786],
  [1000, 10_000_000, 0.5, -6921265.888078647, -6921265.887978633],
  [0, 10_000_000, 0.5, -6931471.805599453, -6931471.805599453],
  [120, 10_000_000, 1e-5, -5.191979662884649, -0.022929659802683952],
]

const trials = fc
  .integer({ min: 1, max: 10_000_000 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n), fc.double({ min: 0.01, max: 0.99, noNaN: true })))

describe('a binomial tail', () => {
  // Largest relative error of a probability found: 5e-13, at ten million trials with a chance of 10⁻⁵; 2e-15 with one half.
  test.each(R)('up to %i of %i at %d is R’s, and so is the mass at its end', (k, n, p, mass, lower) => {
    const bound = Math.max(1, Math.abs(mass))
    expect(relativeError(logBinomialMass(k, n, p), mass, bound)).toBeLessThan(2e-12)
    expect(relativeError(logBinomialLower(k, n, p), lower, bound)).toBeLessThan(2e-12)
  })

  test('is the sum of its masses where they can be counted out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, p) => {
        let sum = 0
        for (let k = 0; k <= n; k++) {
          sum += Math.exp(logBinomialMass(k, n, p))
          expect(Math.exp(logBinomialLower(k, n, p))).toBeCloseTo(sum, 12)
        }
        expect(sum).toBeCloseTo(1, 12)
      }),
    )
  })

  test('and the other tail overlap in one mass', () => {
    fc.assert(
      fc.property(trials, ([k, n, p]) => {
        const both = Math.exp(logBinomialLower(k, n, p)) + Math.exp(logBinomialUpper(k, n, p))
        expect(both - Math.exp(logBinomialMass(k, n, p))).toBeCloseTo(1, 10)
      }),
    )
  })

  test('of everything is 1', () => {
    expect(logBinomialLower(10_000_000, 10_000_000, 0.5)).toBe(0)
    expect(logBinomialUpper(0, 10_000_000, 0.5)).toBe(0)
  })
})
