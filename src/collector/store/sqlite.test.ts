import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../tests/collector/app.ts'
import { inDatabase, onceTables, oneTimeNumbersIn, wholeStore } from '../../../tests/collector/database.ts'
import { visitsOf } from '../../../tests/released.ts'
import { endlineAfter, oneTimeNumber, randomRecord, seeded, specimenInstrument } from '../../../tests/specimen.ts'
import { keysOfResponse } from '../../tally/response.ts'
import { subtractTally, tallyOf } from '../../tally/tally.ts'
import { openSqlite } from './sqlite.ts'
import type { Store, Submission } from './store.ts'

const LEAF = '2026-2/specimen@1/online'
const DAY = '2026-06-15'
const DAY_MS = 86_400_000
const dayAfter = (days: number, from = DAY): string => new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10)

/** The first day of a window of 9 days: the table's name changes on it. */
const WINDOW_START = new Date(9 * DAY_MS * Math.ceil(Date.parse(DAY) / (9 * DAY_MS))).toISOString().slice(0, 10)

const number = (n: number): string => n.toString(16).padStart(32, '0')
const one = (id: number, key = 'n:AB:baseline', leaf = LEAF): Submission => ({ id: number(id), leaf, keys: [key] })

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
  test('counts a one-time number once within a batch', () => {
    const { store } = open(where)
    store.commit([one(1), one(2), one(1), one(1)], DAY)
    expect(live(store)).toEqual({ online: { 'n:AB:baseline': 2 } })
  })

  test('counts a one-time number once across batches, whatever the repetition says', () => {
    const { store } = open(where)
    store.commit([one(1)], DAY)
    store.commit([one(1, 'n:BA:baseline'), one(2)], DAY)
    store.commit([one(1, 'n:AB:baseline', '2026-2/specimen@1/unknown')], DAY)
    expect(live(store)).toEqual({ online: { 'n:AB:baseline': 2 } })
  })

  test('knows a number for at least 9 days, on whichever day of a window it came', () => {
    for (let offset = 0; offset < 9; offset++) {
      const { store } = open(where)
      const came = dayAfter(offset, WINDOW_START)
      store.commit([one(1)], came)
      for (let later = 0; later <= 9; later++) store.commit([one(1)], dayAfter(later, came))
      expect(live(store)).toEqual({ online: { 'n:AB:baseline': 1 } })
    }
  })

  test('knows a number when the clock is put back over the turn of a window', () => {
    const { store } = open(where)
    store.commit([one(1)], dayAfter(-1, WINDOW_START))
    store.commit([one(2)], WINDOW_START)
    store.commit([one(1), one(2)], dayAfter(-1, WINDOW_START))
    store.commit([one(1), one(2)], WINDOW_START)
    expect(live(store)).toEqual({ online: { 'n:AB:baseline': 2 } })
  })

  test('loses no number to a clock that starts in 1970 and is then put right', () => {
    const { store } = open(where)
    store.commit([one(1)], DAY)
    store.settle('1970-01-01')
    store.commit([], '1970-01-05')
    store.commit([one(1)], DAY)
    expect(live(store)).toEqual({ online: { 'n:AB:baseline': 1 } })
  })

  test('counts any batches as a plain set would', () => {
    const keys = ['n:AB:baseline', 'n:BA:baseline', 'x:AB:shy'] as const
    const keyOf = (id: number) => keys[id % 3] ?? keys[0]
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(30), { maxLength: 12 }), { maxLength: 8 }), (batches) => {
        const { store } = open(where)
        for (const batch of batches)
          store.commit(
            batch.map((id) => one(id, keyOf(id))),
            DAY,
          )
        expect(live(store).online ?? {}).toEqual(tallyOf([...new Set(batches.flat())].map(keyOf)))
      }),
      { numRuns: 30 },
    )
  })

  test('does all or nothing when a statement fails midway', () => {
    const { store } = open(where)
    store.commit([one(1)], DAY)
    // A key that is no text is refused by the table itself, after the batch's numbers and its first counters have been written.
    const broken: Submission = { id: number(3), leaf: LEAF, keys: [null as unknown as string] }
    expect(() => store.commit([one(2, 'a:first'), broken, one(4)], DAY)).toThrow(/NOT NULL/)
    expect(live(store)).toEqual({ online: { 'n:AB:baseline': 1 } })
    store.commit([one(2), one(4)], DAY)
    expect(live(store)).toEqual({ online: { 'n:AB:baseline': 3 } })
  })

  test('makes the tables of a new window again when the batch that made them failed', () => {
    const { store } = open(where)
    const broken: Submission = { id: number(3), leaf: LEAF, keys: [null as unknown as string] }
    expect(() => store.commit([broken], DAY)).toThrow(/NOT NULL/)
    store.commit([one(3)], DAY)
    expect(live(store)).toEqual({ online: { 'n:AB:baseline': 1 } })
  })

  test('gives back every counter of every leaf, and of no other wave', () => {
    const { store } = open(where)
    const waves = ['2026', '2026-2', '2026-20', '2026-2a', '2026-1', '2026-3']
    store.commit(
      waves.flatMap((wave, w) => [1, 2].map((i) => one(10 * w + i, `key-of-${wave}`, `${wave}/specimen@1/place-${i}`))),
      DAY,
    )
    for (const wave of waves)
      expect(store.leaves(wave)).toEqual(
        [1, 2].map((i) => ({
          wave,
          instrument: 'specimen@1',
          place: `place-${i}`,
          live: { [`key-of-${wave}`]: 1 },
          memory: { spent: {}, unmatched: {}, tried: {}, batches: {} },
        })),
      )
    expect(store.leaves('2027')).toEqual([])
  })

  test('numbers snapshots from 1 in each leaf, remembers what it released, and mixes no waves', () => {
    const { store } = open(where)
    for (const [wave, seed] of [
      ['2026-2', 1],
      ['2026-20', 2],
    ] as const)
      store.commit(twelvePeople(`${wave}/specimen@1/online`, seed), DAY)
    expect(store.takeSnapshots('2026-2', DAY)).toEqual([
      { wave: '2026-2', instrument: 'specimen@1', place: 'online', outcome: 'released', n: 12 },
    ])
    expect(store.snapshots('2026-20')).toEqual([])
    expect(store.takeSnapshots('2026-2', DAY).map(({ outcome }) => outcome)).toEqual(['held'])
    store.commit(twelvePeople(LEAF, 3), DAY)
    store.takeSnapshots('2026-2', DAY)
    store.takeSnapshots('2026-20', DAY)
    expect(store.snapshots('2026-2').map(({ number, week }) => [number, week])).toEqual([
      [1, '2026-W25'],
      [2, '2026-W25'],
    ])
    expect(store.snapshots('2026-20').map(({ number }) => number)).toEqual([1])
    const [leaf] = store.leaves('2026-2')
    expect(leaf && Object.keys(subtractTally(leaf.live, leaf.memory.spent)).every((key) => key.startsWith('r:'))).toBe(true)
  })

  test('says of each submission how many batches of baselines its leaf had released when it was first counted', () => {
    const { store } = open(where)
    const random = seeded(9)
    // Eleven leave, so that the tables of the baseline go out as well.
    const left = Array.from({ length: 11 }, () => journey(random, LEAF)[0] as Submission)
    store.commit([...twelvePeople(LEAF, 1), ...left], DAY)
    expect(store.commit([one(1), one(2), one(1)], DAY)).toEqual([0, 0, 0])
    expect(store.takeSnapshots('2026-2', DAY)).toMatchObject([{ outcome: 'released' }])
    expect(store.commit([one(3), one(1), one(4, 'n:AB:baseline', '2026-2/specimen@1/unknown'), one(3)], DAY)).toEqual([1, 0, 0, 1])
    expect(store.commit([one(1)], dayAfter(9))).toEqual([0])
    expect(store.leaves('2026-2')[0]?.memory.batches).toEqual({ baseline: 1 })
  })

  test('counts what follows a baseline as what it says for late ones where the batch is not its baseline’s any more, or not known', () => {
    const { store } = open(where)
    const following = (id: number, batch: number | undefined): Submission => ({
      ...one(id, 'n:AB:endline'),
      follows: { batch, late: ['f:finish:2026-06-15'] },
    })
    store.commit([following(1, 0), following(2, 1), following(3, undefined)], DAY)
    expect(live(store)).toEqual({ online: { 'n:AB:endline': 1, 'f:finish:2026-06-15': 2 } })
  })

  test('closes a wave once: rests are told, counters and the gate’s memory of it are gone, other waves are untouched', () => {
    const { store } = open(where)
    store.commit([...twelvePeople('2026-2/specimen@1/online', 1), ...twelvePeople('2026-20/specimen@1/online', 2)], DAY)
    expect(store.closing('2026-2')).toBeUndefined()
    const rests = store.closeWave('2026-2', DAY)
    expect(rests).toEqual([{ wave: '2026-2', instrument: 'specimen@1', place: 'online', fate: 'none left', people: 0 }])
    expect(store.closeWave('2026-2', DAY)).toEqual(rests)
    expect(store.closing('2026-2')).toEqual(rests)
    expect(store.snapshots('2026-2')).toHaveLength(1)
    expect(store.leaves('2026-2')).toEqual([])
    expect(store.takeSnapshots('2026-2', DAY)).toEqual([])
    expect(store.leaves('2026-20')).toHaveLength(1)
    expect(store.closing('2026-20')).toBeUndefined()
  })

  test('keeps the items’ quality of a closed wave of 100 and more, and tells of it only then', () => {
    const { store } = open(where)
    for (let batch = 0; batch < 9; batch++) store.commit(twelvePeople('2026-2/specimen@1/online', 20 + batch), DAY)
    store.commit(twelvePeople('2026-20/specimen@1/online', 1), DAY)
    expect(store.quality('2026-2')).toEqual([])
    store.closeWave('2026-2', DAY)
    store.closeWave('2026-20', DAY)
    const [kept, ...others] = store.quality('2026-2')
    expect(others).toEqual([])
    expect(kept?.instrument).toBe('specimen@1')
    expect(Object.keys(kept?.tally ?? {}).length).toBeGreaterThan(0)
    expect(Object.keys(kept?.tally ?? {}).every((key) => key.startsWith('r:'))).toBe(true)
    expect(store.quality('2026-20')).toEqual([])
  })

  test('knows a token until the day it expires', () => {
    const { store } = open(where)
    store.addToken('first', '2026-06-15')
    store.addToken('second', '2026-07-01')
    expect(store.tokenHashes('2026-06-15').sort()).toEqual(['first', 'second'])
    expect(store.tokenHashes('2026-06-16')).toEqual(['second'])
    expect(store.tokenHashes('2026-07-02')).toEqual([])
  })
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
    expect(again.tokenHashes(DAY)).toEqual(['token'])
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
    const window = Math.floor(Date.parse(DAY) / DAY_MS / 9)
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

  test('refuses to open what is no database, a folder, or a place that is not there', () => {
    const folder = temporaryFolder()
    folders.push(folder)
    mkdirSync(join(folder, 'folder'))
    expect(() => openSqlite(join(folder, 'folder'))).toThrow()
    expect(() => openSqlite(join(folder, 'missing', 'collector.db'))).toThrow()
    expect(existsSync(join(folder, 'missing'))).toBe(false)
  })
})

/** Baseline and endline of one person who comes alone: two messages, one after the other. */
function journey(random: () => number, leaf: string): Submission[] {
  const baseline = randomRecord(random, { instrument: specimenInstrument.id, occasion: 'baseline', arm: 'questions-first' })
  return [baseline, endlineAfter(random, baseline)].map((record) => ({
    id: oneTimeNumber(random),
    leaf,
    keys: keysOfResponse(specimenInstrument, record),
  }))
}

function twelvePeople(leaf: string, seed: number): Submission[] {
  const random = seeded(seed)
  return Array.from({ length: 12 }, () => journey(random, leaf)).flat()
}

test('a store of before there were follow-ups opens, takes them, and releases them beside the visits that it had', () => {
  const { store, file } = open('file')
  const { visits, returns } = visitsOf(seeded(91), 40)
  const repeated = (tally: Readonly<Record<string, number>>): string[] =>
    Object.entries(tally).flatMap(([key, n]) => Array<string>(n).fill(key))
  store.commit([{ id: number(1), leaf: LEAF, keys: repeated(visits) }], DAY)
  expect(store.takeSnapshots('2026-2', DAY).map(({ outcome }) => outcome)).toEqual(['released'])
  const again = openSqlite(file)
  stores.push(again)
  const back = returns.slice(0, 12)
  again.commit(
    back.map((tally, at) => ({ id: number(100 + at), leaf: '2026-2/specimen@1/followup', keys: repeated(tally) })),
    DAY,
  )
  const outcomes = again.takeSnapshots('2026-2', DAY)
  expect(outcomes.find(({ place }) => place === 'followup')).toMatchObject({ outcome: 'released', n: 12 })
  expect(again.snapshots('2026-2').find(({ place }) => place === 'followup')?.n).toMatchObject({ followup: 12, endline: 0 })
})
