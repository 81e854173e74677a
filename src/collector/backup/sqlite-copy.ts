/** A store on SQLite, read and filled. Reading is one transaction, beside which the collector goes on writing; its journal is not emptied meanwhile. */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { venueKey } from '../data-folder.ts'
import { openSqlite } from '../store/sqlite.ts'
import { sqliteVersion } from '../store/sqlite-schema.ts'
import { onceTable } from '../store/window.ts'
import type { Copy } from './copy.ts'
import type { BackedKey, Row, Table, Value } from './format.ts'
import { keyFor } from './key.ts'
import { chosen, NOT_EMPTY, ONCE, ONCE_COLUMNS, oddColumn, ROWS_AT_ONCE, unknownColumn, unknownTable } from './tables.ts'

const tablesIn = (db: DatabaseSync): string[] =>
  db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => String(name))

interface Column {
  readonly name: string
  readonly type: string
  readonly pk: number
}

const columnsOf = (db: DatabaseSync, table: string): Column[] =>
  db.prepare('SELECT name, type, pk FROM pragma_table_info(?) ORDER BY name').all(table) as unknown as Column[]

function* chunks(rows: Iterable<Record<string, unknown>>, columns: readonly string[]): Generator<Row[]> {
  let chunk: Row[] = []
  for (const row of rows) {
    chunk.push(columns.map((column) => row[column] as Value))
    if (chunk.length < ROWS_AT_ONCE) continue
    yield chunk
    chunk = []
  }
  yield chunk
}

async function* tablesOf(db: DatabaseSync): AsyncGenerator<Table> {
  const { plain, windows } = chosen(tablesIn(db))
  for (const name of plain) {
    const columns = columnsOf(db, name)
    for (const { name: column, type } of columns) if (type !== 'TEXT' && type !== 'INTEGER') throw oddColumn(name, column, type)
    const names = columns.map((column) => column.name)
    const order = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
    const by = (order.length > 0 ? order : columns).map((column) => `"${column.name}"`).join(', ')
    const select = db.prepare(`SELECT ${names.map((column) => `"${column}"`).join(', ')} FROM "${name}" ORDER BY ${by}`)
    yield { name, columns: names, rows: chunks(select.iterate(), names) }
  }
  function* numbers(): Generator<Row[]> {
    for (const window of windows) {
      const select = db.prepare(
        `SELECT batch, lower(hex(once.id)) AS id, ${window} AS "window" FROM ${onceTable(window)} AS once ORDER BY once.id`,
      )
      yield* chunks(select.iterate(), ONCE_COLUMNS)
    }
  }
  yield { name: ONCE, columns: ONCE_COLUMNS, rows: numbers() }
}

function isEmpty(db: DatabaseSync): boolean {
  const { plain, windows } = chosen(tablesIn(db))
  const names = [...plain.map((name) => `"${name}"`), ...windows.map(onceTable)]
  return names.every((name) => db.prepare(`SELECT 1 FROM ${name} LIMIT 1`).get() === undefined)
}

/** @param data the folder that the key of the codes lies in */
export function sqliteCopy(file: string, data: string): Copy {
  /** Works on a connection of its own; the store is made or brought up to date first. */
  async function connected<T>(work: (db: DatabaseSync) => Promise<T>): Promise<T> {
    openSqlite(file).close()
    const db = new DatabaseSync(file)
    try {
      db.exec('PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON')
      return await work(db)
    } finally {
      db.close()
    }
  }

  async function fill(key: BackedKey, given: Buffer | undefined, work: Parameters<Copy['fill']>[2]): Promise<void> {
    const wanted = keyFor(key, given)
    await connected(async (db) => {
      db.exec('BEGIN IMMEDIATE')
      const undo: (() => void)[] = []
      try {
        if (!isEmpty(db)) throw new Error(NOT_EMPTY)
        await work({ put: putInto(db), tables: () => tablesOf(db) })
        // Before the commit: counters without their key would be found whole by the next start, which makes another.
        undo.push(keepKey(data, wanted, given))
        db.exec('COMMIT')
        // Nothing of it lies in the journal any longer than it must.
        db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK')
        for (const each of undo) each()
        throw error
      }
    })
  }

  return {
    kind: 'sqlite',
    version: () => connected(async (db) => sqliteVersion(db)),
    size: () =>
      connected(async (db) => {
        const { plain, windows } = chosen(tablesIn(db))
        const count = (name: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.n)
        return [...plain.map((name) => `"${name}"`), ...windows.map(onceTable)].reduce((sum, name) => sum + count(name), 0)
      }),
    read: (work) =>
      connected(async (db) => {
        db.exec('BEGIN')
        try {
          return await work(tablesOf(db))
        } finally {
          db.exec('ROLLBACK')
        }
      }),
    fill,
  }
}

function putInto(db: DatabaseSync) {
  const known = new Map(chosen(tablesIn(db)).plain.map((name) => [name, new Set(columnsOf(db, name).map((column) => column.name))]))
  const insertOnce = (window: number) => {
    db.exec(`CREATE TABLE IF NOT EXISTS ${onceTable(window)} (id BLOB PRIMARY KEY, batch INTEGER NOT NULL) STRICT, WITHOUT ROWID`)
    return db.prepare(`INSERT INTO ${onceTable(window)} (batch, id) VALUES (?, ?)`)
  }
  const inserts = new Map<number, ReturnType<typeof insertOnce>>()
  return async (table: string, columns: readonly string[], rows: readonly Row[]): Promise<void> => {
    if (table === ONCE) {
      for (const [batch = null, id, window] of rows) {
        const insert = inserts.get(Number(window)) ?? insertOnce(Number(window))
        inserts.set(Number(window), insert)
        insert.run(batch, Buffer.from(String(id), 'hex'))
      }
      return
    }
    const there = known.get(table)
    if (!there) throw unknownTable(table)
    for (const column of columns) if (!there.has(column)) throw unknownColumn(table, column)
    const names = columns.map((column) => `"${column}"`)
    const insert = db.prepare(`INSERT INTO "${table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    for (const row of rows) insert.run(...row)
  }
}

/** Puts the key where the collector looks for it; gives what takes it away again. Throws where another lies there. */
function keepKey(data: string, key: Buffer, given: Buffer | undefined): () => void {
  const file = join(data, 'venue.key')
  if (existsSync(file)) {
    if (!venueKey(data).equals(key))
      throw new Error(
        `${file} is another key than the backup's: codes printed with that one would count under unknown. Move it away`,
      )
    return () => undefined
  }
  if (given) return () => undefined
  writeFileSync(file, `${key.toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
  return () => rmSync(file, { force: true })
}
