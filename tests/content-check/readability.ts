/**
 * How easy a text is to read, by the formulas in use for its language.
 *
 * Spanish: INFLESZ, which is the perspicuity of Szigriszt-Pazos, 206.835 − 62.3 S/W − W/F (Barrio-Cantalejo et al., Anales del Sistema Sanitario de
 * Navarra 31(2), 2008), and Fernández Huerta, 206.84 − 60 S/W − 1.02 W/F (1959, as later authors corrected its last term). English: Flesch's reading
 * ease, 206.835 − 84.6 S/W − 1.015 W/F (Journal of Applied Psychology 32(3), 1948). S syllables, W words, F sentences. Higher is easier.
 */
import { type Language, syllablesIn, WORD } from './syllables.ts'

/** Every page for visitors reaches this on every formula of its language. */
export const LEAST = 65

export interface Counted {
  readonly sentences: number
  readonly words: number
  readonly syllables: number
}

export interface Readability extends Counted {
  readonly scores: readonly { readonly formula: string; readonly score: number }[]
}

/** A block that ends without a stop is a heading, a label or a button: no sentence, and so not read. */
const isProse = (block: string): boolean => /[.!?…:][»”"’')\]]*$/.test(block.trim())

/** Sentences end at a stop before a space and a capital, a figure or an opening mark. */
export function sentencesIn(block: string): string[] {
  return block
    .split(/(?<=[.!?…][»”"’')\]]*)\s+(?=[«“"'(¿¡]*[\p{Lu}\p{N}])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.match(WORD) !== null)
}

/** @param blocks paragraphs and list items; a sentence never goes on in the next */
export function countsOf(blocks: readonly string[], language: Language): Counted {
  const sentences = blocks.filter(isProse).flatMap(sentencesIn)
  const words = sentences.flatMap((sentence) => sentence.match(WORD) ?? [])
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word, language), 0)
  return { sentences: sentences.length, words: words.length, syllables }
}

/** Nothing to read gives no scores. */
export function scoresOf({ sentences, words, syllables }: Counted, language: Language): Readability['scores'] {
  if (words === 0) return []
  const perWord = syllables / words
  const perSentence = words / sentences
  if (language === 'en') return [{ formula: 'Flesch', score: 206.835 - 84.6 * perWord - 1.015 * perSentence }]
  return [
    { formula: 'INFLESZ', score: 206.835 - 62.3 * perWord - perSentence },
    { formula: 'Fernández Huerta', score: 206.84 - 60 * perWord - 1.02 * perSentence },
  ]
}

export function readabilityOf(blocks: readonly string[], language: Language): Readability {
  const counted = countsOf(blocks, language)
  return { ...counted, scores: scoresOf(counted, language) }
}
