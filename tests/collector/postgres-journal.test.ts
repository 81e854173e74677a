/**
 * Three people come alone, one after the other, to a collector on PostgreSQL. Then somebody copies every file of the server. As `journal.test.ts` does on
 * SQLite, this reads the journal, the tables' files and the rows' marks of the transactions that wrote them: with each of the three the attack works before
 * `settle`, and finds nothing after it.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPostgres } from '../../src/collector/store/postgres.ts'
import { seeded } from '../specimen.ts'
import { countersInPostgres, inPostgres, newSchema, type PostgresServer, postgresPrograms, startPostgres } from './postgres.ts'
import { DAY, journey, LEAF } from './store-contract.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
}, 120_000)
afterAll(() => server.remove())

const counterFile = (url: string) =>
  inPostgres(url, async (client) => String((await client.query("SELECT pg_relation_filepath('counter') AS path")).rows[0]?.path))

/** How many transactions the counters' rows say that they were written by. */
const writersOf = (url: string) =>
  inPostgres(url, async (client) => Number((await client.query('SELECT count(DISTINCT xmin::text) AS n FROM counter')).rows[0]?.n))

const journalFiles = () =>
  readdirSync(join(server.data, 'pg_wal'))
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .sort()

/** Records of the journal that wrote to this file of a table. */
function recordsOf(path: string): number {
  const [, database, file] = /base\/(\d+)\/(\d+)$/.exec(path) ?? []
  let found = 0
  for (const name of journalFiles()) {
    // It ends with an error where the journal does, and has said all by then.
    const { stdout } = spawnSync(join(postgresPrograms(), 'pg_waldump'), [join(server.data, 'pg_wal', name)], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    found += stdout.split('\n').filter((line) => line.includes(`rel 1663/${database}/${file} `)).length
  }
  return found
}

/** How often one of these texts stands in the journal's files, read as plain bytes: what was once in a file and written over is found as well. */
const textsInJournal = (texts: readonly string[]): number => {
  const all = journalFiles()
    .map((name) => readFileSync(join(server.data, 'pg_wal', name), 'latin1'))
    .join('\n')
  return texts.filter((text) => all.includes(text)).length
}

test('three lone people cannot be told apart in a copy of the server’s files', async () => {
  const url = await newSchema(server.url)
  const store = await openPostgres(url, { anewMs: 0, emptyMs: 0 })
  try {
    const random = seeded(21)
    const people = [1, 2, 3].map(() => journey(random, LEAF))
    for (const submission of people.flat()) await store.commit([submission], DAY)
    const keys = [...new Set(people.flat().flatMap((submission) => submission.keys))]
    const before = await counterFile(url)
    const counters = await countersInPostgres(url)
    expect(await writersOf(url)).toBeGreaterThan(1)
    expect(recordsOf(before)).toBeGreaterThan(100)
    expect(textsInJournal(keys)).toBe(keys.length)
    expect(existsSync(join(server.data, before))).toBe(true)

    expect(await store.settle(DAY)).toBe(true)

    expect(await countersInPostgres(url)).toEqual(counters)
    expect(await writersOf(url)).toBe(1)
    expect(recordsOf(before)).toBe(0)
    expect(recordsOf(await counterFile(url))).toBe(0)
    expect(textsInJournal(keys)).toBe(0)
    expect(existsSync(join(server.data, before))).toBe(false)
  } finally {
    await store.close()
  }
})

test('an account that may not begin a new journal is told so once, and the rows are written anew all the same', async () => {
  const url = await newSchema(server.url)
  const account = new URL(url)
  account.username = 'plain'
  await inPostgres(url, async (client) => {
    await client.query('CREATE ROLE plain LOGIN')
    await client.query("DO $$ BEGIN EXECUTE 'ALTER SCHEMA ' || current_schema() || ' OWNER TO plain'; END $$")
  })
  const told: string[] = []
  const store = await openPostgres(account.href, { anewMs: 0, emptyMs: 0, onKeptJournal: (reason) => told.push(reason) })
  try {
    for (const submission of journey(seeded(22), LEAF)) {
      await store.commit([submission], DAY)
      expect(await store.settle(DAY)).toBe(true)
      expect(await writersOf(url)).toBe(1)
    }
    expect(told).toEqual(['this account may not begin a new journal (pg_switch_wal, pg_checkpoint)'])
  } finally {
    await store.close()
  }
})

test('the counters are written anew no more often than asked for, and only where something was counted', async () => {
  const url = await newSchema(server.url)
  const store = await openPostgres(url, { anewMs: 3_600_000, emptyMs: 0 })
  try {
    const [first, second] = journey(seeded(23), LEAF)
    if (!first || !second) throw new Error('a journey has two messages')
    await store.commit([first], DAY)
    expect(await store.settle(DAY)).toBe(true)
    const file = await counterFile(url)
    expect(await store.settle(DAY)).toBe(true)
    await store.commit([second], DAY)
    expect(await store.settle(DAY)).toBe(false)
    expect(await counterFile(url)).toBe(file)
    await inPostgres(url, (client) => client.query("UPDATE clock SET written_at = now() - interval '61 minutes'"))
    expect(await store.settle(DAY)).toBe(true)
    expect(await counterFile(url)).not.toBe(file)
  } finally {
    await store.close()
  }
})
