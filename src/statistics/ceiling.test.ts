import { describe, expect, test } from 'vitest'
import { ceiling } from './ceiling.ts'
import { wilsonInterval } from './wilson.ts'

describe('the share at the ceiling', () => {
  test('is that of the highest score, with Wilson’s interval', () => {
    const scores = [
      { score: 4, count: 20 },
      { score: 6, count: 50 },
      { score: 5, count: 30 },
      { score: 6, count: 0 },
    ]
    expect(ceiling(scores, 6)).toEqual({ kind: 'computed', atCeiling: 50, n: 100, share: 0.5, ...wilsonInterval(50, 100) })
    expect(ceiling(scores, 7)).toMatchObject({ atCeiling: 0, share: 0, low: 0 })
  })

  test('is 1 where everybody is there, ten million as well as one', () => {
    for (const count of [1, 10_000_000]) expect(ceiling([{ score: 3, count }], 3)).toMatchObject({ share: 1, high: 1 })
  })

  test('of nobody is refused', () => {
    expect(ceiling([], 3)).toEqual({ kind: 'refused', reason: 'nobody' })
    expect(ceiling([{ score: 3, count: 0 }], 3)).toEqual({ kind: 'refused', reason: 'nobody' })
  })

  test('does not take a score above the highest, or what is no count', () => {
    expect(() => ceiling([{ score: 4, count: 1 }], 3)).toThrow('ceiling: score is 4; the highest is 3')
    expect(() => ceiling([{ score: Number.NaN, count: 1 }], 3)).toThrow(RangeError)
    expect(() => ceiling([{ score: 1, count: -1 }], 3)).toThrow(RangeError)
  })
})
