/** Everything that `npm run content:check` looks at, put together: the files of `content/` and the pages that were built from them. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { faultOfAge } from './age.ts'
import { blocksOf } from './html.ts'
import { brokenLinks } from './links.ts'
import { lineOf, type Mistake } from './mistake.ts'
import { type Instruments, orphansOf, unknownIndicators } from './orphans.ts'
import { type ByLanguage, gapsBetween, gapsInWords } from './parity.ts'
import { LEAST, type Readability, readabilityOf } from './readability.ts'
import type { Language } from './syllables.ts'
import { faultsOfMarkup } from './validity.ts'

export interface PageRow extends Readability {
  readonly path: string
  readonly language: Language
}

export interface LineRow {
  readonly id: string
  readonly shown: string
  readonly checkedOn: string
  readonly checkedHow: string
}

/** Folders with a file in each language, and the field that says which files belong together. */
const TWINS = { stories: 'story', pages: 'page', guides: 'guide' } as const
/** Built, but not for visitors. */
const NOT_FOR_VISITORS = /^\/(?:equipo|en\/staff)\/|404/

type Fields = Record<string, unknown>

const read = (root: string, file: string): string => readFileSync(join(root, file), 'utf8')

/** A file's data, and nothing where it cannot be read: the schemas say so already. */
function dataOf<T>(root: string, file: string): T | undefined {
  if (!existsSync(join(root, file))) return undefined
  const text = read(root, file)
  try {
    return parse(file.endsWith('.mdx') ? (/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '') : text) as T
  } catch {
    return undefined
  }
}

function listOf(root: string, file: string): Fields[] {
  const data = dataOf<unknown>(root, file)
  return Array.isArray(data) ? data.filter((entry): entry is Fields => typeof entry === 'object' && entry !== null) : []
}

export function helplines(root: string): LineRow[] {
  return listOf(root, 'content/helplines.yaml').map(({ id, shown, link, checkedOn, checkedHow }) => ({
    id: String(id),
    shown: String(shown ?? link ?? ''),
    checkedOn: String(checkedOn),
    checkedHow: String(checkedHow),
  }))
}

/** @param today YYYY-MM-DD */
export function agedHelplines(root: string, today: string): Mistake[] {
  const file = 'content/helplines.yaml'
  return helplines(root).flatMap((line) => {
    const what = faultOfAge(line, today)
    return what === undefined ? [] : [{ file, line: lineOf(`id: ${line.id}\n`, read(root, file)), what: `${line.id} ${what}` }]
  })
}

export function untranslated(root: string): Mistake[] {
  const twins = Object.entries(TWINS).flatMap(([folder, field]) => {
    const filesIn = (language: Language) => globSync(`content/${folder}/${language}/*.mdx`, { cwd: root }).sort()
    const keysIn = (language: Language) => filesIn(language).flatMap((file) => String(dataOf<Fields>(root, file)?.[field] ?? file))
    return gapsBetween({ es: keysIn('es'), en: keysIn('en') }).map(({ language, what }) => ({
      file: `content/${folder}/${language}`,
      what: `${field} ${what}`,
    }))
  })
  return [...twins, ...untranslatedWords(root)]
}

function untranslatedWords(root: string): Mistake[] {
  const parts = new Set(globSync('content/ui/*/*.json', { cwd: root }).map((file) => file.replace(/^.*\//, '')))
  return [...parts].sort().flatMap((part) => {
    const files = { es: `content/ui/es/${part}`, en: `content/ui/en/${part}` }
    const faults: Mistake[] = []
    const wordsIn = (file: string): Fields => {
      try {
        return JSON.parse(read(root, file)) as Fields
      } catch (reason) {
        faults.push({ file, what: reason instanceof SyntaxError ? reason.message : 'is missing' })
        return {}
      }
    }
    const words: ByLanguage<Fields> = { es: wordsIn(files.es), en: wordsIn(files.en) }
    if (faults.length > 0) return faults
    return gapsInWords(words).map(({ language, key, what }) => ({
      file: files[language],
      line: lineOf(`"${key}":`, read(root, files[language])) ?? lineOf(`"${key.split('.')[0]}":`, read(root, files[language])),
      what,
    }))
  })
}

export function unused(root: string): Mistake[] {
  const instruments = globSync('content/instruments/*.yaml', { cwd: root }).map((file): Instruments => {
    const { barriers, concepts } = dataOf<Partial<Instruments>>(root, file) ?? {}
    return { barriers: barriers ?? [], concepts: (concepts ?? []).filter(({ pointsTo }) => pointsTo !== undefined) }
  })
  const ids = (file: string) => listOf(root, file).map(({ id }) => String(id))
  const at = (file: string, text: string, what: string): Mistake => ({ file, line: lineOf(text, read(root, file)), what })
  const [actions, barriers, pathways] = ['content/actions.yaml', 'content/barriers.yaml', 'content/pathways.yaml'] as const
  const orphans = orphansOf(ids(actions), ids(barriers), instruments)
  const indicators = listOf(root, pathways).flatMap(({ assumptions }) =>
    Array.isArray(assumptions)
      ? assumptions.flatMap(({ indicator }: Fields) => (typeof indicator === 'string' ? indicator : []))
      : [],
  )
  return [
    ...orphans.actions.map((id) => at(actions, `id: ${id}\n`, `${id}: no question points to this action`)),
    ...orphans.barriers.map((id) => at(barriers, `id: ${id}\n`, `${id}: no question offers this barrier or points to it`)),
    ...unknownIndicators(indicators, instruments).map((indicator) =>
      at(pathways, indicator, `${indicator}: no question measures this`),
    ),
  ]
}

/** The built pages by path. */
export function builtPages(root: string): Map<string, string> {
  const files = globSync('dist/**/*.html', { cwd: root })
    // A tale without its page (run/leaves.mjs) is part of one that is looked at.
    .filter((file) => !file.endsWith('leaf.html'))
    .sort()
  return new Map(files.map((file) => [file.replace(/^dist/, '').replace(/index\.html$/, ''), read(root, file)]))
}

/** A link is shown where an editor can mend it: at its line in `content/`, where it is written there; else on the page that has it. */
export function deadLinks(root: string, pages: ReadonlyMap<string, string>): Mistake[] {
  const isFile = (path: string) => statSync(join(root, 'dist', path), { throwIfNoEntry: false })?.isFile() ?? false
  const sources = globSync('content/**/*.{mdx,yaml,json}', { cwd: root }).sort()
  const others = globSync('dist/**/*.{css,xml,webmanifest}', { cwd: root }).sort()
  const files = new Map(others.map((file) => [file.replace(/^dist/, ''), read(root, file)]))
  return brokenLinks(pages, isFile, files).map(({ page, link, what }) => {
    const file = sources.find((source) => [`](${link})`, `"${link}"`].some((text) => read(root, source).includes(text)))
    if (file) return { file, line: lineOf(link, read(root, file)), what: `${link} ${what}` }
    return { file: `dist${page}`, what: `${link} ${what}` }
  })
}

/** A page's markup is shown at its place in `dist/`: what an editor wrote is a small part of it. */
export async function invalidPages(pages: ReadonlyMap<string, string>): Promise<Mistake[]> {
  const faults = await Promise.all([...pages].map(([path, html]) => faultsOfMarkup(path, html)))
  return faults.flat().map(({ page, line, what }) => ({ file: `dist${page}`, line, what }))
}

export function readabilityOfPages(pages: ReadonlyMap<string, string>): PageRow[] {
  return [...pages]
    .filter(([path]) => !NOT_FOR_VISITORS.test(path))
    .map(([path, html]) => {
      const language: Language = /<html[^>]*lang="?en/.test(html) ? 'en' : 'es'
      return { path, language, ...readabilityOf(blocksOf(html), language) }
    })
}

export function hardPages(rows: readonly PageRow[]): Mistake[] {
  return rows.flatMap(({ path, scores }) =>
    scores
      .filter(({ score }) => score < LEAST)
      .map(({ formula, score }) => ({
        file: `dist${path}`,
        what: `${formula} ${score.toFixed(1)}: a page for visitors needs ${LEAST}`,
      })),
  )
}
