/**
 * Every file of `content/` against its schema in `src/content.config.ts`, all mistakes at once: a build stops at the first.
 *
 * The schemas ask Astro for three things that exist only inside its build. Node's module hooks answer instead: a collection is what it was given, a loader
 * says where its files are, and a reference is an id that has to be there.
 */
import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { declaredLanguages, languagesText } from './languages.ts'
import type { Mistake } from './mistake.ts'
import { type Issue, issueInWords } from './plain-words.ts'
import { idsWritten, readEntries, readWritten, type Written } from './written.ts'

const STAND_INS: Readonly<Record<string, string>> = {
  'astro:content': `
    import { z } from 'astro/zod'
    const ids = globalThis[Symbol.for('content-check.ids')]
    export const defineCollection = (collection) => collection
    export const reference = (collection) => z.string().superRefine((id, ctx) => {
      if (!ids.get(collection)?.has(id)) ctx.addIssue({ code: 'custom', message: 'there is no ' + id + ' in ' + collection })
    })`,
  'astro/loaders': `
    export const glob = ({ pattern, base }) => ({ pattern, base })
    export const file = (path) => ({ path })`,
}

interface Schema {
  readonly safeParse: (value: unknown) => { readonly error?: { readonly issues: readonly Issue[] } }
}

interface Collection {
  readonly loader: { readonly path: string } | { readonly pattern: string; readonly base: string }
  readonly schema: Schema
}

/** One entry as a file gives it. */
interface Entry extends Written {
  readonly id: string
  readonly file: string
  /** One of several in its file, so that its mistakes have to name it. */
  readonly isListed: boolean
}

export interface Checked {
  readonly mistakes: readonly Mistake[]
  /** Which files a collection reads: `content/stories/es/la-mesera.mdx`. */
  readonly files: ReadonlySet<string>
  /** The site's addresses, with those that the content's languages give themselves. */
  readonly routes: Routes
}

type Routes = typeof import('../../src/site/routes.ts')

/** @param root the folder that holds `content/` @param source the project whose schemas hold */
export async function checkSchemas(root: string, source: string): Promise<Checked> {
  const ids = new Map<string, Set<string>>()
  const mistakes: Mistake[] = []
  const languages = languagesText(root, source, mistakes)
  const { collections, routes } = await modulesOf(source, ids, languages)
  const files = new Set<string>()
  const entries = Object.entries(collections).map(([name, { loader, schema }]) => {
    const found = entriesOf(loader, root, mistakes, files)
    ids.set(
      name,
      new Set([...found.map(({ id }) => id), ...('path' in loader ? idsWritten(root, loader.path) : namesOf(loader, root))]),
    )
    return { schema, found }
  })
  for (const { schema, found } of entries) {
    mistakes.push(...repeatedIds(found))
    for (const entry of found) mistakes.push(...faultsOf(entry, schema))
  }
  return { mistakes, files, routes }
}

interface Modules {
  readonly collections: Readonly<Record<string, Collection>>
  readonly routes: Routes
}

async function modulesOf(source: string, ids: Map<string, Set<string>>, languages: string): Promise<Modules> {
  Reflect.set(globalThis, Symbol.for('content-check.ids'), ids)
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      // The languages of the content that is checked, and not of the project whose schemas hold.
      if (specifier.endsWith('languages.yaml?raw')) return { url: 'stand-in:languages', format: 'module', shortCircuit: true }
      return specifier in STAND_INS
        ? { url: `stand-in:${specifier}`, format: 'module', shortCircuit: true }
        : next(specifier, context)
    },
    load(url, context, next) {
      if (url === 'stand-in:languages')
        return { format: 'module', source: `export default ${JSON.stringify(languages)}`, shortCircuit: true }
      const text = STAND_INS[url.replace(/^stand-in:/, '')]
      if (!url.startsWith('stand-in:') || text === undefined) return next(url, context)
      // What stands in for a module of no place resolves its own imports from the project.
      const zod = import.meta.resolve('astro/zod')
      return { format: 'module', source: text.replace("'astro/zod'", JSON.stringify(zod)), shortCircuit: true }
    },
  })
  try {
    const load = (file: string) => import(pathToFileURL(join(source, file)).href)
    const { collections } = await load('src/content.config.ts')
    return { collections, routes: await load('src/site/routes.ts') }
  } finally {
    hooks.deregister()
  }
}

function entriesOf(loader: Collection['loader'], root: string, mistakes: Mistake[], files: Set<string>): Entry[] {
  if ('path' in loader) {
    files.add(loader.path)
    return readEntries(root, loader.path, mistakes).map((written, at) => {
      const { value } = written
      const id = value !== null && typeof value === 'object' && 'id' in value ? String(value.id) : `entry ${at + 1}`
      return { id, file: loader.path, isListed: true, ...written }
    })
  }
  return filesOf(loader, root).flatMap((name) => {
    const file = join(loader.base, name)
    files.add(file)
    const written = readWritten(root, file, mistakes)
    return written ? [{ id: withoutEnding(name), file, isListed: false, ...written }] : []
  })
}

type Glob = Extract<Collection['loader'], { readonly base: string }>

const withoutEnding = (name: string): string => name.replace(/\.\w+$/, '')
/** Nothing reads a folder of a language that is not declared, and that is told elsewhere. */
function filesOf({ pattern, base }: Glob, root: string): string[] {
  const languages = declaredLanguages(root).map(({ id }) => id)
  const files = globSync(pattern, { cwd: join(root, base) }).sort()
  return files.filter((name) => !pattern.startsWith('*/') || languages.includes(name.split(/[\\/]/)[0] ?? ''))
}
const namesOf = (loader: Glob, root: string): string[] => filesOf(loader, root).map(withoutEnding)

function faultsOf({ id, file, isListed, value, lines }: Entry, schema: Schema): Mistake[] {
  const issues = schema.safeParse(value).error?.issues ?? []
  return issues.flatMap(flattened).map((issue) => {
    const where = [...(isListed ? [id] : []), ...issue.path].map(String).join('.')
    const what = issueInWords(
      issue,
      issue.path.reduce<unknown>((held, key) => Object(held)[key], value),
    )
    return {
      file,
      line: lines(issue.keys ? [...issue.path, issue.keys[0] ?? ''] : issue.path) ?? lines(['id']) ?? (isListed ? undefined : 1),
      what: where === '' ? what : `${where}: ${what}`,
    }
  })
}

/** Of a choice between shapes the reader wants the one that was meant: the shape with the fewest complaints at its top. */
function flattened(issue: Issue): Issue[] {
  const [meant] = [...(issue.errors ?? [])].sort((a, b) => atTop(a) - atTop(b) || a.length - b.length)
  if (!meant) return [issue]
  return meant.flatMap(flattened).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
}

const atTop = (issues: readonly Issue[]): number => issues.filter(({ path }) => path.length <= 1).length

function repeatedIds(entries: readonly Entry[]): Mistake[] {
  return entries
    .filter(({ id }, at) => entries.findIndex((other) => other.id === id) !== at)
    .map(({ id, file, lines }) => ({ file, line: lines(['id']), what: `${id} stands twice: an id names one thing` }))
}
