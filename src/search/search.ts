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
  /** Whether no page has all the words, and those shown have one of them. */
  readonly isPartial: boolean
  /** Whether every page with the words is shown, and not the best of them alone. */
  readonly isAll: boolean
  /** What else was looked for, because the words lead there, and brought something; and how many of the results, the last ones, it brought. */
  readonly also: { readonly words: readonly string[]; readonly count: number }
  /** False where Pagefind could not be had and titles and summaries alone were searched. */
  readonly isWhole: boolean
}

/** At most this many pages for each word that the query leads to: they stand below what was asked for. */
const PER_LEAD = 2

interface LookedUp {
  readonly results: readonly Result[]
  readonly isAll: boolean
}

type LookUp = (words: readonly string[]) => Promise<LookedUp>

export async function search(query: string, sources: Sources): Promise<Outcome> {
  let isWhole = true
  const lookUp: LookUp = async (words) => {
    const answer = isWhole ? await sources.engine(words.join(' ')) : undefined
    isWhole &&= answer !== undefined
    return { results: merged(answer?.found ?? [], words, sources.listed), isAll: answer?.isAll ?? true }
  }
  const { words, corrected, isPartial, results: own, isAll } = await understood(askedFor(query), lookUp, sources)
  const results = [...own]
  const also: string[] = []
  for (const lead of leadsOf(words.map(plain), sources.synonyms)) {
    const added = newTo(results, (await lookUp(askedFor(lead))).results).slice(0, PER_LEAD)
    if (added.length > 0) also.push(lead)
    results.push(...added)
  }
  return {
    results,
    corrected: corrected && results.length > 0 ? words.join(' ') : undefined,
    isPartial,
    isAll,
    also: { words: also, count: results.length - own.length },
    isWhole,
  }
}

const newTo = (results: readonly Result[], others: readonly Result[]): Result[] =>
  others.filter(({ page }) => !results.some((result) => result.page.url === page.url))

type Understood = LookedUp & { readonly words: readonly string[]; readonly corrected: boolean; readonly isPartial: boolean }

/** Where no page has all the words: each that stands on no page gives way to the nearest known one; then pages with any of them will do. */
async function understood(asked: readonly string[], lookUp: LookUp, sources: Sources): Promise<Understood> {
  const first = await lookUp(asked)
  if (first.results.length > 0) return { ...first, words: asked, corrected: false, isPartial: false }
  const known = knownWords(sources)
  const meant: string[] = []
  let corrected = false
  for (const word of asked) {
    const isKnown = known.has(plain(word)) || (asked.length > 1 && (await lookUp([word])).results.length > 0)
    const near = isKnown ? word : known.get(nearestOf(plain(word), known.keys()) ?? '')
    corrected ||= near !== undefined && near !== word
    if (near !== undefined) meant.push(near)
  }
  const words = meant.length > 0 ? meant : asked
  const second = words.join(' ') === asked.join(' ') ? first : await lookUp(words)
  if (second.results.length > 0 || words.length < 2)
    return { ...second, words, corrected, isPartial: second.results.length > 0 && meant.length < asked.length }
  const any: Result[] = []
  for (const word of words) any.push(...newTo(any, (await lookUp([word])).results))
  return { results: any, isAll: true, words, corrected, isPartial: any.length > 0 }
}

/** What a mistyped word may have meant, from its plain form to how it is written: what people search for, and what titles and sentences say. */
function knownWords({ listed, synonyms }: Sources): Map<string, string> {
  const known = new Map<string, string>()
  const names = synonyms.flatMap(([words, leadTo]) => [...words, ...leadTo])
  for (const name of names.flatMap((each) => each.split(/\s+/))) known.set(plain(name), name)
  for (const word of wordsIn(listed)) if (!known.has(word)) known.set(word, word)
  return known
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
