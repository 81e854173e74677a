/** Internal links of the built site that lead to no page, no file or no place on the page. */
import { idsOf, linksOf } from './html.ts'

export interface BrokenLink {
  /** The page's path: `/ayuda/`. */
  readonly page: string
  readonly link: string
  readonly what: string
}

/**
 * @param pages the built pages by path, `/` at the end where it is a folder's
 * @param isFile whether a path that is no page is a file of the site
 * @param files other files of the site that lead somewhere (style sheets, a feed, a map of the site), by path
 */
export function brokenLinks(
  pages: ReadonlyMap<string, string>,
  isFile: (path: string) => boolean,
  files: ReadonlyMap<string, string> = new Map(),
): BrokenLink[] {
  const anchors = new Map([...pages].map(([path, html]) => [path, idsOf(html)]))
  const origins = originsOf(pages)
  const documents = [
    ...[...pages].map(([path, html]) => [path, linksOf(html)] as const),
    ...[...files].map(([path, text]) => [path, linksIn(path, text)] as const),
  ]
  return documents.flatMap(([page, links]) =>
    [...new Set(links)].flatMap((link) => {
      const what = faultOf(link, page, anchors, origins, isFile)
      return what === undefined ? [] : [{ page, link, what }]
    }),
  )
}

/** Where the site says that it stands: an address on one of these origins is a link of ours, spelled out. */
function originsOf(pages: ReadonlyMap<string, string>): Set<string> {
  const canonical = [...pages.values()].flatMap((html) => /<link[^>]*rel="?canonical[^>]*href="?([^">\s]+)/.exec(html)?.[1] ?? [])
  return new Set(canonical.map((address) => new URL(address).origin))
}

/** Addresses in a file that is no page: `url()` of a style sheet; elements and attributes of XML; a manifest's fields. */
function linksIn(path: string, text: string): string[] {
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, link = '']) => link.replaceAll('&amp;', '&'))
  if (path.endsWith('.css')) return found(/url\(\s*["']?([^"')]+)["']?\s*\)/g)
  if (path.endsWith('.xml')) return found(/(?:<(?:loc|link|guid|url)[^>]*>|\b(?:href|url)=")\s*([^<"\s]+)/g)
  return found(/"(?:src|start_url|scope|url)"\s*:\s*"([^"]+)"/g)
}

function faultOf(
  link: string,
  page: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
  origins: ReadonlySet<string>,
  isFile: (path: string) => boolean,
): string | undefined {
  if (link === '') return 'is empty'
  const { origin, pathname, hash, protocol } = new URL(link, `http://site${page}`)
  // Another scheme (tel:, data:) or another host: nothing of ours.
  if (!protocol.startsWith('http') || (origin !== 'http://site' && !origins.has(origin))) return undefined
  const path = decodeURIComponent(pathname)
  const ids = anchors.get(path)
  if (!ids) return isFile(path) ? undefined : 'leads to no page and no file'
  const anchor = decodeURIComponent(hash.slice(1))
  return anchor === '' || ids.has(anchor) ? undefined : `leads to no “${anchor}” on that page`
}
