/**
 * Who may import whom: design.md, section 4, as a table that is read against the code.
 *
 * TypeScript's own parser reads the imports, so a comment or a text that looks like one does not count. Astro files are read in their
 * parts: front matter, script blocks, and the template as text.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, normalize } from 'node:path/posix'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/** Folders that run in no browser and in no Node alone: no platform, no clock, no chance. */
const PURE = ['assessment', 'tally', 'protocol', 'statistics', 'report', 'monitoring', 'print']
const BROWSER = ['quiz', 'leave', 'checklist', 'listen', 'search', 'offline', 'staff']
const STATIONS = [...PURE, ...BROWSER, 'published', 'site']

/** Each folder of `src/` (and `content.config`, a file), and the folders that it may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  assessment: [],
  statistics: [],
  tally: ['assessment'],
  protocol: ['assessment', 'tally'],
  report: ['assessment', 'tally', 'protocol', 'statistics'],
  monitoring: ['statistics'],
  quiz: ['assessment', 'tally', 'protocol'],
  leave: ['assessment', 'tally', 'protocol'],
  checklist: [],
  listen: [],
  offline: [],
  staff: ['assessment', 'tally', 'protocol', 'report', 'monitoring', 'statistics', 'quiz', 'offline', 'print'],
  search: [],
  collector: ['assessment', 'tally', 'protocol', 'report', 'monitoring', 'print'],
  print: [],
  published: ['assessment', 'report', 'statistics'],
  site: [],
  pages: STATIONS,
  'content.config': STATIONS,
  middleware: ['site'],
}

/** What a pure file may not reach for: it is handed in. */
const IMPURE_NAMES = new Set([
  'crypto',
  'fetch',
  'process',
  'document',
  'window',
  'localStorage',
  'sessionStorage',
  'navigator',
  'location',
  'globalThis',
  'performance',
  'setTimeout',
  'setInterval',
  'Buffer',
  'require',
])

const root = fileURLToPath(new URL('..', import.meta.url))

/** The scripts in a file, as TypeScript; of an Astro or MDX file, each of its parts. */
function scriptsIn(path: string, source: string): string[] {
  if (path.endsWith('.mdx')) return source.split('\n').filter((line) => /^(import|export)\b/.test(line))
  if (!path.endsWith('.astro')) return [source]
  const [, front = ''] = /^\s*---\r?\n([\s\S]*?)\r?\n---/.exec(source) ?? []
  const blocks = [...source.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, block = '']) => block)
  const sources = [...source.matchAll(/<script\b[^>]*\bsrc=["']([^"']+)["']/g)].map(([, target = '']) => `import '${target}'`)
  const template = [...source.matchAll(/\bimport\(\s*(["'][^"']+["'])\s*\)/g)].map(([, target = '']) => `import(${target})`)
  return [front, ...blocks, ...sources, ...template]
}

const parsed = (path: string, script: string) =>
  ts.createSourceFile(path.endsWith('x') ? 'script.tsx' : 'script.ts', script, ts.ScriptTarget.Latest, true)

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  node.forEachChild((child) => eachNode(child, visit))
}

const literal = (node: ts.Node | undefined): string | undefined => (node && ts.isStringLiteralLike(node) ? node.text : undefined)

const UNREADABLE = '(a target that is no plain text)'

/** Imports, re-exports, dynamic imports, imported types, and files named by `new URL('…', import.meta.url)`. */
function importsIn(path: string, source: string): string[] {
  const found: string[] = []
  const note = (target: string | undefined) => found.push(target ?? UNREADABLE)
  for (const script of scriptsIn(path, source))
    eachNode(parsed(path, script), (node) => {
      if (ts.isImportDeclaration(node)) note(literal(node.moduleSpecifier))
      else if (ts.isExportDeclaration(node) && node.moduleSpecifier) note(literal(node.moduleSpecifier))
      else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) note(literal(node.arguments[0]))
      else if (ts.isImportTypeNode(node)) note(ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : undefined)
      else if (
        ts.isNewExpression(node) &&
        node.expression.getText() === 'URL' &&
        node.arguments?.[1]?.getText() === 'import.meta.url'
      ) {
        const target = literal(node.arguments[0])
        if (target !== undefined && /\.[cm]?[jt]sx?$/.test(target)) note(target)
      }
    })
  return found
}

const stationOf = (path: string): string => path.split('/')[1]?.replace(/\.ts$/, '') ?? ''
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)

/** What breaks the table in one file; `path` begins with `src/`. */
function violationsIn(path: string, source: string): string[] {
  const station = stationOf(path)
  const allowed = MAY_IMPORT[station]
  if (!allowed) return [`${path}: ${station} stands in no row of the table`]
  const forbidden = importsIn(path, source).filter((target) => {
    if (target === UNREADABLE) return true
    if (!target.startsWith('.')) return !isTest(path) && isForeign(station, target)
    const reached = normalize(join(dirname(path), target))
    if (reached.startsWith('src/')) return stationOf(reached) !== station && !allowed.includes(stationOf(reached))
    // The words on screen are content, and the only thing outside `src` that code may read; pure folders speak no language.
    if (reached.startsWith('content/ui/')) return PURE.includes(station)
    if (reached.startsWith('content/languages.yaml')) return station !== 'site'
    return !(isTest(path) && reached.startsWith('tests/'))
  })
  return [
    ...forbidden.map((target) => `${path} imports ${target}`),
    ...(PURE.includes(station) && !isTest(path) ? impuritiesIn(source).map((name) => `${path} uses ${name}`) : []),
    ...(path !== 'src/collector/main.ts' && !isTest(path) && listens(path, source) ? [`${path} calls .listen(`] : []),
  ]
}

/** Whether a package or module belongs to a place where the folder does not run. */
function isForeign(station: string, target: string): boolean {
  const isNode = target.startsWith('node:') || builtinModules.includes(target) || /^fastify(\/|$)|^@fastify\//.test(target)
  const isPage = /^(preact|nanostores|@nanostores)(\/|$)/.test(target)
  const isBuild = /^astro(:|\/|$)/.test(target)
  if (PURE.includes(station)) return isNode || isPage || isBuild
  if (BROWSER.includes(station)) return isNode || isBuild
  return station === 'collector' && (isPage || isBuild)
}

/** Names, in code and not in comments or texts, by which a file would reach a clock, a random source, the network or the page. */
function impuritiesIn(source: string): string[] {
  const found = new Set<string>()
  eachNode(parsed('pure.ts', source), (node) => {
    if (ts.isPropertyAccessExpression(node)) {
      const text = node.getText()
      if (text === 'Math.random' || text === 'Date.now') found.add(text)
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) found.add('new Date()')
    if (ts.isCallExpression(node) && node.expression.getText() === 'Date') found.add('Date()')
    if (ts.isIdentifier(node) && IMPURE_NAMES.has(node.text) && !isName(node)) found.add(node.text)
  })
  return [...found]
}

/** Whether an identifier only names a property or a member, as in `snapshot.document` or `{ process: 1 }`. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  return (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node
}

/** Browser folders are left out: there `.listen` is a nanostore's, and no module is within reach that could open a port. */
function listens(path: string, source: string): boolean {
  let found = false
  if (BROWSER.includes(stationOf(path))) return false
  for (const script of scriptsIn(path, source))
    eachNode(parsed(path, script), (node) => {
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'listen')
        found = true
    })
  return found
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return filesUnder(path)
    return /\.(ts|tsx|astro|mdx)$/.test(entry.name) ? [path] : []
  })
}

const files = filesUnder('src')

describe('the code', () => {
  test('imports, reaches for and listens to nothing but what the table lets it', () => {
    expect(files.flatMap((path) => violationsIn(path, readFileSync(join(root, path), 'utf8')))).toEqual([])
  })

  test('imports only files that are there', () => {
    const missing = files.flatMap((path) =>
      importsIn(path, readFileSync(join(root, path), 'utf8'))
        // What follows a question mark asks the build for a file's address or text in place of the file.
        .filter((target) => target.startsWith('.') && !existsSync(join(root, dirname(path), target.replace(/\?(raw|url)$/, ''))))
        .map((target) => `${path} imports ${target}`),
    )
    expect(missing).toEqual([])
  })

  test('is read at all: every kind of file, and every pure folder that is there', () => {
    expect(files.length).toBeGreaterThan(60)
    for (const ending of ['.ts', '.tsx', '.astro']) expect(files.some((path) => path.endsWith(ending))).toBe(true)
    for (const folder of PURE.filter((name) => existsSync(join(root, 'src', name))))
      expect(files.filter((path) => path.startsWith(`src/${folder}/`)).length).toBeGreaterThan(0)
  })

  test('has its one listener in collector/main.ts', () => {
    expect(listens('src/collector/app.ts', readFileSync(join(root, 'src/collector/main.ts'), 'utf8'))).toBe(true)
  })

  test('has no tests among the routes: Astro would publish them', () => {
    expect(files.filter((path) => path.startsWith('src/pages/') && isTest(path))).toEqual([])
  })
})

describe('every folder of src', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

  test('has a README that says what it is for, pages excepted', () => {
    expect(folders.filter((name) => name !== 'pages' && !existsSync(join(root, 'src', name, 'README.md')))).toEqual([])
  })

  test('stands in the table', () => {
    expect(folders.filter((name) => !(name in MAY_IMPORT))).toEqual([])
  })
})

describe('a planted violation is caught:', () => {
  const planted: [string, string, string, string][] = [
    ['a static import', 'src/statistics/x.ts', "import { a } from '../report/results.ts'", 'imports ../report/results.ts'],
    ['a type import', 'src/tally/x.ts', "import type { A } from '../protocol/record.ts'", 'imports ../protocol/record.ts'],
    ['a bare import', 'src/quiz/x.ts', "import '../collector/main.ts'", 'imports ../collector/main.ts'],
    ['a re-export', 'src/assessment/x.ts', "export * from '../tally/keys.ts'", 'imports ../tally/keys.ts'],
    ['a dynamic import', 'src/quiz/x.tsx', "const a = () => import('../staff/x.ts')", 'imports ../staff/x.ts'],
    ['a dynamic import of who knows what', 'src/quiz/x.ts', 'import(name)', 'imports (a target that is no plain text)'],
    ['an imported type', 'src/quiz/x.ts', "let a: import('../report/views.ts').Unit", 'imports ../report/views.ts'],
    [
      'a thread',
      'src/quiz/x.ts',
      "new URL('../collector/store/writer.ts', import.meta.url)",
      'imports ../collector/store/writer.ts',
    ],
    ['front matter', 'src/pages/x.astro', "---\nimport '../collector/app.ts'\n---\n<p>", 'imports ../collector/app.ts'],
    ['a script block', 'src/site/x.astro', "<script>import '../quiz/visit.ts'</script>", 'imports ../quiz/visit.ts'],
    ['a script’s address', 'src/site/x.astro', '<script src="../quiz/mount.ts"></script>', 'imports ../quiz/mount.ts'],
    ['a template', 'src/site/x.astro', "<p>{await import('../quiz/visit.ts')}</p>", 'imports ../quiz/visit.ts'],
    ['a page of prose', 'src/site/x.mdx', "import A from '../quiz/Quiz.tsx'\n\n# Prose", 'imports ../quiz/Quiz.tsx'],
    ['a way round through the folder above', 'src/report/gate/x.ts', "import '../../quiz/x.ts'", 'imports ../../quiz/x.ts'],
    ['something outside src', 'src/report/x.ts', "import '../../tests/specimen.ts'", 'imports ../../tests/specimen.ts'],
    ['a Node module', 'src/report/x.ts', "import { createHash } from 'node:crypto'", 'imports node:crypto'],
    ['a Node module without its prefix', 'src/report/x.ts', "import fs from 'fs'", 'imports fs'],
    ['the words on screen', 'src/report/x.ts', "import '../../content/ui/es/staff.json'", 'imports ../../content/ui/es/staff.json'],
    ['Node in the browser', 'src/quiz/x.ts', "import 'node:fs'", 'imports node:fs'],
    ['the browser in Node', 'src/collector/x.ts', "import { h } from 'preact'", 'imports preact'],
    ['Astro', 'src/protocol/x.ts', "import { getCollection } from 'astro:content'", 'imports astro:content'],
    ['the clock', 'src/report/x.ts', 'const now = Date.now()', 'uses Date.now'],
    ['today', 'src/report/x.ts', 'const today = new Date()', 'uses new Date()'],
    ['chance', 'src/assessment/x.ts', 'const pick = Math.random()', 'uses Math.random'],
    ['crypto', 'src/protocol/x.ts', 'crypto.getRandomValues(new Uint8Array(16))', 'uses crypto'],
    ['the network', 'src/protocol/x.ts', "await fetch('/api')", 'uses fetch'],
    ['the page', 'src/tally/x.ts', "document.title = ''", 'uses document'],
    ['a shorthand', 'src/tally/x.ts', 'const a = { process }', 'uses process'],
    ['the store of the browser', 'src/tally/x.ts', "globalThis.localStorage.getItem('a')", 'uses globalThis'],
    ['a listener', 'src/collector/app.ts', 'app.listen({ port: 1 })', 'calls .listen('],
    ['a folder of no row', 'src/utils/x.ts', '', 'utils stands in no row of the table'],
  ]
  test.each(planted)('%s', (_, path, source, violation) => {
    expect(violationsIn(path, source)).toEqual([expect.stringContaining(violation)])
  })

  test('and what only looks like one is not', () => {
    const innocent = `
      // import '../collector/main.ts'; Math.random(); fetch('/')
      /** document, window, new Date() */
      const text = "import '../quiz/visit.ts' and process"
      const date = new Date('2026-01-01')
      const snapshot = { process: 1 }.process
    `
    expect(violationsIn('src/report/x.ts', innocent)).toEqual([])
    expect(violationsIn('src/report/x.test.ts', "import '../../tests/specimen.ts'\nimport 'node:fs'")).toEqual([])
    expect(violationsIn('src/pages/x.astro', "---\nimport '../staff/results/Results.tsx'\n---")).toEqual([])
  })
})
