/** The words of the two pages about cases, beside those that all staff pages share, and figures as these pages write them. */
import type spanish from '../../../content/ui/es/cases.json'
import type { Ratio, RatioInterval } from '../../statistics/clopper-pearson.ts'
import { decimal } from '../words/figures.ts'
import { filled, type Language, type Speech } from '../words/words.ts'

export type CaseWords = typeof spanish

export interface CaseSpeech extends Speech {
  readonly told: CaseWords
}

/** Two digits that count: 0.034, 0.27, 1.2, 13. */
export function figure(value: number, language: Language): string {
  const digits = value === 0 ? 0 : value < 0.0995 ? 3 : value < 9.95 ? 2 : value < 99.5 ? 1 : 0
  return decimal(value, digits, language)
}

export const ratioText = (ratio: Ratio, { told, language }: CaseSpeech): string =>
  ratio === 'unbounded' ? told.cases.unbounded : figure(ratio, language)

export const intervalText = ({ low, high }: RatioInterval, speech: CaseSpeech): string =>
  `${figure(low, speech.language)} ${speech.words.to} ${ratioText(high, speech)}`

/** `A, B y C` */
export const listed = (items: readonly string[], language: Language): string =>
  new Intl.ListFormat(language === 'es' ? 'es-CO' : 'en-GB', { type: 'conjunction' }).format(items)

/** A title of what was made from invented data says so, wherever the title goes. */
export const titled = (title: string, isInvented: boolean, { told }: CaseSpeech): string =>
  isInvented ? filled(told.example.title, { mark: told.example.mark, title }) : title

/** Months that cannot be grouped are named by their number and year: `8/2017`. */
export const shortMonth = (month: number): string => `${(month % 12) + 1}/${Math.floor(month / 12)}`

export const monthInWords = (month: number, { told }: CaseSpeech): string =>
  `${told.months[month % 12] ?? ''} ${Math.floor(month / 12)}`
