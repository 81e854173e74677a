import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Copy, copyOf, readTwins } from './twins.ts'

const older = copyOf('leaf', 6, { a: 1 })
const newer = copyOf('leaf', 7, { a: 2 })
const cut = (copy: Copy): Copy => ({ ...copy, text: copy.text.slice(0, -3) })

describe('two copies', () => {
  test('hold what the newer says, wherever it stands', () => {
    expect(readTwins('leaf', [older, newer])).toMatchObject({ kind: 'good', value: { a: 2 }, sequence: 7, slot: 1, isAlone: false })
    expect(readTwins('leaf', [newer, older])).toMatchObject({ value: { a: 2 }, slot: 0 })
  })

  test('are settled once both say the same', () => {
    expect(readTwins('leaf', [older, newer])).toMatchObject({ isSettled: false })
    expect(readTwins('leaf', [copyOf('leaf', 8, { a: 2 }), newer])).toMatchObject({ isSettled: true, sequence: 8 })
  })

  test('hold what the older says where the newer was cut off, changed, lost, or belongs to something else', () => {
    const wrongs = [cut(newer), { ...newer, text: newer.text.replace('2', '3') }, undefined, null, 'x', {}, copyOf('other', 9, {})]
    for (const wrong of wrongs)
      expect(readTwins('leaf', [older, wrong])).toMatchObject({ kind: 'good', value: { a: 1 }, slot: 0, isAlone: true })
  })

  test('are empty where nothing was ever written, and lost where nothing whole is left', () => {
    expect(readTwins('leaf', [undefined, undefined])).toEqual({ kind: 'empty' })
    expect(readTwins('leaf', [cut(older), cut(newer)])).toEqual({ kind: 'lost' })
    expect(readTwins('leaf', [cut(older), undefined])).toEqual({ kind: 'lost' })
  })

  test('never hold anything that was not written, wherever one of them is hit', () => {
    fc.assert(
      fc.property(fc.nat(newer.text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
        const text = newer.text.slice(0, at) + letter + newer.text.slice(at + 1)
        const read = readTwins<{ a: number }>('leaf', [older, { ...newer, text }])
        expect(read.kind === 'good' && read.value.a).toBe(text === newer.text ? 2 : 1)
      }),
    )
  })
})
