/**
 * The database file: opened, written in transactions, and looked for before and after each. What a statement met is told as a fault of the store, or of what it was
 * given (fault).
 */
import { statSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { StoreFault, sqliteFault } from './fault.ts'
import { migrateSqlite, refuseLaterVersion } from './sqlite-schema.ts'

/** What was found out and need not be looked for each time. NaN: not known, at first and whenever it may have changed. */
export interface Known {
  /** The window (window) whose tables are there. */
  window: number
  /** Room that the counters took when they were last written anew (sqlite-journal). Unknown at first: a crash may have come between a commit and its `settle`. */
  room: number
}

export interface SqliteFile {
  /** A statement, made once for as long as the tables are the same. */
  readonly prepared: (sql: string) => StatementSync
  /** For statements that are made anew each time, and for those that change the tables. */
  readonly open: () => DatabaseSync
  /** Runs `work` and keeps all that it wrote, or nothing. Throws what it throws, and a StoreFault where the file is not where it was. */
  readonly transaction: <T>(work: () => T) => T
  /** Makes or drops tables. Statements are then made anew. */
  readonly changeTables: (work: (db: DatabaseSync) => void) => void
  readonly known: Known
  readonly close: () => void
}

/** One-time numbers fall all over their table, so each writes a page of its own: of a small one there is less to write. In bytes, of a new file alone. */
const PAGE_BYTES = 1024

/** How far the journal may grow while nobody finds the time to empty it. A longer one is copied into the file less often, and so writes each page less often. */
const JOURNAL_BYTES = 64 * 1024 ** 2

function openDatabase(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  try {
    db.exec('PRAGMA busy_timeout=5000')
    refuseLaterVersion(db)
    db.exec(`PRAGMA page_size=${PAGE_BYTES}`)
    db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON')
    db.exec(`PRAGMA wal_autocheckpoint=${JOURNAL_BYTES / Number(db.prepare('PRAGMA page_size').get()?.page_size)}`)
    migrateSqlite(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Which file lies at a path, or undefined where none does. A database in memory is always the same. */
function fileAt(path: string): string | undefined {
  if (path === ':memory:') return path
  const found = statSync(path, { throwIfNoEntry: false })
  return found && `${found.dev}:${found.ino}`
}

/** Throws where the file is no database or cannot be written. */
export function openSqliteFile(file: string): SqliteFile {
  let db = openDatabase(file)
  let opened = fileAt(file)
  const known: Known = { window: Number.NaN, room: Number.NaN }
  const statements = new Map<string, StatementSync>()

  /** A file that was moved away goes on taking what is written, and nobody finds it there: so it is looked for, before and after. */
  function stay(): void {
    const there = fileAt(file)
    if (there !== undefined && there === opened) return
    if (there !== undefined) {
      db.close()
      db = openDatabase(file)
      opened = fileAt(file)
      statements.clear()
      known.window = Number.NaN
      known.room = Number.NaN
    }
    if (there === undefined) throw new StoreFault('away', 'the database file is not where it was')
  }

  return {
    prepared: (sql) => {
      const statement = statements.get(sql) ?? db.prepare(sql)
      statements.set(sql, statement)
      return statement
    },
    open: () => db,
    transaction: (work) => {
      try {
        stay()
        db.exec('BEGIN IMMEDIATE')
        const result = work()
        db.exec('COMMIT')
        if (fileAt(file) !== opened) throw new StoreFault('away', 'the database file went away while it was written')
        return result
      } catch (error) {
        // A failed COMMIT may have ended the transaction by itself.
        if (db.isTransaction) db.exec('ROLLBACK')
        // The tables of a new window may have gone with it.
        known.window = Number.NaN
        throw sqliteFault(error)
      }
    },
    changeTables: (work) => {
      work(db)
      statements.clear()
    },
    known,
    close: () => db.close(),
  }
}
