import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from './relative-error.ts'
import { cohenH, type Share, shareDifference, shareTest } from './two-shares.ts'

const difference = (from: Share, to: Share) => {
  const found = shareDifference(from, to)
  if (found.kind === 'refused') throw new Error(found.reason)
  return found
}

/** Newcombe, Statistics in Medicine 17 (1998) 873–890, Table II, method 10: four digits, first share less second. */
const NEWCOMBE: [number, number, number, number, number, number][] = [
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
]

/** IOM X, Philippines 2017 (T3 in the reference): before 243, after 385 people; z, p, points of difference, and h of the printed per cents. */
const IOM_X: [number, number, number, number, number, [number, number], number][] = [
  [175, 331, 4.306, 1.66e-5, 13.96, [72, 86], 0.348],
  [58, 50, -3.519, 4.32e-4, -10.88, [24, 13], -0.286],
  [73, 96, -1.405, 0.16, -5.11, [30, 25], -0.112],
  [165, 289, 1.954, 0.0507, 7.16, [68, 75], 0.155],
]

/** R 4.2, from prop.test: hits, n, hits, n, difference, limits, z, p. tests/reference/statistics.R. */
const R: [number, number, number, number, number, number, number, number, number][] = [
  [175, 243, 331, 385, 0.1395756506867617, 0.07447218691039742, 0.20676315832764847, 4.305938382502263, 1.6627934040250084e-5],
  [58, 243, 50, 385, -0.1088129977018866, -0.17355936705967995, -0.047038044455434795, -3.5194965899881976, 0.00043236659414558457],
  [73, 243, 96, 385, -0.051060873283095526, -0.12381978653587292, 0.019712705746776443, -1.405244410514065, 0.15994861226549556],
  [165, 243, 289, 385, 0.07163700497033831, -0.00017724545140654357, 0.14498816725527375, 1.9536564397623803, 0.05074186108866805],
  [48, 80, 56, 70, 0.20000000000000007, 0.052431472402364926, 0.33387265403690586, 2.650171951258533, 0.008045081368196564],
  [0, 29, 5, 56, 0.08928571428571429, -0.03813714790353685, 0.19256001385511157, 1.6586488692392285, 0.09718656817057975],
  [
    4_999_000, 10_000_000, 5_001_000, 10_000_000, 0.00019999999999997797, -0.00023826123167139293, 0.0006382611230185563,
    0.8944271909999159, 0.3710933695226976,
  ],
]

const share = fc
  .oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 10_000_000 }))
  .chain((n) => fc.record({ hits: fc.integer({ min: 0, max: n }), n: fc.constant(n) }))

describe('the difference of two separate shares', () => {
  test.each(NEWCOMBE)('of %i in %i against %i in %i has Newcombe’s interval', (a, m, b, n, low, high) => {
    const found = difference({ hits: b, n }, { hits: a, n: m })
    expect(found.low).toBeCloseTo(low, 4)
    expect(found.high).toBeCloseTo(high, 4)
  })

  // Largest relative error found: 2e-13, of p at ten million; of the limits 4e-16.
  test.each(R)('from %i in %i to %i in %i is R’s', (a, m, b, n, wanted, low, high, z, p) => {
    const [from, to] = [
      { hits: a, n: m },
      { hits: b, n },
    ]
    const found = difference(from, to)
    expect(relativeError(found.difference, wanted, 1)).toBeLessThan(1e-14)
    expect(relativeError(found.low, low, 1)).toBeLessThan(1e-14)
    expect(relativeError(found.high, high, 1)).toBeLessThan(1e-14)
    const tested = shareTest(from, to)
    expect(tested.kind === 'computed' && relativeError(tested.z, z)).toBeLessThan(1e-10)
    expect(tested.kind === 'computed' && relativeError(tested.p, p)).toBeLessThan(1e-10)
  })

  test('lies in its interval, and the interval in [−1, 1]', () => {
    fc.assert(
      fc.property(share, share, (from, to) => {
        const found = difference(from, to)
        expect(found.low).toBeGreaterThanOrEqual(-1)
        expect(found.high).toBeLessThanOrEqual(1)
        expect(found.low).toBeLessThanOrEqual(found.difference)
        expect(found.high).toBeGreaterThanOrEqual(found.difference)
      }),
    )
  })

  test('turns its sign when the groups change places, and so do z and h', () => {
    fc.assert(
      fc.property(share, share, (one, other) => {
        const [there, back] = [difference(one, other), difference(other, one)]
        expect(back.low).toBeCloseTo(-there.high, 13)
        expect(back.high).toBeCloseTo(-there.low, 13)
        const [tested, turned] = [shareTest(one, other), shareTest(other, one)]
        if (tested.kind === 'computed' && turned.kind === 'computed') {
          expect(turned.z).toBeCloseTo(-tested.z, 9)
          expect(turned.p).toBeGreaterThan(0)
        } else expect(turned).toEqual(tested)
      }),
    )
  })

  test('narrows as groups grow', () => {
    const width = (times: number) => {
      const { low, high } = difference({ hits: 3 * times, n: 10 * times }, { hits: 5 * times, n: 10 * times })
      return high - low
    }
    expect(width(10)).toBeLessThan(width(1))
    expect(width(1_000_000)).toBeLessThan(width(10))
  })
})

describe('IOM X (T3 in the reference)', () => {
  test.each(IOM_X)('%i of 243, then %i of 385: z, p, difference and h', (before, after, z, p, points, [rounded, later], h) => {
    const [from, to] = [
      { hits: before, n: 243 },
      { hits: after, n: 385 },
    ]
    const tested = shareTest(from, to)
    if (tested.kind === 'refused') throw new Error(tested.reason)
    expect(tested.z).toBeCloseTo(z, 3)
    expect(Math.abs(tested.p / p - 1)).toBeLessThan(0.005)
    expect(100 * difference(from, to).difference).toBeCloseTo(points, 2)
    // The table's h is of the per cents as printed.
    expect(cohenH({ hits: rounded, n: 100 }, { hits: later, n: 100 })).toEqual({ kind: 'computed', h: expect.closeTo(h, 3) })
  })
})

describe('at the edge', () => {
  test('shares of nobody are refused', () => {
    const [nobody, somebody] = [
      { hits: 0, n: 0 },
      { hits: 1, n: 2 },
    ]
    for (const found of [shareDifference(nobody, somebody), shareTest(somebody, nobody), cohenH(nobody, nobody)])
      expect(found).toEqual({ kind: 'refused', reason: 'nobody' })
  })

  test('groups that all hit, or all missed, cannot be tested, but have an interval', () => {
    for (const hits of [0, 10]) {
      expect(shareTest({ hits, n: 10 }, { hits, n: 10 })).toEqual({ kind: 'refused', reason: 'no-variance' })
      expect(difference({ hits, n: 10 }, { hits, n: 10 })).toMatchObject({ difference: 0, high: expect.closeTo(0.2775, 4) })
    }
  })

  test('all against none is as far as h goes', () => {
    expect(cohenH({ hits: 0, n: 3 }, { hits: 3, n: 3 })).toEqual({ kind: 'computed', h: expect.closeTo(Math.PI, 14) })
  })

  test('ten million against none have the smallest p there is', () => {
    expect(shareTest({ hits: 0, n: 10_000_000 }, { hits: 10_000_000, n: 10_000_000 })).toMatchObject({ p: Number.MIN_VALUE })
  })

  test.each([
    { hits: 3, n: 2 },
    { hits: -1, n: 2 },
    { hits: 0.5, n: 2 },
    { hits: Number.NaN, n: 2 },
    { hits: 1, n: Number.NaN },
  ])('%j is no share', (bad) => {
    const good = { hits: 1, n: 2 }
    expect(() => shareDifference(bad, good)).toThrow('shareDifference')
    expect(() => shareTest(good, bad)).toThrow('shareTest')
    expect(() => cohenH(bad, good)).toThrow('cohenH')
  })
})
