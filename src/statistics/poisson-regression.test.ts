import { describe, expect, test } from 'vitest'
import { poissonRegression } from './poisson-regression.ts'
import { rateRatio } from './rate-ratio.ts'

const group = (events: number, exposure: number, isSecond: boolean) => ({ events, exposure, design: [1, isSecond ? 1 : 0] })

describe('the regression of counts', () => {
  test('of two groups is the ratio of their rates, with the variance 1/a + 1/b', () => {
    const found = poissonRegression([group(6, 10, false), group(6, 10, false), group(20, 16, true), group(20, 16, true)])
    if (found.kind === 'refused') throw new Error(found.reason)
    const ratio = rateRatio({ events: 12, exposure: 20 }, { events: 40, exposure: 32 })
    expect(Math.exp(found.coefficients[1] ?? 0)).toBeCloseTo(ratio.kind === 'computed' ? Number(ratio.ratio) : 0, 12)
    // All four lie on their lines, and a dispersion of nothing is taken for 1.
    expect(found.dispersion).toBeCloseTo(0, 12)
    expect(found.covariance[1]?.[1]).toBeCloseTo(1 / 12 + 1 / 40, 12)
    expect(found.freedom).toBe(2)
  })

  test('widens with the dispersion', () => {
    const found = poissonRegression([group(2, 10, false), group(22, 10, false), group(10, 10, true), group(30, 10, true)])
    if (found.kind === 'refused') throw new Error(found.reason)
    // Pearson: (10² + 10²) / 12 + (10² + 10²) / 20, over 2.
    expect(found.dispersion).toBeCloseTo((200 / 12 + 200 / 20) / 2, 10)
    expect(found.covariance[1]?.[1]).toBeCloseTo(found.dispersion * (1 / 24 + 1 / 40), 10)
  })

  test('is refused where nothing is left over, where the design says one thing twice, and where a group has no event', () => {
    expect(poissonRegression([])).toEqual({ kind: 'refused', reason: 'too-few' })
    expect(poissonRegression([group(3, 1, false), group(4, 1, true)])).toEqual({ kind: 'refused', reason: 'too-few' })
    const twice = [1, 2, 3, 4].map((events) => ({ events, exposure: 1, design: [1, 1] }))
    expect(poissonRegression(twice)).toEqual({ kind: 'refused', reason: 'not-estimable' })
    const none = [group(0, 5, false), group(0, 5, false), group(3, 5, true), group(4, 5, true)]
    expect(poissonRegression(none)).toEqual({ kind: 'refused', reason: 'not-estimable' })
  })
})
