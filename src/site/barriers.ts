/** Where the site answers what holds people back: on the help page, or on the guide of those who meet it in their work. */
import { type CollectionEntry, getCollection } from 'astro:content'
import { guidePath, readGuides } from './guides.ts'
import { type Language, pathOf } from './routes.ts'

export type Barrier = CollectionEntry<'barriers'>['data']

/** Barriers that a guide's page answers; without a guide, those of the help page. In the order of `content/barriers.yaml`. */
export async function barriersAnsweredAt(guide?: string): Promise<Barrier[]> {
  const entries = await getCollection('barriers', ({ data }) => data.id !== 'none' && data.guide === guide)
  return entries.map(({ data }) => data)
}

/** The section that answers a barrier. Throws where it names a guide that there is not. */
export async function answerPath({ id, guide }: Barrier, language: Language): Promise<string> {
  if (guide === undefined) return `${pathOf('help', language)}#${id}`
  const found = (await readGuides(language)).find(({ data }) => data.guide === guide)
  if (!found) throw new Error(`content/barriers.yaml: ${id}: guide: there is no ${guide}`)
  return `${guidePath(found, language)}#${id}`
}
