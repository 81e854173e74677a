/** Everything that `npm run content:check` looks at, put together: the files of `content/` and the pages that were built from them. */
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gapsOf } from '../../src/site/theory.ts'
import { faultOfAge } from './age.ts'
import { blocksOf, idsOf } from './html.ts'
import { brokenLinks } from './links.ts'
import { lineOf, type Mistake } from './mistake.ts'
import { type Instruments, orphansOf } from './orphans.ts'
import { gapsBetween, gapsInWords, wordsIn } from './parity.ts'
import { LEAST, type Readability, readabilityOf } from './readability.ts'
import { instrumentsAreReadable } from './references.ts'
import type { Language } from './syllables.ts'
import { type TextFile, TWINS } from './texts.ts'
import { faultsOfMarkup } from './validity.ts'
import { lineOfWord, readEntries, readWords, readWritten, textOf, type Written } from './written.ts'

export interface PageRow extends Readability {
  readonly path: string
  /** Undefined for a language that no formula here is for. */
  readonly language: Language | undefined
}

export interface LineRow {
  readonly id: string
  readonly shown: string
  readonly checkedOn: string
  readonly checkedHow: string
  readonly line: number | undefined
}

/** Built, but not for visitors. */
const NOT_FOR_VISITORS = /^\/(?:equipo|en\/staff)\/|404/

type Fields = Record<string, unknown>
type Routes = typeof import('../../src/site/routes.ts')

const read = (root: string, file: string): string => readFileSync(join(root, file), 'utf8')

export function helplines(root: string): LineRow[] {
  return readEntries(root, 'content/helplines.yaml', []).map(({ value, lines }) => {
    const { id, shown, link, checkedOn, checkedHow } = Object(value)
    return {
      id: String(id),
      shown: String(shown ?? link ?? ''),
      checkedOn: String(checkedOn),
      checkedHow: String(checkedHow),
      line: lines(['id']),
    }
  })
}

/** @param today YYYY-MM-DD */
export function agedHelplines(root: string, today: string): Mistake[] {
  const file = 'content/helplines.yaml'
  return helplines(root)
    .filter(({ checkedOn }) => !Number.isNaN(Date.parse(checkedOn)))
    .flatMap((row) => {
      const what = faultOfAge(row, today)
      return what === undefined ? [] : [{ file, line: row.line, what: `${row.id} ${what}` }]
    })
}

/** @param languages those that have to be whole */
export function untranslated(root: string, texts: readonly TextFile[], languages: readonly string[]): Mistake[] {
  const twins = Object.entries(TWINS).flatMap(([folder, field]) => {
    const filesIn = (language: string) =>
      texts
        .filter((text) => text.folder === folder && text.language === language)
        .flatMap(({ key, file }) => (key === undefined ? [] : { key, file }))
    return gapsBetween(Object.fromEntries(languages.map((language) => [language, filesIn(language)]))).map(
      ({ language, what, file }) => ({
        file: file ?? `content/${folder}/${language}`,
        line: texts.find((text) => text.file === file)?.lineOf(field),
        what: `${field} ${what}`,
      }),
    )
  })
  return [...twins, ...untranslatedWords(root, languages)]
}

function untranslatedWords(root: string, languages: readonly string[]): Mistake[] {
  const parts = new Set(
    languages
      .flatMap((language) => globSync(`content/ui/${language}/*.json`, { cwd: root }))
      .map((file) => file.replace(/^.*\//, '')),
  )
  return [...parts].sort().flatMap((part) => {
    const faults: Mistake[] = []
    const fileIn = (language: string) => `content/ui/${language}/${part}`
    const words = languages.map((language) => {
      const isThere = globSync(fileIn(language), { cwd: root }).length > 0
      if (!isThere) faults.push({ file: fileIn(language), what: 'is missing' })
      return [language, isThere ? readWords(root, fileIn(language), faults) : undefined] as const
    })
    // A file that cannot be read lacks nothing that anybody could know of.
    const readable = words.filter(([, held]) => held !== undefined)
    return [
      ...faults,
      ...gapsInWords(Object.fromEntries(readable)).map(({ language, key, what }) => ({
        file: fileIn(language),
        line: lineOfWord(textOf(root, fileIn(language)), key),
        what,
      })),
    ]
  })
}

/** The frame's words in every language: where each stands and what it says. */
export function frameWords(root: string): { file: string; key: string; text: string; line: number | undefined }[] {
  return globSync('content/ui/*/frame.json', { cwd: root })
    .sort()
    .flatMap((file) =>
      Object.entries(wordsIn(readWords(root, file, []) ?? {})).map(([key, text]) => ({
        file,
        key,
        text,
        line: lineOfWord(textOf(root, file), key),
      })),
    )
}

export function unused(root: string): Mistake[] {
  // What nobody asks is unknown where the questions cannot be read.
  if (!instrumentsAreReadable(root)) return []
  const instruments = globSync('content/instruments/*.yaml', { cwd: root }).map((file): Instruments => {
    const { barriers, concepts } = Object(readWritten(root, file, [])?.value) as Partial<Instruments>
    const asked = (Array.isArray(concepts) ? concepts : []).filter((concept) => typeof Object(concept).pointsTo === 'object')
    return { barriers: Array.isArray(barriers) ? barriers : [], concepts: asked }
  })
  const entries = (file: string) =>
    readEntries(root, file, []).map(({ value, lines }) => ({ fields: Object(value) as Fields, lines }))
  const [actions, barriers] = ['content/actions.yaml', 'content/barriers.yaml'] as const
  const isReadable = (file: string) => {
    const faults: Mistake[] = []
    readEntries(root, file, faults)
    return faults.length === 0
  }
  const ids = (file: string) => entries(file).map(({ fields }) => String(fields.id))
  const at = (file: string, id: string, what: string): Mistake => ({
    file,
    line: entries(file)
      .find(({ fields }) => fields.id === id)
      ?.lines(['id']),
    what: `${id}: ${what}`,
  })
  const orphans = orphansOf(ids(actions), ids(barriers), instruments)
  return [
    ...orphans.actions.map((id) => at(actions, id, 'no question points to this action')),
    ...orphans.barriers.map((id) => at(barriers, id, 'no question offers this barrier or points to it')),
    ...gapsInTheory(entries, instruments, isReadable('content/pathways.yaml')),
  ]
}

type Entries = (file: string) => readonly { readonly fields: Fields; readonly lines: Written['lines'] }[]

/** What the build refuses of the theory of change, at its lines. Fields that do not fit their schema are told elsewhere, and read here as if they were not there. */
function gapsInTheory(entries: Entries, instruments: readonly Instruments[], areAllRead: boolean): Mistake[] {
  const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
  const concepts = instruments.flatMap((instrument) => instrument.concepts)
  const gaps = gapsOf({
    actions: entries('content/actions.yaml').map(({ fields }) => String(fields.id)),
    pathways: entries('content/pathways.yaml').map(({ fields }) => ({
      id: String(fields.id),
      actions: listed(fields.actions).map(String),
      links: listed(fields.links).map((link) => ({
        rests: listed(Object(link).rests).map((rest) => {
          const { indicator } = Object(rest)
          return typeof indicator === 'string' ? { indicator } : {}
        }),
      })),
    })),
    measured: new Set(concepts.flatMap(({ id, scale }) => [`concept:${id}`, `scale:${scale}`])),
  })
  return (
    gaps
      // An action may stand in a pathway that cannot be read; and one that is not there is told by the schema.
      .filter(({ file, path }) => (file === 'content/actions.yaml' ? areAllRead : path[0] !== 'actions'))
      .map(({ file, id, path, what }) => ({
        file,
        line: entries(file)
          .find(({ fields }) => fields.id === id)
          ?.lines(path),
        what: file === 'content/actions.yaml' ? `${id}: ${what}` : what,
      }))
  )
}

/** Barriers that a question offers and no section answers: of a help page, or of the guide that a barrier names. "None of these" needs no answer. */
export function unansweredBarriers(root: string, pages: ReadonlyMap<string, string>, routes: Routes): Mistake[] {
  const offered = globSync('content/instruments/*.yaml', { cwd: root }).flatMap((file) => {
    const { barriers } = Object(readWritten(root, file, [])?.value) as Partial<Instruments>
    return (Array.isArray(barriers) ? barriers : []).map((barrier, at) => ({ file, barrier: String(barrier), at }))
  })
  const ofGuides = new Set(
    readEntries(root, 'content/barriers.yaml', []).flatMap(({ value }) => (Object(value).guide ? [String(Object(value).id)] : [])),
  )
  return routes.languages.flatMap((language) => {
    const help = routes.pathOf('help', language)
    const guides = routes.pathOf('guides', language)
    const inHelp = idsOf(pages.get(help) ?? '')
    const inGuides = new Set([...pages].flatMap(([path, html]) => (path.startsWith(guides) ? [...idsOf(html)] : [])))
    return offered
      .map((each) =>
        ofGuides.has(each.barrier) ? { ...each, where: guides, answered: inGuides } : { ...each, where: help, answered: inHelp },
      )
      .filter(({ barrier, answered }) => barrier !== 'none' && !answered.has(barrier))
      .map(({ file, barrier, at, where }) => ({
        file,
        line: readWritten(root, file, [])?.lines(['barriers', at]),
        what: `barriers: no section of ${where} answers ${barrier}`,
      }))
  })
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

/** Links of texts to addresses that there are not, found in the texts themselves: for when nothing could be built. */
export function deadLinksInTexts(root: string, texts: readonly TextFile[], routes: Routes): Mistake[] {
  const known = new Set([
    ...routes.languages.flatMap((language) => routes.fixedPages.map((page) => routes.pathOf(page, language))),
    ...texts.flatMap((text) => addressesOf(text, routes)),
  ])
  const isFile = (path: string) => statSync(join(root, 'public', path), { throwIfNoEntry: false })?.isFile() ?? false
  return texts.flatMap(({ file, body }) =>
    body.links
      .filter(({ url }) => !/^(?:[a-z][\w+.-]*:|\/\/|#)/i.test(url))
      .filter(({ url }) => !known.has(url.replace(/[?#].*/, '')) && !isFile(url) && !/\.(?!html)\w+$/.test(url))
      .map(({ url, line }) => ({ file, line, what: `${url} leads to no page and no file` })),
  )
}

/** The pages that a text becomes. */
function addressesOf({ folder, language, slug, key }: TextFile, routes: Routes): string[] {
  const own = routes.languages.find((each) => each === language)
  if (own === undefined) return []
  if (folder === 'stories') return [routes.pathOf('story', own, slug)]
  if (folder === 'guides') return [routes.pathOf('guide', own, slug), routes.cardPathOf(own, slug)]
  const page = routes.fixedPages.find((each) => each === key)
  return page === undefined ? [] : [routes.pathOf(page, own)]
}

export function readabilityOfPages(pages: ReadonlyMap<string, string>): PageRow[] {
  return [...pages]
    .filter(([path]) => !NOT_FOR_VISITORS.test(path))
    .map(([path, html]) => rowOf(path, blocksOf(html), /<html[^>]*lang="?(\w+)/.exec(html)?.[1]))
}

/** Of the texts alone, for when nothing could be built. */
export function readabilityOfTexts(texts: readonly TextFile[]): PageRow[] {
  return texts.map(({ file, language, body }) =>
    rowOf(
      file,
      body.paragraphs.map(({ text }) => text),
      language,
    ),
  )
}

function rowOf(path: string, blocks: readonly string[], written: string | undefined): PageRow {
  const language = (['es', 'en'] as const).find((each) => each === written)
  return { path, language, ...(language ? readabilityOf(blocks, language) : { words: 0, sentences: 0, syllables: 0, scores: [] }) }
}

/** Told at the hardest paragraph of the text that a page is made of; of a page made of the frame's words, on the page. */
export function hardPages(rows: readonly PageRow[], texts: readonly TextFile[], routes: Routes): Mistake[] {
  return rows.flatMap(({ path, scores }) =>
    scores
      .filter(({ score }) => score < LEAST)
      .map(({ formula, score }) => {
        const text = texts.find((each) => each.file === path || addressesOf(each, routes).includes(path))
        const page = text && text.file !== path ? `${path} ` : ''
        return {
          file: text?.file ?? `dist${path}`,
          line: text && hardestOf(text),
          what: `${page}${formula} ${score.toFixed(1)}: a page for visitors needs ${LEAST}${text ? '; this paragraph is its hardest' : ''}`,
        }
      }),
  )
}

function hardestOf({ language, body }: TextFile): number | undefined {
  const scored = body.paragraphs.flatMap(({ text, line }) => {
    const [first] = rowOf('', [text], language).scores
    return first ? { line, score: first.score } : []
  })
  return scored.sort((a, b) => a.score - b.score)[0]?.line
}
