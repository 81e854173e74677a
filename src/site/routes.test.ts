import { describe, expect, test } from 'vitest'
import { cardPathOf, type FixedPage, languageOf, languages, otherLanguage, pathOf, restOf, routes, twinOf } from './routes.ts'

const fixedPages = Object.keys(routes).filter(
  (page): page is FixedPage => page !== 'story' && page !== 'guide' && page !== 'result',
)

describe('a page', () => {
  test('has a path in each language', () => {
    expect(pathOf('home', 'es')).toBe('/')
    expect(pathOf('help', 'en')).toBe('/en/help/')
    expect(pathOf('story', 'es', 'mesera')).toBe('/cuentos/mesera/')
    expect(pathOf('guide', 'en', 'hotels')).toBe('/en/guides/hotels/')
    expect(cardPathOf('es', 'hotel')).toBe('/guias/hotel/tarjeta/')
  })

  test('shares its path with no other page', () => {
    const paths = fixedPages.flatMap((page) => languages.map((language) => pathOf(page, language)))
    expect(new Set(paths).size).toBe(paths.length)
  })

  test('is found again from its twin', () => {
    for (const page of fixedPages) {
      for (const language of languages) {
        expect(twinOf(page, language)).not.toBe(pathOf(page, language))
        expect(twinOf(page, otherLanguage(language))).toBe(pathOf(page, language))
      }
    }
  })
})

describe('a path', () => {
  test('tells its language', () => {
    for (const page of fixedPages) for (const language of languages) expect(languageOf(pathOf(page, language))).toBe(language)
    expect(languageOf('/enero/')).toBe('es')
    expect(languageOf('/en')).toBe('en')
  })

  test('becomes a rest parameter', () => {
    expect(restOf('/')).toBeUndefined()
    expect(restOf('/en/')).toBe('en')
    expect(restOf('/en/stories/waitress/')).toBe('en/stories/waitress')
  })

  test('begins and ends with a slash and carries no word of the subject', () => {
    for (const page of fixedPages) {
      for (const language of languages) {
        expect(pathOf(page, language)).toMatch(/^\/([a-z]+(-[a-z]+)*\/)*$/)
        expect(pathOf(page, language)).not.toMatch(/trata|traffick|victim|denuncia/)
      }
    }
  })
})
