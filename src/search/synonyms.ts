/** From a searcher's word to the words that the pages use (`content/synonyms.yaml`). */
import { wordsOf } from './words.ts'

/** Words that are searched for, and what they lead to, as the search page hands them over: both as people read them. */
export type Synonyms = readonly (readonly [words: readonly string[], leadTo: readonly string[]])[]

let loaded: Promise<Synonyms> | undefined

/** Fetches a language's synonyms, once. Where they can't be had, no word leads anywhere. */
export function loadSynonyms(url: string): Promise<Synonyms> {
  loaded ??= fetchSynonyms(url).catch(() => {
    loaded = undefined
    return []
  })
  return loaded
}

async function fetchSynonyms(url: string): Promise<Synonyms> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return (await answer.json()) as Synonyms
}

/** What the words of a query lead to, without what was asked for already. A plural or another ending of a listed word counts as it. */
export function leadsOf(asked: readonly string[], synonyms: Synonyms): string[] {
  const leads = synonyms
    .filter(([words]) => words.some((word) => isNamed(wordsOf(word), asked)))
    .flatMap(([, leadTo]) => leadTo)
    .filter((lead) => !isNamed(wordsOf(lead), asked))
  return [...new Set(leads)]
}

/** Whether every word of a listed expression (`en otro país`) is among those asked for. */
function isNamed(expression: readonly string[], asked: readonly string[]): boolean {
  return expression.every((word) => asked.some((each) => each === word || isOtherEnding(each, word)))
}

/** Endings of number, gender and person: `novia` and `novios` for `novio`, `jobs` for `job`. */
function isOtherEnding(asked: string, word: string): boolean {
  return stem(word).length > 2 && stem(asked) === stem(word)
}

const stem = (word: string): string => word.replace(/(?:[aeo]s|[aeos])$/, '')
