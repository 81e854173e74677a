/** The store on a PostgreSQL that fails: on a server of the test's own, which is killed, frozen and set wrong. */
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countersInPostgres, inPostgres, newSchema, type PostgresServer, startPostgres } from '../../../tests/collector/postgres.ts'
import { DAY, LEAF, one } from '../../../tests/collector/store-contract.ts'
import { StoreFault } from './fault.ts'
import { openPostgres, type PostgresStore } from './postgres.ts'
import { openSession } from './postgres-session.ts'
import type { Submission } from './store.ts'

const stores: PostgresStore[] = []
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
})

const total = async (url: string) => (await countersInPostgres(url))[`${LEAF} n:AB:baseline`] ?? 0

describe('a server that fails', () => {
  let own: PostgresServer
  let url: string
  const admin = <T>(work: (client: pg.Client) => Promise<T>) => inPostgres(own.url, work)
  const setting = (name: string, value: string) =>
    admin(async (client) => {
      await client.query(`ALTER SYSTEM SET ${name} = '${value}'`)
      await client.query('SELECT pg_reload_conf()')
    })
  const opened = async (batchMs: number) => {
    const store = await openPostgres(url, { batchMs, connectMs: 1_000 })
    stores.push(store)
    return store
  }
  beforeAll(async () => {
    own = await startPostgres()
  }, 120_000)
  afterAll(() => own.remove())
  beforeEach(async () => {
    url = await newSchema(own.url)
  })

  /** Repeats a commit as clients do, until it is taken. */
  async function commitAtLast(store: PostgresStore, batch: readonly Submission[]): Promise<number> {
    for (let refused = 0; refused < 100; refused++)
      try {
        await store.commit(batch, DAY)
        return refused
      } catch (error) {
        expect(error).toBeInstanceOf(StoreFault)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    throw new Error('never taken')
  }

  test('and is gone for a while is told as away, and counts again by itself, once', async () => {
    const store = await opened(6_000)
    await store.commit([one(1)], DAY)
    await own.stop('SIGKILL')
    await expect(store.commit([one(1), one(2)], DAY)).rejects.toMatchObject({ name: 'StoreFault', trouble: 'away' })
    await expect(store.commit([one(3)], DAY)).rejects.toMatchObject({ trouble: 'away' })
    await expect(store.takeSnapshots('2026-2', DAY)).rejects.toMatchObject({ trouble: 'away' })
    await own.start()
    await commitAtLast(store, [one(1), one(2), one(3)])
    expect(await total(url)).toBe(3)
    // What it lost on the way it does not hold on to: a connection left behind would keep a stopped collector alive.
    await store.close()
    const left = () =>
      admin(async (client) => {
        const { rows } = await client.query(
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
        )
        return rows[0]?.n
      })
    await expect.poll(left, { timeout: 5_000 }).toBe(0)
  })

  test('and answers no more is given up after a while, and what it then did all the same counts once', async () => {
    const store = await opened(500)
    await commitAtLast(store, [one(1)])
    own.freeze(true)
    try {
      await expect(store.commit([one(2)], DAY)).rejects.toMatchObject({ trouble: 'away' })
    } finally {
      own.freeze(false)
    }
    await commitAtLast(store, [one(2)])
    await commitAtLast(store, [one(2), one(3)])
    expect(await total(url)).toBe(3)
  })

  test('and whose standby is away acknowledges nobody: not a new number, not a repeated one, not one whose wait was cut short', async () => {
    const store = await opened(1_500)
    await commitAtLast(store, [one(1)])
    await setting('synchronous_standby_names', 'nobody')
    const waiting = () =>
      admin(
        async (client) =>
          (await client.query("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'")).rows as { pid: number }[],
      )
    try {
      // A repeated number alone: without a beat it would be acknowledged at once, from a server that may be lost the next moment.
      // Asked until it is refused: the server takes up its new setting in its own time.
      const repeated = () =>
        store.commit([one(1)], DAY).then(
          () => 'acknowledged',
          (error) => error instanceof StoreFault,
        )
      await expect.poll(repeated, { timeout: 10_000 }).toBe(true)
      const asked = store.commit([one(2)], DAY)
      const refused = expect(asked).rejects.toBeInstanceOf(StoreFault)
      await refused
      // Somebody cancels the wait: the server then answers with success and a warning.
      const fresh = await opened(20_000)
      const cut = expect(fresh.commit([one(3)], DAY)).rejects.toBeInstanceOf(StoreFault)
      for (let tries = 0; tries < 100; tries++) {
        const pids = await waiting()
        for (const { pid } of pids) await admin((client) => client.query('SELECT pg_cancel_backend($1)', [pid]))
        await new Promise((resolve) => setTimeout(resolve, 50))
        if (tries > 10 && pids.length === 0) break
      }
      await cut
    } finally {
      await setting('synchronous_standby_names', '')
    }
    await commitAtLast(store, [one(1), one(2), one(3)])
    expect(await total(url)).toBe(3)
  })

  test('with fsync off, or as a standby, is not taken for a store', async () => {
    const unsafe = await startPostgres({ settings: { fsync: 'off' } })
    try {
      await expect(openPostgres(unsafe.url)).rejects.toThrow('fsync off')
    } finally {
      await unsafe.remove()
    }
  })

  test('and lets commits return before they are on disk is told to wait for the disk', async () => {
    await setting('synchronous_commit', 'off')
    try {
      const store = await opened(6_000)
      await store.commit([one(1)], DAY)
      const session = openSession({ url, connectMs: 1_000, deadlineMs: 1_000 })
      expect(await session.ask('SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }])
      await session.close()
    } finally {
      await setting('synchronous_commit', 'on')
    }
  })

  test('and is not there yet is waited for, as long as there is patience', async () => {
    await own.stop()
    await expect(openPostgres(url)).rejects.toMatchObject({ trouble: 'away' })
    const patient = openPostgres(url, { patienceMs: 60_000 })
    await own.start()
    const store = await patient
    stores.push(store)
    await store.commit([one(1)], DAY)
    expect(await total(url)).toBe(1)
  })
})
