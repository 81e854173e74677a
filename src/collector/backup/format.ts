/**
 * A backup's file: gzip over lines of JSON, UTF-8, the same for every kind of store.
 *
 *     {"format":"eso-es-cuento/backup@1","made":"2026-06-15T14","store":"sqlite","version":1,"venueKey":{…}}
 *     {"table":"counter","columns":["key","leaf","n"]}        a table's head, its columns by name; only tables that hold something
 *     ["n:AB:baseline","2026-2/core@1/online",31]             a row: texts, whole numbers, null
 *     {"end":{"rows":{"counter":1},"sha256":"…"}}             last: rows by table, and the SHA-256 of everything before this line
 *
 * Tables and rows come in one order (`tables.ts`), so equal stores give equal lines below the head, whatever they are made of. The checksum tells damage,
 * not malice: whoever can change the file can change that too.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

export const BACKUP_FORMAT = 'eso-es-cuento/backup@1'

export type Value = string | number | null
export type Row = readonly Value[]

export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  /** In chunks, so that many rows need no more memory than few. */
  readonly rows: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>
}

/** The key of the printed codes. Left out where an operator gives it to the collectors (VENUE_KEY): who keeps it apart wants it apart. */
export interface BackedKey {
  readonly fingerprint: string
  readonly key?: string
}

export interface Head {
  readonly format: typeof BACKUP_FORMAT
  /** Day and hour, UTC: `2026-06-15T14`. */
  readonly made: string
  readonly store: 'sqlite' | 'postgres'
  /** Of that kind of store's schema. */
  readonly version: number
  readonly venueKey: BackedKey
}

export interface Contents {
  readonly rows: Readonly<Record<string, number>>
  readonly columns: Readonly<Record<string, readonly string[]>>
  /** SHA-256 of all lines between head and end: two equal ones are two equal stores. */
  readonly content: string
}

export class BadBackup extends Error {
  override name = 'BadBackup'
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`

/** The lines of tables, in chunks. Gives what they were, at the end. */
async function* tableLines(tables: AsyncIterable<Table> | Iterable<Table>): AsyncGenerator<string, Contents> {
  const hash = createHash('sha256')
  const rows: Record<string, number> = {}
  const columns: Record<string, readonly string[]> = {}
  for await (const table of tables) {
    let isBegun = false
    for await (const chunk of table.rows) {
      if (chunk.length === 0) continue
      const head = isBegun ? '' : line({ table: table.name, columns: table.columns })
      isBegun = true
      columns[table.name] = table.columns
      rows[table.name] = (rows[table.name] ?? 0) + chunk.length
      const text = head + chunk.map(line).join('')
      hash.update(text)
      yield text
    }
  }
  return { rows, columns, content: hash.digest('hex') }
}

/** A backup's text, in chunks. Gives what is in it, at the end. */
export async function* backupText(head: Head, tables: AsyncIterable<Table> | Iterable<Table>): AsyncGenerator<string, Contents> {
  const hash = createHash('sha256')
  const first = line(head)
  hash.update(first)
  yield first
  const lines = tableLines(tables)
  for (;;) {
    const next = await lines.next()
    if (next.done) {
      yield line({ end: { rows: next.value.rows, sha256: hash.digest('hex') } })
      return next.value
    }
    hash.update(next.value)
    yield next.value
  }
}

/** What tables hold, without writing it anywhere. */
export async function contentsOf(tables: AsyncIterable<Table> | Iterable<Table>): Promise<Contents> {
  const lines = tableLines(tables)
  for (;;) {
    const next = await lines.next()
    if (next.done) return next.value
  }
}

export interface Reading {
  readonly head?: (head: Head) => Promise<void> | void
  /** Rows of one table, some hundred at once, in their order. */
  readonly rows?: (table: string, columns: readonly string[], rows: readonly Row[]) => Promise<void> | void
  /** Told how many bytes of the file were read. */
  readonly progress?: (bytes: number) => void
}

const CHUNK = 500
/** Far longer than any row: a snapshot is some ten thousand characters. */
const LONGEST_LINE = 1 << 24

/**
 * Reads a backup from end to end. Throws BadBackup, with file and line, where it is no backup, of a later format, damaged or cut off; what was handed out until
 * then is worth nothing, so whoever keeps it has to be able to give it up.
 */
export async function readBackup(
  file: string,
  { head: onHead, rows: onRows, progress }: Reading,
): Promise<{ head: Head } & Contents> {
  let number = 0
  const bad = (what: string): never => {
    throw new BadBackup(`${file}, line ${number}: ${what}`)
  }
  const whole = createHash('sha256')
  const content = createHash('sha256')
  const rows: Record<string, number> = {}
  const columnsBy: Record<string, readonly string[]> = {}
  let head: Head | undefined
  let table: { name: string; columns: readonly string[]; pending: Row[] } | undefined
  let isEnded = false

  const flush = async (): Promise<void> => {
    if (!table || table.pending.length === 0) return
    const { name, columns, pending } = table
    table.pending = []
    await onRows?.(name, columns, pending)
  }

  async function take(text: string): Promise<void> {
    number++
    if (isEnded) bad('there is something after the end')
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      bad('is not JSON')
    }
    if (!head) {
      head = headOf(value, bad)
      whole.update(`${text}\n`)
      return onHead?.(head)
    }
    if (Array.isArray(value)) {
      if (!table) return bad('a row stands before any table')
      if (value.length !== table.columns.length || !value.every(isValue)) bad(`is no row of ${table.name}`)
      rows[table.name] = (rows[table.name] ?? 0) + 1
      table.pending.push(value)
      if (table.pending.length >= CHUNK) await flush()
    } else {
      await flush()
      const { table: name, columns, end } = value as { table?: unknown; columns?: unknown; end?: unknown }
      if (end !== undefined) {
        endedWell(end, rows, whole.digest('hex'), bad)
        isEnded = true
        return
      }
      if (typeof name !== 'string' || !isNames(columns)) return bad('is neither a table nor a row')
      if (name in columnsBy) bad(`${name} stands here a second time`)
      table = { name, columns, pending: [] }
      columnsBy[name] = columns
    }
    whole.update(`${text}\n`)
    content.update(`${text}\n`)
  }

  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  let bytes = 0
  const source = createReadStream(file)
  source.on('data', (part) => {
    bytes += part.length
    progress?.(bytes)
  })
  try {
    await pipeline(source, createGunzip(), async (unpacked: AsyncIterable<Buffer>) => {
      for await (const part of unpacked) {
        const lines = (rest + decoder.decode(part, { stream: true })).split('\n')
        rest = lines.pop() ?? ''
        if (rest.length > LONGEST_LINE) bad('is too long for a line')
        for (const each of lines) await take(each)
      }
    })
  } catch (error) {
    const { code } = error as { code?: string }
    if (code?.startsWith('Z_') || code === 'ERR_ENCODING_INVALID_ENCODED_DATA') bad('is damaged from here on, or no backup')
    throw error
  }
  if (!head || !isEnded || rest !== '') return bad('ends too soon')
  return { head, rows, columns: columnsBy, content: content.digest('hex') }
}

const isValue = (value: unknown): boolean => value === null || typeof value === 'string' || Number.isSafeInteger(value)
const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string' && /^[a-z_]+$/.test(name))

function headOf(value: unknown, bad: (what: string) => never): Head {
  const { format, made, store, version, venueKey } = (value ?? {}) as Partial<Record<keyof Head, unknown>>
  if (typeof format !== 'string' || !format.startsWith('eso-es-cuento/backup@')) bad('is not the head of a backup')
  if (format !== BACKUP_FORMAT) bad(`is of ${format} and this collector knows ${BACKUP_FORMAT}: install a newer one`)
  const { fingerprint, key } = (venueKey ?? {}) as { fingerprint?: unknown; key?: unknown }
  const isHex = (text: unknown): boolean => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)
  const isWhole =
    typeof made === 'string' &&
    (store === 'sqlite' || store === 'postgres') &&
    Number.isSafeInteger(version) &&
    isHex(fingerprint) &&
    (key === undefined || isHex(key))
  return isWhole ? (value as Head) : bad('is a head with something missing')
}

function endedWell(end: unknown, rows: Readonly<Record<string, number>>, sha256: string, bad: (what: string) => never): void {
  const said = end as { rows?: Record<string, number>; sha256?: unknown }
  if (said.sha256 !== sha256) bad('the checksum is another: something before this line was changed')
  const names = new Set([...Object.keys(rows), ...Object.keys(said.rows ?? {})])
  for (const name of names)
    if (said.rows?.[name] !== rows[name]) bad(`${name} has ${rows[name] ?? 0} rows and should have ${said.rows?.[name] ?? 0}`)
}
