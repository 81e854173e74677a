import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { associationFit, type CountTable, loneCell } from './lone-cell.ts'
import { relativeError } from './relative-error.ts'

/** Mental health by the parents' standing in Midtown Manhattan: Srole et al. 1962, as in Agresti, Categorical Data Analysis, table 9.6. */
const MIDTOWN: CountTable = [
  [64, 94, 58, 46],
  [57, 94, 54, 40],
  [57, 105, 65, 60],
  [72, 141, 77, 94],
  [36, 97, 54, 78],
  [21, 71, 54, 71],
]

/** Scores before × after, made up. */
const SCORES = [
  [30, 12, 4, 1],
  [14, 40, 16, 5],
  [5, 18, 60, 20],
  [2, 5, 22, 46],
]

const more = (table: CountTable, row: number, column: number, people: number): number[][] =>
  table.map((cells, i) => cells.map((count, j) => count + (i === row && j === column ? people : 0)))

function computed(table: CountTable) {
  const found = loneCell(table)
  if (found.kind === 'refused') throw new Error(found.reason)
  return found
}

describe('the smooth table', () => {
  test('fits Midtown Manhattan as Agresti has it: deviance 9.9 on 14, association 0.091', () => {
    const { association, deviance, freedom } = associationFit(MIDTOWN, { hasDiagonal: false })
    expect([association.toFixed(3), deviance.toFixed(1), freedom]).toEqual(['0.091', '9.9', 14])
    // R 4.2: glm with rows, columns and the product of the scores; tests/reference/statistics.R.
    expect(relativeError(association, 0.0906866088096)).toBeLessThan(1e-5)
    expect(relativeError(deviance, 9.8951235501813)).toBeLessThan(1e-8)
  })

  test('with a diagonal of its own, and without one cell, has the deviance that R gives', () => {
    const plain = associationFit(SCORES, { hasDiagonal: true })
    expect(relativeError(plain.deviance, 1.810990034439)).toBeLessThan(1e-3)
    expect(relativeError(plain.association, 0.693236764781)).toBeLessThan(1e-4)
    expect(plain.freedom).toBe(7)
    const lumpy = more(SCORES, 1, 2, 50)
    expect(relativeError(associationFit(lumpy, { hasDiagonal: true }).deviance, 22.3445515695)).toBeLessThan(1e-5)
    const without = associationFit(lumpy, { hasDiagonal: true, without: { row: 1, column: 2 } })
    expect(relativeError(without.deviance, 1.66260667923)).toBeLessThan(1e-3)
    expect(without.expected[1]?.[2]).toBeCloseTo(18.364, 2)
  })

  test('holds as many people as the table, row by row and column by column', () => {
    const counts = fc.array(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 4, maxLength: 4 }), {
      minLength: 4,
      maxLength: 4,
    })
    fc.assert(
      fc.property(counts, (table) => {
        const total = table.flat().reduce((sum, count) => sum + count, 0)
        const { expected } = associationFit(table, { hasDiagonal: true })
        for (const [row, cells] of table.entries()) {
          const gap = (expected[row] ?? []).reduce((sum, count) => sum + count, 0) - cells.reduce((sum, count) => sum + count, 0)
          expect(Math.abs(gap)).toBeLessThanOrEqual(1e-3 * Math.max(1, total))
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('a cell that holds more than its surroundings explain', () => {
  test('is found where it is, with the p that R’s two models give, times the cells', () => {
    const found = computed(more(SCORES, 1, 2, 50))
    expect(found).toMatchObject({ row: 1, column: 2, count: 66 })
    expect(found.expected).toBeCloseTo(18.364, 2)
    expect(found.excess).toBeCloseTo((66 - 18.364) / 350, 4)
    expect(relativeError(found.p, 4.33807383049e-5)).toBeLessThan(1e-4)
  })

  test('is found wherever it stands, a corner and the diagonal too', () => {
    const big = SCORES.map((row) => row.map((count) => count * 10))
    for (const row of [0, 1, 2, 3])
      for (const column of [0, 1, 2, 3]) {
        const found = computed(more(big, row, column, 1500))
        expect([found.row, found.column], `${row} ${column}`).toEqual([row, column])
        expect(found.p).toBeLessThan(1e-6)
      }
  })

  test('is as likely whichever occasion is written first', () => {
    const lumpy = more(SCORES, 0, 2, 40)
    const turned = (lumpy[0] ?? []).map((_, column) => lumpy.map((row) => row[column] ?? 0))
    const [one, other] = [computed(lumpy), computed(turned)]
    expect([other.row, other.column]).toEqual([one.column, one.row])
    expect(Math.abs(Math.log(one.p / other.p))).toBeLessThan(0.01)
  })

  test('is none in a smooth table, nor where nobody changes', () => {
    expect(computed(SCORES).p).toBe(1)
    const still = computed([
      [40, 0, 0],
      [0, 50, 0],
      [0, 0, 30],
    ])
    expect(still.p).toBe(1)
  })

  test('has a p of a number at ten million people', () => {
    const found = computed(more(SCORES, 1, 2, 50).map((row) => row.map((count) => count * 30_000)))
    expect(found.p).toBeGreaterThan(0)
    expect(found.p).toBeLessThan(1e-300)
  })

  test('is not looked for among nobody, in fewer than three scores, or with fewer people than cells', () => {
    expect(
      loneCell([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({ kind: 'refused', reason: 'nobody' })
    expect(
      loneCell([
        [9, 8],
        [7, 60],
      ]),
    ).toEqual({ kind: 'refused', reason: 'too-few' })
    expect(
      loneCell([
        [2, 0, 1],
        [0, 2, 0],
        [1, 0, 2],
      ]),
    ).toEqual({ kind: 'refused', reason: 'too-few' })
    expect(() =>
      loneCell([
        [1, 2, 3],
        [4, 5],
      ]),
    ).toThrow(/row 1 has 2 columns/)
    expect(() => loneCell([[1.5]])).toThrow(/count is 1.5/)
  })
})
