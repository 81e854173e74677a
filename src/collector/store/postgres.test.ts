import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  anyPostgres,
  countersInPostgres,
  dropSchema,
  inPostgres,
  newSchema,
  onceTablesInPostgres,
  oneTimeNumbersInPostgres,
} from '../../../tests/collector/postgres.ts'
import {
  DAY,
  dayAfter,
  LEAF,
  number,
  one,
  storeContract,
  twelvePeople,
  WINDOW_START,
} from '../../../tests/collector/store-contract.ts'
import { SCOPES_OF_BEFORE } from '../../protocol/scope.ts'
import { verifyLog } from './audit-log.ts'
import { openPostgres, type PostgresStore } from './postgres.ts'
import type { Submission } from './store.ts'

let server: Awaited<ReturnType<typeof anyPostgres>>
beforeAll(async () => {
  server = await anyPostgres()
}, 120_000)
afterAll(() => server.remove())

const stores: PostgresStore[] = []
const schemas: string[] = []
async function schema(): Promise<string> {
  const url = await newSchema(server.url)
  schemas.push(url)
  return url
}
async function openAt(url: string): Promise<PostgresStore> {
  const store = await openPostgres(url, { anewMs: 0, emptyMs: 0 })
  stores.push(store)
  return store
}
const open = async (): Promise<PostgresStore> => openAt(await schema())
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
  // A server of the tests' own goes away as a whole.
  for (const url of schemas.splice(0)) if (process.env.TEST_DATABASE_URL) await dropSchema(url)
})

const people = (count: number, from = 0): Submission[] => Array.from({ length: count }, (_, i) => one(from + i))
const total = async (url: string) => (await countersInPostgres(url))[`${LEAF} n:AB:baseline`] ?? 0

describe('a store (PostgreSQL)', () => {
  storeContract(open, { runs: 8 })

  test('keeps everything over a restart, one-time numbers too', async () => {
    const url = await schema()
    const store = await openAt(url)
    await store.commit([one(1), one(2)], DAY)
    await store.addToken('token', '2026-07-01')
    await store.close()
    const again = await openAt(url)
    await again.commit([one(1), one(3)], DAY)
    expect(await total(url)).toBe(3)
    expect((await again.tokens()).map(({ hash }) => hash)).toEqual(['token'])
  })

  test('drops a number after at most 18 days, its table whole, with traffic or without', async () => {
    for (const act of ['commit', 'settle'] as const)
      for (const offset of [0, 4, 8]) {
        const url = await schema()
        const store = await openAt(url)
        const came = dayAfter(offset, WINDOW_START)
        await store.commit([one(1)], came)
        const tables = await onceTablesInPostgres(url)
        if (act === 'commit') await store.commit([one(2)], dayAfter(18, came))
        else await store.settle(dayAfter(18, came))
        expect(await onceTablesInPostgres(url)).not.toContain(tables.at(-1))
        expect((await oneTimeNumbersInPostgres(url)).has(number(1))).toBe(false)
      }
  })
})

describe('several collectors on one store', () => {
  test('may start at once: the tables are made once', async () => {
    const url = await schema()
    const opened = await Promise.all(Array.from({ length: 6 }, () => openAt(url)))
    await Promise.all(opened.map((store, i) => store.commit([one(i)], DAY)))
    expect(await total(url)).toBe(6)
    const { rows } = await inPostgres(url, (client) => client.query('SELECT version FROM store_version'))
    expect(rows).toEqual([{ version: 1 }, { version: 2 }, { version: 3 }])
  })

  test('note one line after the other, so that there is one chain', async () => {
    const url = await schema()
    const opened = await Promise.all([1, 2, 3].map(() => openAt(url)))
    const at = `${DAY}T10`
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        (opened[n % 3] as PostgresStore).note({ at, who: 'abcd1234', act: 'export', about: `wave-${Math.floor(n / 3)}` }),
      ),
    )
    const log = await (opened[0] as PostgresStore).auditLog()
    expect(log.lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(new Set(log.lines.map(({ about }) => about)).size).toBe(10)
    expect(verifyLog(log)).toEqual({ kind: 'whole' })
  })

  test('keep what tokens of before there were terms could do', async () => {
    const url = await schema()
    await (await openAt(url)).close()
    // As the step before left it.
    await inPostgres(url, (client) =>
      client.query(`DROP TABLE audit, audit_forgotten, quarantine; DELETE FROM store_version WHERE version >= 3;
        ALTER TABLE token DROP COLUMN name, DROP COLUMN scopes, DROP COLUMN made, DROP COLUMN revoked;
        INSERT INTO token (hash, expires) VALUES ('old', '2026-07-01')`),
    )
    const store = await openAt(url)
    expect(await store.tokens()).toEqual([
      { hash: 'old', expires: '2026-07-01', revoked: 'no', name: '', made: 'unknown', scopes: [...SCOPES_OF_BEFORE] },
    ])
    expect((await store.auditLog()).lines).toEqual([])
  })

  test('count a number once that all of them get at the same time, and say the same of it', async () => {
    const url = await schema()
    const opened = await Promise.all([1, 2, 3].map(() => openAt(url)))
    for (let round = 0; round < 15; round++) {
      const batch = people(40, round * 40)
      const answers = await Promise.all(opened.map((store, i) => store.commit(i % 2 === 0 ? batch : [...batch].reverse(), DAY)))
      for (const answer of answers) expect(answer).toEqual(batch.map(() => 0))
    }
    expect(await total(url)).toBe(600)
    expect((await oneTimeNumbersInPostgres(url)).size).toBe(600)
  })

  test('count a number once over the turn of a window, although their clocks differ', async () => {
    const url = await schema()
    const [early, late] = await Promise.all([openAt(url), openAt(url)])
    const before = dayAfter(-1, WINDOW_START)
    for (let round = 0; round < 10; round++) {
      const batch = people(20, round * 20)
      await Promise.all([early.commit(batch, before), late.commit(batch, WINDOW_START)])
    }
    expect(await total(url)).toBe(200)
    expect((await oneTimeNumbersInPostgres(url)).size).toBe(200)
  })

  test('release a batch once, whoever asks, and nobody is counted into half a release', async () => {
    const url = await schema()
    const [first, two] = await Promise.all([openAt(url), openAt(url)])
    await first.commit(twelvePeople(LEAF, 1), DAY)
    const asked = [first.takeSnapshots('2026-2', DAY), two.takeSnapshots('2026-2', DAY)]
    const counting = Promise.all(Array.from({ length: 5 }, (_, i) => two.commit(people(10, 100 * (i + 1)), DAY)))
    const outcomes = (await Promise.all(asked)).map(([leaf]) => leaf?.outcome)
    await counting
    expect(outcomes.filter((outcome) => outcome === 'released')).toHaveLength(1)
    expect((await first.snapshots('2026-2')).map(({ number: n }) => n)).toEqual([1])
  })

  test('each beat in a row of their own, and take over one that was left', async () => {
    const url = await schema()
    const beats = async () =>
      (await inPostgres(url, (client) => client.query('SELECT id, n::int FROM beat ORDER BY id'))).rows as {
        id: number
        n: number
      }[]
    const [first, second] = [await openAt(url), await openAt(url)]
    await first.commit([one(1)], DAY)
    await second.commit([one(1)], DAY)
    await second.commit([one(1)], DAY)
    expect(await beats()).toEqual([
      { id: 0, n: 1 },
      { id: 1, n: 2 },
    ])
    await first.close()
    const third = await openAt(url)
    await third.commit([], DAY)
    expect(await beats()).toEqual([
      { id: 0, n: 2 },
      { id: 1, n: 2 },
    ])
  })

  test('that has lost its row of beats acknowledges nothing', async () => {
    const url = await schema()
    const store = await openAt(url)
    await store.commit([one(1)], DAY)
    await inPostgres(url, (client) => client.query('DELETE FROM beat'))
    await expect(store.commit([one(1)], DAY)).rejects.toThrow('its row of beats is gone')
  })

  test('share the key of the venue codes: made once, or given and then the same for all', async () => {
    const url = await schema()
    const opened = await Promise.all([openAt(url), openAt(url)])
    const [a, b] = await Promise.all(opened.map((store) => store.venueKey(undefined)))
    expect(a).toEqual(b)
    expect(a).toHaveLength(32)
    await expect(opened[0]?.venueKey(Buffer.alloc(32, 1))).rejects.toThrow('VENUE_KEY is not the key')

    const other = await openAt(await schema())
    const given = Buffer.alloc(32, 9)
    expect(await other.venueKey(given)).toEqual(given)
    expect(await other.venueKey(given)).toEqual(given)
    await expect(other.venueKey(undefined)).rejects.toThrow('set VENUE_KEY')
    const { rows } = await inPostgres(schemas.at(-1) ?? '', (client) => client.query('SELECT key FROM venue_key'))
    expect(rows).toEqual([{ key: null }])
  })

  test('refuse a store of a later version', async () => {
    const url = await schema()
    await openAt(url)
    await inPostgres(url, (client) => client.query('INSERT INTO store_version VALUES (999)'))
    await expect(openPostgres(url)).rejects.toThrow('install a newer one')
  })
})
