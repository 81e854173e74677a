/** `npm run staff -- cases` as it runs: what it says, and with which code it ends. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'cases-'))
})
afterEach(() => rmSync(data, { recursive: true }))

async function cases(...args: string[]): Promise<{ code: number; said: string; complained: string }> {
  const run = [join(root, 'src/collector/staff.ts'), 'cases', ...args]
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, run, {
      env: { ...process.env, DATA_DIR: data, DATABASE_URL: undefined },
    })
    return { code: 0, said: stdout, complained: stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout, complained: stderr }
  }
}

test('a file is added, listed and verified; a bad one is refused line by line, and a changed one is found', async () => {
  const file = join(root, 'tests/monitoring/conteo-v2.made-up.json')
  const added = await cases('add', file, '--source', 'made up', '--extracted', '2024-11-25')
  expect(added.code).toBe(0)
  expect(added.said).toMatch(
    /^Kept: 2024-11-25_[0-9a-f]{12}_conteo-v2\.made-up\.json\n4 rows, layout conteo-v2\nsha256 [0-9a-f]{64}\n$/,
  )
  expect((await cases('list')).said).toContain('conteo-v2, 4 rows, taken on 2024-11-25 from: made up')
  expect(await cases('verify')).toMatchObject({ code: 0, said: expect.stringMatching(/\n1 good, 0 not\n$/) })

  const bad = join(data, 'bad.csv')
  writeFileSync(
    bad,
    'city,period_start,period_end,new_investigations,prosecutors_competent,source,extracted_on\nA,2016-01-01,2016-13-01,x,4,y,2018-01-01\n',
  )
  const refused = await cases('add', bad, '--source', 'made up', '--extracted', '2024-11-25')
  expect(refused.code).toBe(1)
  expect(refused.complained).toContain('line 2, column period_end: it is no day of the calendar, YYYY-MM-DD (2016-13-01)')
  expect(refused.complained).toContain('line 2, column new_investigations: it is no whole number from 0 (x)')
  expect(refused.complained).toContain('has 2 mistakes; nothing of it was kept')

  const [kept = ''] = readdirSync(join(data, 'monitoring')).filter((name) => name.endsWith('.json') && name !== 'manifest.json')
  writeFileSync(join(data, 'monitoring', kept), '[]')
  expect(await cases('verify')).toMatchObject({ code: 1, said: expect.stringContaining(`changed     ${kept}`) })
})
