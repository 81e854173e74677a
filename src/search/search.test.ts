import { describe, expect, test } from 'vitest'
import type { Engine } from './engine.ts'
import type { ListedPage } from './listed.ts'
import { search } from './search.ts'
import type { Synonyms } from './synonyms.ts'

const page = (url: string, title: string, summary = ''): ListedPage => ({ url, title, summary, kind: 'Cuentos' })
const listed = [
  page('/mesera/', 'La mesera', 'Un restaurante lejos de casa.'),
  page('/madrina/', 'La madrina', 'Un uniforme nuevo.'),
  page('/escala/', 'La escala'),
  page('/preguntas/', 'Preguntas'),
]
const texts: Readonly<Record<string, string>> = {
  '/mesera/': 'Marcela buscaba trabajo y viajó.',
  '/madrina/': 'Le prometieron una beca. Trae sus papeles.',
  '/escala/': 'Su novio le escribía cada mañana de noviembre.',
}
const synonyms: Synonyms = [
  [['beca', 'estudio'], ['madrina']],
  [
    ['trabajo', 'camello'],
    ['mesera', 'escala'],
  ],
]

/** Finds like Pagefind: every word has to begin something; one that begins nothing is shortened until it does. */
const engine: Engine = async (query) => {
  const all = Object.values(texts).join(' ').toLowerCase().split(/[ .]+/)
  const words = query.split(' ').map((word) => {
    let start = word
    while (start.length > 2 && !all.some((each) => each.startsWith(start))) start = start.slice(0, -1)
    return start
  })
  const found = Object.entries(texts)
    .filter(([, text]) =>
      words.every((word) =>
        text
          .toLowerCase()
          .split(/[ .]+/)
          .some((each) => each.startsWith(word)),
      ),
    )
    .map(([url, content]) => ({ url, content, excerpt: content }))
  return { found, isAll: true }
}
const sources = { engine, listed, synonyms }
const urls = async (query: string, from = sources) => (await search(query, from)).results.map((result) => result.page.url)

test('what stands on a page is found there, with the words round it', async () => {
  const { results, ...rest } = await search('novio', sources)
  expect(results.map((result) => [result.page.url, result.excerpt])).toEqual([['/escala/', texts['/escala/']]])
  expect(rest).toEqual({ corrected: undefined, isPartial: false, isAll: true, also: { words: [], count: 0 }, isWhole: true })
})
test('a page that is not searched is found by its name', async () => {
  expect(await urls('preguntas')).toEqual(['/preguntas/'])
})
test('a page whose word only begins like a mistyped one is no result', async () => {
  expect((await engine('traxx'))?.found).toHaveLength(2)
  expect(await urls('traxx')).toEqual([])
})

describe('a mistyped word', () => {
  test('gives way to the nearest known one, and the outcome says so', async () => {
    const { results, corrected } = await search('trabjo', sources)
    expect(results[0]?.page.url).toBe('/mesera/')
    expect(corrected).toBe('trabajo')
  })
  test('leaves the other words as they are', async () => {
    expect((await search('marcela trabjo', { ...sources, listed: [page('/mesera/', 'Marcela')] })).corrected).toBe(
      'marcela trabajo',
    )
  })
  test('with nothing near it is left out while another word stays, and the outcome says that not all is there', async () => {
    const { results, corrected, isPartial } = await search('xyzzyq beca', sources)
    expect(results[0]?.page.url).toBe('/madrina/')
    expect({ corrected, isPartial }).toEqual({ corrected: undefined, isPartial: true })
  })
  test('alone, with nothing near, finds nothing and is not corrected', async () => {
    expect(await search('xyzzyq', sources)).toEqual({
      results: [],
      corrected: undefined,
      isPartial: false,
      isAll: true,
      also: { words: [], count: 0 },
      isWhole: true,
    })
  })
})

test('where no page has all the words, pages with one of them are shown, and the outcome says so', async () => {
  const { results, corrected, isPartial } = await search('novio restaurante', sources)
  expect(results.map((result) => result.page.url)).toEqual(['/escala/', '/mesera/'])
  expect({ corrected, isPartial }).toEqual({ corrected: undefined, isPartial: true })
})
test('an engine that has more pages than it gave makes the outcome say that these are the best', async () => {
  const short: Engine = async (query) => ({ found: (await engine(query))?.found ?? [], isAll: false })
  expect((await search('novio', { ...sources, engine: short })).isAll).toBe(false)
})

describe('a word that leads to others', () => {
  test('brings their pages below its own, and says which words brought how many', async () => {
    const { results, also } = await search('trabajo', sources)
    expect(results.map((result) => result.page.url)).toEqual(['/mesera/', '/escala/'])
    expect(also).toEqual({ words: ['escala'], count: 1 })
  })
  test('leads there although no page has it', async () => {
    expect(await urls('camello')).toEqual(['/mesera/', '/escala/'])
    expect(await urls('estudio')).toEqual(['/madrina/'])
  })
})

describe('without the engine', () => {
  const alone = { ...sources, engine: async () => undefined }
  test('titles and sentences are searched, typing errors and leads included, and the outcome says that this is not all', async () => {
    const { results, isWhole } = await search('restaurnte', alone)
    expect(results.map((result) => [result.page.url, result.excerpt])).toEqual([['/mesera/', undefined]])
    expect(isWhole).toBe(false)
    expect(await urls('estudio', alone)).toEqual(['/madrina/'])
  })
})
