/** The channels of help, from `content/helplines.yaml`, in the order that file gives them. */
import { type CollectionEntry, getCollection } from 'astro:content'

export type Helpline = CollectionEntry<'helplines'>['data']
/** The order in which the help page asks where the reader is. */
export const places = ['colombia', 'abroad', 'united-states', 'argentina'] as const satisfies readonly Helpline['where'][]

export async function readHelplines(): Promise<Helpline[]> {
  return (await getCollection('helplines')).map((entry) => entry.data).sort((a, b) => a.order - b.order)
}

/** The channels that somebody names by their ids, in the order named. An id that is none stops the build. */
export async function helplinesOf(ids: readonly string[]): Promise<Helpline[]> {
  const lines = await readHelplines()
  return ids.map((id) => {
    const line = lines.find((each) => each.id === id)
    if (!line) throw new Error(`content/helplines.yaml: there is no "${id}"`)
    return line
  })
}

/** The two numbers that stand on every page: the first two that can be dialled inside Colombia. */
export async function readFirstNumbers(): Promise<Helpline[]> {
  return (await readHelplines()).filter((line) => line.where === 'colombia' && line.tel !== undefined).slice(0, 2)
}
