import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectableChange, detectableEffect, pairsForEffect, pairsForShare } from './planning.ts'
import { relativeError } from './relative-error.ts'

/** The reference's table (C2): pairs; points of change by discordance 20, 30, 40, 50 %; d_z. 5 % two-sided, power 80 %. */
const TABLE: [number, string, string, string, string, string][] = [
  [25, 'not-detectable', '29.3', '33.8', '37.8', '0.56'],
  [50, '17.3', '21.2', '24.5', '27.4', '0.40'],
  [100, '12.4', '15.2', '17.5', '19.6', '0.28'],
  [200, '8.8', '10.8', '12.5', '13.9', '0.20'],
  [400, '6.2', '7.6', '8.8', '9.9', '0.14'],
  [1000, '4.0', '4.8', '5.6', '6.3', '0.09'],
]

/** R 4.2, uniroot on Connor's formula: pairs, discordance, level, power, change. tests/reference/statistics.R. */
const CHANGES: [number, number, number, number, number][] = [
  [25, 0.3, 0.05, 0.8, 0.2926364932864844],
  [100, 0.2, 0.05, 0.8, 0.12381933148441376],
  [400, 0.5, 0.05, 0.9, 0.11401203377302147],
  [10_000_000, 0.4, 0.01, 0.95, 0.000844136293083218],
]

/** R 4.2, Connor's formula: change, discordance, level, power, pairs. */
const PAIRS: [number, number, number, number, number][] = [
  [0.1, 0.2, 0.05, 0.8, 155],
  [0.05, 0.4, 0.05, 0.9, 1678],
  [0.2, 0.2, 0.05, 0.8, 37],
  [0.001, 0.3, 0.01, 0.8, 3_503_688],
]

const change = (pairs: number, discordance: number, demand = {}) => {
  const found = detectableChange(pairs, discordance, demand)
  return found.kind === 'computed' ? found.change : 2
}

describe('the smallest change that can be seen', () => {
  test.each(TABLE)('by %i pairs stands in the reference', (pairs, twenty, thirty, forty, fifty, dz) => {
    const points = [0.2, 0.3, 0.4, 0.5].map((discordance) => {
      const found = detectableChange(pairs, discordance)
      return found.kind === 'computed' ? (100 * found.change).toFixed(1) : found.reason
    })
    expect(points).toEqual([twenty, thirty, forty, fifty])
    expect(detectableEffect(pairs).toFixed(2)).toBe(dz)
  })

  // Largest relative error found: 1e-15.
  test.each(CHANGES)(
    'by %i pairs with discordance %d, level %d and power %d is R’s',
    (pairs, discordance, level, power, expected) => {
      expect(relativeError(change(pairs, discordance, { level, power }), expected)).toBeLessThan(1e-9)
    },
  )

  test('falls with more pairs, and rises with discordance, power and a stricter level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 1_000_000 }), fc.double({ min: 0.3, max: 0.9, noNaN: true }), (pairs, discordance) => {
        const here = change(pairs, discordance)
        expect(change(pairs + 1, discordance)).toBeLessThan(here)
        expect(change(pairs, discordance + 0.05)).toBeGreaterThan(here)
        expect(change(pairs, discordance, { power: 0.9 })).toBeGreaterThan(here)
        expect(change(pairs, discordance, { level: 0.01 })).toBeGreaterThan(here)
      }),
    )
  })

  test('needs just so many pairs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 1_000_000 }), fc.double({ min: 0.3, max: 1, noNaN: true }), (pairs, discordance) => {
        // A hair more change, so that rounding does not ask for one pair more.
        const seen = Math.min(discordance, change(pairs, discordance) * (1 + 1e-9))
        expect(pairsForShare(seen, discordance)).toEqual({ kind: 'computed', pairs })
        expect(pairsForEffect(detectableEffect(pairs) * (1 + 1e-12))).toBe(pairs)
      }),
    )
  })

  test('of a handful of pairs there is none', () => {
    for (const pairs of [1, 2, 3]) expect(detectableChange(pairs, 1)).toEqual({ kind: 'refused', reason: 'not-detectable' })
    expect(detectableChange(10_000_000, 1e-9)).toEqual({ kind: 'refused', reason: 'not-detectable' })
  })
})

describe('the pairs it takes', () => {
  test('for 45 % gained and 5 % lost are 23, as powerandsamplesize.com has them from Connor 1987, p. 209', () => {
    expect(pairsForShare(0.4, 0.5)).toEqual({ kind: 'computed', pairs: 23 })
  })

  test.each(PAIRS)(
    'for a change of %d with discordance %d, level %d and power %d are R’s',
    (wanted, discordance, level, power, pairs) => {
      expect(pairsForShare(wanted, discordance, { level, power })).toEqual({ kind: 'computed', pairs })
      expect(pairsForShare(-wanted, discordance, { level, power })).toEqual({ kind: 'computed', pairs })
    },
  )

  test('for d_z = 0.5 and 0.2 are 32 and 197', () => {
    // ((1.959964 + 0.841621) / d_z)² = 31.4 and 196.2.
    expect([pairsForEffect(0.5), pairsForEffect(-0.2)]).toEqual([32, 197])
  })

  test('for more change than there is discordance do not exist', () => {
    expect(pairsForShare(0.3, 0.2)).toEqual({ kind: 'refused', reason: 'beyond-discordance' })
  })
})

describe('planning does not take', () => {
  test.each([0, -1, 1.5, Number.NaN])('%d for a number of pairs', (pairs) => {
    expect(() => detectableChange(pairs, 0.5)).toThrow('detectableChange: pairs')
    expect(() => detectableEffect(pairs)).toThrow('detectableEffect: pairs')
  })

  test.each([0, -0.1, 1.1, Number.NaN])('%d for a discordance', (discordance) => {
    expect(() => detectableChange(10, discordance)).toThrow('detectableChange: discordance')
    expect(() => pairsForShare(0.1, discordance)).toThrow('pairsForShare: discordance')
  })

  test.each([0, Number.NaN])('%d for a change or an effect', (none) => {
    expect(() => pairsForShare(none, 0.5)).toThrow('pairsForShare: change')
    expect(() => pairsForEffect(none)).toThrow('pairsForEffect: effect')
  })

  test.each([{ level: 0 }, { level: 1 }, { power: 0.4 }, { power: 1 }, { power: Number.NaN }])('%j for a demand', (demand) => {
    expect(() => detectableEffect(10, demand)).toThrow(RangeError)
    expect(() => detectableChange(10, 0.5, demand)).toThrow(RangeError)
  })
})
