import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pairedChange, type Transition } from './paired-change.ts'

const pairs = (before: readonly number[], after: readonly number[]): Transition[] =>
  before.map((score, person) => ({ before: score, after: after[person] ?? Number.NaN, count: 1 }))

/** R 4.2, t.test(after, before, paired = TRUE), tests/reference/statistics.R. */
const R: [string, Transition[], number, number, number][] = [
  [
    'Student’s own sleep data (1908)',
    pairs([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]),
    1.58,
    0.700114236723018,
    2.45988576327698,
  ],
  ['ten people', pairs([0, 1, 1, 2, 2, 2, 3, 3, 1, 0], [1, 1, 2, 3, 2, 3, 3, 2, 3, 2]), 0.7, 0.0213528511605386, 1.37864714883946],
  [
    'Armitage & Berry (T4 in the reference) as scores of 0 and 1',
    [
      { before: 1, after: 1, count: 20 },
      { before: 1, after: 0, count: 2 },
      { before: 0, after: 1, count: 12 },
      { before: 0, after: 0, count: 16 },
    ],
    0.2,
    0.059359030551453,
    0.340640969448547,
  ],
]

const transitions = fc.array(
  fc.record({
    before: fc.integer({ min: 0, max: 6 }),
    after: fc.integer({ min: 0, max: 6 }),
    count: fc.integer({ min: 1, max: 100_000 }),
  }),
  { minLength: 1, maxLength: 20 },
)

describe('the mean change of a paired score', () => {
  test('worked by hand: changes 1 1 0 2 have mean 1, variance 2/3 and half-width t(3) · √(1/6)', () => {
    const found = pairedChange(pairs([1, 2, 2, 0], [2, 3, 2, 2]))
    expect(found).toMatchObject({ n: 4, meanBefore: 1.25, meanAfter: 2.25, change: 1 })
    const half = 3.18244630528371 * Math.sqrt(1 / 6)
    expect(found.interval).toEqual({ low: expect.closeTo(1 - half, 12), high: expect.closeTo(1 + half, 12) })
  })

  // Largest relative error found: 9e-14.
  test.each(R)('has the interval that R computes: %s', (_, scores, change, low, high) => {
    const found = pairedChange(scores)
    expect(found.change).toBeCloseTo(change, 12)
    expect(found.interval).toEqual({ low: expect.closeTo(low, 12), high: expect.closeTo(high, 12) })
  })

  test('is the difference of the means, and lies in the middle of its interval', () => {
    fc.assert(
      fc.property(transitions, (scores) => {
        const { meanBefore, meanAfter, change, interval, n } = pairedChange(scores)
        expect(change).toBeCloseTo(meanAfter - meanBefore, 10)
        if (interval === 'no-interval') expect(n).toBe(1)
        else {
          expect(interval.low).toBeLessThanOrEqual(change)
          expect((interval.low + interval.high) / 2).toBeCloseTo(change, 10)
        }
      }),
    )
  })

  test('does not depend on the order of the table, or on how its counts are split', () => {
    fc.assert(
      fc.property(transitions, (scores) => {
        const split = scores
          .flatMap((t) =>
            t.count > 1
              ? [
                  { ...t, count: 1 },
                  { ...t, count: t.count - 1 },
                ]
              : [t],
          )
          .reverse()
        const one = pairedChange(scores)
        const other = pairedChange(split)
        expect(other.n).toBe(one.n)
        expect(other.change).toBeCloseTo(one.change, 10)
        if (one.interval !== 'no-interval' && other.interval !== 'no-interval') {
          expect(other.interval.low).toBeCloseTo(one.interval.low, 8)
          expect(other.interval.high).toBeCloseTo(one.interval.high, 8)
        } else expect(other.interval).toBe(one.interval)
      }),
    )
  })

  test('turns its sign when before and after change places', () => {
    fc.assert(
      fc.property(transitions, (scores) => {
        const there = pairedChange(scores)
        const back = pairedChange(scores.map(({ before, after, count }) => ({ before: after, after: before, count })))
        expect(back.change).toBeCloseTo(-there.change, 10)
      }),
    )
  })

  test('of a single pair has no interval', () => {
    expect(pairedChange([{ before: 1, after: 3, count: 1 }])).toEqual({
      n: 1,
      meanBefore: 1,
      meanAfter: 3,
      change: 2,
      interval: 'no-interval',
    })
  })

  test('that is the same for all has an interval of no width', () => {
    expect(pairedChange([{ before: 1, after: 2, count: 12 }]).interval).toEqual({ low: 1, high: 1 })
    expect(pairedChange([{ before: 2, after: 2, count: 2 }]).interval).toEqual({ low: 0, high: 0 })
  })

  test('of ten million people is a number still', () => {
    const { change, interval } = pairedChange([
      { before: 0, after: 1, count: 5_000_000 },
      { before: 1, after: 0, count: 4_999_999 },
      { before: 0, after: 6, count: 1 },
    ])
    expect(change).toBeCloseTo(7e-7, 12)
    expect(interval).toEqual({ low: expect.closeTo(7e-7 - 6.198e-4, 6), high: expect.closeTo(7e-7 + 6.198e-4, 6) })
  })

  test('of nobody does not exist', () => {
    expect(() => pairedChange([])).toThrow('pairedChange: there is no pair')
    expect(() => pairedChange([{ before: 1, after: 1, count: 0 }])).toThrow(RangeError)
  })
})
