import { describe, expect, test } from 'vitest'
import { relativeError } from '../relative-error.ts'
import { chiSquareUpper } from './chi-square.ts'

/** Printed tables: the 5 % points. */
const TABLES: [number, number][] = [
  [3.841, 1],
  [5.991, 2],
  [18.307, 10],
  [124.342, 100],
]

/** R 4.2, pchisq: x, degrees of freedom, upper tail. tests/reference/statistics.R. */
const R: [number, number, number][] = [
  [3.841458820694124, 1, 0.049999999999999975],
  [5.785714285714286, 1, 0.01615693126118129],
  [0.001, 1, 0.9747728793699604],
  [100, 1, 1.5239706048321054e-23],
  [1000, 1, 1.795832784800726e-219],
  [10, 4, 0.040427681994512805],
  [1, 7.5, 0.9969690906883701],
  [250, 200, 0.009379131668826098],
  [100_000, 99000, 0.012503086996302759],
]

describe('the upper tail of chi-square', () => {
  test.each(TABLES)('beyond %d with %d degrees of freedom is 5 %%', (x, freedom) => {
    expect(chiSquareUpper(x, freedom)).toBeCloseTo(0.05, 4)
  })

  // Largest relative error found: 5e-15.
  test.each(R)('beyond %d with %d degrees of freedom is R’s', (x, freedom, p) => {
    expect(relativeError(chiSquareUpper(x, freedom), p)).toBeLessThan(1e-12)
  })

  test('is 1 at 0, e^(−x/2) with two degrees of freedom, and never 0', () => {
    expect(chiSquareUpper(0, 3)).toBe(1)
    expect(chiSquareUpper(7, 2)).toBeCloseTo(Math.exp(-3.5), 15)
    expect(chiSquareUpper(1e7, 1)).toBe(Number.MIN_VALUE)
  })

  test.each([
    [-1, 1],
    [Number.NaN, 1],
    [1, 0],
    [1, Number.NaN],
  ])('beyond %d with %d degrees of freedom does not exist', (x, freedom) => {
    expect(() => chiSquareUpper(x, freedom)).toThrow(RangeError)
  })
})
