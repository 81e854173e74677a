/** The command as an editor runs it: on this content, and on a copy with a mistake of every kind. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayAfter } from '../../src/site/check-age.ts'
import { helplines } from './check.ts'

const project = resolve(import.meta.dirname, '../..')
let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'content-check-'))
  await cp(join(project, 'content'), join(root, 'content'), { recursive: true })
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function checked(today: string, ...more: string[]): Promise<{ code: number; said: string }> {
  const script = join(import.meta.dirname, 'main.ts')
  const args = ['--disable-warning=ExperimentalWarning', script, '--root', root, '--today', today, ...more]
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args)
    return { code: 0, said: stdout }
  } catch (reason) {
    if (!(reason instanceof Error && 'stdout' in reason && 'code' in reason)) throw reason
    return { code: Number(reason.code), said: String(reason.stdout) }
  }
}

/** The last day on which somebody checked a number: whatever staff change, the content is in date on that day. */
async function lastCheck(): Promise<string> {
  const text = await readFile(join(project, 'content/helplines.yaml'), 'utf8')
  return (
    [...text.matchAll(/checkedOn: "?(\d{4}-\d{2}-\d{2})/g)]
      .map(([, day = '']) => day)
      .sort()
      .at(-1) ?? ''
  )
}

async function change(file: string, from: string | RegExp, to: string): Promise<void> {
  const path = join(root, 'content', file)
  const text = await readFile(path, 'utf8')
  const changed = text.replace(from, to)
  expect(changed).not.toBe(text)
  await writeFile(path, changed)
}

test('the content that is here has no mistake but that nothing was built', async () => {
  const { code, said } = await checked(await lastCheck(), '--without-pages')
  expect(said.slice(said.indexOf('\nOne mistake'))).toBe(
    '\nOne mistake:\ndist: the pages were not built, so that their links and their language could not be checked\n',
  )
  expect(code).toBe(1)
})

test('more than a year later every number that nobody has checked again is told', async () => {
  const { said } = await checked(dayAfter(await lastCheck(), 13), '--without-pages')
  const { length } = helplines(project)
  expect(length).toBeGreaterThan(3)
  expect(said.match(/more than 12 months ago/g)).toHaveLength(length)
})

test('every mistake is told in one run, with file and line, and the command fails', async () => {
  await change('helplines.yaml', /(id: emergency-123\n[\s\S]*?checkedOn: ).*/, '$1pronto')
  await change('helplines.yaml', /(id: national-line\n[\s\S]*?checkedOn: ).*/, '$1"2025-01-31"')
  await change(
    'actions.yaml',
    /^- id: verify$/m,
    '- id: wait\n  name: { es: "Espere", en: "" }\n  how: { es: "Un día.", en: "A day." }\n- id: verify',
  )
  await change(
    'barriers.yaml',
    /^- id: none$/m,
    '- id: tired\n  name: { es: "Cansancio", en: "Tired" }\n  answer: { es: "Descanse.", en: "Rest." }\n- id: none',
  )
  await change('pathways.yaml', /concept:[a-z-]+/, 'concept:would-fly')
  await change('instruments/core.yaml', /action: [a-z-]+/, 'action: no-ticket')
  await change('pages/es/privacidad.mdx', 'page: privacy', 'page: secret')
  await change('pages/es/privacidad.mdx', /$/, '\n[Más](/nada/)\n')
  await change('ui/en/frame.json', /^ {2}"nav.home": .*\n/m, '')
  await rm(join(root, 'content/stories/en/the-waitress.mdx'))
  await mkdir(join(root, 'dist'))
  const hard =
    'Correspondientemente, responsabilidades institucionales interinstitucionales imposibilitan consideraciones metodológicas.'
  await writeFile(
    join(root, 'dist/index.html'),
    `<html lang="es"><main><p>${hard}</p><a href="/nada/">Más</a><a href="#aqui">Aquí</a></main></html>`,
  )

  const { code, said } = await checked(await lastCheck())
  expect(code).toBe(1)
  for (const line of [
    /content\/helplines\.yaml:\d+: emergency-123\.checkedOn: a date is written YYYY-MM-DD/,
    /content\/helplines\.yaml:\d+: national-line was last checked on 2025-01-31, more than 12 months ago/,
    /content\/actions\.yaml:\d+: wait\.name\.en: English text is missing/,
    /content\/actions\.yaml:\d+: wait: no question points to this action/,
    /content\/actions\.yaml:\d+: wait: no pathway says where this action leads/,
    /content\/barriers\.yaml:\d+: tired: no question offers this barrier/,
    /content\/pathways\.yaml:\d+: concept:would-fly: no question measures this/,
    /content\/instruments\/core\.yaml:\d+: concepts\.\d+\.pointsTo\.action: there is no no-ticket in actions/,
    /content\/pages\/es\/privacidad\.mdx:2: page: /,
    /content\/pages\/es\/privacidad\.mdx:\d+: \/nada\/ leads to no page and no file/,
    /dist\/: #aqui leads to no “aqui” on that page/,
    /content\/instruments\/core\.yaml:\d+: barriers: no section of \/ayuda\/ answers need-work/,
    /dist\/: INFLESZ -?\d+\.\d: a page for visitors needs 65/,
    /content\/pages\/es: page “privacy” is missing: en has it/,
    /content\/ui\/en\/frame\.json: "nav\.home" is missing or empty/,
    /content\/stories\/en: story “waitress” is missing: es has it/,
  ])
    expect(said).toMatch(line)
})
