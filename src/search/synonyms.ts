/** From a searcher's word to the words that the pages use (`content/synonyms.yaml`). */
import { wordsOf } from './words.ts'

/** Words that are searched for, and what they lead to, as the search page hands them over: both as people read them. */
export type Synonyms = readonly (readonly [words: readonly string[], leadTo: readonly string[]])[]

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
