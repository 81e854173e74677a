import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inWords, type Mistake } from './mistake.ts'
import { partsOf, readEntries, readWords, readWritten } from './written.ts'

let root: string
let mistakes: Mistake[]
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'written-'))
  await mkdir(join(root, 'content'))
  mistakes = []
})
afterEach(() => rm(root, { recursive: true, force: true }))

const written = async (name: string, text: string): Promise<string> => {
  await writeFile(join(root, 'content', name), text)
  return `content/${name}`
}
const told = () => mistakes.map(inWords)

test('a field is found at its line, one that is not there at that of what should hold it', async () => {
  const file = await written('a.yaml', 'a: 1\nb:\n  c: "x"\n  list:\n    - one\n    - two\n')
  const found = readWritten(root, file, mistakes)
  expect([['a'], ['b', 'c'], ['b', 'd'], ['b', 'list', 1]].map((path) => found?.lines(path))).toEqual([1, 3, 2, 6])
  expect(mistakes).toEqual([])
})

test('files of another system are read as any other: its line ends, and its mark at the beginning', async () => {
  const file = await written('a.mdx', '\u{FEFF}---\r\ntitle: "A"\r\nsummary: "B"\r\n---\r\n\r\nText.\r\n')
  const found = readWritten(root, file, mistakes)
  expect(found?.value).toEqual({ title: 'A', summary: 'B' })
  expect(found?.lines(['summary'])).toBe(3)
  expect(mistakes).toEqual([])
})

test('the fields of a page end at the second --- line, and its text begins after it', () => {
  expect(partsOf('---\na: 1\n---\n\nUno\n')).toEqual({ head: 'a: 1\n', body: '\nUno\n', before: 3 })
  expect(partsOf('a: 1\n---\n')).toBeUndefined()
  expect(partsOf('---\na: 1\n\nUno\n')).toBeUndefined()
})

test('an entry of a list that cannot be read hides none of the others', async () => {
  const file = await written('a.yaml', '- id: one\n  name: "Uno\n- id: two\n  name: Dos\n- id: three\n  name: [x\n- id: four\n')
  const entries = readEntries(root, file, mistakes)
  expect(entries.map(({ value }) => value)).toEqual([{ id: 'two', name: 'Dos' }, { id: 'four' }])
  expect(entries[0]?.lines(['name'])).toBe(4)
  expect(told()).toEqual([
    'content/a.yaml:2: a quote is opened here and never closed',
    expect.stringMatching(/^content\/a\.yaml:[67]: .*\] is missing/),
  ])
})

test('a file of words is read on after each slip', async () => {
  const file = await written(
    'a.json',
    '{\n  "a": "uno"\n  "b": “dos”,\n  "c": "tres "3" y",\n  "d": "{n} más,\n  "a": "otra",\n  "e": "fin",\n}\n',
  )
  expect(readWords(root, file, mistakes)).toEqual({ a: 'otra', b: 'dos', c: 'tres "3" y', d: '{n} más', e: 'fin' })
  expect(mistakes.map(({ line }) => line)).toEqual([2, 3, 4, 5, 7, 6])
})

test('what is no list, and what holds nothing but notes, is told apart', async () => {
  expect(readEntries(root, await written('a.yaml', '# only a note\n'), mistakes)).toEqual([])
  expect(mistakes).toEqual([])
  readEntries(root, await written('b.yaml', 'id: one\n'), mistakes)
  expect(told()).toEqual(['content/b.yaml: is no list: each entry begins with “- ”'])
})
