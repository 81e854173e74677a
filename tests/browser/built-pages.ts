/**
 * Every page that was built, as `dist/` and the pages themselves tell it: a page that nobody listed is tested all the same.
 *
 * A page's address comes from its file, its language from `lang`, and its twin from the language switch in its frame, which every page has.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const dist = join(import.meta.dirname, '..', '..', 'dist')

export interface BuiltPage {
  /** `/ayuda/`, and `/404.html` for what is no folder. */
  readonly path: string
  readonly language: 'es' | 'en'
  /** The same page in the other language. */
  readonly twin: string
  readonly html: string
}

function attribute(tag: string | undefined, name: string): string | undefined {
  const [, quoted, bare] = new RegExp(`\\s${name}=(?:"([^"]*)"|([^\\s>]+))`).exec(tag ?? '') ?? []
  return quoted ?? bare
}

function read(file: string): BuiltPage {
  const html = readFileSync(join(dist, file), 'utf8')
  const path = `/${file.replace(/(^|\/)index\.html$/, '$1')}`
  const language = attribute(/<html[^>]*>/.exec(html)?.[0], 'lang')
  if (language !== 'es' && language !== 'en') throw new Error(`dist/${file}: its language is ${language}`)
  const twin = attribute(/<a [^>]*\bhreflang=[^>]*>/.exec(html)?.[0], 'href')
  if (twin === undefined) throw new Error(`dist/${file}: it has no language switch`)
  return { path, language, twin, html }
}

export const builtPages: readonly BuiltPage[] = globSync('**/*.html', { cwd: dist })
  // A tale without its page is part of one.
  .filter((file) => !file.endsWith('leaf.html'))
  .sort()
  .map(read)
if (builtPages.length === 0) throw new Error('dist/ holds no page to test: npm run build')

/** Each page in Spanish with its twin; that the twin leads back is a test. */
export const pairs: readonly (readonly [es: string, en: string])[] = builtPages
  .filter(({ language }) => language === 'es')
  .map(({ path, twin }) => [path, twin])
