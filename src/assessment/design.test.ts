import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '../../tests/specimen.ts'
import { AGE_BANDS, drawDesign, FORM_ORDERS, formAt, shuffledOrder } from './design.ts'

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('the form met', () => {
  test('is A before and B after in the order AB, and the reverse in BA', () => {
    expect(formAt('AB', 'baseline')).toBe('A')
    expect(formAt('AB', 'endline')).toBe('B')
    expect(formAt('BA', 'baseline')).toBe('B')
    expect(formAt('BA', 'endline')).toBe('A')
    // Weeks later not the one that was met last.
    for (const order of FORM_ORDERS) expect(formAt(order, 'followup')).not.toBe(formAt(order, 'endline'))
  })
})

describe('drawing the design', () => {
  const draws = (shares: { orderAB: number; contentFirst: number }, age: (typeof AGE_BANDS)[number], n = 20_000) => {
    const random = seeded(7)
    return Array.from({ length: n }, () => drawDesign(random, shares, age))
  }

  test('keeps to the shares of the wave over many draws', () => {
    const n = 20_000
    for (const shares of [
      { orderAB: 0.5, contentFirst: 0.15 },
      { orderAB: 0.25, contentFirst: 0.6 },
    ]) {
      const drawn = draws(shares, '18+', n)
      const within = (found: number, expected: number) =>
        expect(Math.abs(found / n - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / n))
      within(drawn.filter(({ order }) => order === 'AB').length, shares.orderAB)
      within(drawn.filter(({ arm }) => arm === 'content-first').length, shares.contentFirst)
      // The order says nothing of the arm.
      within(
        drawn.filter(({ order, arm }) => order === 'AB' && arm === 'content-first').length,
        shares.orderAB * shares.contentFirst,
      )
    }
  })

  test('never puts anybody into the content-first arm who did not say that she is 18 or over', () => {
    fc.assert(
      fc.property(
        uint32,
        share,
        share,
        fc.constantFrom('14-17' as const, 'unsaid' as const),
        (seed, orderAB, contentFirst, age) => {
          expect(drawDesign(seeded(seed), { orderAB, contentFirst }, age).arm).toBe('questions-first')
        },
      ),
    )
    expect(draws({ orderAB: 0.5, contentFirst: 1 }, '14-17', 500).every(({ arm }) => arm === 'questions-first')).toBe(true)
  })

  test('draws always at a share of 1 and never at a share of 0, even at the ends of the random range', () => {
    for (const number of [0, 2 ** 32 - 1]) {
      expect(drawDesign(() => number, { orderAB: 1, contentFirst: 1 }, '18+')).toMatchObject({ order: 'AB', arm: 'content-first' })
      expect(drawDesign(() => number, { orderAB: 0, contentFirst: 0 }, '18+')).toMatchObject({
        order: 'BA',
        arm: 'questions-first',
      })
    }
  })

  test('takes as many random numbers whatever the age, so that nothing about it can be told from them', () => {
    const taken = AGE_BANDS.map((age) => {
      let count = 0
      const random = seeded(1)
      const counted = () => {
        count++
        return random()
      }
      drawDesign(counted, { orderAB: 0.5, contentFirst: 0.5 }, age)
      return count
    })
    expect(new Set(taken).size).toBe(1)
  })
})

describe('the order of options', () => {
  test('is a permutation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), uint32, fc.integer({ min: 0, max: 40 }), (length, seed, salt) => {
        expect([...shuffledOrder(length, seed, salt)].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i))
      }),
    )
  })

  test('is the same for the same seed and salt, and another salt gives another order soon', () => {
    fc.assert(
      fc.property(uint32, (seed) => {
        expect(shuffledOrder(4, seed, 3)).toEqual(shuffledOrder(4, seed, 3))
        const orders = Array.from({ length: 20 }, (_, salt) => shuffledOrder(4, seed, salt).join())
        expect(new Set(orders).size).toBeGreaterThan(3)
      }),
    )
  })

  test.each([3, 4])('is close to uniform over all orders of %i options', (length) => {
    const random = seeded(11)
    const n = 24_000
    const found = new Map<string, number>()
    for (let i = 0; i < n; i++) {
      const order = shuffledOrder(length, random(), i % 15).join()
      found.set(order, (found.get(order) ?? 0) + 1)
    }
    const orders = length === 3 ? 6 : 24
    expect(found.size).toBe(orders)
    const expected = n / orders
    const chiSquare = [...found.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 99.9 % points of chi-square with 5 and 23 degrees of freedom.
    expect(chiSquare).toBeLessThan(length === 3 ? 20.52 : 49.73)
  })

  test('is close to uniform for one visit’s seed over the salts too', () => {
    const first = [0, 0, 0, 0]
    for (let seed = 0; seed < 400; seed++)
      for (let salt = 0; salt < 15; salt++) {
        const place = shuffledOrder(4, seed, salt).indexOf(0)
        first[place] = (first[place] ?? 0) + 1
      }
    for (const count of first) expect(Math.abs(count / 6000 - 0.25)).toBeLessThan(0.025)
  })
})
