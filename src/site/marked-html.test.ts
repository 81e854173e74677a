import { describe, expect, test, vi } from 'vitest'
import type { Language } from './languages.ts'
import { withLanguages } from './marked-html.ts'
import { holdsOther, inEveryLanguage, marked, markedDeep, unmarked } from './marked-text.ts'
import { languageOf, otherLanguage, pathOf } from './routes.ts'

vi.mock('../../content/languages.yaml?raw', () => ({
  default: `
- { id: es, name: Español, path: /, locale: es-CO }
- { id: en, name: English, path: /en/, locale: en-GB }
- { id: pt, name: Português, path: /pt/, locale: pt-BR, fallback: es, paths: { help: ajuda, stories: contos } }
- { id: ar, name: العربية, path: /ar/, locale: ar-EG, fallback: en, direction: rtl }
`,
}))

const [pt, ar] = ['pt', 'ar'] as unknown as [Language, Language]
const es = (text: string) => marked(text, 'es')
const written = (html: string, page = pt) => withLanguages(html, page, (href) => href).html

describe('a text of a started language', () => {
  test('is its own where it was translated, and else that of its fallback', () => {
    const text = inEveryLanguage({ es: 'Sí', en: 'Yes', [pt]: 'Sim' })
    expect([text.es, text.en, unmarked(text[pt as '(further)'])]).toEqual(['Sí', 'Yes', 'Sim'])
    expect(holdsOther(text[pt as '(further)'], pt)).toBe(false)
    const lacking = inEveryLanguage({ es: 'Sí', en: 'Yes' })
    expect([unmarked(lacking[pt as '(further)']), unmarked(lacking[ar as '(further)'])]).toEqual(['Sí', 'Yes'])
    expect(holdsOther(lacking[pt as '(further)'], pt)).toBe(true)
  })

  test('that still stands as it was copied is not translated', () => {
    expect(holdsOther(inEveryLanguage({ es: 'Sí', en: 'Yes', [pt]: 'Sí' })[pt as '(further)'], pt)).toBe(true)
  })

  test('is marked inside lists and groups, and ids, dates and numbers are not', () => {
    const story = { story: 'waitress', title: 'La mesera', sources: [{ name: 'Blu Radio', date: '2025-09-19' }], tel: '123' }
    const found = markedDeep(story, 'es')
    expect(found).toEqual({ ...story, title: es('La mesera'), sources: [{ name: es('Blu Radio'), date: '2025-09-19' }] })
    expect(found.title).not.toBe(story.title)
  })
})

describe('a page of a started language', () => {
  test('says of each element whose text is in another language which one', () => {
    expect(written(`<main><h1 class="x">${es('Ayuda')}</h1><p>Sim.</p></main>`)).toBe(
      '<main><h1 lang="es" class="x">Ayuda</h1><p>Sim.</p></main>',
    )
  })

  test('puts a text that shares its element with others in a span', () => {
    expect(written(`<p>${es('Lea')} <a href="/x/">aqui</a></p>`)).toBe('<p><span lang="es">Lea</span> <a href="/x/">aqui</a></p>')
    expect(written(`<p>${marked(`Em ${es('agosto')}`, pt)}</p>`)).toBe('<p>Em <span lang="es">agosto</span></p>')
  })

  test('says nothing where the surroundings say it already, and says its own language inside another', () => {
    const label = marked('Sinal', pt)
    expect(written(`<article lang="es"><p>${es('Ojo.')}</p><b>${label}</b></article>`)).toBe(
      '<article lang="es"><p>Ojo.</p><b lang="pt">Sinal</b></article>',
    )
  })

  test('keeps the language of a text that a component has cut into several elements', () => {
    const [first, last] = es('Eso es cuento').split(' es ')
    expect(written(`<b>${first}</b><i>${last}</i>`)).toBe('<b><span lang="es">Eso</span></b><i><span lang="es">cuento</span></i>')
  })

  test('says of a label that is read out which language it is in', () => {
    expect(written(`<nav aria-label="${es('Secciones')}"><a href="/">${marked('Casa', pt)}</a></nav>`)).toBe(
      '<nav lang="es" aria-label="Secciones"><a lang="pt" href="/">Casa</a></nav>',
    )
  })

  test('has no mark left in its title, its head, its scripts or anywhere', () => {
    const html = `<!DOCTYPE html><html lang="pt"><head><title>${es('Uno')} · ${es('Dos')}</title><meta content="${es('Tres')}"><script type="application/json">{"a":"${es('Cuatro <b>')}"}</script></head><body><!-- ${es('No')} --></body></html>`
    expect(written(html)).toBe(unmarked(html))
  })

  test('says the direction where it turns', () => {
    expect(written(`<p>${marked('Read', 'en')}</p>`, ar)).toBe('<p lang="en" dir="ltr">Read</p>')
  })

  test('counts the letters of its main part by language, without the names of other languages', () => {
    const { letters } = withLanguages(
      `<p>${es('Fuera')}</p><main><p>${es('Sí')}</p><p>Não!</p><a hreflang="es" lang="es" href="/">Español</a></main>`,
      pt,
      (href) => href,
    )
    expect([...letters]).toEqual([
      ['es', 2],
      [pt, 3],
    ])
  })

  test('has its links lead to its own pages, but for those that name another language', () => {
    const html = '<a href="/ayuda/">x</a><a hreflang="es" href="/ayuda/">y</a>'
    expect(withLanguages(html, pt, () => '/pt/ajuda/').html).toBe('<a href="/pt/ajuda/">x</a><a hreflang="es" href="/ayuda/">y</a>')
  })
})

describe('an address of a started language', () => {
  test('begins with its own path and goes on as it says, or as its fallback does', () => {
    expect([pathOf('home', pt), pathOf('help', pt), pathOf('method', pt)]).toEqual(['/pt/', '/pt/ajuda/', '/pt/metodo/'])
    expect([pathOf('story', pt, 'a-garconete'), pathOf('guide', pt, 'hotel')]).toEqual([
      '/pt/contos/a-garconete/',
      '/pt/guias/hotel/',
    ])
    expect(pathOf('help', ar)).toBe('/ar/help/')
  })

  test('tells its language, and its twin is its fallback', () => {
    expect([languageOf('/pt/ajuda/'), languageOf('/pt'), languageOf('/ptolomeo/'), languageOf('/en/')]).toEqual([
      'pt',
      'pt',
      'es',
      'en',
    ])
    expect([otherLanguage(pt), otherLanguage(ar), otherLanguage('es')]).toEqual(['es', 'en', 'en'])
  })
})
