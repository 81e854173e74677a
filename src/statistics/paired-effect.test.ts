import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Transition } from './paired-change.ts'
import {
  averageEffect,
  averageEffectFromMargins,
  averageFromMargins,
  changeEffect,
  hedgesJ,
  type PairedEffect,
} from './paired-effect.ts'
import { relativeError } from './relative-error.ts'

const pairs = (before: readonly number[], after: readonly number[]): Transition[] =>
  before.map((score, person) => ({ before: score, after: after[person] ?? 0, count: 1 }))

const SLEEP = pairs([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
const TEN = pairs([0, 1, 1, 2, 2, 2, 3, 3, 1, 0], [1, 1, 2, 3, 2, 3, 3, 2, 3, 2])
const T4: Transition[] = [
  { before: 1, after: 1, count: 20 },
  { before: 1, after: 0, count: 2 },
  { before: 0, after: 1, count: 12 },
  { before: 0, after: 0, count: 16 },
]

function computed(found: ReturnType<typeof changeEffect | typeof averageEffectFromMargins>): PairedEffect {
  if (found.kind === 'refused') throw new Error(found.reason)
  return found
}

/** R 4.2: d_z, g_z, d_av, its limits, g_av, t, p. tests/reference/statistics.R. */
type Effects = [number, number, number, number, number, number, number, number]
const R: [string, Transition[], Effects[]][] = [
  [
    'Student’s sleep data',
    SLEEP,
    [
      [
        1.2845575625910546, 1.173924903514205, 0.8321810813495397, 0.28436737179582317, 1.3799947909032562, 0.773874629922653,
        4.062127683382037, 0.00283289019738427,
      ],
    ],
  ],
  [
    'ten people',
    TEN,
    [
      [
        0.7378647873726218, 0.6743161027176895, 0.7401527456927534, 0.027562508597606894, 1.4527429827878997, 0.697924628369786,
        2.3333333333333335, 0.04450353730557643,
      ],
    ],
  ],
  [
    'Armitage & Berry as scores',
    T4,
    [
      [
        0.40414518843273806, 0.39792223245039693, 0.4054991124544446, 0.1174982439602345, 0.6934999809486546, 0.40161242114815343,
        2.8577380332470415, 0.006246800122700768,
      ],
    ],
  ],
]

/** R 4.2, uniroot over the integrated noncentral t: d, n, limits. */
const INTERVALS: [number, number, number, number][] = [
  [1.2425, 12, 0.4637857626560803, 1.9907913940494333],
  [0.2, 10, -0.4317961471165955, 0.8210939174388575],
  [-0.5, 25, -0.9118716291998302, -0.07891858624520239],
  [0, 100, -0.19599639845400507, 0.19599639845400543],
  [0.3, 400, 0.1996368349066704, 0.40000272366561607],
  [2, 50, 1.5139784747088838, 2.478772314634956],
  [0.1, 10000, 0.08034893004966005, 0.1196460930791304],
  [0.25, 1_000_000, 0.24800958643593138, 0.2519902921516787],
]

/** R 4.2, lgamma: degrees of freedom, J. */
const J: [number, number][] = [
  [2, 0.5641895835477563],
  [3, 0.7236012545582677],
  [11, 0.9299598099757787],
  [29.5, 0.9743222084136411],
  [99, 0.9924018511144546],
  [300, 0.9974975668437862],
]

const transitions = fc.array(
  fc.record({
    before: fc.integer({ min: 0, max: 6 }),
    after: fc.integer({ min: 0, max: 6 }),
    count: fc.integer({ min: 1, max: 100_000 }),
  }),
  { minLength: 1, maxLength: 12 },
)

/** n pairs (even) whose changes have mean `d` and deviation 1. */
function changesOf(d: number, n: number): Transition[] {
  const step = Math.sqrt((n - 1) / n)
  return [d - step, d + step].map((after) => ({ before: 0, after, count: n / 2 }))
}

describe('d_av', () => {
  test('of Lee et al. 2021 is 1.860 and 1.567 (T2 in the reference)', () => {
    const knowledge = averageFromMargins({ mean: 54.7, deviation: 18.7 }, { mean: 84.5, deviation: 12.8 })
    const attitude = averageFromMargins({ mean: 49.4, deviation: 14.7 }, { mean: 71, deviation: 12.8 })
    expect(knowledge).toEqual({ kind: 'computed', d: expect.closeTo(1.86, 3) })
    expect(attitude).toEqual({ kind: 'computed', d: expect.closeTo(1.567, 3) })
  })

  test('has the interval that the R package statpsych prints for ci.stdmean.ps, after Bonett 2008', () => {
    const found = computed(averageEffectFromMargins({ mean: 102.1, deviation: 14.6 }, { mean: 110.4, deviation: 15.3 }, 25, 0.75))
    expect(found.d).toBeCloseTo(0.5550319, 7)
    expect(found.interval).toEqual({ low: expect.closeTo(0.2394905, 7), high: expect.closeTo(0.8705732, 7) })
  })

  test('has no interval without the correlation', () => {
    const occasion = { mean: 1, deviation: 1 }
    expect(averageEffectFromMargins(occasion, occasion, 25)).toEqual({ kind: 'refused', reason: 'correlation-unknown' })
    expect(() => averageEffectFromMargins(occasion, occasion, 25, 2)).toThrow('averageEffectFromMargins: correlation')
  })
})

describe('effects of paired scores', () => {
  // Largest relative error found: 2e-14.
  test.each(R)('are R’s: %s', (_, scores, [row = [0, 0, 0, 0, 0, 0, 0, 0]]) => {
    const [dz, gz, dav, low, high, gav] = row
    const [change, average] = [computed(changeEffect(scores)), computed(averageEffect(scores))]
    for (const [found, expected] of [
      [change.d, dz],
      [change.g, gz],
      [average.d, dav],
      [average.g, gav],
      [average.interval.low, low],
      [average.interval.high, high],
    ] as const)
      expect(relativeError(found, expected)).toBeLessThan(1e-12)
  })

  test('d_z = 1.2425 of 12 pairs: J 0.92996, g 1.15550, interval 0.4638 to 1.9908', () => {
    const found = computed(changeEffect(changesOf(1.2425, 12)))
    expect(found.g).toBeCloseTo(1.1555, 4)
    expect(found.g / found.d).toBeCloseTo(0.92996, 5)
    expect(found.interval).toEqual({ low: expect.closeTo(0.4638, 4), high: expect.closeTo(1.9908, 4) })
  })

  // Largest relative error found: 9e-14.
  test.each(INTERVALS.filter(([, n]) => n % 2 === 0))('d_z = %d of %i pairs has R’s interval', (d, n, low, high) => {
    const { interval } = computed(changeEffect(changesOf(d, n)))
    expect(relativeError(interval.low, low)).toBeLessThan(1e-10)
    expect(relativeError(interval.high, high)).toBeLessThan(1e-10)
  })

  // Largest relative error found: 8e-14 at 300, where R's lgamma loses it.
  test.each(J)('J with %d degrees of freedom is R’s', (freedom, j) => {
    expect(relativeError(hedgesJ(freedom), j)).toBeLessThan(1e-12)
  })

  test('lie in their intervals; g is nearer to 0 than d and has d’s sign', () => {
    fc.assert(
      fc.property(transitions, (scores) => {
        for (const found of [changeEffect(scores), averageEffect(scores)]) {
          if (found.kind === 'refused') continue
          const slack = 1e-9 * (1 + Math.abs(found.d))
          expect(found.interval.low).toBeLessThanOrEqual(found.d + slack)
          expect(found.interval.high).toBeGreaterThanOrEqual(found.d - slack)
          expect(found.correctedInterval.low).toBeLessThanOrEqual(found.g + slack)
          expect(Math.abs(found.g)).toBeLessThanOrEqual(Math.abs(found.d))
          expect(found.g * found.d).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('turn their signs when before and after change places', () => {
    fc.assert(
      fc.property(transitions, (scores) => {
        const turned = scores.map(({ before, after, count }) => ({ before: after, after: before, count }))
        for (const effect of [changeEffect, averageEffect]) {
          const [there, back] = [effect(scores), effect(turned)]
          if (there.kind === 'refused' || back.kind === 'refused') {
            expect(back).toEqual(there)
            continue
          }
          expect(back.d).toBeCloseTo(-there.d, 9)
          expect(back.interval.low).toBeCloseTo(-there.interval.high, 7)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('do not depend on the unit of the score', () => {
    const tenfold = TEN.map(({ before, after, count }) => ({ before: 10 * before + 3, after: 10 * after + 3, count }))
    for (const effect of [changeEffect, averageEffect]) {
      expect(computed(effect(tenfold)).d).toBeCloseTo(computed(effect(TEN)).d, 12)
      expect(computed(effect(tenfold)).interval.high).toBeCloseTo(computed(effect(TEN)).interval.high, 10)
    }
  })

  test('say by name which they are', () => {
    expect(computed(changeEffect(TEN)).name).toBe('d_z')
    expect(computed(averageEffect(TEN)).name).toBe('d_av')
  })
})

describe('at the edge, effects', () => {
  test('of nobody, and of fewer than three pairs, are refused', () => {
    for (const effect of [changeEffect, averageEffect]) {
      expect(effect([])).toEqual({ kind: 'refused', reason: 'nobody' })
      expect(effect([{ before: 1, after: 2, count: 1 }])).toEqual({ kind: 'refused', reason: 'too-few' })
      expect(effect(pairs([1, 1], [2, 3]))).toEqual({ kind: 'refused', reason: 'too-few' })
    }
    expect(averageEffectFromMargins({ mean: 1, deviation: 1 }, { mean: 2, deviation: 1 }, 2, 0)).toEqual({
      kind: 'refused',
      reason: 'too-few',
    })
  })

  test('are refused where their spread is none, each for its own', () => {
    const allBy1 = pairs([1, 2, 3], [2, 3, 4])
    expect(changeEffect(allBy1)).toEqual({ kind: 'refused', reason: 'no-variance' })
    expect(computed(averageEffect(allBy1)).d).toBe(1)
    expect(averageEffect([{ before: 1, after: 2, count: 50 }])).toEqual({ kind: 'refused', reason: 'no-variance' })
    expect(averageFromMargins({ mean: 1, deviation: 0 }, { mean: 2, deviation: 0 })).toEqual({
      kind: 'refused',
      reason: 'no-variance',
    })
  })

  test('of ten million pairs are finite, however even their changes', () => {
    const nearlyAll = [
      { before: 0, after: 1, count: 9_999_999 },
      { before: 1, after: 0, count: 1 },
    ]
    const found = computed(changeEffect(nearlyAll))
    expect(found.d).toBeCloseTo(1581.1387, 3)
    // The standard error of a large d is nearly d / √(2n).
    expect(found.interval.high - found.interval.low).toBeCloseTo((2 * 1.959964 * found.d) / Math.sqrt(2e7), 4)
  })

  test('have no J with one degree of freedom or fewer', () => {
    for (const freedom of [1, 0, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => hedgesJ(freedom)).toThrow(RangeError)
  })
})
