import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf, lineWidth } from './lines.ts'

const word = fc.string({ unit: fc.constantFrom(...'aeimnoWéÑ12'), minLength: 1, maxLength: 12 })

test('lines hold the same words in the same order, and none but a single word is too wide', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), fc.integer({ min: 40, max: 400 }), (words, width) => {
      const lines = linesOf(words.join(' '), width, 14)
      expect(lines.join(' ')).toBe(words.join(' '))
      for (const line of lines) expect(line.includes(' ') && lineWidth(line, 14) > width).toBe(false)
    }),
  )
})

test('a longer text is wider, and a larger face too', () => {
  expect(lineWidth('mesa mesa', 14)).toBeGreaterThan(lineWidth('mesa', 14))
  expect(lineWidth('mesa', 16)).toBeGreaterThan(lineWidth('mesa', 14))
})
