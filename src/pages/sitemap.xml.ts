/** Every page that a search engine may show, each with the same page in the other languages (slugs differ, so a rule could not tell). */
import type { APIContext } from 'astro'
import { alternatesOf, isTranslated } from '../site/alternates.ts'
import { languages } from '../site/routes.ts'
import { sitemapPages } from '../site/visitor-pages.ts'
import { xml } from '../site/xml.ts'

export async function GET({ site }: APIContext): Promise<Response> {
  const address = (path: string) => new URL(path, site).href
  const pages = await Promise.all(
    languages.map(async (language) =>
      (
        await Promise.all(
          (
            await sitemapPages(language)
          ).map(async ({ path, twin }) => {
            // One that is read in its fallback is no page of its own.
            if (!(await isTranslated(path, language))) return []
            const others = (await alternatesOf(path, language, twin)).filter((other) => other.isTranslated)
            const same = [{ language, path }, ...others]
            const links = [...same, { language: 'x-default', path: same.find((one) => one.language === 'es')?.path ?? path }].map(
              (one) => xml`<xhtml:link rel="alternate" hreflang="${one.language}" href="${address(one.path)}"/>`,
            )
            return [`<url>${xml`<loc>${address(path)}</loc>`}${links.join('')}</url>`]
          }),
        )
      ).flat(),
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
