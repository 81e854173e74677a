/** `staff backup`, `verify` and `restore` as staff run them, beside a collector that goes on counting; then a new machine takes over. */
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeOfVenue } from '../../src/collector/venue-tag.ts'
import { endlineAfter, randomRecord, seeded } from '../specimen.ts'
import { countersIn, oneTimeNumbersIn } from './database.ts'
import { isAcknowledged, openCatalogue, type Place, place, type Running, send, start } from './process.ts'

const STAFF = join(import.meta.dirname, '..', '..', 'src', 'collector', 'staff.ts')

let old: Place
let fresh: Place
let running: Running[]
beforeEach(() => {
  old = place()
  fresh = place()
  running = []
})
afterEach(async () => {
  for (const collector of running) await collector.end('SIGKILL')
  for (const { folder } of [old, fresh]) rmSync(folder, { recursive: true })
})
const begin = async (at: Place): Promise<Running> => {
  const collector = await start(at)
  running.push(collector)
  return collector
}

async function staff(at: Place, ...args: string[]): Promise<{ code: number; out: Buffer; said: string }> {
  const env = { ...process.env, DATA_DIR: at.data, SITE_DIR: at.site, DATABASE_URL: undefined, VENUE_KEY: undefined }
  const options = { env, encoding: 'buffer' as const }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [STAFF, ...args], options)
    return { code: 0, out: stdout, said: `${stdout}${stderr}` }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: Buffer; stderr: Buffer }
    return { code, out: stdout, said: `${stdout}${stderr}` }
  }
}

const keyOf = (at: Place) => readFileSync(join(at.data, 'venue.key'), 'utf8').trim()

test('a new machine goes on where the backup was made: counters, numbers and printed codes; what came later is counted when it is sent again', async () => {
  const collector = await begin(old)
  const random = seeded(51)
  const [venue] = openCatalogue.venues
  if (!venue) throw new Error('the specimen has no venue')
  const code = codeOfVenue(Buffer.from(keyOf(old), 'hex'), venue)
  const people = Array.from({ length: 12 }, () => {
    const baseline = randomRecord(random, {
      instrument: 'specimen@1',
      occasion: 'baseline',
      arm: 'questions-first',
      age: '18+',
      venue: code,
    })
    return [baseline, endlineAfter(random, baseline)]
  })
  const post = async (at: Running, records: readonly unknown[]) => {
    for (const record of records) expect(isAcknowledged(await send({ port: at.port, body: JSON.stringify(record) }))).toBe(true)
  }
  await post(collector, people.slice(0, 8).flat())
  const counters = countersIn(old.database)

  const file = join(old.folder, 'b.gz')
  const made = await staff(old, 'backup', file)
  expect(made.code, made.said).toBe(0)
  expect(made.said).toMatch(/one-time numbers +16/)
  expect(made.said).toContain('Encrypt it')
  expect(made.said).not.toContain(keyOf(old))
  expect(statSync(file).mode & 0o777).toBe(0o600)
  // It goes on counting, and a journal that the backup held open is emptied.
  await post(collector, people.slice(8).flat())
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(statSync(`${old.database}-wal`).size).toBe(0)

  const verified = await staff(fresh, 'verify', file)
  expect(verified.code, verified.said).toBe(0)
  expect(verified.said).toContain('key of the printed codes: in the backup')
  expect(verified.said).toContain('It is whole')
  expect(verified.said).not.toContain(keyOf(old))
  expect(readdirSync(old.folder).sort()).toEqual(['b.gz', 'data', 'site'])

  const restored = await staff(fresh, 'restore', file)
  expect(restored.code, restored.said).toBe(0)
  expect(countersIn(fresh.database)).toEqual(counters)
  expect(keyOf(fresh)).toBe(keyOf(old))
  expect(statSync(join(fresh.data, 'venue.key')).mode & 0o777).toBe(0o600)
  expect(readdirSync(fresh.data).sort()).toEqual(['collector.db', 'venue.key'])

  const taken = await begin(fresh)
  await post(taken, people.flat())
  await post(collector, people.flat())
  expect(countersIn(fresh.database)).toEqual(countersIn(old.database))
  expect(oneTimeNumbersIn(fresh.database)).toEqual(oneTimeNumbersIn(old.database))
  expect(Object.keys(countersIn(fresh.database)).some((name) => name.includes(`/${venue.id} `))).toBe(true)
}, 60_000)

test('what is refused is said, ends with 1 and leaves everything as it was', async () => {
  const collector = await begin(old)
  expect(isAcknowledged(await send({ port: collector.port, body: JSON.stringify(randomRecord(seeded(52))) }))).toBe(true)
  const file = join(old.folder, 'b.gz')
  expect((await staff(old, 'backup', file)).code).toBe(0)
  const before = countersIn(old.database)
  const again = await staff(old, 'backup', file)
  expect([again.code, again.said]).toEqual([1, `Not done: ${file} is there already; name another\n`])
  const onto = await staff(old, 'restore', file)
  expect([onto.code, onto.said]).toEqual([1, expect.stringMatching(/^Not done: .*the store holds something already/)])
  expect(countersIn(old.database)).toEqual(before)

  mkdirSync(fresh.data)
  writeFileSync(join(fresh.data, 'venue.key'), `${'0f'.repeat(32)}\n`, { mode: 0o600 })
  const other = await staff(fresh, 'restore', file)
  expect([other.code, other.said]).toEqual([1, expect.stringContaining("is another key than the backup's")])
  expect(keyOf(fresh)).toBe('0f'.repeat(32))
  expect(countersIn(fresh.database)).toEqual({})

  truncateSync(file, statSync(file).size - 20)
  for (const command of ['verify', 'restore']) {
    const { code, said } = await staff(fresh, command, file)
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/^Not done: .*b\.gz, line \d+: (is damaged from here on|ends too soon)/),
    ])
  }
  expect((await staff(fresh, 'verify', join(fresh.folder, 'none.gz'))).said).toMatch(/^Not done: .*ENOENT/)
}, 60_000)

test('without a name it lies in the data folder, named by day and hour; to standard output goes nothing but the backup', async () => {
  const made = await staff(old, 'backup')
  expect(made.code, made.said).toBe(0)
  const [name, ...others] = readdirSync(join(old.data, 'backups'))
  expect(others).toEqual([])
  expect(name).toMatch(/^eso-es-cuento-\d{4}-\d\d-\d\dT\d\d\.backup\.gz$/)
  expect(statSync(join(old.data, 'backups')).mode & 0o777).toBe(0o700)
  const { code, out } = await staff(old, 'backup', '-')
  expect(code).toBe(0)
  const lines = gunzipSync(out).toString('utf8').trim().split('\n')
  const [head = '', end = ''] = [lines[0], lines.at(-1)]
  expect(JSON.parse(head)).toMatchObject({ format: 'eso-es-cuento/backup@1', store: 'sqlite', venueKey: { key: keyOf(old) } })
  expect(JSON.parse(end)).toMatchObject({ end: { rows: { audit: 1 } } })
})
