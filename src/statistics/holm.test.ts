import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holm } from './holm.ts'

const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 })

/** R 4.2, p.adjust(…, "holm"), tests/reference/statistics.R. */
const R: [number[], number[]][] = [
  [
    [0.01, 0.04, 0.03, 0.005],
    [0.03, 0.06, 0.06, 0.02],
  ],
  [
    [0.5, 0.001, 0.02, 0.02, 0.9, 0.04, 0.3],
    [1, 0.007, 0.12, 0.12, 1, 0.16, 0.9],
  ],
]

describe('Holm’s adjustment', () => {
  test.each(R)('of %j is R’s', (raw, adjusted) => {
    expect(holm(raw)).toEqual(adjusted.map((p) => expect.closeTo(p, 15)))
  })

  test('never lowers a value, never exceeds 1 or Bonferroni’s, and keeps their order', () => {
    fc.assert(
      fc.property(values, (raw) => {
        const adjusted = holm(raw)
        expect(adjusted).toHaveLength(raw.length)
        const pairs = raw.map((p, place) => ({ p, after: adjusted[place] ?? Number.NaN }))
        for (const { p, after } of pairs) {
          expect(after).toBeGreaterThanOrEqual(p)
          expect(after).toBeLessThanOrEqual(Math.min(1, p * raw.length))
        }
        const rising = pairs.sort((one, other) => one.p - other.p).map(({ after }) => after)
        expect(rising).toEqual([...rising].sort((one, other) => one - other))
      }),
    )
  })

  test('does not depend on the order they come in', () => {
    fc.assert(
      fc.property(values, (raw) => {
        expect(holm([...raw].reverse()).reverse()).toEqual(holm(raw))
      }),
    )
  })

  test('leaves a single value as it is, and none as none', () => {
    expect(holm([0.04])).toEqual([0.04])
    expect(holm([])).toEqual([])
    expect(holm([0, 0])).toEqual([0, 0])
  })

  test.each([-0.1, 1.1, Number.NaN])('does not take %d for a p-value', (p) => {
    expect(() => holm([0.5, p])).toThrow(RangeError)
  })
})
