import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Absent } from '../icat/indicator.ts'
import { WITHHELD_MARK } from '../shown.ts'
import { cellOf, hundredths, MARKS, markOf, percent, rounded, twoDigits } from './figures.ts'

describe('a figure in a file', () => {
  test('is in percent to one decimal', () => {
    expect([0, 0.4213, 0.9999, 1, 1 / 3].map(percent)).toEqual([0, 42.1, 100, 100, 33.3])
    expect([-0.0824, -1].map(percent)).toEqual([-8.2, -100])
  })

  test('of p keeps two significant digits, however small it is', () => {
    expect([0.0432750529, 0.99999, 0.00000123456, 1.2345e-14].map(twoDigits)).toEqual([0.043, 1, 0.0000012, 1.2e-14])
  })

  test('of an effect has two decimals', () => {
    expect([0.61234, -0.125, 12.3456].map(hundredths)).toEqual([0.61, -0.13, 12.35])
  })

  test('is never −0, which a reader would take for a change of sign', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 0, max: 3 }), (value, digits) => {
        expect(Object.is(rounded(value, digits), -0)).toBe(false)
      }),
    )
  })

  test('does not tell how many people a mean of many answers is of', () => {
    // 1,000 people and three concepts: 3,001 means, and a tenth of a percent each.
    const cells = new Set(Array.from({ length: 3001 }, (_, sum) => percent(sum / 3000)))
    expect(cells.size).toBe(1001)
  })
})

describe('an absence', () => {
  const absences: Absent[] = [
    { kind: 'withheld', reason: 'fewer-than-10' },
    { kind: 'withheld', reason: 'cell-under-5' },
    { kind: 'withheld', reason: 'not-released' },
    { kind: 'refused', reason: 'no-variance' },
    { kind: 'not-asked' },
  ]

  test('has a mark of its own, which is no number and no blank', () => {
    expect(absences.map(markOf)).toEqual(['<10', '<5', 'held', 'no-variance', 'not asked'])
    for (const absent of absences) expect(cellOf(absent, () => 0)).toBe(markOf(absent))
  })

  test('is explained in both languages', () => {
    for (const mark of [...absences.map(markOf), ...Object.values(WITHHELD_MARK), 'no interval', 'unbounded'])
      expect(MARKS.find((known) => known.mark === mark)?.meaning).toEqual({
        es: expect.stringMatching(/\w/),
        en: expect.stringMatching(/\w/),
      })
    expect(new Set(MARKS.map(({ mark }) => mark)).size).toBe(MARKS.length)
  })

  test('cannot be read as a number', () => {
    for (const { mark } of MARKS) expect(Number(mark)).toBeNaN()
  })
})
