import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dots, hatching } from './Area.tsx'

const room = fc.record({
  x: fc.integer({ min: 0, max: 300 }),
  y: fc.integer({ min: 0, max: 300 }),
  width: fc.double({ min: 0, max: 400, noNaN: true }),
  height: fc.double({ min: 0, max: 60, noNaN: true }),
})

test('no line of the hatching and no dot leaves its area', () => {
  fc.assert(
    fc.property(room, ({ x, y, width, height }) => {
      const points = [...hatching({ x, y, width, height }).matchAll(/[ML]([\d.e-]+) ([\d.e-]+)/g)]
      const marks = [...dots({ x, y, width, height }).matchAll(/M([\d.e-]+) ([\d.e-]+)/g)]
      for (const [, left, top] of [...points, ...marks]) {
        expect(Number(left)).toBeGreaterThanOrEqual(x - 1e-6)
        expect(Number(left)).toBeLessThanOrEqual(x + width + 1e-6)
        expect(Number(top)).toBeGreaterThanOrEqual(y - 1e-6)
        expect(Number(top)).toBeLessThanOrEqual(y + height + 1e-6)
      }
    }),
  )
})

test('an area of some size is hatched and dotted', () => {
  const area = { x: 0, y: 0, width: 40, height: 30 }
  expect(hatching(area).match(/M/g)?.length).toBe(9)
  expect(dots(area).match(/M/g)?.length).toBe(24)
})
