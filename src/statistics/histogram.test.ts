import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Histogram, moments, people } from './histogram.ts'

const histogram = fc.array(fc.record({ score: fc.integer({ min: 0, max: 12 }), count: fc.integer({ min: 0, max: 100_000 }) }), {
  maxLength: 15,
})

describe('the moments of a histogram', () => {
  test('worked by hand: 0 1 1 2 has mean 1 and squares 2', () => {
    const scores = [
      { score: 0, count: 1 },
      { score: 1, count: 2 },
      { score: 2, count: 1 },
    ]
    expect(moments(scores)).toEqual({ kind: 'computed', n: 4, mean: 1, squares: 2 })
    expect(people(scores)).toBe(4)
  })

  test('do not depend on the order of its bars, or on how they are split', () => {
    fc.assert(
      fc.property(histogram, (bars) => {
        const one = moments(bars)
        const other = moments([...bars, ...bars].reverse())
        if (one.kind === 'refused' || other.kind === 'refused') expect(other).toEqual(one)
        else {
          expect(other.n).toBe(2 * one.n)
          expect(other.mean).toBeCloseTo(one.mean, 12)
          expect(other.squares / 2 / one.n).toBeCloseTo(one.squares / one.n, 10)
        }
      }),
    )
  })

  test('have the same squares after everybody gets a million points', () => {
    fc.assert(
      fc.property(histogram, (bars) => {
        const one = moments(bars)
        const other = moments(bars.map(({ score, count }) => ({ score: score + 1_000_000, count })))
        if (one.kind === 'refused' || other.kind === 'refused') expect(other).toEqual(one)
        else expect(other.squares / one.n).toBeCloseTo(one.squares / one.n, 8)
      }),
    )
  })

  test('have squares of exactly 0 where all are equal, whatever the mean rounds to', () => {
    expect(moments([{ score: 0.1, count: 7 }])).toMatchObject({ squares: 0 })
    expect(
      moments([
        { score: 3, count: 9_999_999 },
        { score: 5, count: 0 },
      ]),
    ).toMatchObject({ n: 9_999_999, squares: 0 })
  })

  test('of one in ten million are not lost', () => {
    const scores: Histogram = [
      { score: 0, count: 9_999_999 },
      { score: 1, count: 1 },
    ]
    expect(moments(scores)).toMatchObject({ mean: 1e-7, squares: expect.closeTo(1 - 1e-7, 12) })
  })

  test('of nobody are refused', () => {
    expect(moments([])).toEqual({ kind: 'refused', reason: 'nobody' })
    expect(moments([{ score: 1, count: 0 }])).toEqual({ kind: 'refused', reason: 'nobody' })
  })

  test.each([
    { score: 1, count: -1 },
    { score: 1, count: 0.5 },
    { score: 1, count: Number.NaN },
    { score: Number.NaN, count: 1 },
    { score: Number.POSITIVE_INFINITY, count: 1 },
  ])('%j is no bar', (bar) => {
    expect(() => moments([bar])).toThrow(RangeError)
  })
})
