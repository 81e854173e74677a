/** Looks into the collector's database from outside, past everything that `src/collector` does with it. */
import { DatabaseSync } from 'node:sqlite'
import type { Counts } from './oracle.ts'

/** Works on a second connection, and closes it. */
export function inDatabase<T>(file: string, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file)
  try {
    db.exec('PRAGMA busy_timeout=5000')
    return work(db)
  } finally {
    db.close()
  }
}

const tablesOf = (db: DatabaseSync): string[] =>
  db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => String(name))

/** Every table with every row: two equal texts are two equal stores. */
export const wholeStore = (file: string): string =>
  inDatabase(file, (db) =>
    tablesOf(db)
      .map((table) => `${table}\n${JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all())}`)
      .join('\n'),
  )

/** Every counter, as `leaf key` → count. */
export const countersIn = (file: string): Counts =>
  inDatabase(file, (db) =>
    Object.fromEntries(
      db
        .prepare('SELECT leaf, key, n FROM counter')
        .all()
        .map(({ leaf, key, n }) => [`${leaf} ${key}`, Number(n)]),
    ),
  )

/** Names of the tables of one-time numbers, oldest first. */
export const onceTables = (file: string): string[] =>
  inDatabase(file, (db) => tablesOf(db).filter((name) => name.startsWith('once_')))

/** Every one-time number, in hexadecimal. Throws where one stands in two windows. */
export const oneTimeNumbersIn = (file: string): Set<string> =>
  inDatabase(file, (db) => {
    const found = new Set<string>()
    for (const table of tablesOf(db).filter((name) => name.startsWith('once_')))
      for (const { id } of db.prepare(`SELECT hex(id) AS id FROM ${table}`).all()) {
        const number = String(id).toLowerCase()
        if (found.has(number)) throw new Error(`${number} is remembered twice`)
        found.add(number)
      }
    return found
  })
