/** The pages that are written as text, from `content/pages`. */
import { type CollectionEntry, getCollection } from 'astro:content'
import { entriesIn } from './fallback.ts'
import type { Language } from './languages.ts'

export type ProsePage = CollectionEntry<'pages'>

export async function readPages(language: Language): Promise<ProsePage[]> {
  return entriesIn(await getCollection('pages'), language, ({ page }) => page)
}
