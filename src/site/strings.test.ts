import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dateInWords, fill, strings } from './strings.ts'

const folder = new URL('../../content/ui/', import.meta.url)
const parts = readdirSync(new URL('es/', folder)).map((file) => file.replace(/\.json$/, ''))

function contentsOf(language: string, part: string): Record<string, string> {
  return leaves(JSON.parse(readFileSync(new URL(`${language}/${part}.json`, folder), 'utf8')))
}

/** Every text with the way to it, so that lists and groups are compared too. */
function leaves(value: unknown, way = ''): Record<string, string> {
  if (typeof value === 'string') return { [way]: value }
  return Object.assign({}, ...Object.entries(Object(value)).map(([key, inner]) => leaves(inner, way ? `${way}/${key}` : key)))
}

function placesOf(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort()
}

describe('the string files', () => {
  test('are the same in both languages', () => {
    expect(readdirSync(new URL('en/', folder)).sort()).toEqual(readdirSync(new URL('es/', folder)).sort())
  })

  describe.each(parts)('of %s', (part) => {
    const [es, en] = [contentsOf('es', part), contentsOf('en', part)]

    test('have the same keys in both languages, and no empty string', () => {
      expect(Object.keys(en).sort()).toEqual(Object.keys(es).sort())
      for (const text of [...Object.values(es), ...Object.values(en)]) expect(text.trim()).not.toBe('')
    })

    test('have the same places to fill in both languages', () => {
      for (const key of Object.keys(es)) expect(placesOf(en[key] ?? ''), key).toEqual(placesOf(es[key] ?? ''))
    })
  })

  test('keep titles and descriptions of pages free of words that give the subject away', () => {
    for (const language of ['es', 'en']) {
      for (const [key, text] of Object.entries(contentsOf(language, 'frame'))) {
        if (/\.(title|description)$/.test(key))
          expect(text, key).not.toMatch(/\btratas?\b|traffick|v[ií]ctim|explota|exploit|denunci|escla|slave/i)
      }
    }
  })
})

describe('strings', () => {
  test('are read by language and part', () => {
    expect(strings('es', 'frame')['exit.label']).toBe('Salir')
    expect(strings('en', 'frame')['exit.label']).toBe('Leave')
  })

  test('are filled place by place', () => {
    expect(fill('{n} of {m}', { n: 1, m: 2 })).toBe('1 of 2')
    expect(() => fill('{n} of {m}', { n: 1 })).toThrow('{m}')
  })
})

test('a date is written out, and one that is only a year stays as it is', () => {
  expect(dateInWords('2026-11-24', 'es')).toBe('24 de noviembre de 2026')
  expect(dateInWords('2026-11-24', 'en')).toBe('24 November 2026')
  expect(dateInWords('2020-10', 'es')).toBe('octubre de 2020')
  expect(dateInWords('2018', 'en')).toBe('2018')
  expect(dateInWords('c. 2017', 'en')).toBe('c. 2017')
})
