import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../tests/collector/app.ts'
import { BadSubmission, faultOf, postgresFault, StoreFault, sqliteFault, toldFault } from './fault.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder, 'a.db')
  inDb((db) => db.exec('CREATE TABLE t (a TEXT NOT NULL, n INTEGER NOT NULL) STRICT'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function inDb(work: (db: DatabaseSync) => void, options = {}): void {
  const db = new DatabaseSync(file, options)
  try {
    work(db)
  } finally {
    db.close()
  }
}

/** What `node:sqlite` itself throws. */
function thrownBy(work: (db: DatabaseSync) => void, options = {}): unknown {
  let thrown: unknown
  inDb((db) => {
    try {
      work(db)
    } catch (error) {
      thrown = error
    }
  }, options)
  return thrown
}

const insert = (a: unknown, n: unknown) => (db: DatabaseSync) =>
  db.prepare('INSERT INTO t VALUES (?, ?)').run(a as string, n as number)

describe('an error of SQLite', () => {
  test('for want of room is trouble: full', () => {
    const error = thrownBy((db) => {
      db.exec('PRAGMA max_page_count = 2')
      insert('x'.repeat(100_000), 1)(db)
    })
    expect(sqliteFault(error)).toMatchObject({ name: 'StoreFault', trouble: 'full', message: 'database or disk is full' })
  })

  test('in a file that may only be read is trouble: read-only', () => {
    expect(sqliteFault(thrownBy(insert('x', 1), { readOnly: true }))).toMatchObject({ trouble: 'read-only' })
  })

  test('in a file that somebody holds is trouble: locked', () => {
    inDb((other) => {
      other.exec('BEGIN IMMEDIATE')
      expect(sqliteFault(thrownBy(insert('x', 1)))).toMatchObject({ trouble: 'locked' })
    })
  })

  test('that says what it was given does not fit is of that alone', () => {
    for (const work of [insert(null, 1), insert('x', 'text'), insert({}, 1), insert(undefined, 1)])
      expect(sqliteFault(thrownBy(work)), String(work)).toBeInstanceOf(BadSubmission)
  })

  test('about a table that is missing is trouble that does not pass', () => {
    expect(sqliteFault(thrownBy((db) => db.exec('SELECT * FROM missing')))).toMatchObject({ trouble: 'failing' })
  })
})

test.each([
  ['53100', 'full'],
  ['53300', 'failing'],
  ['55P03', 'locked'],
  ['40P01', 'locked'],
  ['25006', 'read-only'],
  ['57P01', 'away'],
  ['08006', 'away'],
  ['ECONNREFUSED', 'away'],
  [undefined, 'away'],
  ['42P01', 'failing'],
])('PostgreSQL’s %s is trouble: %s', (code, trouble) => {
  expect(postgresFault(Object.assign(new Error('x'), { code }))).toMatchObject({ name: 'StoreFault', trouble, message: 'x' })
})

test.each(['22003', '22P02', '23502', '23505'])('PostgreSQL’s %s is of what it was given alone', (code) => {
  expect(postgresFault(Object.assign(new Error('x'), { code }))).toBeInstanceOf(BadSubmission)
})

test('faults cross a thread’s border as what they are', () => {
  for (const error of [new StoreFault('full', 'a'), new BadSubmission('b'), new Error('c')]) {
    const arrived = faultOf(structuredClone(toldFault(error)))
    expect(arrived).toEqual(error)
    expect(arrived.name).toBe(error.name)
  }
  expect(faultOf(toldFault('text'))).toEqual(new Error('text'))
})
