import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from '../relative-error.ts'
import { betaQuantile, logBetaTails } from './beta.ts'

type Row = [number, number, number, number, number]

/** R 4.2, pbeta as logarithms: x, a, b, lower tail, upper tail. tests/reference/statistics.R. */
const TAILS: Row[] = [
  [0.5, 0.5, 0.5, -0.6931471805599463, -0.6931471805599443],
  [0.25, 1, 3, -0.5479651707154477, -0.8630462173553424],
  [0.125, 2, 40, -0.029160168864941133, -3.549496235752849],
  [0.75, 30, 12.5, -0.3197374333422333, -1.2958678127911116],
  [0.5, 1151, 1250, -0.021875050265730823, -3.833326135848818],
  [0.25, 100_000, 300_000, -0.6926617211430905, -0.6936328757621143],
  [0.2490234375, 100_000, 300_000, -2.566668565660443, -0.0798995736504469],
  [0.5, 5_000_000, 5_002_000, -0.305934674456061, -1.3334542220722263],
  [0.9990234375, 4, 0.5, -0.07073652316184403, -2.6839530305673307],
  [0.9999995231628418, 5_000_000, 0.5, -3.5409003702467, -0.02941564507436197],
  [9.313225746154785e-10, 20, 1_800_000, -170.15947133342053, -1.2608997433335048e-74],
  [0.875, 400_000, 50000, -414.5005399828372, -9.653898747899568e-181],
]

/** R 4.2, qbeta: p, a, b, the point, its distance from 1. */
const QUANTILES: Row[] = [
  [0.025, 1, 1, 0.025, 0.975],
  [0.025, 12, 3, 0.571870839090301, 0.428129160909699],
  [0.975, 13, 2, 0.9822054845168084, 0.017794515483191532],
  [1e-10, 7, 2, 0.02779349652910255, 0.9722065034708974],
  [0.5, 0.5, 0.5, 0.4999999999999999, 0.4999999999999999],
  [0.025, 1250, 1151, 0.5006234367520829, 0.4993765632479171],
  [0.025, 5_000_000, 5_000_000, 0.4996901025058617, 0.5003098974941382],
  [0.05, 5_000_000, 0.5, 0.9999996158541725, 3.841458274926792e-7],
  [0.025, 1, 10_000_000, 2.531780795224029e-9, 0.9999999974682192],
  [1e-100, 300, 2, 0.45633415307553293, 0.5436658469244671],
]

const parameter = fc.double({ min: Math.log(0.5), max: Math.log(1e7), noNaN: true }).map(Math.exp)
const share = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })

describe('both tails of a beta variable', () => {
  // Largest relative error of a probability found: 6e-14, at e^−415.
  test.each(TAILS)('at %d with %d and %d are R’s', (x, a, b, lower, upper) => {
    const tails = logBetaTails({ x, y: 1 - x }, a, b)
    expect(relativeError(Math.exp(tails.lower - lower), 1)).toBeLessThan(2e-12)
    expect(relativeError(Math.exp(tails.upper - upper), 1)).toBeLessThan(2e-12)
  })

  test('make up 1', () => {
    fc.assert(
      fc.property(share, parameter, parameter, (x, a, b) => {
        const { lower, upper } = logBetaTails({ x, y: 1 - x }, a, b)
        expect(Math.exp(lower) + Math.exp(upper)).toBeCloseTo(1, 13)
      }),
    )
  })

  test('of x with a = b = 1 are x and 1 − x', () => {
    const { lower, upper } = logBetaTails({ x: 0.3, y: 0.7 }, 1, 1)
    expect(Math.exp(lower)).toBeCloseTo(0.3, 15)
    expect(Math.exp(upper)).toBeCloseTo(0.7, 15)
  })

  test('are nothing and all at the ends', () => {
    expect(logBetaTails({ x: 0, y: 1 }, 3, 2)).toEqual({ lower: Number.NEGATIVE_INFINITY, upper: 0 })
    expect(logBetaTails({ x: 1, y: 0 }, 3, 2)).toEqual({ lower: 0, upper: Number.NEGATIVE_INFINITY })
  })
})

describe('the quantile of a beta variable', () => {
  // Largest relative error found: 4e-16.
  test.each(QUANTILES)('of %d with %d and %d is R’s', (p, a, b, x, y) => {
    const point = betaQuantile(p, a, b)
    expect(relativeError(point.x, x)).toBeLessThan(2e-14)
    expect(relativeError(point.y, y)).toBeLessThan(2e-14)
  })

  test('is the inverse of the lower tail', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.999, noNaN: true }), parameter, parameter, (p, a, b) => {
        expect(relativeError(Math.exp(logBetaTails(betaQuantile(p, a, b), a, b).lower), p)).toBeLessThan(1e-10)
      }),
    )
  })

  test.each([
    [0, 1, 1],
    [1, 1, 1],
    [Number.NaN, 1, 1],
    [0.5, 0, 1],
    [0.5, 1, -1],
    [0.5, Number.POSITIVE_INFINITY, 1],
  ])('of %d with %d and %d does not exist', (p, a, b) => {
    expect(() => betaQuantile(p, a, b)).toThrow(RangeError)
  })
})
