/** ICAT step 4 as the site draws it, from `content/pathways.yaml`: each assumption with the name of what tests it. */
import { type CollectionEntry, getCollection } from 'astro:content'

type Entry = CollectionEntry<'pathways'>['data']
type Names = CollectionEntry<'pathways'>['data']['name']

/** `measuredBy` is the name of the question that tests it. */
export type Assumption = Entry['assumptions'][number] & {
  readonly measuredBy: Names | undefined
}
export type Pathway = Omit<Entry, 'assumptions'> & { readonly assumptions: readonly Assumption[] }

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
  const names = await conceptNames()
  const pathways = (await getCollection('pathways')).map(({ data }) => data).sort((a, b) => place(a) - place(b))
  return pathways.map((data) => ({
    ...data,
    assumptions: data.assumptions.map((assumption) => ({
      ...assumption,
      measuredBy: names.get(assumption.indicator?.replace(/^concept:/, '') ?? ''),
    })),
  }))
}

async function conceptNames(): Promise<Map<string, Names>> {
  const instruments = await getCollection('instruments')
  const concepts = instruments.flatMap(({ data }) => ('concepts' in data ? data.concepts : []))
  return new Map(concepts.map(({ id, name }) => [id, name]))
}
