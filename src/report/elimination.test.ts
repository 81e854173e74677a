import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { follows, rankOf } from '../../tests/fractions.ts'
import { PRIME, residues, rowSpaceOf, sumsThatFollow } from './elimination.ts'

const spaceOf = (rows: readonly (readonly number[])[]) => rowSpaceOf(rows.map(residues))

/** Some rows of 0 and 1, and one more. */
const systems = fc.integer({ min: 1, max: 9 }).chain((columns) =>
  fc.record({
    rows: fc.array(fc.array(fc.constantFrom(0, 0, 1), { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 }),
    wanted: fc.array(fc.constantFrom(0, 1, -1), { minLength: columns, maxLength: columns }),
  }),
)

test('the prime is one, and a product of two residues is exact in a double', () => {
  for (let divisor = 2; divisor * divisor <= PRIME; divisor++) expect(PRIME % divisor).not.toBe(0)
  expect((PRIME - 1) * (PRIME - 1) + PRIME).toBeLessThan(Number.MAX_SAFE_INTEGER)
})

describe('a sum follows', () => {
  test('from overall and all leaves but one: it is the one', () => {
    const space = spaceOf([
      [1, 1, 1],
      [0, 1, 0],
      [0, 0, 1],
    ])
    expect(space.combination(residues([1, 0, 0]))).toEqual(residues([1, -1, -1]))
    expect(space.rank).toBe(3)
  })

  test('not from overall and all leaves but two', () => {
    const space = spaceOf([
      [1, 1, 1],
      [0, 0, 1],
    ])
    expect(space.combination(residues([1, 0, 0]))).toBeUndefined()
    expect([...space.residual(residues([1, 0, 0]))].some((value) => value !== 0)).toBe(true)
  })

  test('exactly where it does over the fractions', () => {
    let yes = 0
    fc.assert(
      fc.property(systems, ({ rows, wanted }) => {
        const isFollowing = follows(rows, wanted)
        if (isFollowing && wanted.some((value) => value !== 0)) yes++
        expect(spaceOf(rows).combination(residues(wanted)) !== undefined).toBe(isFollowing)
        expect(spaceOf(rows).rank).toBe(rankOf(rows))
      }),
      { numRuns: 600 },
    )
    expect(yes).toBeGreaterThan(50)
  })

  test('by the coefficients that are given', () => {
    fc.assert(
      fc.property(systems, ({ rows, wanted }) => {
        const coefficients = spaceOf(rows).combination(residues(wanted))
        if (!coefficients) return
        wanted.forEach((value, column) => {
          const sum = rows.reduce((total, row, at) => (total + (coefficients[at] as number) * (row[column] as number)) % PRIME, 0)
          expect(sum).toBe((value + PRIME) % PRIME)
        })
      }),
      { numRuns: 300 },
    )
  })

  test('trivially where it counts nothing, and never from no sums', () => {
    expect(rowSpaceOf([]).combination(residues([0, 0]))).toEqual(new Float64Array(0))
    expect(rowSpaceOf([]).combination(residues([1, 0]))).toBeUndefined()
  })
})

test('relations are all combinations of the rows that come to nothing', () => {
  const { relations } = spaceOf([
    [1, 1, 0],
    [0, 0, 1],
    [1, 1, 1],
  ])
  expect(relations).toEqual([residues([-1, -1, 1])])
})

describe('sums that follow', () => {
  const singlesOf = (columns: number) =>
    Array.from({ length: columns }, (_, at) => Array.from({ length: columns }, (__, j) => (j === at ? 1 : 0)))

  test('are exactly those that do, each row counted twice at most, the empty one apart', () => {
    let sums = 0
    fc.assert(
      fc.property(systems, ({ rows }) => {
        const columns = Math.min(6, rows[0]?.length ?? 0)
        const short = rows.map((row) => row.slice(0, columns))
        const found = sumsThatFollow(spaceOf(short), singlesOf(columns).map(residues))
        const expected: string[] = []
        for (let chosen = 1; chosen < 3 ** columns; chosen++) {
          const times = Array.from({ length: columns }, (_, at) => Math.floor(chosen / 3 ** at) % 3)
          if (follows(short, times)) expected.push(times.join())
        }
        sums += expected.length
        expect(found.map((times) => times.join()).sort()).toEqual(expected.sort())
      }),
      { numRuns: 60 },
    )
    expect(sums).toBeGreaterThan(200)
  })

  test('of views that cross may count a place twice', () => {
    // a + b + c, c + d, b + d: the first less the second and plus the third is a + 2b.
    const crossing = [
      [1, 1, 1, 0],
      [0, 0, 1, 1],
      [0, 1, 0, 1],
    ]
    expect(sumsThatFollow(spaceOf(crossing), singlesOf(4).slice(0, 2).map(residues))).toEqual([[1, 2]])
  })

  test('count rows once at most where many are independent, and stand for more where there are too many to try', () => {
    const singles = singlesOf(4).map(residues)
    expect(sumsThatFollow(rowSpaceOf(singles), singles, { twice: 3 })).toHaveLength(15)
    const few = sumsThatFollow(rowSpaceOf(singles), singles, { once: 2 })
    expect(singlesOf(4).every((single) => few.some((times) => times.join() === single.join()))).toBe(true)
  })
})
