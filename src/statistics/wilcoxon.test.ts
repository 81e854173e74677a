import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relativeError } from './relative-error.ts'
import { type Difference, differences, EXACT_UP_TO, wilcoxon } from './wilcoxon.ts'

const each = (values: readonly number[]): Difference[] => values.map((difference) => ({ difference, count: 1 }))
const table = (values: readonly number[], counts: readonly number[]): Difference[] =>
  values.map((difference, i) => ({ difference, count: counts[i] ?? 0 }))

function computed(differences: readonly Difference[]) {
  const found = wilcoxon(differences)
  if (found.kind === 'refused') throw new Error(found.reason)
  return found
}

/** R 4.2, all 2ᵏ signs counted out (tied, with zeros) or psignrank (untied): sum of ranks that rose, p. tests/reference/statistics.R. */
const EXACT: [string, Difference[], [number, number][]][] = [
  ['ties', table([-2, -1, 1, 2, 3], [1, 2, 5, 4, 2]), [[87, 0.03173828125]]],
  ['ties and zeros', table([-2, -1, 0, 1, 2, 3], [1, 3, 4, 6, 4, 2]), [[157, 0.033843994140625]]],
  ['as many up as down', table([-1, 0, 1], [4, 3, 4]), [[30, 1]]],
  ['one person', each([3]), [[1, 1]]],
  ['all up', table([1], [12]), [[78, 0.00048828125]]],
]

/** R 4.2, the formula with Pratt's zeros written out, and wilcox.test(exact = FALSE) without zeros. */
const ZEROS: [number, number, number] = [15160, 6.855675444333406, 7.097635378440291e-12]
const TIES: [number, number] = [11260, 1.5851521361960068e-10]

const anyTable = fc
  .array(fc.record({ difference: fc.integer({ min: -6, max: 6 }), count: fc.integer({ min: 0, max: 12 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .filter((rows) => rows.some(({ difference, count }) => difference !== 0 && count > 0))
const grown = (rows: readonly Difference[]) => rows.map(({ difference, count }) => ({ difference, count: count * 100 }))

describe('the signed-rank test', () => {
  test('of Hollander & Wolfe’s depression scores (1973, p. 29) has T = 40 of 9 and one-sided 0.0195', () => {
    const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]
    const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    const found = computed(each(before.map((score, i) => score - (after[i] ?? 0))))
    expect(found).toMatchObject({ method: 'exact', rose: 40, fell: 5, zeros: 0 })
    expect(found.p / 2).toBeCloseTo(0.0195, 4)
  })

  test('of Pratt’s thirteen (1959), lowered a little, has his one-sided 109/2¹³', () => {
    const sample = [0, 2, 3, 4, 6, 7, 8, 9, 11, 14, 15, 17, -18].map((value) => value - 0.5)
    expect(computed(each(sample)).p / 2).toBeCloseTo(109 / 2 ** 13, 15)
  })

  test('of his thirteen as they are is no less clear: the zero keeps its rank, and the highest stays 13', () => {
    const found = computed(each([0, 2, 3, 4, 6, 7, 8, 9, 11, 14, 15, 17, -18]))
    expect(found).toMatchObject({ zeros: 1, fell: 13, rose: 77 })
    // 49 sets of different ranks from 2 to 13 sum to 13 or less.
    expect(found.p / 2).toBeCloseTo(49 / 2 ** 12, 15)
  })

  // Largest relative error found: none; 3e-15 in the tests of large tables below.
  test.each(EXACT)('is exact with %s, as R counts it out', (_, rows, [[rose, p] = [0, 0]]) => {
    const found = computed(rows)
    expect(found).toMatchObject({ method: 'exact', rose })
    expect(relativeError(found.p, p)).toBeLessThan(1e-13)
  })

  test.each([
    [20, 15, 0.0002613067626953125],
    [100, 1400, 8.0848084976866319e-5],
  ])('without ties of %i pairs is R’s psignrank at %i', (n, wanted, p) => {
    // The ranks that rise are taken from the largest down until they sum to what is wanted.
    let left = wanted
    const rows = Array.from({ length: n }, (_, i) => n - i).map((rank) => {
      const rises = rank <= left
      if (rises) left -= rank
      return { difference: rises ? rank : -rank, count: 1 }
    })
    const found = computed(rows)
    expect(found).toMatchObject({ method: 'exact', rose: wanted })
    expect(relativeError(found.p, p)).toBeLessThan(1e-12)
  })

  test('is normal beyond a hundred pairs, with ties, zeros and continuity as R has them', () => {
    const found = computed(table([-2, -1, 0, 1, 2, 3], [10, 30, 40, 60, 40, 20]))
    if (found.method !== 'normal') throw new Error(found.method)
    expect(found.rose).toBe(ZEROS[0])
    expect(relativeError(found.z, ZEROS[1])).toBeLessThan(1e-13)
    expect(relativeError(found.p, ZEROS[2])).toBeLessThan(1e-12)
    const tied = computed(table([-2, -1, 1, 2, 3], [10, 40, 60, 40, 20]))
    expect(tied.rose).toBe(TIES[0])
    expect(relativeError(tied.p, TIES[1])).toBeLessThan(1e-12)
  })

  test('exact and normal meet where one hands over to the other', () => {
    const rows = (zeros: number) => table([-1, 0, 1, 2], [30, zeros, 25, 15])
    const [exact, normal] = [computed(rows(30)), computed(rows(31))]
    expect([exact.pairs, exact.method, normal.method]).toEqual([EXACT_UP_TO, 'exact', 'normal'])
    expect(Math.abs(exact.p - normal.p)).toBeLessThan(0.01)
  })

  test('keeps p, and swaps its sums, when rising and falling change places', () => {
    fc.assert(
      fc.property(anyTable, fc.boolean(), (rows, large) => {
        const there = computed(large ? grown(rows) : rows)
        const back = computed((large ? grown(rows) : rows).map(({ difference, count }) => ({ difference: -difference, count })))
        expect([back.rose, back.fell]).toEqual([there.fell, there.rose])
        expect(relativeError(back.p, there.p)).toBeLessThan(1e-9)
      }),
    )
  })

  test('has ranks that sum to n (n + 1) / 2, the zeros’ among them', () => {
    fc.assert(
      fc.property(anyTable, (rows) => {
        const { pairs, zeros, rose, fell, p } = computed(rows)
        expect(rose + fell + (zeros * (zeros + 1)) / 2).toBeCloseTo((pairs * (pairs + 1)) / 2, 9)
        expect(p).toBeGreaterThan(0)
        expect(p).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('hears the order of the steps alone, not their size', () => {
    fc.assert(
      fc.property(anyTable, (rows) => {
        const cubed = rows.map(({ difference, count }) => ({ difference: difference ** 3, count }))
        expect(computed(cubed)).toEqual(computed(rows))
      }),
    )
  })

  test('of ten million costs no more than of ten, and its p is never 0', () => {
    expect(computed([{ difference: 1, count: 10_000_000 }])).toMatchObject({ method: 'normal', p: Number.MIN_VALUE })
    expect(computed(table([-1, 0, 1], [2_000_000, 6_000_000, 2_000_000]))).toMatchObject({ p: 1, zeros: 6_000_000 })
  })

  test('is refused of nobody, and where nobody changed', () => {
    expect(wilcoxon([])).toEqual({ kind: 'refused', reason: 'nobody' })
    expect(wilcoxon([{ difference: 0, count: 30 }])).toEqual({ kind: 'refused', reason: 'no-change' })
  })

  test('takes its differences from a table of pairs', () => {
    expect(differences([{ before: 3, after: 1, count: 4 }])).toEqual([{ difference: -2, count: 4 }])
  })

  test.each([
    { difference: 1, count: -1 },
    { difference: 1, count: 1.5 },
    { difference: Number.NaN, count: 1 },
    { difference: Number.POSITIVE_INFINITY, count: 1 },
  ])('%j is no difference', (row) => {
    expect(() => wilcoxon([row])).toThrow(RangeError)
  })
})
