import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AGE_BANDS, ARMS } from '../assessment/design.ts'
import { leafId, parseLeafId, placeOf } from './leaf.ts'

describe('the place that a person counts for', () => {
  test('is known for every combination of age, arm and venue', () => {
    const places = AGE_BANDS.flatMap((age) =>
      ARMS.flatMap((arm) => ['terminal', undefined].map((venue) => [age, arm, venue, placeOf(age, arm, venue)])),
    )
    expect(places).toEqual([
      ['14-17', 'questions-first', 'terminal', '14-17'],
      ['14-17', 'questions-first', undefined, '14-17'],
      ['14-17', 'content-first', 'terminal', '14-17'],
      ['14-17', 'content-first', undefined, '14-17'],
      ['18+', 'questions-first', 'terminal', 'terminal'],
      ['18+', 'questions-first', undefined, 'unknown'],
      ['18+', 'content-first', 'terminal', 'comparison'],
      ['18+', 'content-first', undefined, 'comparison'],
      ['unsaid', 'questions-first', 'terminal', 'unknown'],
      ['unsaid', 'questions-first', undefined, 'unknown'],
      ['unsaid', 'content-first', 'terminal', 'comparison'],
      ['unsaid', 'content-first', undefined, 'comparison'],
    ])
  })

  test('is a venue for adults alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...AGE_BANDS), fc.constantFrom(...ARMS), fc.stringMatching(/^[a-z]{3,9}$/), (age, arm, name) => {
        const venue = `venue-${name}`
        if (placeOf(age, arm, venue) === venue) expect(age).toBe('18+')
      }),
    )
  })
})

describe('a leaf’s name', () => {
  test('tells wave, instrument and place, and is read back', () => {
    const leaf = { wave: '2026-2', instrument: 'core@1', place: 'terminal-bogota' }
    expect(leafId(leaf)).toBe('2026-2/core@1/terminal-bogota')
    expect(parseLeafId(leafId(leaf))).toEqual(leaf)
  })

  test.each(['', 'a', 'a/b', 'a/b/', '/b/c', 'a//c', 'a/b/c/d'])('is not "%s"', (id) => {
    expect(() => parseLeafId(id)).toThrow(RangeError)
  })
})
