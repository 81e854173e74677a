/** `npm run staff -- publish` as it runs: from the collector and from files, what it refuses, and what it leaves behind. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '../../src/collector/publish.ts'
import { openSqlite } from '../../src/collector/store/sqlite.ts'
import { publishedRows } from '../../src/report/formats/public-table.ts'
import { isSealed, type Publication } from '../../src/report/publication.ts'
import { keysOfResponse } from '../../src/tally/response.ts'
import { PAST, writeSnapshots } from '../past-wave.ts'
import { snapshotAt } from '../released.ts'
import { endlineAfter, oneTimeNumber, randomRecord, seeded, specimenCatalogue, specimenInstrument } from '../specimen.ts'
import { type Place, place } from './process.ts'

const STAFF = join(import.meta.dirname, '..', '..', 'src', 'collector', 'staff.ts')
const catalogue = { ...specimenCatalogue, waves: specimenCatalogue.waves.map((wave) => ({ ...wave, ...PAST })) }
const today = new Date().toISOString().slice(0, 10)

/** A place whose second wave is over, with a folder of content. */
function past(): Place & { readonly content: string; readonly file: string } {
  const at = place()
  writeFileSync(join(at.site, 'catalogue.json'), JSON.stringify(catalogue))
  const content = join(at.folder, 'content')
  mkdirSync(content)
  mkdirSync(at.data, { recursive: true })
  return { ...at, content, file: join(content, 'results', 'second.json') }
}

type Past = ReturnType<typeof past>

async function publish(at: Past, ...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATA_DIR: at.data, SITE_DIR: at.site, DATABASE_URL: undefined }
  const command = ['--disable-warning=ExperimentalWarning', STAFF, 'publish', '--wave', 'second', '--content', at.content, ...args]
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { env })
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  }
}

/** `n` people answer at a terminal during the wave. */
function answer(at: Past, venue: string, n: number, seed: number): void {
  const store = openSqlite(at.database)
  const random = seeded(seed)
  for (let person = 0; person < n; person++) {
    const baseline = randomRecord(random, {
      wave: 'second',
      instrument: specimenInstrument.id,
      occasion: 'baseline',
      arm: 'questions-first',
      order: person % 2 === 0 ? 'AB' : 'BA',
    })
    const leaf = `second/${specimenInstrument.id}/${venue}`
    const records = [baseline, endlineAfter(random, baseline)]
    store.commit(
      records.map((record) => ({ id: oneTimeNumber(random), leaf, keys: keysOfResponse(specimenInstrument, record) })),
      '2026-02-10',
    )
  }
  store.close()
}

function close(at: Past): void {
  const store = openSqlite(at.database)
  store.closeWave('second', '2026-03-10')
  store.close()
}

const read = (at: Past): Publication => JSON.parse(readFileSync(at.file, 'utf8')) as Publication

describe('from the collector', () => {
  const at = past()
  beforeAll(() => {
    answer(at, 'terminal-norte', 43, 1)
    answer(at, 'terminal-sur', 33, 2)
  })

  test('a wave that is not closed is refused, and nothing is written', async () => {
    const { code, said } = await publish(at)
    expect(code).toBe(1)
    expect(said).toContain('Not done: second is not closed yet: npm run staff -- close --wave second')
    expect(existsSync(join(at.content, 'results'))).toBe(false)
  })

  test('a closed one is written, whole and readable by all, and says what is withheld', async () => {
    close(at)
    const { code, said } = await publish(at)
    expect(code, said).toBe(0)
    const publication = read(at)
    expect(isSealed(publication, sha256)).toBe(true)
    expect(publication.published).toBe(today)
    const all = publishedRows(publication).filter(({ unit }) => unit.level === 'overall')
    expect(all.find(({ measure }) => measure === 'endline')?.figures.n).toBe(75)
    expect(said).toMatch(/specimen@1 +overall all +(nothing withheld|withheld: \d+ × cell-under-5)/)
    expect(said).toMatch(/People in no figure: (nobody|fewer than 5|about \d+)/)
    expect(said).toContain(`${at.file} is written`)
    expect((statSync(at.file).mode & 0o777).toString(8)).toBe('644')
    expect(readdirSync(join(at.content, 'results'))).toEqual(['second.json'])
  })

  test('published again it says so, and touches nothing', async () => {
    const [before, time] = [readFileSync(at.file, 'utf8'), statSync(at.file).mtimeMs]
    const { code, said } = await publish(at, '--reason-es', 'Porque sí.', '--reason-en', 'Just so.')
    expect(code).toBe(0)
    expect(said).toBe(`${at.file} says this already; nothing was written.\n`)
    expect([readFileSync(at.file, 'utf8'), statSync(at.file).mtimeMs]).toEqual([before, time])
  })
})

describe('from files', () => {
  const at = past()
  const release = (name: string, ...snapshots: Parameters<typeof writeSnapshots>[1][number][]) =>
    writeSnapshots(join(at.folder, name), snapshots)
  const first = release('first', snapshotAt('terminal-norte', 60))
  const second = release('second', snapshotAt('terminal-norte', 60), snapshotAt('terminal-sur', 45))

  test('folders that overlap are one release', async () => {
    const { code, said } = await publish(at, '--from', first, first)
    expect(code, said).toBe(0)
    expect(read(at).release).toMatchObject({ snapshots: 1, missing: 0 })
    expect(read(at).leftOut).toBe('not told')
  })

  test('what was published does not change without a reason in both languages', async () => {
    const before = readFileSync(at.file, 'utf8')
    for (const reason of [[], ['--reason-es', 'Faltaba un lugar.'], ['--reason-es', 'Faltaba.', '--reason-en', ' ']]) {
      const { code, said } = await publish(at, '--from', second, ...reason)
      expect(code).toBe(1)
      expect(said).toContain(`second was published on ${today}, and this release says otherwise`)
    }
    expect(readFileSync(at.file, 'utf8')).toBe(before)
  })

  test('a correction keeps its day, its reason and every figure that changed', async () => {
    const before = read(at)
    const { code, said } = await publish(
      at,
      '--from',
      second,
      '--reason-es',
      'Faltaba un lugar.',
      '--reason-en',
      'A place was missing.',
    )
    expect(code, said).toBe(0)
    const [note, ...others] = read(at).corrections
    expect(others).toEqual([])
    expect(note).toMatchObject({ date: today, reason: { es: 'Faltaba un lugar.', en: 'A place was missing.' } })
    expect(note?.figures.find(({ level, measure }) => level === 'overall' && measure === 'endline')).toMatchObject({
      was: 60,
      is: 105,
    })
    expect(said).toContain(`Corrected: ${note?.figures.length} figures are not what they were.`)
    expect(read(at).published).toBe(before.published)
  })

  test('a file that was changed by hand is not overwritten', async () => {
    const text = readFileSync(at.file, 'utf8')
    writeFileSync(at.file, text.replace('"value": 105', '"value": 110'))
    const { code, said } = await publish(at, '--from', first, '--reason-es', 'a', '--reason-en', 'b')
    expect(code).toBe(1)
    expect(said).toContain(`${at.file} was changed by hand`)
    writeFileSync(at.file, text)
  })

  test('a snapshot that was changed, is missing from its series, or is no snapshot stops it, with its name', async () => {
    const [forged, gap, other] = [
      release('forged'),
      release('gap', snapshotAt('terminal-norte', 12, { number: 3 })),
      release('other'),
    ]
    const [name = ''] = readdirSync(join(first, 'snapshots'))
    const text = readFileSync(join(first, 'snapshots', name), 'utf8')
    writeFileSync(join(forged, 'snapshots', name), text.replace('"week": "2026-W30"', '"week": "2026-W31"'))
    writeFileSync(join(other, 'snapshots', 'report.json'), '{ "format": "another" }')
    expect((await publish(at, '--from', forged)).said).toContain(`${name}: hash-differs`)
    expect((await publish(at, '--from', gap)).said).toContain('second/specimen@1/terminal-norte: snapshot 1, 2 is missing')
    expect((await publish(at, '--from', first, other)).said).toContain('report.json: other-format (another)')
    expect((await publish(at, '--from', join(at.folder, 'nowhere'))).said).toContain('nowhere is not there')
    const lost = await publish(at, '--from', gap, '--incomplete', '--reason-es', 'a', '--reason-en', 'b')
    expect(lost.code, lost.said).toBe(0)
    expect(read(at).release).toMatchObject({ snapshots: 1, missing: 2 })
  })

  test('a wave that phones may still deliver to is refused', async () => {
    const open = past()
    writeFileSync(
      join(open.site, 'catalogue.json'),
      JSON.stringify({ ...catalogue, waves: catalogue.waves.map((wave) => ({ ...wave, ends: '2999-12-24' })) }),
    )
    const { code, said } = await publish(open, '--from', first)
    expect(code).toBe(1)
    expect(said).toContain('Not done: phones may still deliver records of second until 2999-12-31')
    expect(existsSync(open.file)).toBe(false)
  })

  test('where the file cannot be written nothing is left behind', async () => {
    const full = past()
    writeFileSync(join(full.content, 'results'), 'a file where the folder would be')
    const { code, said } = await publish(full, '--from', first)
    expect(code).toBe(1)
    expect(said).toContain('Not done: ')
    expect(readdirSync(full.content)).toEqual(['results'])
  })
})
