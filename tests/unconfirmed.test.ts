/**
 * What nobody has confirmed stays unsaid, in every file that visitors read: channels that one source alone gives or none does, advice that no
 * source gives, and figures that do not hold.
 */
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const project = resolve(import.meta.dirname, '..')
const files = globSync('content/**/*.{mdx,yaml,json}', { cwd: project })
  .filter((file) => !file.endsWith('staff.json'))
  .sort()

const UNCONFIRMED: Readonly<Record<string, RegExp>> = {
  'the advice to agree on a word': /palabra clave|palabra secreta|code ?word|safe ?word|secret word/i,
  'what Colombian numbers do abroad': /normalmente no funcionan|normally do not work/i,
  'the complaint line of the Fiscalía': /(?:línea|line|tel: ?"?|al|call) 122\b|"122"/i,
  'lines of other countries that one source alone gives': /900[ -]?759[ -]?759|900[ -]?10[ -]?50[ -]?90/,
  'mailboxes and chats': /noalatrata|[a-z]+@[a-z]+\.gov\.co|(?:whats ?app|telegram)[^.\n]{0,20}\d{3}/i,
  'a figure that does not add up': /1[.,]?000 ?%|1000 per cent|tercer (?:negocio|delito) más|third most (?:lucrative|profitable)/i,
  'an evaluation of this campaign': /la campaña (?:redujo|logró que)|the campaign (?:reduced|cut) /i,
}

for (const [what, said] of Object.entries(UNCONFIRMED))
  test(`no text gives ${what}`, () => {
    expect(files.length).toBeGreaterThan(40)
    const found = files.flatMap((file) => {
      const hit = said.exec(readFileSync(resolve(project, file), 'utf8'))
      return hit ? [`${file}: ${hit[0]}`] : []
    })
    expect(found).toEqual([])
  })

test('each of those is told when it is said', () => {
  const said = [
    'una palabra clave',
    'normally do not work',
    'la línea 122',
    '900 759 759',
    'noalatrata',
    'el tercer negocio más lucrativo',
    'La campaña redujo los casos',
  ]
  expect(Object.values(UNCONFIRMED).map((pattern, at) => pattern.test(said[at] ?? ''))).toEqual(said.map(() => true))
})
