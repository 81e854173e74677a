import { expect, test } from 'vitest'
import { afterWrong, isPin, keepPin, type Lock, PIN, UNLOCKED, waitOf } from './pin.ts'

test('a PIN is known again by its hash, and no other is', () => {
  const kept = keepPin('4711', 'a salt')
  expect(isPin('4711', kept)).toBe(true)
  for (const wrong of ['4712', '0000', '47110', '']) expect(isPin(wrong, kept)).toBe(false)
  expect(JSON.stringify(kept)).not.toContain('4711')
})

test('the same PIN has another hash under another salt', () => {
  expect(keepPin('4711', 'one').hash).not.toBe(keepPin('4711', 'two').hash)
})

test('four to eight digits are a PIN', () => {
  expect(['1234', '12345678'].every((text) => PIN.test(text))).toBe(true)
  expect(['123', '123456789', '12a4', ' 1234', ''].some((text) => PIN.test(text))).toBe(false)
})

test('the fifth wrong try waits a minute, each further one twice as long, and none longer than an hour', () => {
  const waits: number[] = []
  let lock: Lock = UNLOCKED
  for (let tries = 0; tries < 14; tries++) {
    lock = afterWrong(lock, 1000)
    waits.push(waitOf(lock, 1000) / 60_000)
  }
  expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
})

test('a clock that was put back by years makes nobody wait for years', () => {
  expect(waitOf({ tries: 5, until: 2_000_000_000_000 }, 0)).toBe(3_600_000)
})
