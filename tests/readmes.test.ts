/** What READMEs and documents name is there: files, and commands of npm. Somebody who follows them finds no dead end. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize, relative } from 'node:path/posix'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const PARTS = ['src', 'tests', 'run', 'deploy', 'docs', 'content', 'public']
const files = [
  ...readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile()),
  ...PARTS.flatMap((part) =>
    readdirSync(join(root, part), { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()),
  ),
]
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  // Benches and engines install packages of their own beside them.
  .filter((file) => !file.includes('node_modules/'))
const documents = files.filter((file) => /^(src|tests|run|deploy|docs)\/.*\.md$|^(README|CONTRIBUTING)\.md$/.test(file))
const known = new Set(files)

const textOf = (document: string): string => readFileSync(join(root, document), 'utf8')

/** Source files that a text names in code marks. A pattern or an ending alone is none. */
const named = (text: string): string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].flatMap(
    ([, code = '']) => code.match(/(?<![\w*{}./-])[\w./[\]-]*[\w\]]\.(?:tsx?|astro|css|mjs)(?![\w.])/g) ?? [],
  )

/** Whether a file is there under a name: as seen from the document's folder, the root or `src`, or by its mere name below the document's folder (of `docs`: anywhere). */
function isThere(name: string, document: string): boolean {
  const folder = dirname(document)
  if ([folder, '.', 'src'].some((from) => known.has(normalize(join(from, name))))) return true
  if (name !== basename(name)) return false
  const below = folder === '.' || folder === 'docs' ? '' : `${folder}/`
  return files.some((file) => file.startsWith(below) && basename(file) === name)
}

/** Names in the first column of tables headed `file`, which stand for a file of the folder, with any ending, or a folder of it. */
function listed(text: string): string[] {
  const rows = text.split('\n')
  return rows.flatMap((row, at) => {
    if (!/^\| file \|/.test(row)) return []
    const length = rows.slice(at).findIndex((line) => !line.startsWith('|'))
    return rows
      .slice(at + 2, length < 0 ? undefined : at + length)
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
  })
}

const isListedThere = (name: string, document: string): boolean => {
  const path = normalize(join(dirname(document), name))
  return files.some(
    (file) => file.startsWith(`${path.replace(/\/$/, '')}/`) || file.replace(/\.\w+$/, '') === path || file === path,
  )
}

test('each file that a document names is there', () => {
  expect(documents.length).toBeGreaterThan(30)
  expect(documents.flatMap((document) => named(textOf(document))).length).toBeGreaterThan(100)
  expect(
    documents.flatMap((document) =>
      named(textOf(document))
        .filter((name) => !isThere(name, document))
        .map((name) => `${document} names ${name}`),
    ),
  ).toEqual([])
})

test('each file that a folder’s table lists is there', () => {
  expect(listed(textOf('src/collector/README.md')).length).toBeGreaterThan(20)
  expect(
    documents.flatMap((document) =>
      listed(textOf(document))
        .filter((name) => !isListedThere(name, document))
        .map((name) => `${document} lists ${name}`),
    ),
  ).toEqual([])
})

test('each npm command that a document names is one', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
  const commands = documents.flatMap((document) =>
    [...textOf(document).matchAll(/npm run (?:-s )?([a-z][a-z:-]*[a-z])/g)].map(([, name = '']) => [document, name] as const),
  )
  expect(commands.length).toBeGreaterThan(20)
  expect(commands.filter(([, name]) => !(name in scripts)).map(([document, name]) => `${document}: npm run ${name}`)).toEqual([])
})

test('a file that is not there, and one under another folder, are told', () => {
  expect(named('`store.ts` does, `a/b.test.ts` too, `*.ts` and `.astro` are patterns, x.ts is no code')).toEqual([
    'store.ts',
    'a/b.test.ts',
  ])
  expect(isThere('store.ts', 'src/collector/store/README.md')).toBe(true)
  expect(isThere('store.ts', 'src/tally/README.md')).toBe(false)
  expect(isThere('gone.ts', 'docs/performance.md')).toBe(false)
  expect(isListedThere('nowhere', 'src/collector/README.md')).toBe(false)
})
