/** The built pages of visitors hold to the floor that docs/engines.md states. Staff's pages and the search's engine are for newer browsers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { FEATURES, floorOf, TOO_YOUNG, tableOf } from './floor.ts'

const root = join(import.meta.dirname, '..', '..')
const dist = join(root, 'dist')
const STAFF = /^(equipo|en[\\/]staff|buscar|en[\\/]search|pagefind)[\\/]/

/** Scripts and sheets that a visitor's pages ask for, and what these import, as path → text. */
function built(kind: 'js' | 'css'): Map<string, string> {
  const found = new Map<string, string>()
  const left = readdirSync(dist, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.html') && !STAFF.test(name))
    .flatMap((page) =>
      [...readFileSync(join(dist, page), 'utf8').matchAll(/(?:src|href)="\/(a\/[^"]+\.(?:js|css))"/g)].map(([, path = '']) => path),
    )
  if (kind === 'js') left.push('sw.js', 'proof.js')
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (!path.endsWith(kind) || found.has(path) || !existsSync(join(dist, path))) continue
    const text = readFileSync(join(dist, path), 'utf8')
    found.set(path, text)
    // The worker names what it keeps, a kiosk's scripts too, and imports nothing.
    if (path === 'sw.js') continue
    for (const [, beside = ''] of text.matchAll(/["'`](?:\.\/|\/a\/)([\w-]+\.(?:js|css))["'`]/g)) left.push(`a/${beside}`)
  }
  return found
}

const files = { js: built('js'), css: built('css') }
const usersOf = ({ in: where, sign }: { in: 'js' | 'css'; sign: RegExp }): string[] =>
  [...files[where]].filter(([, text]) => sign.test(text)).map(([path]) => path)

/** Syntax that came after ES2021, in a script. */
function youngSyntaxIn(path: string, text: string): string[] {
  const found = new Set<string>()
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS)
  const isInFunction = (node: ts.Node): boolean => !!ts.findAncestor(node, (each) => ts.isFunctionLike(each))
  const visit = (node: ts.Node): void => {
    if (ts.isClassStaticBlockDeclaration(node)) found.add('a static block')
    if (ts.isPropertyDeclaration(node)) found.add('a class field')
    if (ts.isPrivateIdentifier(node)) found.add('a private name')
    if (ts.isAwaitExpression(node) && !isInFunction(node)) found.add('await at the top')
    if (ts.isRegularExpressionLiteral(node) && /\/[a-z]*[dv][a-z]*$/.test(node.text)) found.add(`the flag of ${node.text}`)
    if (ts.isRegularExpressionLiteral(node) && /\(\?<[!=]/.test(node.text)) found.add(`looking behind, in ${node.text}`)
    node.forEachChild(visit)
  }
  visit(source)
  return [...found].map((what) => `${path}: ${what}`)
}

describe('what visitors’ pages are built of', () => {
  test('was found', () => {
    expect(files.js.size).toBeGreaterThan(5)
    expect(files.css.size).toBeGreaterThan(5)
    expect([...files.js.keys()]).toContain('sw.js')
  })

  test('has no syntax that came after ES2021, nor looking behind in patterns (Safari 16.4)', () => {
    expect([...files.js].flatMap(([path, text]) => youngSyntaxIn(path, text))).toEqual([])
  })

  test('uses nothing younger that is not weighed in the table', () => {
    expect(TOO_YOUNG.flatMap((feature) => usersOf(feature).map((path) => `${path}: ${feature.name}`))).toEqual([])
  })

  test('uses all that the table weighs', () => {
    expect(FEATURES.filter((feature) => usersOf(feature).length === 0).map(({ name }) => name)).toEqual([])
  })
})

test('docs/engines.md states the floor and the table that follow from it', () => {
  const text = readFileSync(join(root, 'docs', 'engines.md'), 'utf8')
  expect(text).toContain(tableOf())
  const said = (where: 'js' | 'css') => {
    const { chrome, firefox, safari } = floorOf(where)
    return `Chrome ${chrome}, Firefox ${firefox}, Safari ${safari}`
  }
  expect(text).toContain(said('js'))
  expect(text).toContain(said('css'))
})

test('planted youth is seen', () => {
  const planted = 'class A{static{}#b=1;c=2}await 1;/(?<=a)b/v'
  expect(youngSyntaxIn('x.js', planted)).toEqual([
    'x.js: a static block',
    'x.js: a class field',
    'x.js: a private name',
    'x.js: await at the top',
    'x.js: the flag of /(?<=a)b/v',
    'x.js: looking behind, in /(?<=a)b/v',
  ])
})
