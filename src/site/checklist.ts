/** What the page "Check an offer" lists, from `content/checklist.yaml`, in the order that file gives it. */
import { type CollectionEntry, getCollection } from 'astro:content'

type Group = CollectionEntry<'checklist'>['data']
export type SignGroup = Extract<Group, { part: 'signs' }>
export type BeforeGroup = Extract<Group, { part: 'before' }>

interface Checklist {
  readonly signs: readonly SignGroup[]
  readonly before: readonly BeforeGroup[]
}

export async function readChecklist(): Promise<Checklist> {
  const groups = (await getCollection('checklist')).map(({ data }) => data).sort((a, b) => a.order - b.order)
  return {
    signs: groups.filter((group) => group.part === 'signs'),
    before: groups.filter((group) => group.part === 'before'),
  }
}
