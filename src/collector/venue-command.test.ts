/** `npm run staff -- venue …` as staff call it: a process of its own, on a file of its own. */
import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')
let folder: string
let file: string
let before: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venues-'))
  file = join(folder, 'venues.yaml')
  copyFileSync(join(root, 'content/venues.yaml'), file)
  before = readFileSync(file, 'utf8')
})
afterEach(() => rmSync(folder, { recursive: true }))

function venue(...words: string[]): Promise<{ code: number; said: string }> {
  const args = ['--disable-warning=ExperimentalWarning', 'src/collector/staff.ts', 'venue', ...words, '--file', file]
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: root, env: { ...process.env, DATA_DIR: folder } }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, said: out + err }),
    )
    child.stdin?.end()
  })
}
const table = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const now = () => readFileSync(file, 'utf8')

describe('a venue', () => {
  test('is added with one command, and told what comes next', async () => {
    const { code, said } = await venue(
      'add',
      ...['--id', 'terminal-cali', '--name-es', 'Terminal de Cali', '--name-en', 'Cali bus terminal'],
      ...['--kind', 'terminal', '--city', 'Cali', '--audience', 'travellers'],
    )
    expect(said).toContain('Added terminal-cali')
    expect(code).toBe(0)
    expect(parse(now())).toHaveLength(parse(before).length + 1)
    expect(readdirSync(folder)).toEqual(['venues.yaml'])
  })

  test('that looks like another is refused, and taken where somebody says that it can be told apart', async () => {
    const words = [
      '--id',
      'terminal-bogola',
      '--name-es',
      'Otra',
      '--name-en',
      'Other',
      '--kind',
      'terminal',
      '--city',
      'Bogotá',
      '--audience',
      'travellers',
    ]
    const refused = await venue('add', ...words)
    expect(refused).toEqual({
      code: 1,
      said: expect.stringMatching(/one letter away from "terminal-bogota"[\s\S]*--accept-look-alikes/),
    })
    expect(now()).toBe(before)
    expect((await venue('add', ...words, '--accept-look-alikes')).code).toBe(0)
  })

  test('whose fields are left out is refused by name where nobody can be asked', async () => {
    const { code, said } = await venue('add', '--id', 'x')
    expect(code).toBe(1)
    for (const field of ['name_es', 'name_en', 'kind', 'city', 'audience']) expect(said).toContain(`${field} is missing`)
    expect(now()).toBe(before)
  })

  test('has its code retired, and no other line changes', async () => {
    expect((await venue('retire', 'el-dorado')).said).toContain('el-dorado is at epoch 2')
    const changed = now()
      .split('\n')
      .filter((line, at) => line !== before.split('\n')[at])
    expect(changed).toEqual([expect.stringMatching(/id: el-dorado.*epoch: 2/)])
    expect(await venue('retire', 'nowhere')).toEqual({ code: 1, said: expect.stringContaining('there is no venue "nowhere"') })
  })
})

describe('a table', () => {
  test('of 153 aircraft is taken whole', async () => {
    const marks = Array.from({ length: 153 }, (_, at) => `HK-${4500 + at}`)
    const { said } = await venue('import', table('fleet.csv', `registration\n${marks.join('\n')}\n`))
    expect(said).toContain('Added 153 venues')
    expect(now().startsWith(before)).toBe(true)
    expect(
      parse(now())
        .slice(-153)
        .map(({ id }: { id: string }) => id),
    ).toEqual(marks.map((mark) => mark.toLowerCase()))
  })

  test('with bad rows is refused whole, each row by its line and reason', async () => {
    const { code, said } = await venue('import', table('fleet.csv', 'registration\nHK-1\nel-dorado\nHK 2\nHK-1\n'))
    expect(code).toBe(1)
    expect(said).toMatch(/line 3: id "el-dorado" is taken/)
    expect(said).toMatch(/line 4: id "hk 2" is no id/)
    expect(said).toMatch(/line 5: id "hk-1" is taken/)
    expect(said).not.toMatch(/line 2:/)
    expect(now()).toBe(before)
  })

  test('is judged without being taken where that is asked, and one that is not there is named', async () => {
    expect((await venue('import', table('fleet.csv', 'registration\nHK-1\n'), '--dry-run')).said).toContain(
      '1 venues could be added',
    )
    expect(now()).toBe(before)
    expect((await venue('import', join(folder, 'absent.csv'))).said).toMatch(/absent\.csv cannot be read/)
  })
})
