/** The tales as a feed (RSS 2.0), for each language. They have no dates of their own, so none is given. */
import type { APIContext } from 'astro'
import { readCampaign } from '../../site/campaign.ts'
import { basisOf, declaredAs } from '../../site/languages.ts'
import { unmarked } from '../../site/marked-text.ts'
import { feedPath, type Language, languages, pathOf, restOf } from '../../site/routes.ts'
import { readStories, storyPath } from '../../site/stories.ts'
import { strings } from '../../site/strings.ts'
import { xml } from '../../site/xml.ts'

export function getStaticPaths() {
  return languages.map((language) => ({ params: { feed: restOf(pathOf('stories', language)) }, props: { language } }))
}

export async function GET({ site, props }: APIContext<{ language: Language }>): Promise<Response> {
  const { language } = props
  // A feed can't mark a part of it as another language's: its own words are in a whole one.
  const basis = basisOf(language)
  const t = strings(basis, 'frame')
  const address = (path: string) => new URL(path, site).href
  const items = (await readStories(language)).map((story) => {
    const link = address(storyPath(story, language))
    return xml`<item><title>${unmarked(story.data.title)}</title><link>${link}</link><guid>${link}</guid><description>${unmarked(story.data.summary)}</description></item>`
  })
  const title = `${t['stories.heading']} · ${(await readCampaign()).name[basis]}`
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
${xml`<title>${title}</title><link>${address(pathOf('stories', language))}</link><description>${t['stories.description']}</description><language>${declaredAs(language).locale.toLowerCase()}</language><atom:link href="${address(feedPath(language))}" rel="self" type="application/rss+xml"/>`}
${items.join('\n')}
</channel></rss>
`,
    { headers: { 'content-type': 'application/rss+xml' } },
  )
}
