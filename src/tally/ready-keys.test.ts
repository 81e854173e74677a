import { expect, test } from 'vitest'
import { specimenInstrument } from '../../tests/specimen.ts'
import { FORM_ORDERS } from '../assessment/design.ts'
import { conceptsOf, isRight, scalesOf } from '../assessment/scoring.ts'
import { key } from './keys.ts'
import { readyKeys } from './ready-keys.ts'

test.each(FORM_ORDERS)('each key is the one that is made of its parts (%s)', (order) => {
  const { concepts, scales } = readyKeys(specimenInstrument, order)
  expect(concepts.map(([concept]) => concept)).toEqual(specimenInstrument.concepts)
  for (const [concept, keys] of concepts) {
    const { id, codes, thenTest } = concept
    expect(keys.recalled !== undefined).toBe(thenTest)
    for (const first of codes) {
      expect(keys.baseline({ [id]: first }, 1)).toEqual([
        key.baseline(order, id, first),
        key.rightByScore(order, id, isRight(concept, first), 1),
      ])
      for (const second of codes) {
        const [before, after] = [{ [id]: first }, { [id]: second }]
        expect(keys.paired(before, after)).toBe(key.paired(order, id, first, second))
        if (keys.recalled) expect(keys.recalled(before, after)).toBe(key.recalled(order, id, first, second))
      }
    }
  }
  expect(scales.map(({ scale }) => scale)).toEqual(scalesOf(specimenInstrument))
  for (const { scale, baseline, paired } of scales)
    for (let first = 0; first <= conceptsOf(specimenInstrument, scale).length; first++) {
      expect(baseline(first)).toBe(key.baselineScore(order, scale, first))
      for (let second = 0; second <= conceptsOf(specimenInstrument, scale).length; second++)
        expect(paired(first, second)).toBe(key.pairedScore(order, scale, first, second))
    }
})

test('an answer that is missing, or none of the concept’s, makes no key', () => {
  const [first] = readyKeys(specimenInstrument, 'AB').concepts
  if (!first) throw new Error('the specimen has no concept')
  const [{ id, codes }, keys] = first
  const good = { [id]: codes[0] ?? '' }
  expect(() => keys.paired({}, good)).toThrow(`no answer for ${id}`)
  expect(() => keys.paired(good, { [id]: '99' })).toThrow(`an unknown answer for ${id}`)
})
