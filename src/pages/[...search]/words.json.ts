/** What people type and where it leads, in one language: fetched with the first search, so that the page itself stays small. */
import { getCollection } from 'astro:content'
import type { Synonyms } from '../../search/synonyms.ts'
import { basisOf } from '../../site/languages.ts'
import { type Language, languages, pathOf, restOf } from '../../site/routes.ts'

export function getStaticPaths() {
  return languages.map((language) => ({ params: { search: restOf(pathOf('search', language)) }, props: { language } }))
}

export async function GET({ props: { language } }: { props: { language: Language } }): Promise<Response> {
  // A started language is searched in what its pages are written in, which is mostly its fallback.
  const basis = basisOf(language) === 'en' ? 'en' : 'es'
  const synonyms: Synonyms = (await getCollection('synonyms')).map(({ data }) => [data[basis].words, data[basis].leadTo])
  return new Response(JSON.stringify(synonyms))
}
