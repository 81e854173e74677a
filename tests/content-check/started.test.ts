/** A started language: what it lacks is listed and no mistake; what it has and does not fit is one. */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPortuguese } from '../started-language.ts'

const project = resolve(import.meta.dirname, '../..')
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'content-started-'))
  await cp(join(project, 'content'), join(root, 'content'), { recursive: true })
  await startPortuguese(root)
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function checked(...more: string[]): Promise<{ code: number; said: string }> {
  const args = [
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'main.ts'),
    '--root',
    root,
    '--today',
    '2026-11-24',
    ...more,
  ]
  return promisify(execFile)(process.execPath, args).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, said: stdout }),
  )
}

async function change(file: string, change: (text: string) => string): Promise<void> {
  const path = join(root, 'content', file)
  const text = await readFile(path, 'utf8')
  expect(change(text)).not.toBe(text)
  await writeFile(path, change(text))
}

test('what it lacks is listed, file by file, and is no mistake', async () => {
  const { code, said } = await checked('--files')
  expect([code, said]).toEqual([0, ''])
  const { said: all } = await checked('--without-pages')
  expect(all.slice(all.indexOf('\nOne mistake'))).toMatch(/^\nOne mistake:\ndist: the pages were not built/)
  expect(all).toContain('pt is started: what it lacks is read in es, and the page says so. This is no mistake.')
  // A copy that nobody has changed counts as missing, and so do words that are still Spanish.
  expect(all).toMatch(/content\/ui\/pt\/frame\.json +\d+ of \d+ {2}lacks .*nav\.label/)
  expect(all).not.toMatch(/content\/ui\/pt\/frame\.json.*lacks .*nav\.home/)
  expect(all).toMatch(/content\/stories\/pt\/ +1 of \d+ {2}lacks .*stopover/)
  expect(all).not.toMatch(/content\/stories\/pt\/.*waitress/)
  expect(all).toMatch(/content\/guides\/pt\/ +0 of \d+ {2}lacks .*terminal/)
  expect(all).toMatch(/content\/barriers\.yaml +1 of \d+ {2}lacks .*lose-chance/)
})

test('a word that Spanish does not have, a place that is not filled, and a story of another name are mistakes', async () => {
  await change('ui/pt/frame.json', (text) => text.replace('"nav.home":', '"nav.house":').replace('{minutes} min', '{minutos} min'))
  await change('stories/pt/a-garconete.mdx', (text) => text.replace('story: waitress', 'story: waiter'))
  const { code, said } = await checked('--without-pages')
  expect(code).toBe(1)
  expect(said).toMatch(/content\/ui\/pt\/frame\.json:\d+: "nav\.house": es has no such word/)
  expect(said).toMatch(/content\/ui\/pt\/frame\.json:\d+: "story\.minutes" fills \{minutos\}, and in es \{minutes\}/)
  expect(said).toMatch(/content\/stories\/pt\/a-garconete\.mdx:2: story “waiter”: es has none of that name/)
})

test('one that names no fallback has to be whole', async () => {
  await change('languages.yaml', (text) => text.replace(/ {2}fallback: es\n/, '').replace(/ {2}missing:\n(?: {4}.*\n)*/, ''))
  const { code, said } = await checked('--without-pages')
  expect(code).toBe(1)
  expect(said).toMatch(/content\/barriers\.yaml:\d+: lose-chance\.name\.pt: Portuguese text is missing/)
  expect(said).toMatch(/content\/guides\/pt: guide “terminal” is missing: es has it/)
})

test('one that is declared wrongly is told, and the rest is checked all the same', async () => {
  await change('languages.yaml', (text) => text.replace('fallback: es', 'fallback: fr'))
  await change('helplines.yaml', (text) => text.replace('checkedOn: "2026-11-24"', 'checkedOn: soon'))
  const { said } = await checked('--without-pages')
  expect(said).toMatch(/content\/languages\.yaml:\d+: pt\.fallback: /)
  expect(said).toMatch(/content\/helplines\.yaml:\d+: emergency-123\.checkedOn: a date is written/)
})
