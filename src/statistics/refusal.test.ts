import { expect, test } from 'vitest'
import { reasonInWords, refused } from './refusal.ts'

test('a refusal carries its reason as a word, and has a sentence for it', () => {
  const { kind, reason } = refused('too-few')
  expect({ kind, reason }).toEqual({ kind: 'refused', reason: 'too-few' })
  expect(reasonInWords(reason)).toMatch(/^There are people.*\.$/)
})
