import { describe, expect, test } from 'vitest'
import { requireCounts, requireShare } from './count.ts'

describe('what is asked of arguments', () => {
  test('counts are whole numbers from 0, and the message names function and argument', () => {
    expect(() => requireCounts('here', { gained: 0, lost: 10_000_000 })).not.toThrow()
    expect(() => requireCounts('here', { gained: 3, lost: 2.5 })).toThrow('here: lost is 2.5; it has to be a whole number from 0')
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(() => requireCounts('here', { bad })).toThrow(RangeError)
  })

  test('levels and powers lie strictly between 0 and 1', () => {
    expect(() => requireShare('here', 'level', 0.05)).not.toThrow()
    for (const bad of [0, 1, -0.1, Number.NaN]) expect(() => requireShare('here', 'level', bad)).toThrow(`here: level is ${bad}`)
  })
})
