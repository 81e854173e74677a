/**
 * The languages of the site, from `content/languages.yaml`.
 *
 * Spanish and English are whole: whatever they lack is a mistake. A language that names another as its `fallback` is started: what it lacks is read in that
 * other one, and the page says so. One that names none has to be whole as well.
 */
import { parse } from 'yaml'
import text from '../../content/languages.yaml?raw'

export type Whole = 'es' | 'en'
/** Stands in types for every further language. Records by language are read with all of them filled in, so that no code has to name one. */
export type Further = '(further)'
export type Language = Whole | Further

export interface Declared {
  readonly id: Language
  /** Its name in itself. */
  readonly name: string
  /** Where its pages stand: `/pt/`. */
  readonly path: string
  /** How dates are written: `pt-BR`. */
  readonly locale: string
  readonly direction?: 'ltr' | 'rtl' | undefined
  readonly fallback?: Whole | undefined
  /** Addresses of its own, by page: `help: ajuda`. The rest are those of the fallback. */
  readonly paths?: Readonly<Record<string, string>> | undefined
  /** What its readers are told where something is not translated: of a page, of a part of one, of the questions. */
  readonly missing?: { readonly page: string; readonly part: string; readonly questions: string } | undefined
}

const declared: readonly Declared[] = parse(text)
for (const id of ['es', 'en']) {
  if (!declared.some((each) => each.id === id)) throw new Error(`content/languages.yaml: ${id} has to stand there`)
}

export const languages: readonly Language[] = declared.map(({ id }) => id)

export function declaredAs(language: Language): Declared {
  const found = declared.find(({ id }) => id === language)
  if (!found) throw new RangeError(`content/languages.yaml: there is no “${language}”`)
  return found
}

export const fallbackOf = (language: Language): Whole | undefined => declaredAs(language).fallback
export const isStarted = (language: Language): boolean => fallbackOf(language) !== undefined
export const started: readonly Language[] = languages.filter(isStarted)
/** Languages that lack nothing: Spanish, English, and any further one that was finished. */
export const whole: readonly Language[] = languages.filter((language) => !isStarted(language))

const isTwin = (language: Language): language is Whole => language === 'es' || language === 'en'

/** The language whose addresses hold where one has none of its own. */
export const basisOf = (language: Language): Whole => (isTwin(language) ? language : (fallbackOf(language) ?? 'es'))

/** `ltr` is what a page has without saying so. */
export const directionOf = (language: Language): 'ltr' | 'rtl' => declaredAs(language).direction ?? 'ltr'

/** The language's name in English, for messages to editors: `Portuguese`. */
export const englishName = (language: Language): string =>
  new Intl.DisplayNames('en', { type: 'language', fallback: 'code' }).of(language) ?? language
