import { expect, test } from 'vitest'
import { leadsOf, type Synonyms } from './synonyms.ts'

const synonyms: Synonyms = [
  [
    ['novio', 'amor'],
    ['escala', 'carta'],
  ],
  [['otro país'], ['consulado']],
  [
    ['job', 'work'],
    ['waitress', 'contract'],
  ],
]

test('a word leads to its words, in their order', () => {
  expect(leadsOf(['novio'], synonyms)).toEqual(['escala', 'carta'])
})
test('another gender or number leads there too', () => {
  for (const word of ['novia', 'novios', 'novias']) expect(leadsOf([word], synonyms)).toEqual(['escala', 'carta'])
  expect(leadsOf(['jobs'], synonyms)).toEqual(['waitress', 'contract'])
})
test('an expression leads on only where each of its words was asked for', () => {
  expect(leadsOf(['pais'], synonyms)).toEqual([])
  expect(leadsOf(['otro', 'pais'], synonyms)).toEqual(['consulado'])
})
test('what was asked for already is no lead, and no lead comes twice', () => {
  expect(leadsOf(['novio', 'carta'], synonyms)).toEqual(['escala'])
  expect(leadsOf(['novio', 'amor'], synonyms)).toEqual(['escala', 'carta'])
})
test('a word that leads nowhere has no leads', () => {
  expect(leadsOf(['noviembre'], synonyms)).toEqual([])
})
