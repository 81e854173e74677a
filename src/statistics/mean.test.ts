import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mean } from './mean.ts'

const bars = fc.array(fc.record({ score: fc.integer({ min: 0, max: 20 }), count: fc.integer({ min: 0, max: 1000 }) }), {
  maxLength: 8,
})

test('the mean of 1 to 5 is 3 ± 1.9632 (t with 4 degrees of freedom is 2.776445)', () => {
  const found = mean([1, 2, 3, 4, 5].map((score) => ({ score, count: 1 })))
  if (found.kind === 'refused') throw new Error(found.reason)
  expect(found.mean).toBe(3)
  expect(found.interval.high - 3).toBeCloseTo(2.7764451051977987 * Math.sqrt(2.5 / 5), 10)
})

test('the interval encloses the mean, and is of no width where all are alike', () => {
  fc.assert(
    fc.property(bars, (histogram) => {
      const found = mean(histogram)
      if (found.kind === 'refused') return
      expect(found.interval.low).toBeLessThanOrEqual(found.mean)
      expect(found.interval.high).toBeGreaterThanOrEqual(found.mean)
    }),
  )
  expect(mean([{ score: 2, count: 9 }])).toMatchObject({ mean: 2, interval: { low: 2, high: 2 } })
})

test('nobody and a single person are refused, each with its reason', () => {
  expect(mean([])).toEqual({ kind: 'refused', reason: 'nobody' })
  expect(mean([{ score: 3, count: 1 }])).toEqual({ kind: 'refused', reason: 'too-few' })
  expect(() => mean([{ score: Number.NaN, count: 1 }])).toThrow(RangeError)
})
