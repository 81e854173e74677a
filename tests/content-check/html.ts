/** What this check needs to see in a page that Astro wrote: the text that is read, where links lead, and what can be jumped to. */

const TAG = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g
const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'cite',
  'code',
  'em',
  'i',
  'mark',
  'q',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
])
const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
  'path',
  'circle',
])
const UNREAD = new Set(['script', 'style', 'svg', 'template', 'nav', 'form'])

interface Tag {
  readonly name: string
  readonly closes: boolean
  readonly attributes: ReadonlyMap<string, string>
}

type Token = { readonly text: string } | Tag

function* tokens(html: string): Generator<Token> {
  let at = 0
  for (const match of html.matchAll(TAG)) {
    if (match.index > at) yield { text: html.slice(at, match.index) }
    at = match.index + match[0].length
    const [, slash, name, rest] = match
    if (name)
      yield { name: name.toLowerCase(), closes: slash === '/' || /\/\s*$/.test(rest ?? ''), attributes: attributesIn(rest ?? '') }
  }
  if (at < html.length) yield { text: html.slice(at) }
}

function attributesIn(text: string): Map<string, string> {
  const found = text.matchAll(/([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)
  return new Map([...found].map(([, name = '', ...values]) => [name, decoded(values.find((value) => value !== undefined) ?? '')]))
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function decoded(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal) return String.fromCodePoint(Number(decimal))
    return ENTITIES[name] ?? whole
  })
}

const classesOf = ({ attributes }: Tag): string[] => (attributes.get('class') ?? '').split(/\s+/)

/** Lists of sources are titles of works, a button is a label, and what stands in another language than the page is not this language's text. */
const isUnread = (tag: Tag): boolean =>
  UNREAD.has(tag.name) ||
  tag.attributes.has('lang') ||
  classesOf(tag).some((name) => /^(?:sources|button|button-quiet)$/.test(name))

/** The paragraphs, list items and cells of `<main>`, each as plain text. */
export function blocksOf(html: string): string[] {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
  const blocks: string[] = []
  let block = ''
  /** Depth inside an element that is not read; 0 outside. */
  let unread = 0
  for (const token of tokens(main)) {
    if ('text' in token) {
      if (unread === 0) block += decoded(token.text)
      continue
    }
    if (unread > 0) unread += VOID.has(token.name) ? 0 : token.closes ? -1 : 1
    else if (!token.closes && isUnread(token)) unread = 1
    if (!INLINE.has(token.name)) {
      blocks.push(block)
      block = ''
    }
  }
  return [...blocks, block].map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '')
}

/**
 * Where a page leads and what it loads, as written: the values of `href`, `src` and `srcset`, a card's picture in `<meta>`, and the paths among the data that an
 * island is handed.
 */
export function linksOf(html: string): string[] {
  const links: string[] = []
  let isData = false
  for (const token of tokens(html)) {
    if ('text' in token) {
      if (isData) links.push(...[...token.text.matchAll(/"(\/[^"\\\s]*\/(?:#[^"]*)?)"/g)].map(([, path = '']) => path))
      continue
    }
    const { name, closes, attributes } = token
    isData = name === 'script' && !closes && (attributes.get('type') ?? '').includes('json')
    for (const each of ['href', 'src']) links.push(...[attributes.get(each) ?? []].flat())
    links.push(...(attributes.get('srcset') ?? '').split(',').flatMap((each) => each.trim().split(/\s+/)[0] || []))
    if (name === 'meta' && /^(?:og|twitter):(?:image|url)$/.test(attributes.get('property') ?? attributes.get('name') ?? ''))
      links.push(attributes.get('content') ?? '')
  }
  return links
}

export function idsOf(html: string): Set<string> {
  return new Set(tagsOf(html).flatMap(({ attributes }) => attributes.get('id') ?? []))
}

const tagsOf = (html: string): Tag[] => [...tokens(html)].filter((token): token is Tag => 'name' in token && !('text' in token))
