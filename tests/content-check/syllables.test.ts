import { describe, expect, test } from 'vitest'
import { type Language, syllablesIn, WORD } from './syllables.ts'

const miscounted = (language: Language, counted: Readonly<Record<number, string>>) =>
  Object.entries(counted).flatMap(([count, words]) =>
    words
      .split(' ')
      .filter((word) => syllablesIn(word, language) !== Number(count))
      .map((word) => `${word}: ${syllablesIn(word, language)}, and not ${count}`),
  )
const total = (text: string, language: Language) =>
  (text.match(WORD) ?? []).reduce((sum, word) => sum + syllablesIn(word, language), 0)

describe('syllables of Spanish', () => {
  test('are those counted by hand, with diphthongs, hiatuses and silent letters', () => {
    expect(
      miscounted('es', {
        1: 'y un dos que quien guion hay muy rey fui dio tres buey',
        2: 'país río leer ahí baúl guerra acción ciudad viaje quiere pingüe nadie cuento deuda aunque mayo',
        3: 'pasaje oferta bilingüe ahora prohíbe leyendo',
        4: 'vehículo averigua teléfono caótico documentos aéreo verifique explotación',
        5: 'autoridades oportunidad comunicaba',
      }),
    ).toEqual([])
  })

  test('of the first line of Don Quijote are 20, in 12 words', () => {
    const line = 'En un lugar de la Mancha, de cuyo nombre no quiero acordarme'
    expect(line.match(WORD)).toHaveLength(12)
    expect(total(line, 'es')).toBe(20)
  })
})

describe('syllables of English', () => {
  test('are those counted by hand, with silent and sounded e', () => {
    expect(
      miscounted('en', {
        1: 'the cat please names trip checked moved used made friends asked here there lies clothes',
        2: 'table people ticket little started needed changes answer prices doesn’t happen going saying doing settled bottles tables quiet homework baseline elsewhere sometimes careful trial',
        3: 'documents September possible company agreement animal remember serious nobody’s whatever',
        4: 'everybody information authority exploitation experience interior everybody’s',
        5: 'organisation opportunity',
      }),
    ).toEqual([])
  })

  test('of a sentence are those that a dictionary gives: 26 in 13 words', () => {
    const line = 'The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.'
    expect(line.match(WORD)).toHaveLength(13)
    expect(total(line, 'en')).toBe(26)
  })
})

test('a figure and an abbreviation are words of one syllable', () => {
  for (const word of ['2018', '1,600', '0,87', 'UNODC', 'QR']) expect(syllablesIn(word, 'es')).toBe(1)
})
