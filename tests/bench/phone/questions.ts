/** The ten questions that everybody in the comparison asks: the first ten of the full instrument, form A, in Spanish, as they stand in `content/`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const content = join(import.meta.dirname, '..', '..', '..', 'content')
const read = (file: string) => parse(readFileSync(join(content, file), 'utf8'))

export interface AskedQuestion {
  readonly id: string
  readonly question: string
  readonly options: readonly string[]
}

interface WrittenConcept {
  readonly id: string
  readonly answer: string
  readonly items: {
    readonly A: { readonly question: { readonly es: string }; readonly options?: readonly { readonly es: string }[] }
  }
}

const words = read('ui/es/quiz.json')

export const tenQuestions: readonly AskedQuestion[] = (read('instruments/core.yaml').concepts as WrittenConcept[])
  .slice(0, 10)
  .map(({ id, answer, items }) => ({
    id,
    question: items.A.question.es,
    options: [...(answer === 'choice' ? (items.A.options ?? []).map(({ es }) => es) : words[answer]), words.dontKnow],
  }))
