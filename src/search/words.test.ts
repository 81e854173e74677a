import { describe, expect, test } from 'vitest'
import { askedFor, isFamiliar, plain, wordsOf } from './words.ts'

test('a word is the same with and without accents, tildes and capitals', () => {
  expect(plain('NIÑERA')).toBe(plain('ninera'))
  expect(wordsOf('¿Trabajó en México, a los 18?')).toEqual(['trabajo', 'en', 'mexico', 'a', 'los', '18'])
})

test('a query is asked for without its small words, unless it has no others', () => {
  expect(askedFor('Un contrato en otro idioma')).toEqual(['contrato', 'otro', 'idioma'])
  expect(askedFor('Estoy en España')).toEqual(['españa'])
  expect(askedFor('de la')).toEqual(['de', 'la'])
  expect(askedFor('  ?! ')).toEqual([])
})

describe('a word of a page is meant', () => {
  test.each([
    ['hotel', 'hoteles'],
    ['waitres', 'waitress'],
    ['modelling', 'model'],
    ['trabaja', 'trabajo'],
    ['contratar', 'contrato'],
    ['visa', 'visa'],
    ['niña', 'niño'],
  ])('%s by %s', (asked, found) => expect(isFamiliar(asked, found)).toBe(true))
})

describe('a word of a page is not meant', () => {
  test.each([
    ['trabjo', 'trae'],
    ['trabjo', 'trabajo'],
    ['novio', 'noviembre'],
    ['ninera', 'ninas'],
    ['pasporte', 'pasara'],
    ['beka', 'beca'],
    ['bus', 'bulto'],
    ['mesear', 'mesera'],
    ['traxx', 'trae'],
  ])('%s by %s', (asked, found) => expect(isFamiliar(asked, found)).toBe(false))
})
