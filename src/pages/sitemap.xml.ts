/** Every page that a search engine may show, each with the same page in the other language (slugs differ, so a rule could not tell). */
import type { APIContext } from 'astro'
import { languages, otherLanguage } from '../site/routes.ts'
import { sitemapPages } from '../site/visitor-pages.ts'
import { xml } from '../site/xml.ts'

export async function GET({ site }: APIContext): Promise<Response> {
  const address = (path: string) => new URL(path, site).href
  const pages = await Promise.all(
    languages.map(async (language) =>
      (await sitemapPages(language)).map(({ path, twin }) => {
        const alternates = { [language]: path, [otherLanguage(language)]: twin, 'x-default': language === 'es' ? path : twin }
        const links = Object.entries(alternates).map(
          ([hreflang, to]) => xml`<xhtml:link rel="alternate" hreflang="${hreflang}" href="${address(to)}"/>`,
        )
        return `<url>${xml`<loc>${address(path)}</loc>`}${links.join('')}</url>`
      }),
    ),
  )
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${pages.flat().join('\n')}
</urlset>
`,
    { headers: { 'content-type': 'application/xml' } },
  )
}
