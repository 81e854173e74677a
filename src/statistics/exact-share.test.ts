import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactShareBelow, exactShareTest } from './exact-share.ts'
import { relativeError } from './relative-error.ts'

/** R 4.2: binom.test(hits, n)$p.value; tests/reference/statistics.R. */
const R: readonly [number, number, number][] = [
  [60, 100, 5.68879336409809e-2],
  [5200, 10_000, 6.59351559867246e-5],
  [0, 40, 1.81898940354586e-12],
]

describe('a share that chance should make one half', () => {
  test.each(R)('%i of %i has the p that R gives', (hits, n, p) => {
    expect(relativeError(exactShareTest(hits, n, 0.5), p)).toBeLessThan(1e-12)
  })

  test('is as odd one way as the other, and never odder the nearer it comes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), (n, drawn) => {
        const hits = drawn % (n + 1)
        const p = exactShareTest(hits, n, 0.5)
        expect(relativeError(exactShareTest(n - hits, n, 0.5), p)).toBeLessThan(1e-9)
        expect(p).toBeGreaterThan(0)
        expect(p).toBeLessThanOrEqual(1)
        if (hits < n / 2 - 1) expect(exactShareTest(hits + 1, n, 0.5)).toBeGreaterThanOrEqual(p)
      }),
    )
  })

  test('is found odd by chance no more often than p says, summed over every count', () => {
    for (const [n, share] of [
      [37, 0.5],
      [200, 0.5],
      [90, 0.15],
    ] as const)
      for (const level of [0.05, 0.001]) {
        let chance = 0
        for (let hits = 0; hits <= n; hits++)
          if (exactShareTest(hits, n, share) <= level)
            chance += exactShareBelow(hits, n, share) - (hits === 0 ? 0 : exactShareBelow(hits - 1, n, share))
        expect(chance).toBeLessThanOrEqual(level)
      }
  })

  test('is right at ten million and says nothing of nobody', () => {
    expect(exactShareTest(5_000_000, 10_000_000, 0.5)).toBe(1)
    expect(exactShareTest(0, 10_000_000, 0.5)).toBe(Number.MIN_VALUE)
    expect([exactShareTest(0, 0, 0.5), exactShareBelow(0, 0, 0.9)]).toEqual([1, 1])
  })
})

test('80 of 100 where nine in ten should be there has the chance that R’s pbinom gives', () => {
  expect(relativeError(exactShareBelow(80, 100, 0.9), 1.97856086577123e-3)).toBeLessThan(1e-12)
})

test('misuse names what is wrong', () => {
  expect(() => exactShareTest(3, 2, 0.5)).toThrow(/hits is 3/)
  expect(() => exactShareTest(1.5, 2, 0.5)).toThrow(/hits is 1.5/)
  expect(() => exactShareBelow(1, 2, 1)).toThrow(/share is 1/)
})
