import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pairedChange } from './paired-change.ts'
import { type Margin, pairedT, pairedTFromMargins } from './paired-t.ts'
import { relativeError } from './relative-error.ts'

const transitions = fc.array(
  fc.record({
    before: fc.integer({ min: 0, max: 6 }),
    after: fc.integer({ min: 0, max: 6 }),
    count: fc.integer({ min: 1, max: 100_000 }),
  }),
  { minLength: 1, maxLength: 20 },
)

/** Lee et al. 2021 (T2 in the reference): knowledge before and one week after. */
const BEFORE: Margin = { mean: 54.7, deviation: 18.7 }
const AFTER: Margin = { mean: 84.5, deviation: 12.8 }

describe('the paired t', () => {
  test('of Student’s sleep data is his: 4.06 with 9 degrees of freedom', () => {
    const extra = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]
    const found = pairedT(extra.map((after) => ({ before: 0, after, count: 1 })))
    // R 4.2, t.test(paired = TRUE).
    expect(found).toEqual({
      kind: 'computed',
      freedom: 9,
      t: expect.closeTo(4.0621276833820366, 12),
      p: expect.closeTo(0.0028328901973842702, 14),
    })
  })

  test('is under 5 % just where the interval of the change excludes 0', () => {
    fc.assert(
      fc.property(transitions, (scores) => {
        const found = pairedT(scores)
        if (found.kind === 'refused') return
        const { interval } = pairedChange(scores)
        if (interval === 'no-interval') throw new Error('no interval')
        if (Math.abs(found.p - 0.05) > 1e-9) expect(interval.low > 0 || interval.high < 0).toBe(found.p < 0.05)
      }),
    )
  })

  test('turns its sign when before and after change places, and keeps p', () => {
    fc.assert(
      fc.property(transitions, (scores) => {
        const there = pairedT(scores)
        const back = pairedT(scores.map(({ before, after, count }) => ({ before: after, after: before, count })))
        if (there.kind === 'refused' || back.kind === 'refused') expect(back).toEqual(there)
        else {
          expect(relativeError(back.t, -there.t, 1)).toBeLessThan(1e-9)
          expect(back.p).toBeCloseTo(there.p, 10)
        }
      }),
    )
  })

  test('is refused of nobody, of one pair, and where all changed by the same', () => {
    expect(pairedT([])).toEqual({ kind: 'refused', reason: 'nobody' })
    expect(pairedT([{ before: 1, after: 2, count: 1 }])).toEqual({ kind: 'refused', reason: 'too-few' })
    expect(
      pairedT([
        { before: 1, after: 2, count: 5 },
        { before: 3, after: 4, count: 5 },
      ]),
    ).toEqual({ kind: 'refused', reason: 'no-variance' })
  })

  test('of ten million pairs is finite, and its p never 0', () => {
    const found = pairedT([
      { before: 0, after: 1, count: 9_999_999 },
      { before: 1, after: 0, count: 1 },
    ])
    expect(found).toMatchObject({ freedom: 9_999_999, p: Number.MIN_VALUE })
  })
})

describe('a paired t of two published means and deviations', () => {
  test('is refused: without the correlation it does not exist (T2 in the reference)', () => {
    expect(pairedTFromMargins(BEFORE, AFTER, 237)).toEqual({ kind: 'refused', reason: 'correlation-unknown' })
  })

  test.each([
    [0, 20.2],
    [0.3, 23.9],
    [0.5, 27.7],
    [0.7, 34.3],
  ])('would be, with a correlation of %d, %d (T2)', (correlation, t) => {
    expect(pairedTFromMargins(BEFORE, AFTER, 237, correlation)).toMatchObject({
      kind: 'computed',
      freedom: 236,
      t: expect.closeTo(t, 1),
    })
  })

  test('with the correlation is that of the pairs', () => {
    const pairs = [
      { before: 0, after: 1, count: 3 },
      { before: 1, after: 1, count: 2 },
      { before: 2, after: 3, count: 4 },
      { before: 2, after: 2, count: 1 },
    ]
    const found = pairedTFromMargins(
      { mean: 1.2, deviation: Math.sqrt(7.6 / 9) },
      { mean: 1.9, deviation: Math.sqrt(8.9 / 9) },
      10,
      7.2 / Math.sqrt(7.6 * 8.9),
    )
    const whole = pairedT(pairs)
    expect(found).toMatchObject({ t: expect.closeTo(whole.kind === 'computed' ? whole.t : Number.NaN, 10) })
  })

  test('is refused where there is no spread of change, or one pair', () => {
    const even = { mean: 1, deviation: 2 }
    expect(pairedTFromMargins(even, { mean: 2, deviation: 2 }, 30, 1)).toEqual({ kind: 'refused', reason: 'no-variance' })
    expect(pairedTFromMargins(even, even, 1, 0)).toEqual({ kind: 'refused', reason: 'too-few' })
  })

  test.each([-1.1, 1.1, Number.NaN])('does not take %d for a correlation', (correlation) => {
    expect(() => pairedTFromMargins(BEFORE, AFTER, 237, correlation)).toThrow('pairedTFromMargins: correlation')
  })
})
