/** ICAT step 4 as the site draws it, from `content/pathways.yaml`: each assumption with the name of what tests it. */
import { type CollectionEntry, getCollection } from 'astro:content'

type Entry = CollectionEntry<'pathways'>['data']
type Names = CollectionEntry<'pathways'>['data']['name']

/** `measuredBy` is the name of the question that tests it; `study` a published study on it, as its authors and year. */
export type Assumption = Entry['assumptions'][number] & {
  readonly measuredBy: Names | undefined
  readonly study: string | undefined
}
export type Pathway = Omit<Entry, 'assumptions'> & { readonly assumptions: readonly Assumption[] }

export async function readPathways(): Promise<Pathway[]> {
  const names = await conceptNames()
  return (await getCollection('pathways')).map(({ data }) => ({
    ...data,
    assumptions: data.assumptions.map((assumption) => ({
      ...assumption,
      measuredBy: names.get(assumption.indicator?.replace(/^concept:/, '') ?? ''),
      // What stands after the colon is a note to editors, in one language.
      study: assumption.source?.split(':')[0],
    })),
  }))
}

async function conceptNames(): Promise<Map<string, Names>> {
  const instruments = await getCollection('instruments')
  const concepts = instruments.flatMap(({ data }) => ('concepts' in data ? data.concepts : []))
  return new Map(concepts.map(({ id, name }) => [id, name]))
}
