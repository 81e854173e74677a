import { describe, expect, test } from 'vitest'
import en from '../../../content/ui/en/cases.json'
import es from '../../../content/ui/es/cases.json'
import { causalClaimsIn } from '../../../tests/causal-claims.ts'

function textsIn(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(Object(value)).flatMap(([key, inner]) => textsIn(inner, path === '' ? key : `${path}.${key}`))
}

describe('the words of the pages about cases', () => {
  test.each([
    ['es', es],
    ['en', en],
  ] as const)('credit nobody and nothing with a count (%s)', (_, words) => {
    const texts = textsIn(words)
    expect(texts.length).toBeGreaterThan(200)
    expect(texts.flatMap(([path, text]) => causalClaimsIn(text).map((claim) => `${path}: ${claim}`))).toEqual([])
  })

  test.each([
    'La formación logró que subieran los casos.',
    'Los casos subieron gracias a las mesas.',
    'El aumento se debe al efecto de la campaña.',
    'Hubo más casos por la formación.',
    'Las mesas funcionaron.',
    'The training raised the number of cases.',
    'Cases rose because of the round tables.',
    'The campaign had an impact on investigations.',
    'The rise was caused by training.',
    'Training led to more cases.',
    'The round tables worked.',
  ])('would be stopped by “%s”', (claim) => {
    expect(causalClaimsIn(claim)).not.toEqual([])
  })

  test('have the same places to fill in both languages', () => {
    const places = (words: object) =>
      textsIn(words).map(([path, text]) => `${path} ${[...text.matchAll(/\{\w+\}/g)].map(String).sort()}`)
    expect(places(en)).toEqual(places(es))
  })
})
