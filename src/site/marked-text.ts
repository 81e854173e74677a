/**
 * Text that knows its language, on its way from `content/` to a page of a started language.
 *
 * Such a page mixes two languages text by text, and a component that prints a text cannot know which one it got. So the text carries it, in Unicode's own
 * language tags: U+E0001 and the tag's letters before, U+E007F after. They are deprecated in favour of markup, which is what `marked-html` makes of them
 * before the page is written. Texts of Spanish and English pages are never marked.
 */
import { fallbackOf, type Language, languages } from './languages.ts'

const OPEN = '\u{E0001}'
const CLOSE = '\u{E007F}'
/** From an ASCII letter to the tag character of the same meaning. */
const OFFSET = 0xe0000

export const MARK = /(\u{E0001}[\u{E0020}-\u{E007E}]+|\u{E007F})/u

const shifted = (text: string, by: number): string =>
  [...text].map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + by)).join('')

export function marked(text: string, language: Language): string {
  // A number is no language's.
  return /\p{L}/u.test(text) ? OPEN + shifted(language, OFFSET) + text + CLOSE : text
}

/** Every text inside lists and groups, and no id or date: `waitress`, `2018-05`. */
export function markedDeep<T>(value: T, language: Language): T {
  const inside = (each: unknown): unknown => {
    if (typeof each === 'string') return /^[a-z0-9-]*$/.test(each) ? each : marked(each, language)
    if (Array.isArray(each)) return each.map(inside)
    if (each instanceof Date || typeof each !== 'object' || each === null) return each
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, inside(inner)]))
  }
  return inside(value) as T
}

export function unmarked(text: string): string {
  return text.replace(/\u{E0001}[\u{E0020}-\u{E007E}]+|\u{E007F}/gu, '')
}

/** What a mark says: a language that begins, or `undefined` where one ends. */
export function languageOfMark(mark: string): Language | undefined {
  return mark === CLOSE ? undefined : (shifted(mark.slice(OPEN.length), -OFFSET) as Language)
}

/** Whether any text inside was marked with another language. */
export function holdsOther(value: unknown, language: Language): boolean {
  const marks = JSON.stringify(value).match(/\u{E0001}[\u{E0020}-\u{E007E}]+/gu) ?? []
  return marks.some((mark) => languageOfMark(mark) !== language)
}

/** A text that stands unchanged in a copied file is not translated yet. */
export function translated<T>(own: T | undefined, original: T): own is T {
  return own !== undefined && own !== '' && own !== original
}

/** A record of what is no text (an address), in every language. */
export function filledIn(written: Readonly<Partial<Record<Language, string>>>): Record<Language, string> {
  const own = (language: Language) => written[language] ?? written[fallbackOf(language) ?? language] ?? ''
  return Object.fromEntries(languages.map((language) => [language, own(language)])) as Record<Language, string>
}

/** A record of texts as written, in every language: what a started one lacks is its fallback's, each marked with the language that it is in. */
export function inEveryLanguage(written: Readonly<Partial<Record<Language, string>>>): Record<Language, string> {
  const entries = languages.map((language) => {
    const fallback = fallbackOf(language)
    const own = written[language]
    if (fallback === undefined) return [language, own ?? '']
    const original = written[fallback] ?? ''
    return [language, translated(own, original) ? marked(own, language) : marked(original, fallback)]
  })
  return Object.fromEntries(entries) as Record<Language, string>
}
