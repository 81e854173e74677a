/**
 * A query's way: its own words; where a word of it stands on no page, the known word nearest to it; then what the words lead to.
 *
 * Nothing of the page and nothing of Pagefind is named here: both are handed in.
 */
import type { Engine, Found } from './engine.ts'
import { type ListedPage, matchesIn, wordsIn } from './listed.ts'
import { nearestOf } from './spelling.ts'
import { leadsOf, type Synonyms } from './synonyms.ts'
import { askedFor, isFamiliar, plain, wordsOf } from './words.ts'

export interface Sources {
  readonly engine: Engine
  readonly listed: readonly ListedPage[]
  readonly synonyms: Synonyms
}

export interface Result {
  readonly page: ListedPage
  /** With `<mark>` about the words found; undefined where only the list of pages was searched. */
  readonly excerpt: string | undefined
}

export interface Outcome {
  readonly results: readonly Result[]
  /** The query as it was understood, where a word of it was mistyped. */
  readonly corrected: string | undefined
  /** What else was looked for, because the words lead there, and brought something; and how many of the results, the last ones, it brought. */
  readonly also: { readonly words: readonly string[]; readonly count: number }
  /** False where Pagefind could not be had and titles and summaries alone were searched. */
  readonly isWhole: boolean
}

/** At most this many pages for each word that the query leads to: they stand below what was asked for. */
const PER_LEAD = 2

export async function search(query: string, sources: Sources): Promise<Outcome> {
  let isWhole = true
  const lookUp = async (words: readonly string[]): Promise<Result[]> => {
    const found = isWhole ? await sources.engine(words.join(' ')) : undefined
    isWhole &&= found !== undefined
    return merged(found ?? [], words, sources.listed)
  }
  const asked = askedFor(query)
  const first = await lookUp(asked)
  const understood = first.length > 0 ? asked : corrected(asked, sources)
  const isCorrected = understood.join(' ') !== asked.join(' ')
  const results = isCorrected ? await lookUp(understood) : first
  const own = results.length
  const also: string[] = []
  for (const lead of leadsOf(understood.map(plain), sources.synonyms)) {
    const added = (await lookUp(askedFor(lead)))
      .filter(({ page }) => !results.some((result) => result.page.url === page.url))
      .slice(0, PER_LEAD)
    if (added.length > 0) also.push(lead)
    results.push(...added)
  }
  const isHelped = isCorrected && results.length > 0
  return {
    results,
    corrected: isHelped ? understood.join(' ') : undefined,
    also: { words: also, count: results.length - own },
    isWhole,
  }
}

/** Each word that nobody knows gives way to the nearest known one, as people write it; one with nothing near is left out while others stay. */
function corrected(asked: readonly string[], { listed, synonyms }: Sources): string[] {
  const written = new Map<string, string>()
  const names = synonyms.flatMap(([words, leadTo]) => [...words, ...leadTo])
  for (const name of names.flatMap((each) => each.split(/\s+/))) written.set(plain(name), name)
  for (const word of wordsIn(listed)) if (!written.has(word)) written.set(word, word)
  const meant = asked.map((word) => {
    if (written.has(word)) return word
    const near = nearestOf(word, written.keys())
    return near === undefined ? undefined : written.get(near)
  })
  const kept = meant.filter((word) => word !== undefined)
  return kept.length > 0 ? kept : [...asked]
}

/** What Pagefind found, without what it only guessed at; after it the pages whose name says it, those that Pagefind does not know included. */
function merged(found: readonly Found[], words: readonly string[], listed: readonly ListedPage[]): Result[] {
  const meant = found.filter((page) => holdsAll(page, words))
  const results: Result[] = meant.flatMap(({ url, excerpt }) => {
    const page = listed.find((each) => each.url === url)
    return page ? [{ page, excerpt }] : []
  })
  const named = matchesIn(listed, words.map(plain)).filter((page) => !meant.some(({ url }) => url === page.url))
  return [...results, ...named.map((page) => ({ page, excerpt: undefined }))]
}

function holdsAll({ content }: Found, words: readonly string[]): boolean {
  const there = wordsOf(content)
  return words.map(plain).every((word) => there.some((each) => isFamiliar(word, each)))
}
