/** What each started language lacks. No mistake: its readers get it in the fallback, with a notice. What it has must still fit. */
import { globSync } from 'node:fs'
import type { DeclaredLanguage } from './languages.ts'
import type { Mistake } from './mistake.ts'
import { placeGap, wordsIn } from './parity.ts'
import { type TextFile, TWINS } from './texts.ts'
import { lineOfWord, readEntries, readWords, readWritten, textOf } from './written.ts'

export interface Lack {
  readonly language: string
  readonly fallback: string
  /** Of which file or folder. */
  readonly where: string
  readonly has: number
  readonly of: number
  /** What it lacks, by name; an entry of a list once for each of its texts. */
  readonly missing: readonly string[]
}

/** Files whose texts are records by language, and are read by visitors. */
const LISTS = ['campaign', 'helplines', 'actions', 'barriers', 'series', 'pathways'].map((name) => `content/${name}.yaml`)

type Started = DeclaredLanguage & { readonly fallback: string }

export function startedIn(languages: readonly DeclaredLanguage[]): Started[] {
  return languages.flatMap(({ id, fallback }) => (fallback === undefined ? [] : { id, fallback }))
}

export function lacksOf(root: string, language: Started, texts: readonly TextFile[]): Lack[] {
  const { id, fallback } = language
  const lack = (where: string, all: readonly string[], missing: readonly string[]): Lack => ({
    language: id,
    fallback,
    where,
    has: all.length - missing.length,
    of: all.length,
    missing,
  })
  const words = globSync(`content/ui/${fallback}/*.json`, { cwd: root }).sort()
  return [
    ...words
      // Nobody but staff reads the report, and the questions are asked in the fallback.
      .filter((file) => !/(?:staff|cases|quiz)\.json$/.test(file))
      .map((file) => {
        const original = wordsIn(readWords(root, file, []))
        const own = wordsIn(readWords(root, ownFile(file, language), []) ?? {})
        const missing = Object.keys(original).filter(
          (key) => !own[key] || (own[key] === original[key] && /\p{L}/u.test(original[key] ?? '')),
        )
        return lack(ownFile(file, language), Object.keys(original), missing)
      }),
    ...Object.keys(TWINS).map((folder) => {
      const originals = texts.filter((text) => text.folder === folder && text.language === fallback)
      const missing = originals.filter(
        (text) =>
          !texts.some((own) => own.folder === folder && own.language === id && own.key === text.key && own.source !== text.source),
      )
      const names = (all: readonly TextFile[]) => all.map(({ key, slug }) => key ?? slug)
      return lack(`content/${folder}/${id}/`, names(originals), names(missing))
    }),
    ...LISTS.map((file) => {
      const all = valuesIn(root, file).flatMap((value) => textsBy(value, fallback, id))
      const names = (some: typeof all) => some.map(({ of }) => of)
      return lack(file, names(all), names(all.filter(({ has }) => !has)))
    }),
  ]
}

const valuesIn = (root: string, file: string): unknown[] =>
  file.endsWith('campaign.yaml') ? [readWritten(root, file, [])?.value] : readEntries(root, file, []).map(({ value }) => value)

const ownFile = (file: string, { id, fallback }: Started): string => file.replace(`/${fallback}/`, `/${id}/`)

/** The texts of one entry, each under the entry's id, and whether this language has it. */
function textsBy(
  value: unknown,
  fallback: string,
  language: string,
  id = String(Object(value).id),
): { of: string; has: boolean }[] {
  if (Array.isArray(value)) return value.flatMap((each) => textsBy(each, fallback, language, id))
  if (typeof value !== 'object' || value === null) return []
  if (fallback in value) return [{ of: id, has: Boolean(Reflect.get(value, language)) }]
  return Object.values(value).flatMap((each) => textsBy(each, fallback, language, id))
}

/** Words and texts that the fallback does not have, and words with other places to fill: a reader would see braces, or never see the text at all. */
export function misfits(root: string, language: Started, texts: readonly TextFile[]): Mistake[] {
  const { id, fallback } = language
  const words = globSync(`content/ui/${id}/*.json`, { cwd: root }).sort()
  return [
    ...words.flatMap((file) => {
      const faults: Mistake[] = []
      const own = wordsIn(readWords(root, file, faults) ?? {})
      const original = wordsIn(readWords(root, file.replace(`/${id}/`, `/${fallback}/`), []) ?? {})
      const at = (key: string, what: string): Mistake => ({ file, line: lineOfWord(textOf(root, file), key), what })
      return [
        ...faults,
        ...Object.keys(own).flatMap((key) => {
          if (original[key] === undefined) return at(key, `"${key}": ${fallback} has no such word`)
          return placeGap(key, { language: fallback, text: original[key] }, { language: id, text: own[key] }).map(({ what }) =>
            at(key, what),
          )
        }),
      ]
    }),
    ...texts
      .filter((own) => own.language === id && own.key !== undefined)
      .filter((own) => !texts.some((text) => text.folder === own.folder && text.language === fallback && text.key === own.key))
      .map(({ file, folder, key, lineOf }) => ({
        file,
        line: lineOf(TWINS[folder]),
        what: `${TWINS[folder]} “${key}”: ${fallback} has none of that name, so that nothing shows this one`,
      })),
  ]
}
