import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from '../relative-error.ts'
import { Z95 } from '../wilson.ts'
import { studentCritical, studentTwoSided } from './student.ts'

/** Printed tables: two-sided 5 %. */
const TABLES: [number, number][] = [
  [1, 12.706204736],
  [2, 4.30265273],
  [9, 2.262157163],
  [29, 2.045229642],
  [100, 1.983971519],
]

/** R 4.2, qt(1 - alpha / 2, freedom), tests/reference/statistics.R. */
const R: [number, number, number][] = [
  [0.05, 1, 12.7062047361747],
  [0.05, 2, 4.30265272974946],
  [0.05, 3, 3.18244630528371],
  [0.05, 4, 2.77644510519779],
  [0.05, 5, 2.57058183563631],
  [0.05, 6, 2.44691185114497],
  [0.05, 7, 2.36462425159278],
  [0.05, 8, 2.30600413520417],
  [0.05, 9, 2.2621571627982],
  [0.05, 15, 2.13144954555978],
  [0.05, 29, 2.0452296421327],
  [0.05, 50, 2.00855911210076],
  [0.05, 100, 1.98397151852355],
  [0.05, 199, 1.97195654425175],
  [0.05, 200, 1.97189622363391],
  [0.05, 1000, 1.96233908082641],
  [0.05, 99_999, 1.95998770777184],
  [0.05, 10_000_000, 1.9599642217672],
  [0.5, 1, 1],
  [0.5, 5, 0.726686843800423],
  [0.5, 30, 0.682755693321292],
  [0.5, 500, 0.674980737965939],
  [0.1, 1, 6.31375151467504],
  [0.1, 5, 2.01504837333302],
  [0.1, 30, 1.69726088659396],
  [0.1, 500, 1.64790685392951],
  [0.01, 1, 63.6567411628715],
  [0.01, 5, 4.03214298355523],
  [0.01, 30, 2.74999565356723],
  [0.01, 500, 2.58569783514194],
  [0.001, 1, 636.61924876879],
  [0.001, 5, 6.86882662588127],
  [0.001, 30, 3.64595863504206],
  [0.001, 500, 3.3100911515227],
]

describe('the critical t', () => {
  test.each(TABLES)('at 5 %% with %i degrees of freedom stands in every table', (freedom, t) => {
    expect(studentCritical(0.05, freedom)).toBeCloseTo(t, 8)
  })

  // Largest relative error found: 2e-13, where 1 − alpha / 2 lost R a digit; 3e-15 elsewhere.
  test.each(R)('at %d with %i degrees of freedom is R’s', (alpha, freedom, t) => {
    expect(Math.abs(studentCritical(alpha, freedom) - t)).toBeLessThan(1e-12 * t)
  })

  test('comes down to the normal distribution’s with many degrees of freedom', () => {
    expect(studentCritical(0.05, 10_000_000)).toBeCloseTo(Z95, 6)
    expect(studentCritical(0.05, 10_000_000)).toBeGreaterThan(Z95)
  })

  test('is the inverse of the probability in both tails', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 0.99, noNaN: true }), fc.integer({ min: 1, max: 100_000 }), (alpha, freedom) => {
        expect(studentTwoSided(studentCritical(alpha, freedom), freedom)).toBeCloseTo(alpha, 9)
      }),
    )
  })

  test('falls as the degrees of freedom rise', () => {
    let last = Number.POSITIVE_INFINITY
    for (let freedom = 1; freedom <= 1000; freedom++) {
      const t = studentCritical(0.05, freedom)
      expect(t).toBeLessThan(last)
      last = t
    }
  })

  test.each([
    [0, 5],
    [1, 5],
    [-0.1, 5],
    [Number.NaN, 5],
    [0.05, 0],
    [0.05, 0.5],
    [0.05, Number.NaN],
    [0.05, Number.POSITIVE_INFINITY],
  ])('at %d with %d degrees of freedom does not exist', (alpha, freedom) => {
    expect(() => studentCritical(alpha, freedom)).toThrow(RangeError)
  })
})

/** R 4.2, 2 · pt(−|t|): t, degrees of freedom, p. tests/reference/statistics.R. */
const TAILS: [number, number, number][] = [
  [0.5, 1, 0.7048327646991336],
  [12.7, 1, 0.05002432768934415],
  [1_000_000, 1, 6.366197723673691e-7],
  [2, 2.5, 0.15739149575796593],
  [4.304, 11, 0.001247586911147356],
  [-1.8608, 17.776, 0.07939657813977985],
  [20.24452201043717, 236, 1.6655391467270613e-53],
  [1.96, 10000, 0.050023520231833034],
  [6, 10_000_000, 1.973242733367789e-9],
  [30, 10_000_000, 1.0014613690819025e-197],
  [0.001, 500, 0.9992025144146728],
]

describe('the probability in both tails of t', () => {
  // Largest relative error found: 2e-14, at 10^−197.
  test.each(TAILS)('beyond %d with %d degrees of freedom is R’s', (t, freedom, p) => {
    expect(relativeError(studentTwoSided(t, freedom), p)).toBeLessThan(1e-12)
  })

  test('is 1 at 0, and exactly half beyond 1 with one degree of freedom', () => {
    expect(studentTwoSided(0, 7)).toBe(1)
    expect(studentTwoSided(1, 1)).toBeCloseTo(0.5, 14)
  })

  test('beyond what a double can hold is the smallest double, and never 0', () => {
    expect(studentTwoSided(1e5, 10_000_000)).toBe(Number.MIN_VALUE)
  })
})
