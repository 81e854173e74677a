/** The built pages as a machine that finds them reads them: addresses, heads, what is told of each elsewhere. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')
export const read = (file: string): string => readFileSync(join(root, 'dist', file), 'utf8')
export const isBuilt = (file: string): boolean => existsSync(join(root, 'dist', file))

/** The file that answers at a path of the site. */
export const fileOf = (path: string): string => (path.endsWith('/') ? `${path}index.html` : path)

export interface Head {
  readonly path: string
  readonly language: string
  readonly title: string
  readonly html: string
  /** Contents of `<meta>` by name or property. */
  readonly meta: ReadonlyMap<string, string>
  /** Addresses of `<link rel="alternate" hreflang>` by language. */
  readonly alternates: ReadonlyMap<string, string>
  readonly canonical: string | undefined
}

const decoded = (text: string): string => text.replaceAll('&#38;', '&').replaceAll('&amp;', '&').replaceAll('&quot;', '"')
const attribute = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : decoded(value)
}

function headOf(file: string): Head {
  const html = read(file)
  const [head = ''] = /<head>[\s\S]*<\/head>/.exec(html) ?? []
  const metas = [...head.matchAll(/<meta\b[^>]*>/g)].map(([tag]) => tag)
  const links = [...head.matchAll(/<link\b[^>]*>/g)].map(([tag]) => tag)
  const entries = (tags: readonly string[], name: (tag: string) => string | undefined, value: string) =>
    new Map(tags.flatMap((tag): [string, string][] => (name(tag) ? [[name(tag) ?? '', attribute(tag, value) ?? '']] : [])))
  return {
    path: `/${file.replace(/index\.html$/, '')}`,
    language: /<html[^>]*lang="(\w+)"/.exec(html)?.[1] ?? '',
    title: decoded(/<title>([^<]*)<\/title>/.exec(head)?.[1] ?? ''),
    html,
    meta: entries(metas, (tag) => attribute(tag, 'property') ?? attribute(tag, 'name'), 'content'),
    alternates: entries(links, (tag) => attribute(tag, 'hreflang'), 'href'),
    canonical: links.filter((tag) => tag.includes('rel="canonical"')).map((tag) => attribute(tag, 'href') ?? '')[0],
  }
}

/** Every built page. */
export const heads: readonly Head[] = globSync('**/*.html', { cwd: join(root, 'dist') })
  // A tale without its page is part of one.
  .filter((file) => !file.endsWith('leaf.html'))
  .sort()
  .map(headOf)

/** Those that a search engine may show. */
export const shown: readonly Head[] = heads.filter(({ meta }) => meta.get('robots') !== 'noindex')

/** Words that no title, description, address or picture of a shared page may carry. */
export const TELLING = /\btrata\b|traffick|v[ií]ctim|explota|exploit/i
