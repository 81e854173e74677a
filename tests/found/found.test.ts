/** What other machines read of the site, in what was built: sitemap, feeds, robots, cards, descriptions. Needs `dist/` (`npm run build`). */
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { fileOf, heads, isBuilt, read, root, shown, TELLING } from './pages.ts'

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => ['url', 'item', 'xhtml:link'].includes(name),
})
/** The origin that the pages name; every address has to begin with it. */
const origin = new URL(heads.find(({ path }) => path === '/')?.canonical ?? '').origin

/** The path of an absolute address of this site; anything else is no path at all. */
function pathIn(address: string): string {
  const { origin: of, pathname, search, hash } = new URL(address)
  expect([of, search, hash]).toEqual([origin, '', ''])
  return pathname
}

describe('the sitemap', () => {
  const text = read('sitemap.xml')
  const urls: { loc: string; 'xhtml:link': { rel: string; hreflang: string; href: string }[] }[] = xml.parse(text).urlset.url
  const paths = urls.map(({ loc }) => pathIn(loc))
  const twins = new Map(
    urls.map(({ loc, 'xhtml:link': links }) => [loc, new Map(links.map(({ hreflang, href }) => [hreflang, href]))]),
  )

  test('is XML', () => {
    expect(XMLValidator.validate(text)).toBe(true)
  })
  test('names every page that may be shown, once, and no other', () => {
    expect([...paths].sort()).toEqual(shown.map(({ path }) => path).sort())
  })
  test('names the questions, which have no place for it in their own head', () => {
    expect(paths).toEqual(expect.arrayContaining(['/preguntas/', '/en/questions/']))
  })
  test('names no page of the staff, no landing and no page that is missing', () => {
    expect(paths.filter((path) => /equipo|staff|^\/(en\/)?q\/|404/.test(path))).toEqual([])
  })
  test('leads to built files alone', () => {
    const all = [...paths, ...[...twins.values()].flatMap((links) => [...links.values()].map(pathIn))]
    expect(all.filter((path) => !isBuilt(fileOf(path)))).toEqual([])
  })
  test('gives each page both languages, and its twin says the same of it', () => {
    for (const [loc, links] of twins) {
      expect([...links.keys()]).toEqual(expect.arrayContaining(['es', 'en', 'x-default']))
      expect(loc).toBe(links.get(pathIn(loc).startsWith('/en/') ? 'en' : 'es'))
      expect(links.get('x-default')).toBe(links.get('es'))
      for (const hreflang of ['es', 'en']) {
        const twin = twins.get(links.get(hreflang) ?? '')
        expect(Object.fromEntries(twin ?? [])).toEqual(Object.fromEntries(links))
      }
    }
  })
  test('says what the pages’ own heads say', () => {
    for (const { path, alternates } of shown.filter((head) => head.alternates.size > 0))
      expect(Object.fromEntries(alternates), path).toEqual(Object.fromEntries(twins.get(origin + path) ?? []))
  })
})

describe('every page', () => {
  test('names its own address, absolute', () => {
    for (const { path, canonical } of heads) expect(canonical, path).toBe(origin + path)
  })

  const told = heads.filter(({ path }) => !/^\/(preguntas|en\/questions)\/$/.test(path))
  test('but the questions says what is shown where it is shared, and says it neutrally', () => {
    expect(told.length).toBe(heads.length - 2)
    for (const { path, language, title, meta, canonical } of told) {
      expect(meta.get('og:title'), path).toBe(title)
      expect(meta.get('og:description'), path).toBe(meta.get('description'))
      expect(meta.get('og:locale'), path).toBe(language === 'en' ? 'en_GB' : 'es_CO')
      expect(meta.get('og:url'), path).toBe(canonical)
      expect(meta.get('og:type'), path).toMatch(/^(website|article)$/)
      expect(meta.get('twitter:card'), path).toBe('summary_large_image')
      expect([...meta.values()].join(' '), path).not.toMatch(TELLING)
      expect(isBuilt(pathIn(meta.get('og:image') ?? '')), `${path} ${meta.get('og:image')}`).toBe(true)
    }
  })
  test('that tells a tale has a card of its own, and no two tales share one', () => {
    const tales = told.filter(({ html }) => html.includes('data-story='))
    expect(tales.length).toBeGreaterThan(15)
    for (const { path, meta } of tales) expect(pathIn(meta.get('og:image') ?? '')).toBe(`${path}card.png`)
  })
})

describe('the social cards', () => {
  const cards = globSync('**/card.png', { cwd: join(root, 'dist') }).map((name) => join(root, 'dist', name))
  test('are 1200 by 630 pixels and under 60 KB each', async () => {
    expect(cards.length).toBeGreaterThan(17)
    for (const card of cards) {
      const { width, height, format } = await sharp(card).metadata()
      expect([width, height, format], card).toEqual([1200, 630, 'png'])
      expect(statSync(card).size, card).toBeLessThan(60_000)
    }
  })
  test('differ from one another', () => {
    expect(new Set(cards.map((card) => readFileSync(card).toString('base64'))).size).toBe(cards.length)
  })
  test('are asked for by no page', () => {
    for (const { path, html } of heads) expect(html.replace(/<meta[^>]*>/g, ''), path).not.toContain('card.png')
  })
})

describe.each([
  ['cuentos', 'es', '/cuentos/'],
  ['en/stories', 'en', '/en/stories/'],
])('the feed of %s', (folder, language, list) => {
  const text = read(`${folder}/rss.xml`)
  const { channel } = xml.parse(text).rss
  const tales = heads.filter((head) => head.language === language && head.html.includes('data-story='))

  test('is RSS that says where it stands itself', () => {
    expect(XMLValidator.validate(text)).toBe(true)
    expect(pathIn(channel.link)).toBe(list)
    expect(pathIn(channel['atom:link'].href)).toBe(`${list}rss.xml`)
    expect(channel.language.slice(0, 2)).toBe(language)
  })
  test('has every tale of its language once, with its title, neutrally', () => {
    expect(channel.item.map((item: { link: string }) => pathIn(item.link)).sort()).toEqual(tales.map(({ path }) => path).sort())
    for (const { title, link, guid, description } of channel.item) {
      expect(guid).toBe(link)
      expect(tales.find(({ canonical }) => canonical === link)?.title.startsWith(title)).toBe(true)
      expect(`${title} ${description}`).not.toMatch(TELLING)
    }
  })
  test('is named by the list of tales, and by no other page', () => {
    const naming = heads.filter(({ html }) => html.includes(`type="application/rss+xml"`) && html.includes(`href="${list}rss.xml"`))
    expect(naming.map(({ path }) => path)).toEqual([list])
  })
})

test('robots.txt lets everything be read, names the sitemap in full, and points at nothing', () => {
  expect(read('robots.txt')).toBe(`User-agent: *\nAllow: /\n\nSitemap: ${origin}/sitemap.xml\n`)
})

test('security.txt stands there where the campaign names a contact, and not where it names none', () => {
  const { securityContact } = parse(readFileSync(join(root, 'content/campaign.yaml'), 'utf8'))
  expect(isBuilt('.well-known/security.txt')).toBe(securityContact !== undefined)
  if (securityContact !== undefined) expect(read('.well-known/security.txt')).toContain(`Contact: ${securityContact}\n`)
})

test('what the home pages tell machines of themselves is JSON of schema.org, and no other page carries a block of it', () => {
  const blocks = heads.flatMap(({ path, html }) =>
    [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)].map(([, json = '']) => ({
      path,
      data: JSON.parse(json),
    })),
  )
  expect(blocks.map(({ path, data }) => [path, data['@type'], data.inLanguage, data.url])).toEqual([
    ['/en/', 'WebSite', 'en', `${origin}/en/`],
    ['/', 'WebSite', 'es', `${origin}/`],
  ])
})

test('tales and guides are articles with one headline each, and nothing else is', () => {
  for (const { path, html, meta } of heads) {
    const isArticle = meta.get('og:type') === 'article'
    expect((html.match(/itemtype="https:\/\/schema\.org\/Article"/g) ?? []).length, path).toBe(isArticle ? 1 : 0)
    expect((html.match(/itemprop="headline"/g) ?? []).length, path).toBe(isArticle ? 1 : 0)
  }
  expect(heads.filter(({ meta }) => meta.get('og:type') === 'article').length).toBeGreaterThan(20)
})

describe('every word that a search leads to', () => {
  const synonyms: { id: string; es: { leadTo: string[] }; en: { leadTo: string[] } }[] = parse(
    readFileSync(join(root, 'content/synonyms.yaml'), 'utf8'),
  )
  const textOf = (html: string) => (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '').replace(/<[^>]*>/g, ' ').toLowerCase()
  test.each(['es', 'en'] as const)('stands on a page (%s)', (language) => {
    const all = shown
      .filter((head) => head.language === language && !/^\/(buscar|en\/search)\/$/.test(head.path))
      .map(({ html }) => textOf(html))
      .join(' ')
    expect(
      synonyms.flatMap(({ id, [language]: { leadTo } }) =>
        leadTo.filter((word) => !all.includes(word)).map((word) => `${id}: ${word}`),
      ),
    ).toEqual([])
  })
})
