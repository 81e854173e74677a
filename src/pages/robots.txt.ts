/**
 * Everything may be read. The staff page and the landing pages are not listed here: `noindex` on the page itself keeps them out of results, which a crawler has
 * to be let in to see, and a list would only point at them.
 */
import type { APIContext } from 'astro'

export function GET({ site }: APIContext): Response {
  return new Response(`User-agent: *\nAllow: /\n\nSitemap: ${new URL('/sitemap.xml', site).href}\n`)
}
