/** Both languages say the same things: the same stories, pages and guides, and the same words of the frame with the same places to fill. */
export type ByLanguage<T> = Readonly<Record<'es' | 'en', T>>

export interface Gap {
  readonly language: 'es' | 'en'
  /** What is there in the other language, or stands twice in this one. */
  readonly key: string
  readonly what: string
}

const languages = ['es', 'en'] as const
const otherOf = { es: 'en', en: 'es' } as const

/** @param keys for each language, what each file says it is (`story: waitress`) */
export function gapsBetween(keys: ByLanguage<readonly string[]>): Gap[] {
  return languages.flatMap((language) => [
    ...[...new Set(keys[otherOf[language]])]
      .filter((key) => !keys[language].includes(key))
      .map((key) => ({ language, key, what: `“${key}” is missing: ${otherOf[language]} has it` })),
    ...[...new Set(keys[language])]
      .filter((key) => keys[language].indexOf(key) !== keys[language].lastIndexOf(key))
      .map((key) => ({ language, key, what: `“${key}” stands in more than one file` })),
  ])
}

/** Keys that one language lacks or leaves empty, and texts whose places in braces differ. A list's or a group's texts have dotted keys. */
export function gapsInWords(files: ByLanguage<unknown>): Gap[] {
  const words: ByLanguage<Record<string, string>> = {
    es: Object.fromEntries(textsIn(files.es)),
    en: Object.fromEntries(textsIn(files.en)),
  }
  const keys = [...new Set(languages.flatMap((language) => Object.keys(words[language])))]
  return keys.flatMap((key) => {
    const missing = languages.filter((language) => !words[language][key]?.trim())
    if (missing.length > 0) return missing.map((language) => ({ language, key, what: `"${key}" is missing or empty` }))
    const [es, en] = languages.map((language) => placesIn(String(words[language][key])))
    return es === en
      ? []
      : [{ language: 'en' as const, key, what: `"${key}" fills ${en || 'no place'}, and in es ${es || 'none'}` }]
  })
}

function textsIn(value: unknown, path: readonly string[] = []): [string, string][] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]))
  return [[path.join('.'), typeof value === 'string' ? value : '']]
}

const placesIn = (text: string): string => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ')
