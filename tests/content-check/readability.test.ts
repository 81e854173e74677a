import { expect, test } from 'vitest'
import { countsOf, readabilityOf, scoresOf, sentencesIn } from './readability.ts'

test('Flesch of the published example (13 words, 24 syllables, one sentence) is 37.5', () => {
  const [flesch] = scoresOf({ words: 13, syllables: 24, sentences: 1 }, 'en')
  expect(flesch?.score).toBeCloseTo(37.5, 1)
})

test('Flesch of six words of one syllable is 116, as published for “The cat sat on the mat”', () => {
  expect(readabilityOf(['The cat sat on the mat.'], 'en')).toMatchObject({ words: 6, syllables: 6, sentences: 1 })
  expect(readabilityOf(['The cat sat on the mat.'], 'en').scores[0]?.score).toBeCloseTo(116, 0)
})

test('the Spanish formulas give what was worked out by hand: 100 words, 200 syllables, 10 sentences', () => {
  expect(scoresOf({ words: 100, syllables: 200, sentences: 10 }, 'es')).toEqual([
    { formula: 'INFLESZ', score: expect.closeTo(72.235, 6) },
    { formula: 'Fernández Huerta', score: expect.closeTo(76.64, 6) },
  ])
})

test('a sentence ends at a stop and not at a decimal mark, a colon or an address', () => {
  expect(sentencesIn('Pagan 1.500 al mes. ¿Le suena? «Sí.» Llame: hay 3.5 horas.')).toHaveLength(4)
})

test('headings, buttons and labels are not read: they end without a stop', () => {
  expect(countsOf(['Cinco pasos', 'Empezar las preguntas', 'Lea esto.'], 'es')).toMatchObject({ sentences: 1, words: 2 })
})

test('nothing to read gives no score', () => {
  expect(readabilityOf(['Inicio'], 'es').scores).toEqual([])
})
