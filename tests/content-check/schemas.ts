/**
 * Every file of `content/` against its schema in `src/content.config.ts`, all mistakes at once: a build stops at the first.
 *
 * The schemas ask Astro for three things that exist only inside its build. Node's module hooks answer instead: a collection is what it was given, a loader
 * says where its files are, and a reference is an id that has to be there.
 */
import { globSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import type { Mistake } from './mistake.ts'

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

interface Issue {
  readonly code?: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  /** Of a choice between shapes: what kept the value from each. */
  readonly errors?: readonly (readonly Issue[])[]
}

interface Schema {
  readonly safeParse: (value: unknown) => { readonly error?: { readonly issues: readonly Issue[] } }
}

interface Collection {
  readonly loader: { readonly path: string } | { readonly pattern: string; readonly base: string }
  readonly schema: Schema
}

/** One entry as a file gives it; `at` is where it stands in a file of several. */
interface Entry {
  readonly id: string
  readonly file: string
  readonly at: readonly PropertyKey[]
  readonly value: unknown
  readonly lines: (path: readonly PropertyKey[]) => number | undefined
}

/** @param root the folder that holds `content/` @param source the project whose schemas hold */
export async function schemaMistakes(root: string, source: string): Promise<Mistake[]> {
  const ids = new Map<string, Set<string>>()
  const collections = await collectionsOf(source, ids)
  const mistakes: Mistake[] = []
  const entries = Object.entries(collections).map(([name, collection]) => {
    const found = entriesOf(collection.loader, root, mistakes)
    ids.set(name, new Set(found.map(({ id }) => id)))
    return { schema: collection.schema, found }
  })
  for (const { schema, found } of entries) {
    mistakes.push(...repeatedIds(found))
    for (const entry of found) mistakes.push(...faultsOf(entry, schema))
  }
  return mistakes
}

async function collectionsOf(source: string, ids: Map<string, Set<string>>): Promise<Record<string, Collection>> {
  Reflect.set(globalThis, Symbol.for('content-check.ids'), ids)
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      return specifier in STAND_INS
        ? { url: `stand-in:${specifier}`, format: 'module', shortCircuit: true }
        : next(specifier, context)
    },
    load(url, context, next) {
      const text = STAND_INS[url.replace(/^stand-in:/, '')]
      if (!url.startsWith('stand-in:') || text === undefined) return next(url, context)
      // What stands in for a module of no place resolves its own imports from the project.
      const zod = import.meta.resolve('astro/zod')
      return { format: 'module', source: text.replace("'astro/zod'", JSON.stringify(zod)), shortCircuit: true }
    },
  })
  try {
    const config: { collections: Record<string, Collection> } = await import(
      pathToFileURL(join(source, 'src/content.config.ts')).href
    )
    return config.collections
  } finally {
    hooks.deregister()
  }
}

function entriesOf(loader: Collection['loader'], root: string, mistakes: Mistake[]): Entry[] {
  if ('path' in loader) return listEntries(loader.path, root, mistakes)
  const files = globSync(loader.pattern, { cwd: join(root, loader.base) }).sort()
  return files.flatMap((name) => {
    const file = join(loader.base, name)
    const parsed = parsedFile(file, root, mistakes)
    return parsed ? [{ id: name.replace(/\.\w+$/, ''), file, at: [], ...parsed }] : []
  })
}

function listEntries(file: string, root: string, mistakes: Mistake[]): Entry[] {
  const parsed = parsedFile(file, root, mistakes)
  if (!parsed) return []
  if (!Array.isArray(parsed.value)) {
    mistakes.push({ file, what: 'is no list' })
    return []
  }
  return parsed.value.map((value: unknown, at) => {
    const id = value !== null && typeof value === 'object' && 'id' in value ? String(value.id) : `entry ${at + 1}`
    return { id, file, at: [at], value, lines: (path) => parsed.lines([at, ...path]) }
  })
}

/** A YAML file, or the front matter of a page; one that cannot be read is a mistake, at its line. */
function parsedFile(file: string, root: string, mistakes: Mistake[]): Pick<Entry, 'value' | 'lines'> | undefined {
  const text = readFileSync(join(root, file), 'utf8')
  const frontMatter = file.endsWith('.mdx') ? /^---\n([\s\S]*?)\n---/.exec(text)?.[1] : text
  if (frontMatter === undefined) {
    mistakes.push({ file, line: 1, what: 'begins with no lines between --- and ---' })
    return undefined
  }
  const counter = new LineCounter()
  const document = parseDocument(frontMatter, { lineCounter: counter })
  const before = file.endsWith('.mdx') ? 1 : 0
  if (document.errors.length > 0) {
    for (const { pos, message } of document.errors)
      mistakes.push({
        file,
        line: counter.linePos(pos[0]).line + before,
        what: message.split('\n')[0]?.replace(/ at line.*$/, '') ?? '',
      })
    return undefined
  }
  return { value: document.toJS(), lines: (path) => lineIn(document, counter, path, before) }
}

/** The line of a field, or of what holds it where the field is not there. */
function lineIn(document: Document, counter: LineCounter, path: readonly PropertyKey[], before: number): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line + before
  }
  return undefined
}

function faultsOf({ id, file, at, value, lines }: Entry, schema: Schema): Mistake[] {
  const issues = schema.safeParse(value).error?.issues ?? []
  return issues.flatMap(flattened).map(({ path, message }) => {
    const where = [...(at.length > 0 ? [id] : []), ...path].map(String).join('.')
    return { file, line: lines(path), what: where === '' ? message : `${where}: ${message}` }
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
    .map(({ id, file, lines }) => ({ file, line: lines([]) ?? lines(['id']), what: `${id} stands twice` }))
}
