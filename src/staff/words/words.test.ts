import { expect, test } from 'vitest'
import en from '../../../content/ui/en/staff.json'
import es from '../../../content/ui/es/staff.json'
import { GATE_SETTINGS } from '../../report/gate/settings.ts'
import { FILE_REFUSALS } from '../../report/kiosk-files.ts'
import { count, decimal, percent, points, pValue } from './figures.ts'
import { filled } from './words.ts'

/** Every text with the path to it. */
function textsIn(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, part]) => textsIn(part, path ? `${path}.${key}` : key))
}
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()

test('both languages have the same texts, none of them empty, with the same places to fill', () => {
  const [spanish, english] = [textsIn(es), textsIn(en)]
  expect(english.map(([path]) => path)).toEqual(spanish.map(([path]) => path))
  for (const [index, [path, text]] of spanish.entries()) {
    const other = english[index]?.[1] ?? ''
    expect([path, text.trim(), other.trim()]).not.toContain('')
    expect([path, places(other)]).toEqual([path, places(text)])
  }
})

test('every refusal and every setting of the gate has its words', () => {
  expect(Object.keys(es.files.refused).sort()).toEqual([...FILE_REFUSALS].sort())
  expect(Object.keys(es.settingNames).sort()).toEqual(Object.keys(GATE_SETTINGS).sort())
})

test('the reader is addressed with usted', () => {
  const familiar = /\b(tú|tus?|te|ti|contigo|puedes|quieres|escribe|abre|pide|arrastra)\b/i
  expect(textsIn(es).filter(([, text]) => familiar.test(text.replace('escribe npm', '')))).toEqual([])
})

test('a text without a value for its place throws', () => {
  expect(filled('{n} de {all}', { n: 2, all: 3 })).toBe('2 de 3')
  expect(() => filled('{n} de {all}', { n: 2 })).toThrow(RangeError)
})

test('figures are written as each language writes them', () => {
  expect([count(1234567, 'es'), count(1234567, 'en'), count(999, 'es')]).toEqual(['1.234.567', '1,234,567', '999'])
  expect([percent(0.4213, 'es', 1), percent(0.4213, 'en', 1), percent(1, 'es')]).toEqual(['42,1\u00a0%', '42.1%', '100\u00a0%'])
  expect([points(0.187, 'es'), points(-0.187, 'en'), points(0, 'en'), points(0.0001, 'en')]).toEqual([
    '+18,7',
    '−18.7',
    '0.0',
    '0.0',
  ])
  expect([decimal(-0.001, 2, 'en'), decimal(-1234.5, 1, 'es')]).toEqual(['0.00', '−1.234,5'])
  expect([pValue(0.0004, 'es'), pValue(0.0234, 'es'), pValue(1, 'en')]).toEqual(['< 0,001', '0,023', '1.000'])
})
