import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BACKUP_FORMAT, BadBackup, backupText, contentsOf, type Head, type Row, readBackup, type Table } from './format.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'format-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const head: Head = {
  format: BACKUP_FORMAT,
  made: '2026-06-15T14',
  store: 'sqlite',
  version: 1,
  venueKey: { fingerprint: 'ab'.repeat(32), key: 'cd'.repeat(32) },
}

async function textOf(tables: readonly Table[], top: Head = head): Promise<string> {
  let text = ''
  for await (const part of backupText(top, tables)) text += part
  return text
}

/** Writes bytes as they are, reads them as a backup. */
async function read(bytes: Buffer) {
  const file = join(folder, 'b.gz')
  writeFileSync(file, bytes)
  const tables: Record<string, { columns: readonly string[]; rows: Row[] }> = {}
  const found = await readBackup(file, {
    rows: (table, columns, rows) => {
      tables[table] ??= { columns, rows: [] }
      tables[table]?.rows.push(...rows)
    },
  })
  return { ...found, tables }
}

const name = fc.stringMatching(/^[a-z_]{1,8}$/).filter((each) => !(each in {}))
const value = fc.oneof(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.constant(null))
const table = fc.tuple(name, fc.uniqueArray(name, { minLength: 1, maxLength: 4 })).chain(([table, columns]) =>
  fc.record({
    name: fc.constant(table),
    columns: fc.constant(columns),
    chunks: fc.array(fc.array(fc.array(value, { minLength: columns.length, maxLength: columns.length }), { maxLength: 5 }), {
      maxLength: 3,
    }),
  }),
)
const someTables = fc
  .uniqueArray(table, { selector: (each) => each.name, maxLength: 4 })
  .map((tables) => tables.map(({ chunks, ...each }) => ({ ...each, rows: chunks })))

test('whatever tables hold is read back as it was written, and known again by its content', async () => {
  await fc.assert(
    fc.asyncProperty(someTables, async (tables) => {
      const found = await read(gzipSync(await textOf(tables)))
      const filled = tables.filter(({ rows }) => rows.flat().length > 0)
      expect(found.head).toEqual(head)
      expect(found.tables).toEqual(
        Object.fromEntries(filled.map(({ name, columns, rows }) => [name, { columns, rows: rows.flat() }])),
      )
      expect(found.rows).toEqual(Object.fromEntries(filled.map(({ name, rows }) => [name, rows.flat().length])))
      expect(found.content).toBe((await contentsOf(tables)).content)
    }),
    { numRuns: 60 },
  )
})

const rows: Row[] = Array.from({ length: 1300 }, (_, at) => [`key-${at}`, at])
const table1300: Table = { name: 'counter', columns: ['key', 'n'], rows: [rows] }

test('many rows are handed out some hundred at a time', async () => {
  const file = join(folder, 'many.gz')
  writeFileSync(file, gzipSync(await textOf([table1300])))
  const sizes: number[] = []
  await readBackup(file, { rows: (_, __, chunk) => void sizes.push(chunk.length) })
  expect(sizes).toEqual([500, 500, 300])
})

test('a byte that is another, anywhere in the file, is noticed', async () => {
  const whole = gzipSync(await textOf([{ ...table1300, rows: [rows.slice(0, 40)] }]))
  const { content } = await read(whole)
  // Of gzip's own head (RFC 1952) time, level and system say nothing of what is in it.
  for (let at = 10; at < whole.length; at += 3) {
    const bytes = Buffer.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ 0x11
    await expect(read(bytes), `byte ${at}`).rejects.toThrow()
  }
  expect(content).toHaveLength(64)
})

test('a file that is cut off anywhere, inside its lines too, is noticed', async () => {
  const text = await textOf([{ ...table1300, rows: [rows.slice(0, 40)] }])
  const whole = gzipSync(text)
  for (let length = 0; length < whole.length; length += 7) await expect(read(whole.subarray(0, length))).rejects.toThrow()
  const lines = text.split('\n').slice(0, -1)
  for (let count = 0; count < lines.length; count++)
    await expect(
      read(
        gzipSync(
          lines
            .slice(0, count)
            .map((line) => `${line}\n`)
            .join(''),
        ),
      ),
    ).rejects.toThrow(/ends too soon/)
})

const changed = (change: (lines: string[]) => string[]) => async () =>
  gzipSync(
    change((await textOf([table1300])).split('\n').slice(0, -1))
      .map((line) => `${line}\n`)
      .join(''),
  )

test.each([
  ['a row that is left out', changed((lines) => lines.toSpliced(5, 1)), /line 1302: the checksum is another/],
  ['a row that says more', changed((lines) => lines.with(5, '["key-3",4]')), /the checksum is another/],
  ['a row with a value too many', changed((lines) => lines.with(5, '["key-3",4,5]')), /line 6: is no row of counter/],
  ['a part of a number', changed((lines) => lines.with(5, '["key-3",1.5]')), /line 6: is no row of counter/],
  ['a row before any table', changed((lines) => lines.toSpliced(1, 1)), /line 2: a row stands before any table/],
  ['a table twice', changed((lines) => lines.toSpliced(9, 0, lines[1] ?? '')), /line 10: counter stands here a second time/],
  ['a line of something else', changed((lines) => lines.toSpliced(9, 0, '"words"')), /line 10: is neither a table nor a row/],
  ['no JSON', changed((lines) => lines.with(9, '["key-7"')), /line 10: is not JSON/],
  ['more after the end', changed((lines) => [...lines, '[]']), /line 1304: there is something after the end/],
  [
    'a later format',
    changed((lines) => lines.with(0, lines[0]?.replace('@1', '@2') ?? '')),
    /backup@2 and this collector knows .*backup@1: install a newer one/,
  ],
  ['no head', changed((lines) => lines.slice(1)), /line 1: is not the head of a backup/],
  [
    'a head without its version',
    changed((lines) => lines.with(0, lines[0]?.replace('"version":1,', '') ?? '')),
    /line 1: is a head with something missing/,
  ],
  ['what is no gzip', async () => Buffer.from('counter'), /is damaged from here on, or no backup/],
])('%s is told with its line', async (_, bytes, said) => {
  const file = await bytes()
  await expect(read(file)).rejects.toThrow(said)
  await expect(read(file)).rejects.toThrow(BadBackup)
})

test('the file says no more than its head, and is what it is described as', async () => {
  const text = await textOf([{ name: 'closed', columns: ['body', 'wave'], rows: [[['[]', '2026-2']]] }])
  const [first, second, third, last, end] = gunzipSync(gzipSync(text)).toString().split('\n')
  expect(JSON.parse(first ?? '')).toEqual(head)
  expect([second, third]).toEqual(['{"table":"closed","columns":["body","wave"]}', '["[]","2026-2"]'])
  expect(JSON.parse(last ?? '')).toEqual({ end: { rows: { closed: 1 }, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  expect(end).toBe('')
  expect(readFileSync(new URL('./format.ts', import.meta.url), 'utf8')).toContain('["n:AB:baseline","2026-2/core@1/online",31]')
})
