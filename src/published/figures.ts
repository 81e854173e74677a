/** Published figures as Spanish and English write them: whole percent and points, scores in tenths, and a mark with its reason for what is withheld. */
import { absenceInWords } from '../report/icat/sentences.ts'
import { type Shown, WITHHELD_MARK } from '../report/shown.ts'
import type { Interval } from '../statistics/wilson.ts'

export type Language = 'es' | 'en'

/** What stands in a cell. A withheld figure keeps its mark; `why` is the reason, for those who don't know the mark. */
export type Figure = { readonly text: string; readonly more?: string } | { readonly mark: string; readonly why: string }

/** 1234.5 as `1.234,5` or `1,234.5`; the minus is a real one. */
export function decimal(value: number, digits: number, language: Language): string {
  const [whole = '', part] = Math.abs(value).toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'es' ? '.' : ',')
  const text = part === undefined ? grouped : `${grouped}${language === 'es' ? ',' : '.'}${part}`
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

/** 42 as `42 %`; the space does not break. */
export const percent = (value: number, language: Language): string => `${value}${language === 'es' ? '\u00a0' : ''}%`

/** 18 as `+18`. */
export function signed(value: number, digits: number, language: Language): string {
  const text = decimal(value, digits, language)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

const TO: Readonly<Record<Language, string>> = { es: 'a', en: 'to' }

export const range = ({ low, high }: Interval, language: Language, write: (value: number) => string): string =>
  `${write(low)} ${TO[language]} ${write(high)}`

export const figure = <T>(told: Shown<T>, language: Language, write: (value: T) => Figure): Figure =>
  told.kind === 'shown' ? write(told.value) : { mark: WITHHELD_MARK[told.reason], why: absenceInWords(told)[language] }

export const people = (told: Shown<number>, language: Language): Figure =>
  figure(told, language, (value) => ({ text: decimal(value, 0, language) }))
