import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mcnemar } from './mcnemar.ts'
import type { PairedTable } from './paired-difference.ts'
import { relativeError } from './relative-error.ts'

const table = (gained: number, lost: number, both = 20, neither = 16): PairedTable => ({ both, lost, gained, neither })

function computed(pairs: PairedTable) {
  const found = mcnemar(pairs)
  if (found.kind === 'refused') throw new Error(found.reason)
  return found
}

/**
 * R 4.2: gained, lost, exact p, mid-p, chi-square and p, corrected chi-square and p (mcnemar.test), exact interval of the ratio (−1 for
 * unbounded). tests/reference/statistics.R.
 */
const R: [number, number, number, number, number, number, number, number, number, number][] = [
  [
    12, 2, 0.012939453125000003, 0.007385253906249997, 7.142857142857143, 0.007526315166457892, 5.785714285714286,
    0.01615693126118129, 1.335743722467249, 55.19709066788518,
  ],
  [
    2, 12, 0.012939453125000003, 0.007385253906249997, 7.142857142857143, 0.007526315166457892, 5.785714285714286,
    0.01615693126118129, 0.018116896885324807, 0.7486466027726505,
  ],
  [
    7, 1, 0.07031250000000003, 0.039062500000000014, 4.5, 0.03389485352468927, 3.125, 0.07709987174354196, 0.8993003458753565,
    315.48338536878015,
  ],
  [
    16, 6, 0.05247879028320316, 0.034689664840698284, 4.545454545454546, 0.03300625766123244, 3.6818181818181817,
    0.05500883362926572, 0.9911544902495227, 8.320598430773593,
  ],
  [5, 5, 1, 0.876953125, 0, 1, 0, 1, 0.23014246893810794, 4.345134579523996],
  [
    9, 0, 0.0039062500000000035, 0.0019531250000000035, 9, 0.002699796063260192, 7.111111111111111, 0.007660761135179489,
    1.9738263118871324, -1,
  ],
  [
    1250, 1150, 0.04327505290938852, 0.04124678993075268, 4.166666666666667, 0.04122683333716357, 4.08375, 0.043297465779303226,
    1.0024968602772548, 1.1786127892466622,
  ],
  [
    300, 40, 2.1021726266767742e-50, 1.1901677786068886e-50, 198.8235294117647, 3.771966354091468e-45, 197.29705882352943,
    8.12257597464139e-45, 5.379904435405042, 10.710556237536851,
  ],
  [
    60000, 59000, 0.003779869634776892, 0.003745244394539807, 8.403361344537815, 0.0037452784241777956, 8.386563025210084,
    0.003780050073027881, 1.0054414848166027, 1.028588806845594,
  ],
  [
    5_003_000, 4_997_000, 0.057821285315837564, 0.057779578213804764, 3.6, 0.05777957112359754, 3.5988001, 0.057821290737607174,
    0.9999602107528275, 1.0024427692652096,
  ],
]

const count = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 5_000_000 }))
const changes = fc.tuple(count, count).filter(([gained, lost]) => gained + lost > 0)

describe('McNemar’s test', () => {
  test('of Armitage & Berry’s pairs is what StatsDirect prints (T4 in the reference)', () => {
    const found = computed(table(12, 2))
    expect(found.exactP).toBeCloseTo(0.0129395, 7)
    expect(found.midP).toBeCloseTo(0.0073853, 7)
    expect(found.chiSquare.statistic).toBeCloseTo(7.142857, 6)
    expect(found.chiSquare.p).toBeCloseTo(0.0075263, 7)
    expect(found.corrected.statistic).toBeCloseTo(5.785714, 6)
    expect(found.corrected.p).toBeCloseTo(0.0162, 4)
    expect(found.ratio).toBe(6)
    expect(found.interval).toEqual({ low: expect.closeTo(1.335744, 6), high: expect.closeTo(55.197091, 6) })
  })

  test('of Bentur’s 21 children is what Fagerland, Lydersen & Laake (2013) print', () => {
    const found = computed(table(7, 1, 1, 12))
    expect(found.exactP).toBeCloseTo(0.0703, 4)
    expect(found.midP).toBeCloseTo(0.0391, 4)
    expect(found.chiSquare.p).toBeCloseTo(0.0339, 4)
    expect(found.corrected.p).toBeCloseTo(0.0771, 4)
  })

  test('of as many gained as lost has their mid-p of 1 less half of a term', () => {
    const found = computed(table(5, 5))
    expect(found.midP).toBeCloseTo(1 - 252 / 1024 / 2, 14)
    expect(found).toMatchObject({ exactP: 1, ratio: 1 })
  })

  // Largest relative error found: 9e-14, of a mid-p of 10^−50; 2e-14 at ten million pairs.
  test.each(R)('of %i gained and %i lost is R’s', (gained, lost, exactP, midP, chi, chiP, yates, yatesP, low, high) => {
    const found = computed(table(gained, lost))
    const compared: [number, number][] = [
      [found.exactP, exactP],
      [found.midP, midP],
      [found.chiSquare.statistic, chi],
      [found.chiSquare.p, chiP],
      [found.corrected.p, yatesP],
      [found.interval.low, low],
      [found.interval.high === 'unbounded' ? -1 : found.interval.high, high],
    ]
    for (const [value, expected] of compared) expect(relativeError(value, expected)).toBeLessThan(1e-11)
    // R corrects by 1 even where as many gained as lost; there is nothing to correct then, and it prints 0 too.
    expect(relativeError(found.corrected.statistic, yates)).toBeLessThan(1e-11)
  })

  test('does not hear how many stayed as they were', () => {
    fc.assert(
      fc.property(changes, count, count, ([gained, lost], both, neither) => {
        expect(mcnemar(table(gained, lost, both, neither))).toEqual(mcnemar(table(gained, lost, 0, 0)))
      }),
    )
  })

  test('keeps its p-values, and turns its ratio over, when gained and lost change places', () => {
    fc.assert(
      fc.property(changes, ([gained, lost]) => {
        const there = computed(table(gained, lost))
        const back = computed(table(lost, gained))
        expect([back.midP, back.exactP, back.chiSquare, back.corrected]).toEqual([
          there.midP,
          there.exactP,
          there.chiSquare,
          there.corrected,
        ])
        if (back.interval.high === 'unbounded') expect(there.interval.low).toBe(0)
        else expect(relativeError(there.interval.low, 1 / back.interval.high)).toBeLessThan(1e-9)
      }),
    )
  })

  test('is never NaN, never 0, and its mid-p is never above its exact p', () => {
    fc.assert(
      fc.property(changes, ([gained, lost]) => {
        const found = computed(table(gained, lost))
        for (const p of [found.midP, found.exactP, found.chiSquare.p, found.corrected.p]) {
          expect(p).toBeGreaterThan(0)
          expect(p).toBeLessThanOrEqual(1)
        }
        expect(found.midP).toBeLessThanOrEqual(found.exactP)
      }),
    )
  })

  test('has its ratio in its interval, which excludes 1 just where the exact p is under 5 %', () => {
    fc.assert(
      fc.property(changes, ([gained, lost]) => {
        const { ratio, interval, exactP } = computed(table(gained, lost))
        const high = interval.high === 'unbounded' ? Number.MAX_VALUE : interval.high
        expect(interval.low).toBeLessThanOrEqual(ratio === 'unbounded' ? Number.MAX_VALUE : ratio)
        expect(high).toBeGreaterThanOrEqual(ratio === 'unbounded' ? Number.MAX_VALUE : ratio)
        expect(interval.low > 1 || high < 1).toBe(exactP < 0.05)
      }),
    )
  })

  test('finds more the further apart gained and lost are', () => {
    let last = 2
    for (let gained = 50; gained <= 100; gained++) {
      const { midP } = computed(table(gained, 100 - gained))
      expect(midP).toBeLessThan(last)
      last = midP
    }
  })

  test('of ten million that all gained has the smallest p there is, and no upper end', () => {
    const found = computed(table(10_000_000, 0, 0, 0))
    expect(found).toMatchObject({
      midP: Number.MIN_VALUE,
      exactP: Number.MIN_VALUE,
      ratio: 'unbounded',
      interval: { high: 'unbounded' },
    })
    expect(computed(table(0, 10_000_000, 0, 0))).toMatchObject({ ratio: 0, interval: { low: 0 } })
  })

  test('of a single pair that changed cannot find anything', () => {
    expect(computed(table(1, 0))).toMatchObject({ exactP: 1, midP: expect.closeTo(0.5, 14), ratio: 'unbounded' })
  })

  test('is refused, with the reason, where nobody changed or nobody is there', () => {
    expect(mcnemar(table(0, 0))).toEqual({ kind: 'refused', reason: 'no-discordant-pairs' })
    expect(mcnemar(table(0, 0, 0, 0))).toEqual({ kind: 'refused', reason: 'nobody' })
  })

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('does not take %d for a count', (gained) => {
    expect(() => mcnemar(table(gained, 2))).toThrow(`mcnemar: gained is ${gained}`)
  })
})
