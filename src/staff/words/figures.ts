/** Figures in words: shares, points, counts and p values as Spanish and English write them; an absent figure as its mark and its reason. */
import type { Absent, Estimate, Told } from '../../report/icat/indicator.ts'
import { absenceInWords } from '../../report/icat/sentences.ts'
import type { Interval } from '../../statistics/wilson.ts'
import { filled, type Language, type Speech } from './words.ts'

/** Digits after the point, its language's mark before them, thousands kept apart, and a real minus. */
export function decimal(value: number, digits: number, language: Language): string {
  const [whole = '', part] = Math.abs(value).toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'es' ? '.' : ',')
  const text = part === undefined ? grouped : `${grouped}${language === 'es' ? ',' : '.'}${part}`
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

export const count = (value: number, language: Language): string => decimal(value, 0, language)

/** 0.4213 as `42 %`; the space does not break. */
export const percent = (share: number, language: Language, digits = 0): string =>
  `${decimal(share * 100, digits, language)}${language === 'es' ? '\u00a0' : ''}%`

/** 0.187 as `+18.7`: a difference of shares in points. */
export function points(share: number, language: Language, digits = 1): string {
  const text = decimal(share * 100, digits, language)
  return share > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

export const range = (
  { low, high }: Interval,
  { language, words }: Speech,
  write: (share: number, language: Language) => string = percent,
): string => `${write(low, language)} ${words.to} ${write(high, language)}`

/** `0.023`, or `< 0.001`. */
export function pValue(p: number, language: Language): string {
  return p < 0.001 ? `< ${decimal(0.001, 3, language)}` : decimal(p, 3, language)
}

/** The mark of an absent figure: short enough for a cell or a drawing. */
export function markOf(absent: Absent, { words }: Speech): string {
  return absent.kind === 'withheld' ? words.marks[absent.reason] : words.marks[absent.kind]
}

/** Why it is absent, as a sentence of its own. */
export function reasonOf(absent: Absent, { language }: Speech): string {
  const reason = absenceInWords(absent)[language]
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`
}

export const toldCount = (told: Told<number>, speech: Speech): string =>
  told.kind === 'shown' ? count(told.value, speech.language) : markOf(told, speech)

/** An estimate with its interval, in words. */
export function estimateInWords(told: Told<Estimate>, speech: Speech): string {
  if (told.kind !== 'shown') return reasonOf(told, speech).toLowerCase()
  const { value, interval } = told.value
  const limits = interval === 'no-interval' ? speech.words.noInterval : range(interval, speech)
  return `${percent(value, speech.language)} (${limits})`
}

/** The same text, with no line break between a number and what belongs to it. */
export const unbroken = (text: string): string => text.replace(/(\d) %/g, '$1\u00a0%').replace(/\bn = (?=\d)/g, 'n\u00a0=\u00a0')

/** ISO weeks (`2026-W47`, `2026-W49`) as `weeks 47 to 49 of 2026`, or one week alone. */
export function weeksInWords([first, last]: readonly [string, string], { words }: Speech): string {
  const partsOf = (text: string) => ({ year: text.slice(0, 4), week: String(Number(text.slice(6))) })
  const [from, to] = [partsOf(first), partsOf(last)]
  if (first === last) return filled(words.weekOf, from)
  return from.year === to.year
    ? filled(words.weeksOf, { first: from.week, last: to.week, year: to.year })
    : `${filled(words.weekOf, from)} ${words.to} ${filled(words.weekOf, to)}`
}

/** A day (YYYY-MM-DD) as `25 de noviembre de 2026`. */
export const dayInWords = (date: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-CO' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date))
