import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keystrokesBetween, nearestOf } from './spelling.ts'

describe('keystrokes', () => {
  test.each([
    ['beca', 'beca', 0],
    ['trabjo', 'trabajo', 1],
    ['trabbajo', 'trabajo', 1],
    ['traabjo', 'trabajo', 1],
    ['pasporte', 'pasaporte', 1],
    ['pasaprote', 'pasaporte', 1],
    ['kitten', 'sitting', 3],
  ])('from %s to %s are %i', (one, other, count) => expect(keystrokesBetween(one, other, 5)).toBe(count))

  test('are as many one way as the other, never fewer than the difference in length, and none only between a word and itself', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
    fc.assert(
      fc.property(word, word, (one, other) => {
        const count = keystrokesBetween(one, other, 20)
        expect(count).toBe(keystrokesBetween(other, one, 20))
        expect(count).toBeGreaterThanOrEqual(Math.abs(one.length - other.length))
        expect(count === 0).toBe(one === other)
      }),
    )
  })

  test('are not counted past the most that is asked for', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (one, other, most) => {
        expect(keystrokesBetween(one, other, most)).toBe(Math.min(keystrokesBetween(one, other, 20), most + 1))
      }),
    )
  })
})

describe('the nearest known word', () => {
  const known = ['trabajo', 'beca', 'boda', 'novio', 'pasaporte']
  test('is the one a slip away', () => {
    expect(nearestOf('trabjo', known)).toBe('trabajo')
    expect(nearestOf('beka', known)).toBe('beca')
    expect(nearestOf('pasprte', known)).toBe('pasaporte')
  })
  test('is none where two slips would turn a short word into another', () => {
    expect(nearestOf('bova', ['beca', 'boda'])).toBe('boda')
    expect(nearestOf('bxxa', known)).toBeUndefined()
    expect(nearestOf('xyzzyq', known)).toBeUndefined()
  })
  test('begins as it was written, where two are as near', () => {
    expect(nearestOf('nota', ['bota', 'nata'])).toBe('nata')
  })
})
