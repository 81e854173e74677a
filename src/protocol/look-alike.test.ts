import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { likeness, shapeOf } from './look-alike.ts'

const id = fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,8}){0,2}$/)

describe('two ids', () => {
  test.each([
    ['terminal-cali', 'termina1-cali'],
    ['mesa-ibague', 'mesa-lbague'],
    ['modern', 'modem'],
    ['hk-4500', 'hk-45oo'],
    ['seat-card-1', 'seat-cardi'],
    ['north-wall', 'north-vvall'],
    ['club', 'dub'],
  ])('%s and %s look the same', (one, other) => {
    expect(likeness(one, other)).toBe('same-to-the-eye')
  })

  test.each([
    ['terminal-cali', 'terminal-calli'],
    ['terminal-cali', 'terminal-cai'],
    ['terminal-cali', 'terminal-cala'],
    ['terminal-cali', 'temrinal-cali'],
    ['hk-4521-a', 'hk-4521-e'],
  ])('%s and %s are one slip apart', (one, other) => {
    expect(likeness(one, other)).toBe('one-slip-away')
  })

  test.each([
    ['hk-4521', 'hk-4522'],
    ['hk-4521', 'hk-4512'],
    ['seat-card-1', 'seat-card-11'],
    ['mesa-cali', 'mesa-pereira'],
    ['terminal-bogota', 'terminal-medellin'],
    ['n195av', 'n196av'],
    ['abcd', 'acdb'],
  ])('%s and %s are told apart, a number being there to do so', (one, other) => {
    expect(likeness(one, other)).toBeUndefined()
  })

  test('are as alike one way round as the other', () => {
    fc.assert(fc.property(id, id, (one, other) => likeness(one, other) === likeness(other, one)))
  })

  test('are told apart where only a digit stands for another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99999 }), fc.integer({ min: 0, max: 99999 }), (one, other) => {
        fc.pre(one !== other)
        return likeness(`hk-${one}`, `hk-${other}`) === undefined
      }),
    )
  })

  test('that differ by one letter more are always alike', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,20}$/), fc.nat(), fc.stringMatching(/^[a-z]$/), (word, place, letter) => {
        const at = place % (word.length + 1)
        return likeness(word, word.slice(0, at) + letter + word.slice(at)) !== undefined
      }),
    )
  })

  test('have a shape that has itself as shape', () => {
    fc.assert(fc.property(id, (one) => likeness(one, shapeOf(one)) === 'same-to-the-eye' || /rn|vv|cl/.test(shapeOf(one))))
  })
})
