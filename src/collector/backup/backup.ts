/** A store into a file, a file into an empty store, and whether a file would do. Memory does not grow with what they hold. */
import { randomBytes } from 'node:crypto'
import { chmodSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Copy, Filling } from './copy.ts'
import {
  BACKUP_FORMAT,
  type BackedKey,
  backupText,
  type Contents,
  contentsOf,
  type Head,
  readBackup,
  type Table,
} from './format.ts'
import { backedKey, keyFor } from './key.ts'
import { sqliteCopy } from './sqlite-copy.ts'

type Progress = (done: number) => void

export interface BackupOptions {
  readonly key: BackedKey
  /** Now; the backup says its day and hour. */
  readonly now: Date
  /** Told how many rows were read. */
  readonly progress?: Progress
}

/** Writes a backup of the store as of one moment, which may go on counting. Gives what is in it. */
export async function backUpTo(to: Writable, copy: Copy, { key, now, progress }: BackupOptions): Promise<Contents> {
  const head: Head = {
    format: BACKUP_FORMAT,
    made: now.toISOString().slice(0, 'YYYY-MM-DDTHH'.length),
    store: copy.kind,
    version: await copy.version(),
    venueKey: key,
  }
  return copy.read(async (tables) => {
    let contents: Contents = { rows: {}, columns: {}, content: '' }
    async function* text(): AsyncGenerator<string> {
      contents = yield* backupText(head, told(tables, progress))
    }
    await pipeline(Readable.from(text()), createGzip(), to)
    return contents
  })
}

/** As `backUpTo`, into a file that is there whole or not at all, for this account alone. Throws where there is one already. */
export async function backUp(file: string, copy: Copy, options: BackupOptions): Promise<Contents> {
  if (existsSync(file)) throw new Error(`${file} is there already; name another`)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const part = `${file}.part`
  rmSync(part, { force: true })
  try {
    const contents = await backUpTo(createWriteStream(part, { flags: 'wx', mode: 0o600 }), copy, options)
    chmodSync(part, 0o600)
    const written = await open(part, 'r+')
    await written.sync()
    await written.close()
    renameSync(part, file)
    return contents
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

async function* told(tables: AsyncIterable<Table>, progress: Progress = () => undefined): AsyncGenerator<Table> {
  let done = 0
  for await (const { rows, ...table } of tables) {
    async function* counted() {
      for await (const chunk of rows) {
        yield chunk
        done += chunk.length
        progress(done)
      }
    }
    yield { ...table, rows: counted() }
  }
}

export interface RestoreOptions {
  /** The key of the settings, where there is one. */
  readonly given: Buffer | undefined
  /** Told how many bytes of the file were read. */
  readonly progress?: Progress
}

/**
 * Fills an empty store with what a backup holds: all of it, or nothing. The file is read twice: whether it is whole is known before the store is touched. Before
 * anything is kept, the store is read again and compared.
 */
export async function restore(file: string, copy: Copy, { given, progress }: RestoreOptions): Promise<{ head: Head } & Contents> {
  const checked = await readBackup(file, {})
  keyFor(checked.head.venueKey, given)
  await fillFrom(file, checked, copy, { key: checked.head.venueKey, given, progress })
  return checked
}

interface FillOptions extends Omit<RestoreOptions, 'progress'> {
  readonly key: BackedKey
  readonly progress: Progress | undefined
}

async function fillFrom(
  file: string,
  { head, content, columns }: { head: Head } & Contents,
  copy: Copy,
  { key, given, progress }: FillOptions,
): Promise<void> {
  const version = await copy.version()
  if (head.store === copy.kind && head.version > version)
    throw new Error(`${file} is of a store of version ${head.version} and this collector knows ${version}: install a newer one`)
  await copy.fill(key, given, async ({ put, tables }) => {
    const rows: Filling['put'] = (table, ...more) =>
      put(table, ...more).catch((error: Error) => {
        throw new Error(`${file}, ${table}: ${error.message}`)
      })
    const again = await readBackup(file, { rows, ...(progress && { progress }) })
    if (again.content !== content) throw new Error(`${file} was changed while it was read`)
    const kept = await contentsOf(narrowed(tables(), columns))
    if (kept.content !== content) throw new Error(`the store does not hold what ${file} says; nothing was restored`)
  })
}

/** Tables with these columns alone: a store of today may have more than one that was backed up years ago. */
async function* narrowed(tables: AsyncIterable<Table>, columns: Contents['columns']): AsyncGenerator<Table> {
  for await (const table of tables) {
    const wanted = columns[table.name]
    if (!wanted) continue
    const places = wanted.map((name) => table.columns.indexOf(name))
    async function* rows() {
      for await (const chunk of table.rows) yield chunk.map((row) => places.map((at) => row[at] ?? null))
    }
    yield { name: table.name, columns: wanted, rows: rows() }
  }
}

/** Whether the key of the codes comes with a backup, or has to be given to whoever restores it. */
export type KeyState = 'in the backup' | 'given and right' | 'to be given'

/**
 * Reads a backup from end to end and restores it on trial, into a store beside it that goes away again. Throws what `restore` would.
 * Beside it, because the disk that holds the backup then learns nothing new.
 */
export async function verify(file: string, { given, progress }: RestoreOptions): Promise<{ head: Head; key: KeyState } & Contents> {
  const checked = await readBackup(file, {})
  const { venueKey } = checked.head
  const isThere = venueKey.key !== undefined || given !== undefined
  if (isThere) keyFor(venueKey, given)
  const folder = mkdtempSync(join(dirname(file), '.verify-'))
  try {
    const trial = backedKey(randomBytes(32), undefined)
    await fillFrom(file, checked, sqliteCopy(join(folder, 'trial.db'), folder), { key: trial, given: undefined, progress })
  } finally {
    rmSync(folder, { recursive: true })
  }
  return { ...checked, key: venueKey.key !== undefined ? 'in the backup' : given ? 'given and right' : 'to be given' }
}
