import { expect, test } from 'vitest'
import { continuedFraction } from './continued-fraction.ts'

const one = () => 1

test('all ones are the golden ratio', () => {
  expect(continuedFraction(one, one)).toBeCloseTo((1 + Math.sqrt(5)) / 2, 15)
})

test('ends where a numerator is 0', () => {
  // 1 + 2 / (3 + 0 / …)
  expect(
    continuedFraction(
      (i) => (i === 1 ? 2 : 0),
      (i) => (i === 0 ? 1 : 3),
    ),
  ).toBeCloseTo(5 / 3, 15)
})

test('says so where it does not settle', () => {
  expect(() => continuedFraction(() => Number.NaN, one)).toThrow('continuedFraction: it does not settle')
})
