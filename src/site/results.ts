/** What was published of each wave, from `content/results`, the newest first. Each file is named after its wave. */
import { type CollectionEntry, getCollection } from 'astro:content'
import { basisOf, type Language } from './languages.ts'
import { marked } from './marked-text.ts'

export type Published = CollectionEntry<'results'>['data']

/** Before the first publication there is none to read, and Astro would warn of a mistake in the schemas at every page. */
const files = Object.keys(import.meta.glob('../../content/results/*.json'))

export async function readResults(): Promise<Published[]> {
  if (files.length === 0) return []
  const entries = await getCollection('results')
  for (const { id, data } of entries)
    if (id !== data.wave.id)
      throw new Error(`content/results/${id}.json: wave.id: is ${data.wave.id}; the file is named after its wave`)
  return entries.map(({ data }) => data).sort((a, b) => (a.wave.ends < b.wave.ends ? 1 : -1))
}

/** A text that is in Spanish and English alone; a further language's page says which of them it is. */
export function toldIn(text: { readonly es: string; readonly en: string }, language: Language): string {
  const basis = basisOf(language)
  return basis === language ? text[basis] : marked(text[basis], basis)
}
