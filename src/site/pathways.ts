/** ICAT step 4 as the site draws it, from `content/pathways.yaml`: with the names of its actions, of what tests a link and of what is watched beside it. */
import { type CollectionEntry, getCollection } from 'astro:content'

type Entry = CollectionEntry<'pathways'>['data']
type Names = Entry['name']
type Link = Entry['links'][number]

/** `measuredBy` is the name of the question that tests it. */
export type Rest = Link['rests'][number] & { readonly measuredBy: Names | undefined }

export interface Pathway extends Omit<Entry, 'actions' | 'links' | 'series'> {
  readonly actions: readonly Names[]
  readonly links: readonly (Omit<Link, 'rests'> & { readonly rests: readonly Rest[] })[]
  readonly series: CollectionEntry<'series'>['data'] | 'none'
}

/** Those who are offered something come first, then those who see it happen, then those who investigate. */
const AUDIENCES = [
  'everybody',
  'women-and-girls',
  'travellers',
  'responders',
  'prosecutors',
] as const satisfies readonly Entry['audience'][]
const place = ({ audience }: Entry): number => AUDIENCES.indexOf(audience)

export async function readPathways(): Promise<Pathway[]> {
  const [concepts, actions, series] = [await conceptNames(), await getCollection('actions'), await getCollection('series')]
  const pathways = (await getCollection('pathways')).map(({ data }) => data).sort((a, b) => place(a) - place(b))
  return pathways.map((data) => ({
    ...data,
    actions: data.actions.flatMap(({ id }) => actions.find((action) => action.data.id === id)?.data.name ?? []),
    links: data.links.map((link) => ({
      ...link,
      rests: link.rests.map((rest) => ({
        ...rest,
        measuredBy: concepts.get(rest.indicator?.replace(/^concept:/, '') ?? ''),
      })),
    })),
    series: watched(data, series),
  }))
}

/** The series that a pathway names. Astro only warns of a reference that leads nowhere, and the pathway would say that nobody counts it. */
export function watched({ id, series }: Entry, known: readonly CollectionEntry<'series'>[]): Pathway['series'] {
  if (series === 'none') return series
  const found = known.find(({ data }) => data.id === series.id)
  if (!found) throw new Error(`content/pathways.yaml: ${id}: series: there is no ${series.id} in content/series.yaml`)
  return found.data
}

async function conceptNames(): Promise<Map<string, Names>> {
  const instruments = await getCollection('instruments')
  const concepts = instruments.flatMap(({ data }) => ('concepts' in data ? data.concepts : []))
  return new Map(concepts.map(({ id, name }) => [id, name]))
}
