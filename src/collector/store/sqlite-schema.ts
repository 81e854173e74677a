/**
 * The tables in SQLite, and how they came to be. Each step brings the file from one version (`PRAGMA user_version`) to the next, all of them in one transaction; a
 * released step is never changed. `tests/collector/upgrade.test.ts` opens a file of every version there ever was.
 */
import type { DatabaseSync } from 'node:sqlite'
import { StoreFault } from './fault.ts'
import { addAccess } from './sqlite-access.ts'

export const COUNTER = '(leaf TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (leaf, key)) STRICT, WITHOUT ROWID'

const STEPS: readonly ((db: DatabaseSync) => void)[] = [unnumbered, withTermsAndQuarantine]

/**
 * Files of before versions were numbered: five shapes, from counters alone to all of these tables. Where one-time numbers stand without a batch, none belongs
 * to one, so no endline that follows a baseline of then is paired.
 */
function unnumbered(db: DatabaseSync): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS counter ${COUNTER};
    CREATE TABLE IF NOT EXISTS gate (leaf TEXT NOT NULL, part TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (leaf, part, key)) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS snapshot (leaf TEXT NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (leaf, number)) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS closed (wave TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS round_table (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS token (hash TEXT PRIMARY KEY, expires TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS beat (n INTEGER NOT NULL) STRICT;
    INSERT INTO beat SELECT 0 WHERE NOT EXISTS (SELECT * FROM beat);
  `)
  const old = db.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'once\\_%' ESCAPE '\\' AND sql NOT LIKE '%batch%'",
  )
  for (const { name } of old.all()) db.exec(`ALTER TABLE "${name}" ADD COLUMN batch INTEGER NOT NULL DEFAULT -1`)
}

/** Terms of tokens, the audit log, and what staff decided of messages that had been set aside. */
function withTermsAndQuarantine(db: DatabaseSync): void {
  addAccess(db)
  db.exec(
    'CREATE TABLE quarantine (shard TEXT NOT NULL, decision INTEGER NOT NULL, outcome TEXT NOT NULL, people INTEGER NOT NULL, day TEXT NOT NULL, PRIMARY KEY (shard, decision)) STRICT, WITHOUT ROWID',
  )
}

export const sqliteVersion = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.user_version)

/** Throws where the file was written by a later collector: what this one does not know it would not keep right. Reads only. */
export function refuseLaterVersion(db: DatabaseSync): void {
  const version = sqliteVersion(db)
  if (version > STEPS.length)
    throw new StoreFault(
      'failing',
      `the store is of version ${version} and this collector knows ${STEPS.length}: install a newer one`,
    )
}

/** Brings the file up to this collector's version, wholly or not at all. Throws where it is of a later one. */
export function migrateSqlite(db: DatabaseSync): void {
  if (sqliteVersion(db) === STEPS.length) return
  db.exec('BEGIN IMMEDIATE')
  try {
    // Read again: another process may have done it while this one waited.
    refuseLaterVersion(db)
    for (const step of STEPS.slice(sqliteVersion(db))) step(db)
    db.exec(`PRAGMA user_version = ${STEPS.length}; COMMIT`)
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}
