/** The instruments' wording as campaign staff wrote it, read without any code of the product: what a test knows of the questions. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const content = join(import.meta.dirname, '..', '..', 'content')
const read = (file: string) => parse(readFileSync(join(content, file), 'utf8'))

export type Language = 'es' | 'en'
type Text = Record<Language, string>

export interface WrittenConcept {
  readonly id: string
  readonly scale: 'knowledge' | 'myths' | 'intention' | 'confidence'
  readonly answer: 'choice' | 'agreement' | 'confidence'
  readonly right?: 'agree' | 'disagree'
  readonly thenTest?: boolean
  readonly items: Record<'A' | 'B', { readonly question: Text; readonly options?: readonly Text[] }>
}

export const concepts: readonly WrittenConcept[] = read('instruments/core.yaml').concepts
export const shortPick: readonly string[] = read('instruments/core-short.yaml').pick
export const words: Record<Language, Record<string, string>> = {
  es: read('ui/es/quiz.json'),
  en: read('ui/en/quiz.json'),
}

/** Which concept and form a question on screen is. */
export function itemOf(question: string, language: Language): { concept: WrittenConcept; form: 'A' | 'B' } {
  for (const concept of concepts)
    for (const form of ['A', 'B'] as const) if (concept.items[form].question[language] === question) return { concept, form }
  throw new Error(`no item of the instrument reads "${question}"`)
}
