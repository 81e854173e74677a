/**
 * Stores of every version there ever was, made by the code of then (`fixtures/make.ts`), opened by today's: nothing that was counted, released or promised is lost on
 * the way, and whoever is cut off on the way is where she began.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openPostgres } from '../../src/collector/store/postgres.ts'
import { openSqlite } from '../../src/collector/store/sqlite.ts'
import type { LaterStore, LeafState } from '../../src/collector/store/store.ts'
import { SCOPES_OF_BEFORE } from '../../src/protocol/scope.ts'
import type { GateMemory } from '../../src/report/gate/release.ts'
import { temporaryFolder } from './app.ts'
import { inDatabase, wholeStore } from './database.ts'
import { killedAt } from './killed-at.ts'
import { inPostgres, newSchema, type PostgresServer, startPostgres } from './postgres.ts'
import { later, one } from './store-contract.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')
const OPEN = new URL('./open-store.ts', import.meta.url).href

const names = (kind: string): string[] =>
  readdirSync(FIXTURES).flatMap((file) =>
    file.startsWith(kind) && file.endsWith('.json.gz') ? [file.slice(0, -'.json.gz'.length)] : [],
  )
const unpacked = (file: string): Buffer => gunzipSync(readFileSync(join(FIXTURES, `${file}.gz`)))

/** What the code of then read in it. */
interface Then {
  readonly day: string
  readonly ids: readonly string[]
  readonly leaves: readonly LeafState[]
  readonly snapshots: readonly unknown[]
  readonly closing: unknown
  readonly tokens: readonly string[]
  readonly tables: readonly unknown[]
}
const then = (name: string): Then => JSON.parse(unpacked(`${name}.json`).toString('utf8'))

/** Reads with today's code what was there, sends all of it once more, and asks the gate again. */
async function expectKept(store: LaterStore, { day, ids, leaves, snapshots, closing, tokens, tables }: Then): Promise<void> {
  // The first gates remembered less; what they did not know of is empty.
  const nothing: GateMemory = { spent: {}, unmatched: {}, tried: {}, batches: {} }
  const before = leaves.map((leaf) => ({ ...leaf, memory: Object.assign({}, nothing, leaf.memory) }))
  const read = async () => [...(await store.snapshots('2026-2')), ...(await store.snapshots('2026-20'))]
  expect(before.length).toBeGreaterThan(1)
  expect(await store.leaves('2026-2')).toEqual(before)
  expect(await read()).toEqual(snapshots)
  expect((await store.closing('2026-20')) ?? null).toEqual(closing)
  // What a token of then could do it can still do.
  expect((await store.tokens()).map(({ hash, scopes }) => [hash, scopes])).toEqual(tokens.map((hash) => [hash, SCOPES_OF_BEFORE]))
  expect(await store.tables()).toEqual(tables)

  expect(ids.length).toBeGreaterThan(80)
  await store.commit(
    ids.map((id) => ({ id, leaf: '2026-2/specimen@1/online', keys: ['n:AB:baseline'] })),
    day,
  )
  expect(await store.leaves('2026-2')).toEqual(before)
  await store.commit([one(1, 'n:AB:baseline', '2026-3/specimen@1/online')], day)
  expect((await store.leaves('2026-3')).map(({ live }) => live)).toEqual([{ 'n:AB:baseline': 1 }])
  // Five have come since the last release: with the 24 of before it they would be enough.
  expect((await store.takeSnapshots('2026-2', day)).map(({ outcome }) => outcome)).not.toContain('released')
  expect(await read()).toEqual(snapshots)
}

describe('SQLite', () => {
  const folders: string[] = []
  const fixture = (name: string): string => {
    const folder = temporaryFolder()
    folders.push(folder)
    const file = join(folder, 'collector.db')
    writeFileSync(file, unpacked(`${name}.db`))
    return file
  }
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  })
  const versionOf = (file: string) => inDatabase(file, (db) => Number(db.prepare('PRAGMA user_version').get()?.user_version))

  test('has a file of every version but today’s, and the five shapes of before versions were numbered', () => {
    const file = fixture('sqlite-0a')
    openSqlite(file).close()
    const numbered = Array.from({ length: versionOf(file) - 1 }, (_, at) => `sqlite-${at + 1}`)
    expect(names('sqlite')).toEqual(
      expect.arrayContaining(['a', 'b', 'c', 'd', 'e'].map((shape) => `sqlite-0${shape}`).concat(numbered)),
    )
  })

  test.each(names('sqlite'))('%s is opened: counters, releases, numbers and the gate’s memory are as they were', async (name) => {
    const file = fixture(name)
    const store = later(openSqlite(file))
    await expectKept(store, then(name))
    await store.close()
    expect(inDatabase(file, (db) => db.prepare('PRAGMA integrity_check').get())).toEqual({ integrity_check: 'ok' })
  })

  test('of a later version is not opened, and not a byte of it changed', () => {
    const file = fixture('sqlite-1')
    inDatabase(file, (db) => db.exec('PRAGMA user_version = 99'))
    const bytes = readFileSync(file)
    expect(() => openSqlite(file)).toThrow(/the store is of version 99 and this collector knows \d+: install a newer one/)
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  test('killed at any statement of the way up, it is wholly of then or wholly of today', () => {
    const name = 'sqlite-0a'
    const [old, today] = [fixture(name), fixture(name)]
    openSqlite(today).close()
    const states = { old: wholeStore(old), today: wholeStore(today) }
    expect(states.old).not.toBe(states.today)
    const found = new Set<string>()
    for (let statement = 0; statement < 40; statement++) {
      const file = fixture(name)
      const isDone = killedAt(statement, OPEN, { STORE: file })
      const state = wholeStore(file)
      expect([states.old, states.today]).toContain(state)
      expect(versionOf(file) > 0).toBe(state === states.today)
      found.add(state)
      if (isDone) {
        expect(state).toBe(states.today)
        expect(statement).toBeGreaterThan(5)
        expect(found.size).toBe(2)
        return
      }
    }
    throw new Error('it never came to its end')
  })
})

describe('PostgreSQL', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  }, 120_000)
  afterAll(() => server.remove())

  async function fixture(name: string): Promise<string> {
    const url = await newSchema(server.url)
    await inPostgres(url, (client) => client.query(unpacked(`${name}.sql`).toString('utf8')))
    return url
  }
  const versionOf = (url: string) =>
    inPostgres(url, async (client) =>
      Number((await client.query('SELECT max(version) AS version FROM store_version')).rows[0].version),
    )
  const tablesOf = (url: string) =>
    inPostgres(url, async (client) => {
      const { rows } = await client.query(
        'SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, 2',
      )
      return JSON.stringify(rows)
    })

  test('has a store of every version but today’s', async () => {
    const url = await fixture('postgres-1')
    await (await openPostgres(url)).close()
    const numbered = Array.from({ length: (await versionOf(url)) - 1 }, (_, at) => `postgres-${at + 1}`)
    expect(names('postgres')).toEqual(expect.arrayContaining(numbered))
  })

  test.each(names('postgres'))('%s is opened: counters, releases, numbers and the gate’s memory are as they were', async (name) => {
    const store = await openPostgres(await fixture(name))
    await expectKept(store, then(name))
    await store.close()
  })

  test('of a later version is not opened, and nothing of it changed', async () => {
    const url = await fixture('postgres-1')
    await inPostgres(url, (client) => client.query('INSERT INTO store_version VALUES (99)'))
    const tables = await tablesOf(url)
    await expect(openPostgres(url)).rejects.toThrow(/the store is of version 99 and this collector knows \d+: install a newer one/)
    expect(await tablesOf(url)).toBe(tables)
  })

  test('killed at any statement of the way up, it is wholly of then or wholly of today', async () => {
    const [old, today] = [await fixture('postgres-1'), await fixture('postgres-1')]
    await (await openPostgres(today)).close()
    const states = { old: await tablesOf(old), today: await tablesOf(today) }
    expect(states.old).not.toBe(states.today)
    const found = new Set<string>()
    for (let statement = 0; statement < 40; statement++) {
      const url = await fixture('postgres-1')
      const isDone = killedAt(statement, OPEN, { STORE: url })
      const state = await tablesOf(url)
      expect([states.old, states.today]).toContain(state)
      expect((await versionOf(url)) > 1).toBe(state === states.today)
      found.add(state)
      if (isDone) {
        expect(state).toBe(states.today)
        expect(found.size).toBe(2)
        return
      }
    }
    throw new Error('it never came to its end')
  }, 60_000)
})
