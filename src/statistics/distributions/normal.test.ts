import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from '../relative-error.ts'
import { normalDensity, normalLower, normalQuantile, normalTwoSided } from './normal.ts'

type Row = [number, number]

/** Abramowitz & Stegun (1964), table 26.1: P(x) to 15 decimals. */
const TABLE: Row[] = [
  [1, 0.841344746068543],
  [2, 0.977249868051821],
  [3, 0.99865010196837],
]

/** R 4.2, pnorm and qnorm, tests/reference/statistics.R. */
const TWO_SIDED: Row[] = [
  [0, 1],
  [0.1, 0.920344325445942],
  [0.5, 0.6170750774519739],
  [1, 0.3173105078629141],
  [1.959963984540054, 0.050000000000000024],
  [3, 0.002699796063260189],
  [6, 1.973175290075396e-9],
  [10, 1.5239706048321054e-23],
  [20, 5.5072482372124675e-89],
  [37, 1.1451142445049154e-299],
]
const LOWER: Row[] = [
  [-37, 5.725571222524577e-300],
  [-8, 6.220960574271785e-16],
  [-2.5, 0.006209665325776135],
  [-0.25, 0.4012936743170763],
  [0, 0.5],
  [0.25, 0.5987063256829237],
  [2.5, 0.9937903346742238],
  [8, 0.9999999999999993],
]
const QUANTILE: Row[] = [
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798405],
  [1e-6, -4.753424308822899],
  [0.001, -3.090232306167813],
  [0.025, -1.9599639845400538],
  [0.2, -0.8416212335729142],
  [0.4999, -0.0002506628300880075],
  [0.5, 0],
  [0.8, 0.8416212335729144],
  [0.975, 1.9599639845400536],
  [0.999, 3.090232306167813],
]

describe('the normal distribution', () => {
  test.each(TABLE)('up to %d stands in every table', (z, p) => {
    expect(normalLower(z)).toBeCloseTo(p, 14)
  })

  // Largest relative error found: 3e-14, at 10^−89.
  test.each(TWO_SIDED)('beyond ±%d is R’s', (z, p) => {
    expect(relativeError(normalTwoSided(z), p)).toBeLessThan(1e-12)
    expect(normalTwoSided(-z)).toBe(normalTwoSided(z))
  })

  test.each(LOWER)('below %d is R’s', (z, p) => {
    expect(relativeError(normalLower(z), p)).toBeLessThan(1e-12)
  })

  // Largest relative error found: 2e-13, just under one half; 2e-16 elsewhere.
  test.each(QUANTILE)('has its quantile of %d where R has it', (p, z) => {
    expect(relativeError(normalQuantile(p), z)).toBeLessThan(1e-12)
  })

  test('is the inverse of its quantile, far into the tail', () => {
    fc.assert(
      fc.property(fc.double({ min: -690, max: -0.7, noNaN: true }), (logP) => {
        const p = Math.exp(logP)
        expect(relativeError(normalLower(normalQuantile(p)), p)).toBeLessThan(1e-11)
      }),
    )
  })

  test('beyond what a double can hold is the smallest double, and never 0', () => {
    expect(normalTwoSided(100)).toBe(Number.MIN_VALUE)
    expect(normalTwoSided(1e9)).toBe(Number.MIN_VALUE)
  })

  test('is highest at 0', () => {
    expect(normalDensity(0)).toBeCloseTo(0.3989422804014327, 16)
    expect(normalDensity(2)).toBe(normalDensity(-2))
  })

  test.each([0, 1, -1, Number.NaN])('has no quantile of %d', (p) => {
    expect(() => normalQuantile(p)).toThrow(RangeError)
  })
})
