/** `npm run staff -- export` as it runs: what it writes, what it says, and what it leaves behind where it fails. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { openSqlite } from '../../src/collector/store/sqlite.ts'
import { exportFiles } from '../../src/report/export.ts'
import { reportOf } from '../../src/report/report.ts'
import { keysOfResponse } from '../../src/tally/response.ts'
import { endlineAfter, oneTimeNumber, randomRecord, seeded, specimenInstrument } from '../specimen.ts'
import { openCatalogue, type Place, place } from './process.ts'

const STAFF = join(import.meta.dirname, '..', '..', 'src', 'collector', 'staff.ts')

/** Runs a staff command; gives what it said, and the exit code. */
async function staff(at: Place, ...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATA_DIR: at.data, SITE_DIR: at.site, DATABASE_URL: undefined }
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', STAFF, ...args],
      { env },
    )
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  }
}

/** A collector's folder in which `n` people have answered at a terminal, and the gate has been asked. */
function counted(n: number): Place {
  const at = place()
  mkdirSync(at.data, { recursive: true })
  const store = openSqlite(at.database)
  const random = seeded(n)
  const leaf = `second/${specimenInstrument.id}/terminal-norte`
  for (let person = 0; person < n; person++) {
    const baseline = randomRecord(random, {
      wave: 'second',
      instrument: specimenInstrument.id,
      occasion: 'baseline',
      arm: 'questions-first',
      order: person % 2 === 0 ? 'AB' : 'BA',
    })
    const records = [baseline, endlineAfter(random, baseline)]
    store.commit(
      records.map((record) => ({ id: oneTimeNumber(random), leaf, keys: keysOfResponse(specimenInstrument, record) })),
      '2026-07-20',
    )
  }
  store.takeSnapshots('second', '2026-07-20')
  store.close()
  return at
}

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .flatMap((entry) => (entry.isFile() ? [entry.name] : []))
        .sort()
    : []

const today = new Date().toISOString().slice(0, 10)
const at = counted(40)

describe('staff export', () => {
  test('writes every file of the report whole, byte for byte what the staff page gives, and a line for each with its size', async () => {
    const out = join(at.folder, 'all')
    const { code, said } = await staff(at, 'export', '--out', out)
    expect(code, said).toBe(0)
    const store = openSqlite(at.database)
    const [snapshots, alarms] = [store.snapshots('second'), store.alarms('second')]
    store.close()
    const report = reportOf({ wave: 'second', snapshots, catalogue: openCatalogue, date: today, alarms })
    const files = await exportFiles(report, snapshots, { origin: openCatalogue.origin })
    expect(files.length).toBeGreaterThan(8)
    for (const { name, data } of files) {
      const written = readFileSync(join(out, name))
      expect(written.equals(Buffer.from(data as string)), name).toBe(true)
      expect(said).toContain(`${name.padEnd(56)} ${`${(written.length / 1000).toFixed(1)} kB`.padStart(10)}\n`)
    }
    expect(filesIn(out)).toHaveLength(files.length)
    expect(said).toContain(`${files.length} files in ${out}`)
  })

  test('writes the formats asked for, and no others', async () => {
    const out = join(at.folder, 'some')
    expect((await staff(at, 'export', '--out', out, '--format', 'iati, csv', '--wave', 'second')).code).toBe(0)
    expect(filesIn(out)).toEqual([
      `checks-second-${today}.csv`,
      `counts-second-${today}.csv`,
      `iati-second-${today}.xml`,
      `results-second-${today}.csv`,
    ])
  })

  test('says which formats there are where one is none, and writes nothing', async () => {
    const out = join(at.folder, 'none')
    const { code, said } = await staff(at, 'export', '--out', out, '--format', 'csv,pdf')
    expect(code).toBe(1)
    expect(said).toContain('Not done: there is no format "pdf"; known are csv, xlsx, json')
    expect(existsSync(out)).toBe(false)
  })

  test('leaves a folder as it was where one file cannot be written', async () => {
    const out = join(at.folder, 'full')
    mkdirSync(out)
    writeFileSync(join(out, 'snapshots'), 'a file where the folder would be')
    const { code, said } = await staff(at, 'export', '--out', out)
    expect(code).toBe(1)
    expect(said).toContain('Not done: ')
    expect(filesIn(out)).toEqual(['snapshots'])
  })

  test('says that nothing was released yet, and how to ask for it', async () => {
    const empty = place()
    const { code, said } = await staff(empty, 'export', '--out', join(empty.folder, 'out'))
    expect(code).toBe(0)
    expect(said).toContain('No snapshot has been released yet, so they hold no figures: npm run staff -- snapshot')
  })

  test('writes files that their owner alone reads', async () => {
    const out = join(at.folder, 'modes')
    await staff(at, 'export', '--out', out, '--format', 'notes')
    const { stdout } = await promisify(execFile)('stat', ['-c', '%a', join(out, `notes-second-${today}.txt`)])
    expect(stdout.trim()).toBe('600')
  })
})
