/** What was published of the waves as a feed (RSS 2.0), for each language: an entry for each first edition and each correction, with its day. */
import type { APIContext } from 'astro'
import { primarySentence } from '../../published/sentences.ts'
import { readCampaign } from '../../site/campaign.ts'
import { basisOf, declaredAs } from '../../site/languages.ts'
import { readResults } from '../../site/results.ts'
import { type Language, languages, pathOf, restOf, resultsFeedPath } from '../../site/routes.ts'
import { fill, strings } from '../../site/strings.ts'
import { xml } from '../../site/xml.ts'

export function getStaticPaths() {
  return languages.map((language) => ({ params: { notices: restOf(pathOf('results', language)) }, props: { language } }))
}

export async function GET({ site, props }: APIContext<{ language: Language }>): Promise<Response> {
  const { language } = props
  const basis = basisOf(language)
  const t = strings(basis, 'results')
  const address = (path: string) => new URL(path, site).href
  const items = (await readResults())
    .flatMap((publication) => {
      const { wave, published, corrections } = publication
      const link = address(pathOf('result', language, wave.id))
      const { key, values } = primarySentence(publication, basis)
      const name = { wave: wave.name[basis] }
      return [
        {
          title: fill(t['one.title'], name),
          link,
          guid: link,
          date: published,
          description: fill(t[key as keyof typeof t], values),
        },
        ...corrections.map(({ date, reason }, at) => ({
          title: fill(t['feed.correction'], name),
          link,
          guid: `${link}#edition-${at + 2}`,
          date,
          description: reason[basis],
        })),
      ]
    })
    .reverse()
    // The newest first; of one day the last edition.
    .sort((a, b) => Number(a.date < b.date) - Number(a.date > b.date))
    // Midnight in Greenwich: a publication has a day, and no hour.
    .map(
      ({ title, link, guid, date, description }) =>
        xml`<item><title>${title}</title><link>${link}</link><guid isPermaLink="${String(guid === link)}">${guid}</guid><pubDate>${new Date(`${date}T00:00:00Z`).toUTCString()}</pubDate><description>${description}</description></item>`,
    )
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
${xml`<title>${t['feed.title']} · ${(await readCampaign()).name[basis]}</title><link>${address(pathOf('results', language))}</link><description>${t.description}</description><language>${declaredAs(language).locale.toLowerCase()}</language><atom:link href="${address(resultsFeedPath(language))}" rel="self" type="application/rss+xml"/>`}
${items.join('\n')}
</channel></rss>
`,
    { headers: { 'content-type': 'application/rss+xml' } },
  )
}
