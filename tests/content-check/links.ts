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
 */
export function brokenLinks(pages: ReadonlyMap<string, string>, isFile: (path: string) => boolean): BrokenLink[] {
  const anchors = new Map([...pages].map(([path, html]) => [path, idsOf(html)]))
  return [...pages].flatMap(([page, html]) =>
    [...new Set(linksOf(html))].flatMap((link) => {
      const what = faultOf(link, page, anchors, isFile)
      return what === undefined ? [] : [{ page, link, what }]
    }),
  )
}

function faultOf(
  link: string,
  page: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
  isFile: (path: string) => boolean,
): string | undefined {
  // A scheme (https:, tel:, data:) or another host: nothing of ours.
  if (/^(?:[a-z][\w+.-]*:|\/\/)/i.test(link)) return undefined
  if (link === '') return 'is empty'
  const { pathname, hash } = new URL(link, `http://site${page}`)
  const path = decodeURIComponent(pathname)
  const ids = anchors.get(path)
  if (!ids) return isFile(path) ? undefined : 'leads to no page and no file'
  const anchor = decodeURIComponent(hash.slice(1))
  return anchor === '' || ids.has(anchor) ? undefined : `leads to no “${anchor}” on that page`
}
