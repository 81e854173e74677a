/** Stories, guides and pages of a language, with those of its fallback where it has none of its own. */
import { fallbackOf, type Language } from './languages.ts'
import { markedDeep } from './marked-text.ts'

/** An entry of a collection whose files stand in a folder for each language: `es/la-mesera`. */
interface Entry {
  readonly id: string
  readonly data: object
  readonly body?: string | undefined
}

export const writtenIn = ({ id }: Entry): Language => id.replace(/\/.*/, '') as Language

/** The file's name, which is its part of the address. */
export const slugOf = ({ id }: Entry): string => id.replace(/^[^/]*\//, '')

/** For the `lang` of what was rendered from an entry: nothing where it is the page's own language. */
export function foreignTo(language: Language, entry: Entry): Language | undefined {
  return writtenIn(entry) === language ? undefined : writtenIn(entry)
}

/** @param keyOf what is the same in all languages @returns the entries of a language; a copy that nobody has changed yet counts as missing */
export function entriesIn<E extends Entry>(entries: readonly E[], language: Language, keyOf: (data: E['data']) => string): E[] {
  const own = entries.filter((entry) => writtenIn(entry) === language)
  const fallback = fallbackOf(language)
  if (fallback === undefined) return own
  return entries
    .filter((entry) => writtenIn(entry) === fallback)
    .map((original) => {
      const translation = own.find((entry) => keyOf(entry.data) === keyOf(original.data) && entry.body !== original.body)
      return translation ? withMarks(translation, language) : withMarks(original, fallback)
    })
}

const withMarks = <E extends Entry>(entry: E, language: Language): E => ({ ...entry, data: markedDeep(entry.data, language) })
