import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomAnswers, seeded, specimenInstrument, specimenShort } from '../../tests/specimen.ts'
import { type Concept, DONT_KNOW } from './instrument.ts'
import { conceptsOf, isRight, scalesOf, scoreOf } from './scoring.ts'

const rightAnswers = Object.fromEntries(specimenInstrument.concepts.map(({ id, right }) => [id, right[0] ?? '']))
const conceptNamed = (id: string): Concept => {
  const found = specimenInstrument.concepts.find((concept) => concept.id === id)
  if (!found) throw new RangeError(id)
  return found
}

describe('an answer', () => {
  test('is right when it is one of the right codes', () => {
    expect(isRight(conceptNamed('debt'), '0')).toBe(true)
    expect(isRight(conceptNamed('debt'), '1')).toBe(false)
  })

  test('of agreement is right on its own side of the scale: a myth is scored in reverse', () => {
    expect(['1', '2', '3', '4'].map((code) => isRight(conceptNamed('only-far-away'), code))).toEqual([true, true, false, false])
    expect(['1', '2', '3', '4'].map((code) => isRight(conceptNamed('anybody'), code))).toEqual([false, false, true, true])
  })

  test('of "I don’t know", or none, is never right', () => {
    for (const concept of specimenInstrument.concepts) {
      expect(isRight(concept, DONT_KNOW)).toBe(false)
      expect(isRight(concept, undefined)).toBe(false)
    }
  })
})

describe('a score', () => {
  test('counts the right answers of one scale', () => {
    expect(scoreOf(specimenInstrument, 'knowledge', rightAnswers)).toBe(3)
    expect(scoreOf(specimenInstrument, 'myths', rightAnswers)).toBe(2)
    expect(scoreOf(specimenInstrument, 'knowledge', { ...rightAnswers, debt: '1', 'own-papers': DONT_KNOW })).toBe(1)
    expect(scoreOf(specimenInstrument, 'myths', { ...rightAnswers, debt: '1' })).toBe(2)
  })

  test('lies between 0 and the number of concepts, and all scales together make all right answers', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const answers = randomAnswers(seeded(seed), specimenInstrument.concepts)
        const scores = scalesOf(specimenInstrument).map((scale) => {
          const score = scoreOf(specimenInstrument, scale, answers)
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(conceptsOf(specimenInstrument, scale).length)
          return score
        })
        const right = specimenInstrument.concepts.filter((concept) => isRight(concept, answers[concept.id])).length
        expect(scores.reduce((sum, score) => sum + score, 0)).toBe(right)
      }),
    )
  })

  test('without answers is 0', () => {
    for (const scale of scalesOf(specimenInstrument)) expect(scoreOf(specimenInstrument, scale, {})).toBe(0)
  })
})

describe('the scales of an instrument', () => {
  test('are those that it has concepts for, in a fixed order', () => {
    expect(scalesOf(specimenInstrument)).toEqual(['knowledge', 'myths', 'intention', 'confidence'])
    expect(scalesOf(specimenShort)).toEqual(['knowledge', 'intention'])
  })
})
