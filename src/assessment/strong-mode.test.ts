import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '../../tests/specimen.ts'
import {
  CELLS,
  type Cell,
  type Cells,
  CONCEPTS_PER_PERSON,
  cellOf,
  drawReports,
  EPSILON_PER_CONCEPT,
  reportedOf,
  truthShare,
} from './strong-mode.ts'

const cellsOf = (concepts: number, cell: Cell = '11'): Cells =>
  Object.fromEntries(Array.from({ length: concepts }, (_, index) => [`c${index}`, cell]))

/** Gives these numbers in turn, and says when they are used up. */
const scripted = (...numbers: number[]) => {
  const left = [...numbers]
  return () => {
    const next = left.shift()
    if (next === undefined) throw new Error('one draw too many')
    return next
  }
}

const truths = Math.floor(truthShare(EPSILON_PER_CONCEPT) * 2 ** 32)

describe('strong mode', () => {
  test('tells the truth with probability e³ / (e³ + 3), 87.0 %', () => {
    expect(truthShare(3)).toBeCloseTo(Math.exp(3) / (Math.exp(3) + 3), 14)
    expect(truthShare(3)).toBeCloseTo(0.87, 3)
    expect(truthShare(Math.log(9))).toBeCloseTo(0.75, 14)
  })

  test('has ε of 3 for a concept and two concepts at most, so 6 in all', () => {
    expect(EPSILON_PER_CONCEPT).toBe(3)
    expect(CONCEPTS_PER_PERSON).toBe(2)
    expect([1, 2, 3, 15].map(reportedOf)).toEqual([1, 2, 2, 2])
  })

  test('names a cell by right before, then right after', () => {
    expect([cellOf(false, false), cellOf(false, true), cellOf(true, false), cellOf(true, true)]).toEqual([...CELLS])
  })
})

describe('drawing what is reported', () => {
  test('reports two distinct concepts of those that there are, or the one that there is', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, concepts) => {
        const names = Object.keys(drawReports(cellsOf(concepts), seeded(seed)))
        expect(names).toHaveLength(Math.min(2, concepts))
        expect(new Set(names).size).toBe(names.length)
        for (const name of names) expect(Object.keys(cellsOf(concepts))).toContain(name)
      }),
    )
  })

  test('makes every pair of concepts equally likely (chi-square, 60,000 people)', () => {
    const random = seeded(11)
    const pairs = new Map<string, number>()
    const people = 60_000
    for (let person = 0; person < people; person++) {
      const pair = Object.keys(drawReports(cellsOf(6), random))
        .sort()
        .join()
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
    }
    expect(pairs.size).toBe(15)
    const expected = people / 15
    const chiSquare = [...pairs.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 99.9 % point of chi-square with 14 degrees of freedom.
    expect(chiSquare).toBeLessThan(36.12)
  })

  test('chooses concepts without a look at the answers', () => {
    // The same draws, other answers, the same concepts.
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.constantFrom(...CELLS), { minLength: 5, maxLength: 5 }), (seed, given) => {
        const cells = Object.fromEntries(given.map((cell, index) => [`c${index}`, cell]))
        expect(Object.keys(drawReports(cells, seeded(seed)))).toEqual(Object.keys(drawReports(cellsOf(5), seeded(seed))))
      }),
    )
  })

  test('tells the truth below the bound, lies from it on, and each lie has a third of what is left', () => {
    const one = (...numbers: number[]) => drawReports({ debt: '01' }, scripted(0, ...numbers)).debt
    expect(one(0)).toBe('01')
    expect(one(truths - 1)).toBe('01')
    expect([0, 1, 2].map((lie) => one(truths, lie)).sort()).toEqual(['00', '10', '11'])
    expect([3, 4, 5].map((lie) => one(2 ** 32 - 1, lie)).sort()).toEqual(['00', '10', '11'])
  })

  test('draws again what would make one choice likelier than the others', () => {
    // 2³² is 1 more than a multiple of 3.
    const last = 2 ** 32 - 1
    expect(drawReports({ debt: '01' }, scripted(0, truths, last, last, 2)).debt).toBe('00')
    expect(() => drawReports({ debt: '01' }, scripted(0, truths, last))).toThrow('one draw too many')
  })

  test('makes no report more than e³ times likelier under one answer than under another: exactly, by its bound', () => {
    const truth = truths / 2 ** 32
    const lie = (1 - truth) / 3
    expect(truth / lie).toBeLessThanOrEqual(Math.exp(3))
    expect(truth / lie).toBeGreaterThan(Math.exp(3) * (1 - 1e-8))
    // Two reports of one person: the product.
    expect((truth / lie) ** 2).toBeLessThanOrEqual(Math.exp(6))
  })

  test('and by 400,000 draws of each answer, within what chance allows', () => {
    const random = seeded(12)
    const draws = 400_000
    const shares = CELLS.map((cell) => {
      const counts: Record<string, number> = {}
      for (let draw = 0; draw < draws; draw++) {
        const { debt = '' } = drawReports({ debt: cell }, random)
        counts[debt] = (counts[debt] ?? 0) + 1
      }
      return CELLS.map((reported) => (counts[reported] ?? 0) / draws)
    })
    const q = truthShare(3)
    const within = (found: number, expected: number) =>
      expect(Math.abs(found - expected)).toBeLessThan(4.5 * Math.sqrt((expected * (1 - expected)) / draws))
    for (const [answer, row] of shares.entries())
      for (const [reported, share] of row.entries()) within(share, answer === reported ? q : (1 - q) / 3)
    for (const [reported] of CELLS.entries()) {
      const column = shares.map((row) => row[reported] ?? 0)
      expect(Math.max(...column) / Math.min(...column)).toBeLessThan(Math.exp(3) * 1.04)
    }
  })

  test('lies about one concept whether or not it lies about the other', () => {
    const random = seeded(13)
    const draws = 200_000
    let [first, second, both] = [0, 0, 0]
    for (let draw = 0; draw < draws; draw++) {
      const { a, b } = drawReports({ a: '00', b: '11' }, random)
      if (a !== '00') first++
      if (b !== '11') second++
      if (a !== '00' && b !== '11') both++
    }
    const expected = (first / draws) * (second / draws)
    expect(Math.abs(both / draws - expected)).toBeLessThan(4.5 * Math.sqrt((expected * (1 - expected)) / draws))
  })
})
