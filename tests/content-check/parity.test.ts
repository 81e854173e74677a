import { expect, test } from 'vitest'
import { gapsBetween, gapsInWords } from './parity.ts'

const told = (gaps: readonly { language: string; key: string }[]) => gaps.map(({ language, key }) => `${language} ${key}`)
const files = (...keys: string[]) => keys.map((key, at) => ({ key, file: `${key}-${at}.mdx` }))

test('a story that one language lacks is told, from either side, and one that stands twice', () => {
  expect(told(gapsBetween({ es: files('a', 'b', 'b'), en: files('a', 'b', 'c') }))).toEqual(['es c', 'es b'])
  expect(told(gapsBetween({ es: files('a'), en: [] }))).toEqual(['en a'])
  expect(gapsBetween({ es: files('a', 'a'), en: files('a') })).toEqual([
    { language: 'es', key: 'a', file: 'a-1.mdx', what: '“a” is what a-0.mdx says it is too' },
  ])
})

test('of three whole languages each has to have what any has', () => {
  expect(told(gapsBetween({ es: files('a'), en: files('a', 'b'), pt: files('a') }))).toEqual(['es b', 'pt b'])
  expect(told(gapsInWords({ es: { a: 'x' }, en: { a: 'x' }, pt: { a: '{n}' } }))).toEqual(['pt a'])
})

test('a word that one language lacks or leaves empty is told', () => {
  expect(told(gapsInWords({ es: { a: 'x', b: '', c: 'y' }, en: { a: 'x', b: 'z' } }))).toEqual(['es b', 'en c'])
})

test('a place to fill that only one language has is told', () => {
  expect(gapsInWords({ es: { a: '{n} de {m}' }, en: { a: '{n}' } })[0]?.what).toBe('"a" fills {n}, and in es {m} {n}')
  expect(gapsInWords({ es: { a: '{n} de {m}' }, en: { a: '{m}: {n}' } })).toEqual([])
})

test('the texts of groups and lists are compared too', () => {
  const es = { ages: ['a', 'b'], parts: { one: 'x', two: 'y' } }
  expect(told(gapsInWords({ es, en: { ages: ['a'], parts: { one: 'x' } } }))).toEqual(['en ages.1', 'en parts.two'])
})
