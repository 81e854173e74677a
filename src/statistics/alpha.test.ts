import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alpha, kr20 } from './alpha.ts'
import type { Histogram } from './histogram.ts'
import { relativeError } from './relative-error.ts'

const counted = (counts: readonly number[]): Histogram => counts.map((count, score) => ({ score, count }))

/** R 4.2, six simulated items and 400 people: right by item, people by score, alpha. tests/reference/statistics.R. */
const RIGHT = [314, 280, 218, 153, 130, 36]
const SCORES = [24, 62, 81, 94, 80, 49, 10]
const ALPHA = [0.5784600669004195]

/** Rows of right and wrong, from which the test takes the counters. */
const rows = fc
  .integer({ min: 2, max: 6 })
  .chain((items) =>
    fc.array(fc.array(fc.constantFrom(0, 1), { minLength: items, maxLength: items }), { minLength: 2, maxLength: 30 }),
  )

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const counters = (answers: readonly (readonly number[])[]) => ({
  right: (answers[0] ?? []).map((_, item) => sum(answers.map((row) => row[item] ?? 0))),
  scores: answers.map((row) => ({ score: sum(row), count: 1 })),
})

describe('KR-20', () => {
  test('worked by hand: items right for 3, 2 and 1 of four with scores 3, 2, 1, 0 give 3/2 · (1 − (5/8) / (5/4)) = 0.75', () => {
    expect(kr20([3, 2, 1], counted([1, 1, 1, 1]))).toEqual({ kind: 'computed', items: 3, n: 4, alpha: expect.closeTo(0.75, 14) })
  })

  // Largest relative error found: none.
  test('of a simulated scale is what R has from the rows', () => {
    const found = kr20(RIGHT, counted(SCORES))
    expect(found).toMatchObject({ items: 6, n: 400 })
    expect(found.kind === 'computed' && relativeError(found.alpha, ALPHA[0] ?? 0)).toBeLessThan(1e-13)
  })

  test('of items that all agree is 1', () => {
    expect(kr20([6, 6, 6], counted([4, 0, 0, 6]))).toMatchObject({ alpha: expect.closeTo(1, 14) })
  })

  test('is alpha of the items’ histograms, never above 1, and does not hear their order', () => {
    fc.assert(
      fc.property(rows, (answers) => {
        const { right, scores } = counters(answers)
        const found = kr20(right, scores)
        expect(kr20([...right].reverse(), scores)).toEqual(
          found.kind === 'computed' ? { ...found, alpha: expect.closeTo(found.alpha, 10) } : found,
        )
        const items = right.map((count) => counted([answers.length - count, count]))
        expect(alpha(items, scores)).toEqual(found)
        if (found.kind === 'computed') expect(found.alpha).toBeLessThanOrEqual(1 + 1e-12)
        else expect(found.reason).toBe('no-variance')
      }),
    )
  })

  test('costs ten million people no more than ten, and says the same of them', () => {
    const [small, large] = [kr20([8, 5, 3], counted([1, 4, 3, 2])), kr20([8e6, 5e6, 3e6], counted([1e6, 4e6, 3e6, 2e6]))]
    expect(large).toMatchObject({ n: 10_000_000, alpha: expect.closeTo(small.kind === 'computed' ? small.alpha : 0, 12) })
  })
})

describe('alpha', () => {
  test('of two items of several points, worked by hand: 2 · (1 − (2/3 + 2/3) / 2) = 2/3', () => {
    // Three people: 0 and 1, 1 and 0, 2 and 2.
    const items = [counted([1, 1, 1]), counted([1, 1, 1])]
    expect(
      alpha(items, [
        { score: 1, count: 2 },
        { score: 4, count: 1 },
      ]),
    ).toMatchObject({ alpha: expect.closeTo(2 / 3, 14) })
  })

  test('is refused, each for its own reason', () => {
    expect(kr20([], [])).toEqual({ kind: 'refused', reason: 'nobody' })
    expect(kr20([2], counted([2, 2]))).toEqual({ kind: 'refused', reason: 'one-item' })
    expect(kr20([4, 4], counted([0, 0, 4]))).toEqual({ kind: 'refused', reason: 'no-variance' })
    expect(kr20([5, 1], counted([1, 2, 1]))).toEqual({ kind: 'refused', reason: 'counts-disagree' })
    expect(kr20([3, 3], counted([1, 2, 1]))).toEqual({ kind: 'refused', reason: 'counts-disagree' })
    expect(alpha([counted([1, 1]), counted([1, 2])], counted([1, 0, 1]))).toEqual({ kind: 'refused', reason: 'counts-disagree' })
  })

  test('does not take what is no count', () => {
    expect(() => kr20([-1, 2], counted([2, 2, 2]))).toThrow('kr20: right is -1')
    expect(() => kr20([1.5, 2], counted([2, 2, 2]))).toThrow(RangeError)
    expect(() => alpha([], [{ score: 1, count: 0.5 }])).toThrow(RangeError)
  })
})
