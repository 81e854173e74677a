/** `content/languages.yaml`, before anything else: schemas and addresses cannot be read without it. */
import type { Mistake } from './mistake.ts'
import { readEntries, textOf, type Written } from './written.ts'

const FILE = 'content/languages.yaml'

export interface DeclaredLanguage {
  readonly id: string
  readonly fallback: string | undefined
}

/** The file's text if everything else can be read with it; else the project's own, so that the other mistakes are told as well. */
export function languagesText(root: string, source: string, mistakes: Mistake[]): string {
  const faults: Mistake[] = []
  const entries = readEntries(root, FILE, faults)
  if (faults.length === 0) faults.push(...faultsIn(entries))
  // What the file cannot be read for is told once; its schema tells the rest.
  if (faults.length === 0) return textOf(root, FILE)
  mistakes.push(...faults)
  return textOf(source, FILE)
}

/** @returns the languages as far as they can be read; the two that the site was written in are always there */
export function declaredLanguages(root: string): DeclaredLanguage[] {
  const found = readEntries(root, FILE, []).flatMap(({ value }) => {
    const { id, fallback } = Object(value)
    return typeof id === 'string' ? [{ id, fallback: typeof fallback === 'string' ? fallback : undefined }] : []
  })
  const missing = ['es', 'en'].filter((id) => !found.some((language) => language.id === id))
  return [...missing.map((id) => ({ id, fallback: undefined })), ...found]
}

export const wholeOf = (languages: readonly DeclaredLanguage[]): string[] =>
  languages.filter(({ fallback }) => fallback === undefined).map(({ id }) => id)

function faultsIn(entries: readonly Written[]): Mistake[] {
  const ids = entries.map(({ value }) => Object(value).id)
  const missing = ['es', 'en'].filter((id) => !ids.includes(id)).map((id) => ({ file: FILE, what: `${id} has to stand there` }))
  const unusable = entries
    .filter(({ value }) => ['id', 'name', 'path', 'locale'].some((field) => typeof Object(value)[field] !== 'string'))
    .map(({ lines, value }) => ({
      file: FILE,
      line: lines([]) ?? lines(['id']),
      what: `${Object(value).id}: needs id, name, path and locale`,
    }))
  const astray = entries
    .filter(({ value }) => !['es', 'en', undefined].includes(Object(value).fallback))
    .map(({ lines, value }) => ({ file: FILE, line: lines(['fallback']), what: `${Object(value).id}.fallback: es or en` }))
  return [...missing, ...unusable, ...astray]
}
