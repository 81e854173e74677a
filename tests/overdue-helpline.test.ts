/** A number whose check has run out, in a site that is built with it: every page that gives the number to somebody says so. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const project = resolve(import.meta.dirname, '..')
/** The pages that show numbers; the others are left out, since they would only take time. */
const PAGES = [
  '[...help].astro',
  '[...guide].astro',
  '[...card].astro',
  '_Exit.astro',
  '_Keep.astro',
  '_Reading.astro',
  '_questions.ts',
  '_instruments.ts',
]
let site: string

beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'overdue-'))
  for (const part of ['content', 'src', 'public', 'astro.config.mjs', 'package.json', 'tsconfig.json'])
    await cp(join(project, part), join(site, part), { recursive: true })
  for (const name of await readdir(join(site, 'src/pages')))
    if (!PAGES.includes(name)) await rm(join(site, 'src/pages', name), { recursive: true })
  // Package by package: the folder itself holds the content cache of the real site, which this build must not touch.
  await mkdir(join(site, 'node_modules'))
  for (const name of await readdir(join(project, 'node_modules')))
    if (!name.startsWith('.')) await symlink(join(project, 'node_modules', name), join(site, 'node_modules', name))

  const path = join(site, 'content/helplines.yaml')
  const text = await readFile(path, 'utf8')
  const old = text
    .replace(/(id: women-155\n[\s\S]*?checkedOn: ).*/, '$1"2020-02-29"')
    .replace(/(id: children-141\n[\s\S]*?checkedOn: ).*/, '$1"2020-03-01"')
  expect(old).not.toBe(text)
  await writeFile(path, old)
  await promisify(execFile)(process.execPath, [join(site, 'node_modules/astro/bin/astro.mjs'), 'build'], {
    cwd: site,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    timeout: 110_000,
  })
}, 120_000)
afterAll(() => rm(site, { recursive: true, force: true }))

const built = (path: string) => readFile(join(site, 'dist', path, 'index.html'), 'utf8')
const marks = (html: string): number => html.match(/data-overdue/g)?.length ?? 0

test('the help page marks it, says since when, and marks no other', async () => {
  const es = await built('ayuda')
  expect(marks(es)).toBe(2)
  expect(es).toContain('Nadie lo revisa desde el 29 de febrero de 2020')
  const en = await built('en/help')
  expect(marks(en)).toBe(2)
  expect(en).toContain('Nobody has checked it since 29 February 2020')
})

test('a check that holds says until when, so that an old copy of the page tells its age', async () => {
  const es = await built('ayuda')
  expect(es).toContain('La revisión vale hasta el 28 de febrero de 2021')
  expect(es.match(/La revisión vale hasta el/g)?.length).toBeGreaterThan(3)
})

test('a guide that sends people there marks it, and its card asks to confirm its numbers', async () => {
  expect(marks(await built('guias/terminal'))).toBe(1)
  expect(await built('guias/terminal/tarjeta')).toContain('Números sin revisar desde el 1 de marzo de 2020')
  expect(await built('en/guides/stations/card')).toContain('Numbers not checked since 1 March 2020')
  expect(marks(await built('guias/familia-y-amistades'))).toBe(0)
  expect(await built('guias/familia-y-amistades/tarjeta')).toContain('Números revisados el')
})
