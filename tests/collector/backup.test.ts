/** A store into a file and back, of either kind: what is restored is the same store, in all that it counts, has released, remembers and refuses. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { backUp, restore, verify } from '../../src/collector/backup/backup.ts'
import type { Copy } from '../../src/collector/backup/copy.ts'
import { contentsOf } from '../../src/collector/backup/format.ts'
import { backedKey } from '../../src/collector/backup/key.ts'
import { postgresCopy } from '../../src/collector/backup/postgres-copy.ts'
import { sqliteCopy } from '../../src/collector/backup/sqlite-copy.ts'
import { openPostgres } from '../../src/collector/store/postgres.ts'
import { openSqlite } from '../../src/collector/store/sqlite.ts'
import type { LaterStore } from '../../src/collector/store/store.ts'
import type { TableSession } from '../../src/protocol/table-session.ts'
import { shardAt, shardId } from '../../src/tally/quarantine.ts'
import { seeded } from '../specimen.ts'
import { temporaryFolder } from './app.ts'
import { inDatabase } from './database.ts'
import { killedAt } from './killed-at.ts'
import { inPostgres, newSchema, type PostgresServer, startPostgres } from './postgres.ts'
import { DAY, dayAfter, journey, LEAF, later, one, twelvePeople } from './store-contract.ts'

const KEY = Buffer.alloc(32, 7)
const NOW = new Date('2026-06-15T14:59:59Z')

let server: PostgresServer
let folder: string
beforeAll(async () => {
  server = await startPostgres()
}, 120_000)
afterAll(() => server.remove())
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

interface Place {
  readonly copy: Copy
  readonly open: () => Promise<LaterStore>
  /** A file of SQLite, or an address. */
  readonly at: string
  /** The key that a collector would take there. */
  readonly key: () => Promise<string | undefined>
}

let places = 0
const KINDS: Readonly<Record<string, () => Promise<Place>>> = {
  SQLite: async () => {
    const data = join(folder, `place-${++places}`)
    mkdirSync(data)
    const at = join(data, 'collector.db')
    const file = join(data, 'venue.key')
    return {
      at,
      copy: sqliteCopy(at, data),
      open: async () => later(openSqlite(at)),
      key: async () => (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined),
    }
  },
  PostgreSQL: async () => {
    const at = await newSchema(server.url)
    return {
      at,
      copy: postgresCopy(at),
      open: () => openPostgres(at),
      key: () => inPostgres(at, async (client) => (await client.query('SELECT key FROM venue_key')).rows[0]?.key),
    }
  },
}
const newPlace = (kind: string): Promise<Place> => (KINDS[kind] as () => Promise<Place>)()

const session: TableSession = {
  id: 'mesa-bogota-20260615',
  wave: '2026-2',
  instrument: 'specimen@1',
  spoken: '123456',
  state: 'open',
}
const NUMBERS = [...twelvePeople(LEAF, 1), ...twelvePeople(LEAF, 2)]

/** Everything that a store can hold: releases and what came after them, a lone person, a closed wave, a session, a token, an audit log of which something is forgotten, a decision on a quarantine and what waits for one, numbers of two windows. */
async function fill(store: LaterStore): Promise<void> {
  await store.commit([one(1)], dayAfter(-9))
  await store.commit(NUMBERS, DAY)
  await store.takeSnapshots('2026-2', DAY)
  await store.commit(twelvePeople(LEAF, 3).slice(0, 8), DAY)
  await store.commit(journey(seeded(4), '2026-2/specimen@1/terminal-ñandú'), DAY)
  await store.commit(twelvePeople('2026-20/specimen@1/online', 5), DAY)
  await store.closeWave('2026-20', DAY)
  await store.keepTable(session)
  await store.addToken('ab'.repeat(32), '2026-07-15')
  const line = { who: 'command line', act: 'export', about: '2026-2' }
  for (const at of ['2025-01-01T10', `${DAY}T10`]) await store.note({ at, ...line })
  const [decided, waiting] = [14, 15].map((hour) => shardId(shardAt(LEAF, Date.parse(`${DAY}T${hour}:00:00Z`), 'place')))
  await store.commit(
    [decided, waiting].map((leaf, index) => ({ ...one(200 + index), leaf: leaf as string })),
    DAY,
  )
  await store.decideQuarantine(decided as string, 'dropped', DAY)
}

async function everythingIn(store: LaterStore) {
  const of = async (wave: string) => ({
    // PostgreSQL gives leaves in the order of their names, SQLite counters first.
    leaves: [...(await store.leaves(wave))].sort((a, b) => (a.place < b.place ? -1 : 1)),
    snapshots: await store.snapshots(wave),
    closing: await store.closing(wave),
    quality: await store.quality(wave),
  })
  return {
    now: await of('2026-2'),
    over: await of('2026-20'),
    tables: await store.tables(),
    tokens: await store.tokens(),
    log: await store.auditLog(),
    aside: await store.quarantined('2026-2'),
    alarms: await store.alarms('2026-2'),
  }
}

async function filled(kind: string): Promise<Place & { held: Awaited<ReturnType<typeof everythingIn>> }> {
  const place = await newPlace(kind)
  const store = await place.open()
  await fill(store)
  const held = await everythingIn(store)
  await store.close()
  expect(held.now.leaves.length).toBeGreaterThan(1)
  expect(held.now.snapshots.length).toBeGreaterThan(0)
  expect(Object.keys(held.now.leaves[0]?.memory.spent ?? {}).length).toBeGreaterThan(0)
  return { ...place, held }
}

const backupOf = async ({ copy }: Place, given?: Buffer): Promise<string> => {
  const file = join(folder, `${++places}.gz`)
  await backUp(file, copy, { key: backedKey(KEY, given), now: NOW })
  return file
}
const contentOf = ({ copy }: Place) => copy.read(async (tables) => (await contentsOf(tables)).content)
const textOf = (file: string): string => gunzipSync(readFileSync(file)).toString('utf8')
const WAYS = Object.keys(KINDS).flatMap((from) => Object.keys(KINDS).map((to) => [from, to] as const))

test.each(WAYS)(
  'from %s to %s: all is as it was, a known number counts nothing, and the gate goes on where it stood',
  async (from, to) => {
    const source = await filled(from)
    const file = await backupOf(source)
    const target = await newPlace(to)
    const { rows, content } = await restore(file, target.copy, { given: undefined })
    expect(rows).toMatchObject({ snapshot: 2, closed: 1, round_table: 1, token: 1, once: 1 + 24 * 2 + 8 + 2 + 24 + 2 })
    expect(await contentOf(target)).toBe(content)
    expect(await target.key()).toBe(KEY.toString('hex'))

    const store = await target.open()
    try {
      expect(await everythingIn(store)).toEqual(source.held)
      await store.commit([one(1), ...NUMBERS], DAY)
      expect(await everythingIn(store)).toEqual(source.held)
      await store.commit([one(2)], DAY)
      const live = (await store.leaves('2026-2')).find(({ place }) => place === 'online')?.live
      const before = source.held.now.leaves.find(({ place }) => place === 'online')?.live
      expect(live?.['n:AB:baseline']).toBe((before?.['n:AB:baseline'] ?? 0) + 1)
      // Four have come since the release; with those of before they would be enough.
      expect((await store.takeSnapshots('2026-2', DAY)).map(({ outcome }) => outcome)).not.toContain('released')
      await store.commit(twelvePeople(LEAF, 6), DAY)
      await store.takeSnapshots('2026-2', DAY)
      expect((await store.snapshots('2026-2')).filter(({ place }) => place === 'online').map((each) => each.number)).toEqual([1, 2])
    } finally {
      await store.close()
    }
  },
  60_000,
)

test('a backup of what was restored from it says the same, line by line, whatever kind of store it passes through', async () => {
  const source = await filled('SQLite')
  const first = await backupOf(source)
  const between = await newPlace('PostgreSQL')
  await restore(first, between.copy, { given: undefined })
  const last = await newPlace('SQLite')
  await restore(await backupOf(between), last.copy, { given: undefined })
  expect(textOf(await backupOf(last))).toBe(textOf(first))
  expect(await verify(first, { given: undefined })).toMatchObject({
    head: { made: '2026-06-15T14', store: 'sqlite' },
    key: 'in the backup',
  })
})

test('every table of a store is in a backup, but for those that say how it works', async () => {
  const file = await backupOf(await filled('SQLite'))
  const inIt = textOf(file)
    .split('\n')
    .flatMap((line) => (line.startsWith('{"table"') ? [JSON.parse(line).table as string] : []))
  const { at } = await filled('SQLite')
  const there = inDatabase(at, (db) => db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()).map(({ name }) =>
    String(name),
  )
  expect(new Set(inIt)).toEqual(
    new Set(there.filter((name) => name !== 'beat').map((name) => name.replace(/^once_-?\d+$/, 'once'))),
  )
  const inPg = await inPostgres((await filled('PostgreSQL')).at, async (client) => {
    const { rows } = await client.query(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()',
    )
    return rows.map(({ name }) => String(name).replace(/^once_-?\d+$/, 'once'))
  })
  expect(new Set(inIt)).toEqual(new Set(inPg.filter((name) => !['beat', 'clock', 'store_version', 'venue_key'].includes(name))))
})

test('the file is for its owner alone, there whole or not at all, and never written over', async () => {
  const source = await filled('SQLite')
  const file = join(folder, 'made', 'b.gz')
  const options = { key: backedKey(KEY, undefined), now: NOW }
  await backUp(file, source.copy, options)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const bytes = readFileSync(file)
  await expect(backUp(file, source.copy, options)).rejects.toThrow(`${file} is there already; name another`)
  expect(readFileSync(file).equals(bytes)).toBe(true)
  const broken: Copy = { ...source.copy, read: (work) => source.copy.read((tables) => work(halfOf(tables))) }
  await expect(backUp(join(folder, 'made', 'c.gz'), broken, options)).rejects.toThrow('the disk went away')
  expect(readdirSync(join(folder, 'made'))).toEqual(['b.gz'])
})

async function* halfOf<T>(all: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const each of all) {
    yield each
    throw new Error('the disk went away')
  }
}

describe.each(Object.keys(KINDS))('into a store on %s', (kind) => {
  test('that holds anything, nothing is restored: a counter, a token, or a number is enough', async () => {
    const file = await backupOf(await filled('SQLite'))
    const holding: ((store: LaterStore) => Promise<unknown>)[] = [
      (store) => store.commit([{ ...one(9), keys: [] }], DAY),
      (store) => store.addToken('token', '2026-07-01'),
      (store) => store.keepTable(session),
    ]
    for (const put of holding) {
      const target = await newPlace(kind)
      const store = await target.open()
      await put(store)
      await store.close()
      const before = await contentOf(target)
      await expect(restore(file, target.copy, { given: undefined })).rejects.toThrow(/^the store holds something already/)
      expect(await contentOf(target)).toBe(before)
      expect(await target.key()).toBeUndefined()
    }
  })

  test('with another key, or without the one that was kept apart, nothing is restored', async () => {
    const source = await filled('SQLite')
    const [whole, without] = [await backupOf(source), await backupOf(source, KEY)]
    expect(textOf(without)).not.toContain(KEY.toString('hex'))
    const target = await newPlace(kind)
    const empty = await contentOf(target)
    const refused = async (file: string, given: Buffer | undefined, said: RegExp) => {
      await expect(restore(file, target.copy, { given })).rejects.toThrow(said)
      expect(await contentOf(target)).toBe(empty)
      expect(await target.key()).toBeUndefined()
    }
    await refused(without, undefined, /set VENUE_KEY|VENUE_KEY was set where it was made: set it to the same/)
    await refused(without, Buffer.alloc(32, 8), /VENUE_KEY is not the key/)
    await refused(whole, Buffer.alloc(32, 8), /VENUE_KEY is not the key/)
    expect((await verify(without, { given: undefined })).key).toBe('to be given')
    expect((await verify(without, { given: KEY })).key).toBe('given and right')
    await restore(without, target.copy, { given: KEY })
    // What is given is not written down.
    expect((await target.key()) ?? undefined).toBeUndefined()
    expect(await contentOf(target)).toBe(await contentOf(source))
  })

  test('a damaged backup, one of a later collector, or one with a row that does not fit, leaves it as it was', async () => {
    const file = await backupOf(await filled('SQLite'))
    const text = textOf(file)
    const target = await newPlace(kind)
    const empty = await contentOf(target)
    /** Changed and signed anew, as a later collector would write it. */
    const written = (change: (text: string) => string): string => {
      const lines = change(text).split('\n').slice(0, -1)
      const end = JSON.parse(lines.pop() ?? '')
      const before = lines.map((line) => `${line}\n`).join('')
      end.end.sha256 = createHash('sha256').update(before).digest('hex')
      const changed = join(folder, `${++places}.gz`)
      writeFileSync(changed, gzipSync(`${before}${JSON.stringify(end)}\n`))
      return changed
    }
    const ofLater = kind === 'SQLite' ? /version 99 and this collector knows \d+: install a newer one/ : undefined
    const wrong: [string, RegExp][] = [
      [
        written((all) => all.replace('"columns":["body","wave"]', '"columns":["body","scopes"]')),
        /column "scopes" that this collector does not know/,
      ],
      [
        written((all) => all.replace('"table":"token"', '"table":"quarter"').replace('"token":1', '"quarter":1')),
        /table "quarter" that this collector does not know/,
      ],
      [
        written((all) =>
          all.replace(
            /^\["n:AB:baseline","2026-2\/specimen@1\/online",\d+\]$/m,
            '["n:AB:baseline","2026-2/specimen@1/online","many"]',
          ),
        ),
        /counter: .*(many|TEXT)/,
      ],
      ...(ofLater ? [[written((all) => all.replace(/"version":\d+/, '"version":99')), ofLater] as [string, RegExp]] : []),
    ]
    for (const [changed, said] of wrong) {
      await expect(restore(changed, target.copy, { given: undefined })).rejects.toThrow(said)
      expect(await contentOf(target)).toBe(empty)
      expect(await target.key()).toBeUndefined()
    }
    await restore(file, target.copy, { given: undefined })
  })

  test('a restore that is killed leaves it empty, and can be begun again', async () => {
    const source = await filled('SQLite')
    const file = await backupOf(source)
    const content = await contentOf(source)
    const work = new URL('./restore-store.ts', import.meta.url).href
    const target = await newPlace(kind)
    const empty = await contentOf(target)
    let killed = 0
    for (let statement = 12; ; statement = Math.ceil(statement * (kind === 'SQLite' ? 2 : 1.35))) {
      const isDone = killedAt(statement, work, { STORE: target.at, BACKUP: file })
      if (isDone) break
      killed++
      expect(await contentOf(target)).toBe(empty)
    }
    expect(killed).toBeGreaterThan(3)
    expect(await contentOf(target)).toBe(content)
  }, 120_000)
})

test('what a backup was made of is read as of one moment, however much comes in meanwhile', async () => {
  for (const kind of Object.keys(KINDS)) {
    const source = await newPlace(kind)
    const store = await source.open()
    let count = 0
    let isOver = false
    const coming = (async () => {
      while (!isOver) {
        await store.commit(
          Array.from({ length: 20 }, () => one(++count, `k:${count % 700}`)),
          DAY,
        )
        if (count % 200 === 0) await store.settle(DAY)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const sizes: number[] = []
    for (let made = 0; made < 6; made++) {
      const rows = textOf(await backupOf(source))
        .split('\n')
        .filter((line) => line.startsWith('['))
      const numbers = rows.filter((line) => /^\[-?\d+,"[0-9a-f]{32}",\d+\]$/.test(line)).length
      const counted = rows
        .flatMap((line) => (line.startsWith('["k:') ? [JSON.parse(line)[2] as number] : []))
        .reduce((sum, n) => sum + n, 0)
      expect(counted).toBe(numbers)
      sizes.push(counted)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    isOver = true
    await coming
    await store.close()
    expect(new Set(sizes).size).toBeGreaterThan(2)
  }
}, 60_000)
