/** The role guides, from `content/guides`. The file's name is the guide's slug in its language; its `guide` is the same in both. */
import { type CollectionEntry, getCollection } from 'astro:content'
import { entriesIn, slugOf } from './fallback.ts'
import { cardPathOf, type Language, otherLanguage, pathOf } from './routes.ts'

export type Guide = CollectionEntry<'guides'>

export async function readGuides(language: Language): Promise<Guide[]> {
  const guides = entriesIn(await getCollection('guides', ({ data }) => !data.draft), language, ({ guide }) => guide)
  return guides.sort((a, b) => a.data.order - b.data.order)
}

export function guidePath(guide: Guide, language: Language): string {
  return pathOf('guide', language, slugOf(guide))
}

export function guideCardPath(guide: Guide, language: Language): string {
  return cardPathOf(language, slugOf(guide))
}

/** The same guide in the other language. One that nobody has written there stops the build. */
export async function guideTwin(guide: Guide, language: Language): Promise<Guide> {
  const other = otherLanguage(language)
  const twin = (await readGuides(other)).find((each) => each.data.guide === guide.data.guide)
  if (!twin) throw new Error(`content/guides/${guide.id}.mdx: no guide "${guide.data.guide}" in content/guides/${other}`)
  return twin
}
