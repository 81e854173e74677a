import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { difficulty, type ItemRow, itemRest } from './item.ts'
import { relativeError } from './relative-error.ts'
import { wilsonInterval } from './wilson.ts'

/** R 4.2, a simulated scale of six items and 400 people: people by score; for each item how many right at each score; its cor() with the rest. */
const SCORES = [24, 62, 81, 94, 80, 49, 10]
const RIGHT = [
  [0, 32, 61, 88, 74, 49, 10],
  [0, 18, 50, 80, 74, 48, 10],
  [0, 5, 24, 58, 72, 49, 10],
  [0, 5, 11, 25, 58, 44, 10],
  [0, 2, 10, 30, 36, 42, 10],
  [0, 0, 6, 1, 6, 13, 10],
]
const CORRELATIONS = [
  0.29192854419342845, 0.33292396155346915, 0.43122778313553933, 0.3560312657230653, 0.2914779211922638, 0.1810751671586755,
]

/** Rows of one item and the sum of the others, from which the test takes the counters. */
const rows = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 40 })
const toCounts = (answers: readonly (readonly [number, number])[]): ItemRow[] =>
  answers.map(([item, rest]) => ({ score: rest + item, right: item, wrong: 1 - item }))

/** Pearson's r straight from rows. */
function pearson(answers: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(answers.map(([item]) => item)), mean(answers.map(([, rest]) => rest))]
  const products = (of: (item: number, rest: number) => number) => mean(answers.map(([item, rest]) => of(item - x, rest - y)))
  return products((a, b) => a * b) / Math.sqrt(products((a) => a * a) * products((_, b) => b * b))
}

describe('the difficulty of an item', () => {
  test('is the share right, with Wilson’s interval', () => {
    expect(difficulty(81, 263)).toEqual({ kind: 'computed', n: 263, share: 81 / 263, ...wilsonInterval(81, 263) })
    expect(difficulty(0, 0)).toEqual({ kind: 'refused', reason: 'nobody' })
    expect(difficulty(10_000_000, 10_000_000)).toMatchObject({ share: 1, high: 1 })
    expect(() => difficulty(3, 2)).toThrow('difficulty: right is 3')
    expect(() => difficulty(0.5, 2)).toThrow(RangeError)
  })
})

describe('the correlation of an item with the rest', () => {
  test('worked by hand: two right with rests 2 and 1, two wrong with rests 1 and 0, give ½ / √½ = 0.7071', () => {
    const found = itemRest([
      { score: 3, right: 1, wrong: 0 },
      { score: 2, right: 1, wrong: 0 },
      { score: 1, right: 0, wrong: 1 },
      { score: 0, right: 0, wrong: 1 },
    ])
    expect(found).toEqual({ kind: 'computed', n: 4, correlation: expect.closeTo(Math.SQRT1_2, 14) })
  })

  // Largest relative error found: 2e-16.
  test.each(CORRELATIONS.map((expected, item) => [item + 1, RIGHT[item] ?? [], expected] as const))(
    'of simulated item %i is what R has from the rows',
    (_, right, expected) => {
      const table = SCORES.map((people, score) => ({ score, right: right[score] ?? 0, wrong: people - (right[score] ?? 0) }))
      const found = itemRest(table)
      expect(found.kind === 'computed' && relativeError(found.correlation, expected)).toBeLessThan(1e-13)
    },
  )

  test('is Pearson’s of the rows, and does not hear the order or splitting of the table', () => {
    fc.assert(
      fc.property(rows, (answers) => {
        const found = itemRest(toCounts(answers))
        expect(itemRest([...toCounts(answers)].reverse())).toEqual(
          found.kind === 'computed' ? { ...found, correlation: expect.closeTo(found.correlation, 10) } : found,
        )
        if (found.kind === 'refused') expect(found.reason).toBe('no-variance')
        else expect(found.correlation).toBeCloseTo(pearson(answers), 10)
      }),
    )
  })

  test('is refused of nobody, of one person, where all are right or wrong, and where the rest is the same', () => {
    expect(itemRest([])).toEqual({ kind: 'refused', reason: 'nobody' })
    for (const table of [
      [{ score: 2, right: 1, wrong: 0 }],
      [
        { score: 2, right: 5, wrong: 0 },
        { score: 1, right: 4, wrong: 0 },
      ],
      [
        { score: 2, right: 0, wrong: 5 },
        { score: 1, right: 0, wrong: 4 },
      ],
      [
        { score: 2, right: 5, wrong: 0 },
        { score: 1, right: 0, wrong: 4 },
      ],
    ])
      expect(itemRest(table)).toEqual({ kind: 'refused', reason: 'no-variance' })
  })

  test('costs ten million people no more than ten', () => {
    const large = itemRest([
      { score: 2, right: 5_000_000, wrong: 1 },
      { score: 0, right: 0, wrong: 5_000_000 },
    ])
    expect(large).toMatchObject({ n: 10_000_001, correlation: expect.closeTo(1, 5) })
  })

  test('does not take what is no count', () => {
    expect(() => itemRest([{ score: 1, right: -1, wrong: 2 }])).toThrow(RangeError)
    expect(() => itemRest([{ score: Number.NaN, right: 1, wrong: 2 }])).toThrow(RangeError)
  })
})
