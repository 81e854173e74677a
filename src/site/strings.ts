/**
 * The words of the frame and of the islands: `content/ui/<language>/<part>.json`, flat dotted keys.
 *
 * Read while building only: a page hands an island the finished strings as props, so that a phone never loads a dictionary.
 */
import { declaredAs, fallbackOf, type Language, whole } from './languages.ts'
import { marked, markedDeep, translated } from './marked-text.ts'

const files = import.meta.glob<Record<string, unknown>>('../../content/ui/*/*.json', { eager: true, import: 'default' })

/** The parts and the types of their keys, taken from the Spanish file. A new part is one line here and a file in each language. */
interface Parts {
  followup: typeof import('../../content/ui/es/followup.json')
  cases: typeof import('../../content/ui/es/cases.json')
  frame: typeof import('../../content/ui/es/frame.json')
  kiosk: typeof import('../../content/ui/es/kiosk.json')
  pictures: typeof import('../../content/ui/es/pictures.json')
  offline: typeof import('../../content/ui/es/offline.json')
  print: typeof import('../../content/ui/es/print.json')
  quiz: typeof import('../../content/ui/es/quiz.json')
  results: typeof import('../../content/ui/es/results.json')
  search: typeof import('../../content/ui/es/search.json')
  staff: typeof import('../../content/ui/es/staff.json')
  'staff-pages': typeof import('../../content/ui/es/staff-pages.json')
  'staff-table': typeof import('../../content/ui/es/staff-table.json')
  table: typeof import('../../content/ui/es/table.json')
}

export type Part = keyof Parts
export type Strings<P extends Part> = Readonly<Parts[P]>

/**
 * The strings of one part in one language. A key that only one whole language has stops the build, with the file and the key; in a started language it is that
 * of its fallback.
 */
export function strings<P extends Part>(language: Language, part: P): Strings<P> {
  const fallback = fallbackOf(language)
  if (fallback !== undefined) return filledFrom(strings(fallback, part), language, fallback, part)
  const own = contentsOf(language, part)
  const keys = whole.flatMap((each) => Object.keys(contentsOf(each, part)))
  const missing = keys.find((key) => !own[key])
  if (missing !== undefined) throw new Error(`content/ui/${language}/${part}.json: "${missing}" is missing or empty`)
  return own as Strings<P>
}

function filledFrom<P extends Part>(original: Strings<P>, language: Language, fallback: Language, part: P): Strings<P> {
  const own = files[`../../content/ui/${language}/${part}.json`] ?? {}
  const entries = Object.entries(original).map(([key, text]) => {
    const translation = own[key]
    if (typeof text !== 'string') return [key, markedDeep(translation ?? text, translation ? language : fallback)]
    return [key, translated(translation, text) ? marked(String(translation), language) : marked(text, fallback)]
  })
  return Object.fromEntries(entries)
}

function contentsOf(language: Language, part: Part): Record<string, unknown> {
  const contents = files[`../../content/ui/${language}/${part}.json`]
  if (!contents) throw new Error(`content/ui/${language}/${part}.json is missing`)
  return contents
}

/** Puts values in the places that a string marks with braces: `fill('{n} minutes', { n: 2 })`. A place without a value is a mistake. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new RangeError(`"${text}" has a place {${name}} and no value for it`)
    return String(value)
  })
}

/** A date of the content files (YYYY-MM-DD or YYYY-MM) in words; anything looser ("2018", "c. 2017") as it was written. */
export function dateInWords(date: string, language: Language): string {
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(date)) return date
  const day = date.length > 7 ? { day: 'numeric' as const } : {}
  const format = new Intl.DateTimeFormat(declaredAs(language).locale, {
    ...day,
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.format(new Date(date))
}
