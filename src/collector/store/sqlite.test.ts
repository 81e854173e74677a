import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../tests/collector/app.ts'
import { inDatabase, onceTables, oneTimeNumbersIn, wholeStore } from '../../../tests/collector/database.ts'
import {
  comeBack,
  DAY,
  dayAfter,
  journey,
  LEAF,
  later,
  number,
  one,
  repeated,
  storeContract,
  twelvePeople,
  WINDOW_START,
} from '../../../tests/collector/store-contract.ts'
import { visitsOf } from '../../../tests/released.ts'
import { seeded } from '../../../tests/specimen.ts'
import { SCOPES_OF_BEFORE } from '../../protocol/scope.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'
import { windowOf } from './window.ts'

const folders: string[] = []
const stores: Store[] = []
function open(where: 'file' | 'memory'): { store: Store; file: string } {
  const folder = temporaryFolder()
  folders.push(folder)
  const file = where === 'memory' ? ':memory:' : join(folder, 'collector.db')
  const store = openSqlite(file)
  stores.push(store)
  return { store, file }
}
afterEach(() => {
  for (const store of stores.splice(0)) store.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const live = (store: Store, wave = '2026-2') => Object.fromEntries(store.leaves(wave).map(({ place, live }) => [place, live]))

describe.each(['file', 'memory'] as const)('a store (%s)', (where) => {
  storeContract(async () => later(open(where).store))
})

describe('a store in a file', () => {
  test('keeps everything over a restart, one-time numbers too', () => {
    const { store, file } = open('file')
    store.commit([one(1), one(2)], DAY)
    store.addToken('token', '2026-07-01')
    stores.splice(0)
    store.close()
    const again = openSqlite(file)
    stores.push(again)
    again.commit([one(1), one(3)], DAY)
    expect(live(again)).toEqual({ online: { 'n:AB:baseline': 3 } })
    expect(again.tokens().map(({ hash }) => hash)).toEqual(['token'])
  })

  test('drops a number after at most 18 days, its table whole, with traffic or without', () => {
    for (const act of ['commit', 'settle'] as const)
      for (let offset = 0; offset < 9; offset++) {
        const { store, file } = open('file')
        const came = dayAfter(offset, WINDOW_START)
        store.commit([one(1)], came)
        store.settle(came)
        const [, tableOfTheDay] = onceTables(file)
        if (act === 'commit') store.commit([one(2)], dayAfter(18, came))
        else store.settle(dayAfter(18, came))
        expect(onceTables(file)).not.toContain(tableOfTheDay)
        expect(onceTables(file)).toHaveLength(3)
        expect(oneTimeNumbersIn(file).has(number(1))).toBe(false)
      }
  })

  test('opens one of before batches were numbered: its one-time numbers are known, and belong to no batch', () => {
    const folder = temporaryFolder()
    folders.push(folder)
    const file = join(folder, 'collector.db')
    const window = windowOf(DAY)
    inDatabase(file, (db) => {
      db.exec(`CREATE TABLE "once_${window}" (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID`)
      db.prepare(`INSERT INTO "once_${window}" VALUES (?)`).run(Buffer.from(number(1), 'hex'))
    })
    for (let opened = 0; opened < 2; opened++) {
      const store = openSqlite(file)
      expect(store.commit([one(1), one(2)], DAY)).toEqual([-1, 0])
      expect(live(store)).toEqual({ online: { 'n:AB:baseline': 1 } })
      store.close()
    }
  })

  test('opens one of before tokens had terms: they keep what they could do then, and there is an audit log', () => {
    const folder = temporaryFolder()
    folders.push(folder)
    const file = join(folder, 'collector.db')
    inDatabase(file, (db) => {
      db.exec('CREATE TABLE token (hash TEXT PRIMARY KEY, expires TEXT NOT NULL) STRICT, WITHOUT ROWID')
      db.exec(`INSERT INTO token VALUES ('old', '2026-07-01')`)
    })
    for (let opened = 0; opened < 2; opened++) {
      const store = openSqlite(file)
      expect(store.tokens()).toEqual([
        { hash: 'old', expires: '2026-07-01', revoked: 'no', name: '', made: 'unknown', scopes: [...SCOPES_OF_BEFORE] },
      ])
      store.note({ at: `${DAY}T10`, who: 'old', act: 'export', about: '' })
      expect(store.auditLog().lines).toHaveLength(1)
      store.close()
    }
  })

  test('takes all snapshots of a wave or none', () => {
    const { store, file } = open('file')
    store.commit([...twelvePeople('2026-2/specimen@1/airport-norte', 1), ...twelvePeople('2026-2/specimen@1/online', 2)], DAY)
    inDatabase(file, (db) =>
      db.exec(`CREATE TRIGGER full BEFORE INSERT ON snapshot WHEN new.leaf LIKE '%online' BEGIN SELECT RAISE(FAIL, 'full'); END`),
    )
    const before = wholeStore(file)
    expect(() => store.takeSnapshots('2026-2', DAY)).toThrow('full')
    expect(wholeStore(file)).toBe(before)
    inDatabase(file, (db) => db.exec('DROP TRIGGER full'))
    expect(store.takeSnapshots('2026-2', DAY).map(({ outcome }) => outcome)).toEqual(['released', 'released'])
    expect(store.snapshots('2026-2').map(({ place, number }) => [place, number])).toEqual([
      ['airport-norte', 1],
      ['online', 1],
    ])
  })

  test('empties its journal when told to settle, and says so when a reader kept it', () => {
    const { store, file } = open('file')
    store.commit([one(1)], DAY)
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0)
    inDatabase(file, (db) => {
      db.exec('BEGIN')
      db.prepare('SELECT * FROM counter').all()
      store.commit([one(2)], DAY)
      const asked = performance.now()
      expect(store.settle(DAY)).toBe(false)
      // It comes back to it later, rather than hold up everybody who wants to be counted.
      expect(performance.now() - asked).toBeLessThan(1000)
      db.exec('COMMIT')
    })
    expect(store.settle(DAY)).toBe(true)
    expect(statSync(`${file}-wal`).size).toBe(0)
  })

  test('changes no counter by writing them anew', () => {
    const { store, file } = open('file')
    const random = seeded(5)
    for (let person = 0; person < 40; person++) {
      store.commit(journey(random, LEAF), DAY)
      const before = live(store)
      store.settle(DAY)
      expect(live(store)).toEqual(before)
    }
    expect(inDatabase(file, (db) => db.prepare('PRAGMA integrity_check').get())).toEqual({ integrity_check: 'ok' })
  })

  test('writes them anew when a row is new or has grown out of its place, and else leaves them where they are', () => {
    const { store, file } = open('file')
    const root = () =>
      inDatabase(file, (db) => db.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'counter'").get()?.rootpage)
    const anew: number[] = []
    for (let n = 1; n <= 130; n++) {
      const before = root()
      store.commit([one(n)], DAY)
      store.settle(DAY)
      if (root() !== before) anew.push(n)
    }
    // SQLite keeps 0 and 1 in no byte, up to 127 in one, then in two.
    expect(anew).toEqual([1, 2, 128])
  })

  describe('that goes wrong', () => {
    const away = (folder: string) => `${folder}-away`

    test('moved away, acknowledges nothing, and goes on when it is back', () => {
      const { store, file } = open('file')
      const folder = dirname(file)
      store.commit([one(1)], DAY)
      renameSync(folder, away(folder))
      expect(() => store.commit([one(2)], DAY)).toThrow(expect.objectContaining({ name: 'StoreFault', trouble: 'away' }))
      expect(() => store.commit([], DAY)).toThrow(expect.objectContaining({ trouble: 'away' }))
      expect(existsSync(folder)).toBe(false)
      renameSync(away(folder), folder)
      store.commit([one(1), one(2)], DAY)
      expect(live(store)).toEqual({ online: { 'n:AB:baseline': 2 } })
    })

    test('put in another’s place, is opened anew: what is acknowledged is in the file that lies there', () => {
      const { store, file } = open('file')
      store.commit([one(1)], DAY)
      const folder = dirname(file)
      const other = openSqlite(`${file}.other`)
      other.commit([one(7)], DAY)
      other.close()
      for (const name of readdirSync(folder)) if (!name.endsWith('.other')) rmSync(join(folder, name))
      renameSync(`${file}.other`, file)
      store.commit([one(2)], DAY)
      store.settle(DAY)
      expect(oneTimeNumbersIn(file)).toEqual(new Set([number(2), number(7)]))
      expect(live(store)).toEqual({ online: { 'n:AB:baseline': 2 } })
    })

    test('held locked for longer than is waited, says so, and counts when it is let go', () => {
      const { store, file } = open('file')
      store.commit([one(1)], DAY)
      inDatabase(file, (db) => {
        db.exec('BEGIN IMMEDIATE')
        expect(() => store.commit([one(2)], DAY)).toThrow(expect.objectContaining({ trouble: 'locked' }))
        db.exec('ROLLBACK')
      })
      store.commit([one(2)], DAY)
      expect(live(store)).toEqual({ online: { 'n:AB:baseline': 2 } })
    })
  })

  test('refuses to open what is no database, a folder, or a place that is not there', () => {
    const folder = temporaryFolder()
    folders.push(folder)
    mkdirSync(join(folder, 'folder'))
    expect(() => openSqlite(join(folder, 'folder'))).toThrow()
    expect(() => openSqlite(join(folder, 'missing', 'collector.db'))).toThrow()
    expect(existsSync(join(folder, 'missing'))).toBe(false)
  })
})

test('a store of before there were follow-ups opens, takes them, and releases them beside the visits that it had', () => {
  const { store, file } = open('file')
  const { visits, returns } = visitsOf(seeded(91), 40)
  store.commit([{ id: number(1), leaf: LEAF, keys: repeated(visits) }], DAY)
  expect(store.takeSnapshots('2026-2', DAY).map(({ outcome }) => outcome)).toEqual(['released'])
  const again = openSqlite(file)
  stores.push(again)
  again.commit(comeBack(returns.slice(0, 12)), DAY)
  const outcomes = again.takeSnapshots('2026-2', DAY)
  expect(outcomes.find(({ place }) => place === 'followup')).toMatchObject({ outcome: 'released', n: 12 })
  expect(again.snapshots('2026-2').find(({ place }) => place === 'followup')?.n).toMatchObject({ followup: 12, endline: 0 })
})
