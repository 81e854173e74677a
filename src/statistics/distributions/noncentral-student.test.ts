import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from '../relative-error.ts'
import { noncentrality, noncentralLower } from './noncentral-student.ts'
import { studentTwoSided } from './student.ts'

/** R 4.2, integrate over the chi variable: t, degrees of freedom, δ, P(T ≤ t). tests/reference/statistics.R. */
const R: [number, number, number, number][] = [
  [4.304, 11, 2, 0.9510846956528685],
  [0, 5, 1, 0.15865525393145705],
  [-2, 3, 0.5, 0.028727042227372938],
  [30, 10, 25, 0.7285612393377302],
  [3, 1, 2, 0.5248571617336879],
  [35, 1000, 36, 0.21338063780845212],
  [300, 100_000, 301, 0.20295916974415487],
  [1, 1_000_000, 2, 0.15865525393143895],
]

const anyT = fc.double({ min: -30, max: 30, noNaN: true })
const anyFreedom = fc.integer({ min: 1, max: 5000 })

describe('the noncentral t distribution', () => {
  // Largest relative error found: 7e-14, at 100,000 degrees of freedom; 6e-15 elsewhere.
  test.each(R)('up to %d with %d degrees of freedom and δ = %d is R’s', (t, freedom, delta, p) => {
    expect(relativeError(noncentralLower(t, freedom, delta).lower, p)).toBeLessThan(2e-12)
  })

  test('is Student’s without δ', () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 0, noNaN: true }), anyFreedom, (t, freedom) => {
        expect(noncentralLower(t, freedom, 0).lower).toBeCloseTo(studentTwoSided(t, freedom) / 2, 12)
      }),
      { numRuns: 50 },
    )
  })

  test('is mirrored by turning both signs', () => {
    fc.assert(
      fc.property(anyT, anyFreedom, fc.double({ min: -5, max: 5, noNaN: true }), (t, freedom, gap) => {
        const there = noncentralLower(t, freedom, t + gap).lower
        expect(noncentralLower(-t, freedom, -t - gap).lower).toBeCloseTo(1 - there, 11)
      }),
      { numRuns: 50 },
    )
  })

  test('has its δ where it was asked for', () => {
    fc.assert(
      fc.property(anyT, anyFreedom, fc.constantFrom(0.025, 0.05, 0.5, 0.975), (t, freedom, tail) => {
        expect(noncentralLower(t, freedom, noncentrality(t, freedom, tail)).lower).toBeCloseTo(tail, 11)
      }),
      { numRuns: 50 },
    )
  })

  test('has its δ however far out t lies', () => {
    for (const [t, freedom] of [
      [-1e4, 1],
      [1e4, 1],
      [150, 2],
      [1e6, 3],
      [4000, 10_000_000],
      [1e7, 10_000_000],
    ] as const)
      expect(noncentralLower(t, freedom, noncentrality(t, freedom, 0.025)).lower).toBeCloseTo(0.025, 9)
  })

  test.each([
    [Number.NaN, 5, 0.5],
    [Number.POSITIVE_INFINITY, 5, 0.5],
    [1, 0.5, 0.5],
    [1, Number.POSITIVE_INFINITY, 0.5],
    [1, 5, 0],
    [1, 5, 1],
  ])('with t = %d, %d degrees of freedom and a tail of %d has no δ', (t, freedom, tail) => {
    expect(() => noncentrality(t, freedom, tail)).toThrow(RangeError)
  })
})
