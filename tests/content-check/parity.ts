/** The whole languages say the same things: the same stories, pages and guides, and the same words of the frame with the same places to fill. */
export interface Gap {
  readonly language: string
  /** What is there in another language, or stands twice in this one. */
  readonly key: string
  readonly what: string
  /** The second of two files that say they are the same. */
  readonly file?: string
}

/** What a file says it is (`story: waitress`), and where it stands. */
export interface Keyed {
  readonly key: string
  readonly file: string
}

/** @param files for each language */
export function gapsBetween(files: Readonly<Record<string, readonly Keyed[]>>): Gap[] {
  const languages = Object.keys(files)
  const has = (language: string, key: string) => files[language]?.some((each) => each.key === key)
  return languages.flatMap((language) => {
    const own = files[language] ?? []
    const others = languages
      .filter((other) => other !== language)
      .flatMap((other) => (files[other] ?? []).map((each) => ({ ...each, other })))
    const missing = others.filter(({ key }, at) => !has(language, key) && others.findIndex((each) => each.key === key) === at)
    return [
      ...missing.map(({ key, file, other }) => ({ language, key, what: `“${key}” is missing: ${other} has it, in ${file}` })),
      ...repeated(own).map(({ key, file, first }) => ({ language, key, file, what: `“${key}” is what ${first} says it is too` })),
    ]
  })
}

export function repeated(files: readonly Keyed[]): (Keyed & { readonly first: string })[] {
  return files.flatMap((each, at) => {
    const first = files.findIndex(({ key }) => key === each.key)
    return first < at ? { ...each, first: files[first]?.file ?? '' } : []
  })
}

/** Keys that one language lacks or leaves empty, and texts whose places in braces differ. A list's or a group's texts have dotted keys. */
export function gapsInWords(files: Readonly<Record<string, unknown>>): Gap[] {
  const languages = Object.keys(files)
  const words = Object.fromEntries(languages.map((language) => [language, wordsIn(files[language])]))
  const keys = [...new Set(languages.flatMap((language) => Object.keys(words[language] ?? {})))]
  return keys.flatMap((key) => {
    const missing = languages.filter((language) => !words[language]?.[key]?.trim())
    if (missing.length > 0) return missing.map((language) => ({ language, key, what: `"${key}" is missing or empty` }))
    const [first = '', ...rest] = languages
    return rest.flatMap((language) =>
      placeGap(key, { language: first, text: words[first]?.[key] }, { language, text: words[language]?.[key] }),
    )
  })
}

interface Said {
  readonly language: string
  readonly text: string | undefined
}

/** A place that is filled in one language only would show its braces, or lose its figure. */
export function placeGap(key: string, first: Said, other: Said): Gap[] {
  const [expected, found] = [placesIn(first.text ?? ''), placesIn(other.text ?? '')]
  if (expected === found) return []
  return [
    {
      language: other.language,
      key,
      what: `"${key}" fills ${found || 'no place'}, and in ${first.language} ${expected || 'none'}`,
    },
  ]
}

/** The texts of a file of words by their dotted keys. */
export function wordsIn(value: unknown): Record<string, string> {
  return Object.fromEntries(textsIn(value))
}

function textsIn(value: unknown, path: readonly string[] = []): [string, string][] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]))
  return [[path.join('.'), typeof value === 'string' ? value : '']]
}

const placesIn = (text: string): string => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ')
