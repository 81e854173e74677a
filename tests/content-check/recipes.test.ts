/** The recipes of `content/README.md`, followed to the letter in a copy: what they say to write is what the check accepts. */
import { execFile } from 'node:child_process'
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const project = resolve(import.meta.dirname, '../..')
const readme = await readFile(join(project, 'content/README.md'), 'utf8')
let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'content-recipes-'))
  await cp(join(project, 'content'), join(root, 'content'), { recursive: true })
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function mistakes(): Promise<string[]> {
  const args = [
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'main.ts'),
    '--root',
    root,
    '--today',
    '2026-11-24',
    '--without-pages',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((reason: { stdout: string }) => reason)
  return stdout.split('\n').filter((line) => line.startsWith('content/'))
}

/** Blocks of the README whose first line says where they go. */
const blocks = (start: RegExp) =>
  [...readme.matchAll(/^```(?:yaml|mdx)\n# (.*)\n([\s\S]*?)^```$/gm)].flatMap(([, where = '', text = '']) => {
    const [, file] = start.exec(where) ?? []
    return file === undefined ? [] : { file, text }
  })

test('a story, a venue, a number and a language are added as it says', async () => {
  const stories = blocks(/^(stories\/.*\.mdx)$/)
  const entries = blocks(/^add to (.*\.yaml)$/)
  expect(stories.map(({ file }) => file)).toEqual(['stories/es/la-rifa.mdx', 'stories/en/the-raffle.mdx'])
  expect(entries.map(({ file }) => file)).toEqual(['venues.yaml', 'helplines.yaml', 'languages.yaml'])
  for (const { file, text } of stories) await writeFile(join(root, 'content', file), text)
  for (const { file, text } of entries) await appendFile(join(root, 'content', file), text)
  for (const folder of ['ui', 'stories', 'guides', 'pages'])
    await cp(join(root, 'content', folder, 'es'), join(root, 'content', folder, 'pt'), { recursive: true })
  expect(await mistakes()).toEqual([])
})

test('a text in the new language stands beside the others, as it says', async () => {
  const [, line = ''] = /^```yaml\n(name: .*pt: .*)\n```$/m.exec(readme) ?? []
  const file = join(root, 'content/barriers.yaml')
  const text = await readFile(file, 'utf8')
  const changed = text.replace(/name: \{ es: "Necesito el trabajo".*/, line)
  expect(changed).not.toBe(text)
  await writeFile(file, changed)
  expect(await mistakes()).toEqual([])
})

test('every file and folder that its table names is there', async () => {
  const table = readme.slice(readme.indexOf('| to change'), readme.indexOf('## Change a text'))
  const names = [...table.matchAll(/`([\w/.-]+)`/g)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(12)
  for (const name of names)
    await expect(cp(join(project, 'content', name), join(root, 'seen', name), { recursive: true })).resolves.toBeUndefined()
})
