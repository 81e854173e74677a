/** The channels of help, from `content/helplines.yaml`, in the order that file gives them. */
import { type CollectionEntry, getCollection } from 'astro:content'
import { holdsUntil, isOverdue } from './check-age.ts'
import type { Language } from './routes.ts'

export type Helpline = CollectionEntry<'helplines'>['data'] & {
  /** The last day of its check. It stands on the page in words: files that were built once cannot notice that it has gone by. */
  readonly holdsUntil: string
  /** Whether that day had gone by when the site was built. */
  readonly overdue: boolean
}

export async function readHelplines(today = new Date().toISOString().slice(0, 10)): Promise<Helpline[]> {
  const lines = (await getCollection('helplines')).map(({ data }) => data)
  return lines
    .sort((a, b) => a.order - b.order)
    .map((line) => ({ ...line, holdsUntil: holdsUntil(line), overdue: isOverdue(line, today) }))
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

/** The country of a line that serves one other country alone, by its name. */
export function countryOf({ where }: Helpline, language: Language): string | undefined {
  return /^[A-Z]{2}$/.test(where) ? new Intl.DisplayNames(language, { type: 'region' }).of(where) : undefined
}
