import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EMPTY, filterTally, mergeTallies, subtractTally, type Tally, tallyOf } from './tally.ts'

const names = fc.constantFrom('a', 'b', 'c', 'd', 'n:AB:baseline', 'p:BA:debt:0>1')
const tallies: fc.Arbitrary<Tally> = fc.dictionary(names, fc.integer({ min: 1, max: 1e7 }), { noNullPrototype: true })

describe('merging', () => {
  test('adds counter by counter', () => {
    expect(mergeTallies({ a: 2, b: 1 }, { b: 3, c: 4 })).toEqual({ a: 2, b: 4, c: 4 })
  })

  test('is commutative', () => {
    fc.assert(
      fc.property(tallies, tallies, (a, b) => {
        expect(mergeTallies(a, b)).toEqual(mergeTallies(b, a))
      }),
    )
  })

  test('is associative, and merging many at once is merging them one by one', () => {
    fc.assert(
      fc.property(tallies, tallies, tallies, (a, b, c) => {
        const left = mergeTallies(mergeTallies(a, b), c)
        expect(left).toEqual(mergeTallies(a, mergeTallies(b, c)))
        expect(left).toEqual(mergeTallies(a, b, c))
      }),
    )
  })

  test('with the empty tally changes nothing', () => {
    fc.assert(
      fc.property(tallies, (a) => {
        expect(mergeTallies(a, EMPTY)).toEqual(a)
      }),
    )
    expect(mergeTallies()).toEqual(EMPTY)
  })

  test('leaves what it merges as it was', () => {
    fc.assert(
      fc.property(tallies, tallies, (a, b) => {
        const before = structuredClone([a, b])
        mergeTallies(a, b)
        expect([a, b]).toEqual(before)
      }),
    )
  })
})

describe('subtracting', () => {
  test('gives back what was there before merging', () => {
    fc.assert(
      fc.property(tallies, tallies, (a, b) => {
        expect(subtractTally(mergeTallies(a, b), b)).toEqual(a)
      }),
    )
  })

  test('leaves no counter at 0', () => {
    expect(subtractTally({ a: 2, b: 1 }, { a: 2 })).toEqual({ b: 1 })
    fc.assert(
      fc.property(tallies, (a) => {
        expect(subtractTally(a, a)).toEqual(EMPTY)
      }),
    )
  })

  test('throws where the part holds more than the whole, and names the counter', () => {
    expect(() => subtractTally({ a: 1 }, { a: 2 })).toThrow(new RangeError('tally: a holds 1, fewer than the 2 to be taken away'))
    expect(() => subtractTally({}, { b: 1 })).toThrow(RangeError)
  })
})

test('filtering splits a tally into two that merge to it again', () => {
  fc.assert(
    fc.property(tallies, (a) => {
      const isShort = (text: string) => text.length === 1
      expect(
        mergeTallies(
          filterTally(a, isShort),
          filterTally(a, (text) => !isShort(text)),
        ),
      ).toEqual(a)
    }),
  )
})

test('listing keys counts each as often as it stands there', () => {
  expect(tallyOf(['a', 'b', 'a'])).toEqual({ a: 2, b: 1 })
  expect(tallyOf([])).toEqual(EMPTY)
})
