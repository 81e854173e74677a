import { expect, test } from 'vitest'
import { fromLog, logOther } from './tails.ts'

test('the other tail is what is missing from 1, however small either is', () => {
  expect(Math.exp(logOther(Math.log(0.25)))).toBeCloseTo(0.75, 15)
  expect(logOther(-1e-20)).toBeCloseTo(Math.log(1e-20), 12)
  expect(logOther(-50)).toBe(-Math.exp(-50))
  expect(logOther(0)).toBe(Number.NEGATIVE_INFINITY)
  expect(logOther(1e-17)).toBe(Number.NEGATIVE_INFINITY)
})

test('a probability is never 0 and never above 1', () => {
  expect(fromLog(Math.log(0.3))).toBeCloseTo(0.3, 15)
  expect(fromLog(-6_931_471)).toBe(Number.MIN_VALUE)
  expect(fromLog(Number.NEGATIVE_INFINITY)).toBe(Number.MIN_VALUE)
  expect(fromLog(1e-16)).toBe(1)
})
