import { describe, expect, test } from 'vitest'
import { deviance, logBetaFront, logGammaFront, logGammaHalfStep, stirlingError } from './stirling.ts'

describe('Stirling’s error', () => {
  test('makes up what his series lacks of a factorial', () => {
    for (const [n, factorial] of [
      [1, 1],
      [5, 120],
      [20, 2432902008176640000],
    ] as const) {
      const series = (n + 0.5) * Math.log(n) - n + Math.log(2 * Math.PI) / 2
      expect(series + stirlingError(n)).toBeCloseTo(Math.log(factorial), 13)
    }
  })

  test('falls like 1 / 12x, and is the same on both sides of 16', () => {
    expect(12e7 * stirlingError(1e7)).toBeCloseTo(1, 12)
    expect(stirlingError(16 - 1e-9)).toBeCloseTo(stirlingError(16 + 1e-9), 11)
  })
})

describe('the deviance', () => {
  test('is 0 at the mean, and the formula away from it', () => {
    expect(deviance(7, 7)).toBe(0)
    expect(deviance(0, 3)).toBe(3)
    expect(deviance(3, 10)).toBeCloseTo(3 * Math.log(0.3) + 7, 14)
  })

  test('is half the squared distance close to a mean of ten million, where the formula would lose it', () => {
    expect(deviance(10_000_001, 10_000_000) * 2e7).toBeCloseTo(1, 6)
  })
})

test('the densities and the half step are those of small numbers that can be worked by hand', () => {
  // 1 / B(2, 3) = 12; Γ(3) = 2; Γ(1) / Γ(½) = 1 / √π.
  expect(Math.exp(logBetaFront(0.5, 0.5, 2, 3))).toBeCloseTo(12 / 32, 14)
  expect(Math.exp(logGammaFront(3, 2))).toBeCloseTo((8 * Math.exp(-2)) / 2, 14)
  expect(Math.exp(logGammaHalfStep(0.5))).toBeCloseTo(1 / Math.sqrt(Math.PI), 14)
})
