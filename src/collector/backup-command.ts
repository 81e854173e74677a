/** `staff backup`, `staff verify`, `staff restore`: the whole store as one file, and back. */
import { mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { backUp, backUpTo, restore, verify } from './backup/backup.ts'
import type { Copy } from './backup/copy.ts'
import type { Contents, Head } from './backup/format.ts'
import { backedKey } from './backup/key.ts'
import { postgresCopy } from './backup/postgres-copy.ts'
import { sqliteCopy } from './backup/sqlite-copy.ts'
import { keyOfCodes } from './data-folder.ts'
import { progressBar } from './press/progress-bar.ts'
import type { Settings } from './settings.ts'
import { isPostgres, openStore } from './store/open.ts'

/** Fewer rows, or fewer kilobytes, are done before anybody looks. */
const WORTH_A_BAR = { rows: 100_000, kilobytes: 2_000 }

const copyOf = ({ database, data }: Settings): Copy => (isPostgres(database) ? postgresCopy(database) : sqliteCopy(database, data))

/** Forgets what is over before it would be kept in a file; gives the key that codes are made with. */
async function settled(settings: Settings, day: string): Promise<Buffer> {
  mkdirSync(settings.data, { recursive: true, mode: 0o700 })
  const store = await openStore(settings.database)
  try {
    await store.settle(day)
    return await keyOfCodes(settings, store)
  } finally {
    await store.close()
  }
}

function rowsBar(total: number): (rows: number) => void {
  const bar = total < WORTH_A_BAR.rows ? undefined : progressBar(total)
  return (rows) => bar?.(Math.min(rows, total), 'rows')
}

function bytesBar(file: string): (bytes: number) => void {
  const total = Math.ceil(statSync(file).size / 1000)
  const bar = total < WORTH_A_BAR.kilobytes ? undefined : progressBar(total)
  return (bytes) => bar?.(Math.min(Math.ceil(bytes / 1000), total), 'kB')
}

/** What a table's rows are, in words; tables that have no word are told by their name. */
const WORDS: Readonly<Record<string, string>> = {
  counter: 'counters',
  gate: 'notes of the gate',
  snapshot: 'snapshots',
  closed: 'closed waves',
  round_table: 'round tables',
  token: 'staff tokens',
  once: 'one-time numbers',
}

const summary = ({ rows }: Pick<Contents, 'rows'>): string =>
  Object.entries(rows)
    .map(([table, count]) => `  ${(WORDS[table] ?? table).padEnd(24)} ${String(count).padStart(9)}\n`)
    .join('') || '  nothing\n'

const origin = ({ made, store, version }: Head): string =>
  `made on ${made.replace('T', ' at ')} h UTC, of a store on ${store} (version ${version})`

export function backupCommands(program: Command, settings: Settings): void {
  program
    .command('backup')
    .description('write the whole store into one file, while the collector goes on; the file is as secret as the store: encrypt it')
    .argument('[file]', 'where to; - for standard output; default: DATA_DIR/backups, named by day and hour')
    .action(async (asked: string | undefined) => {
      const now = new Date()
      const key = backedKey(await settled(settings, now.toISOString().slice(0, 10)), settings.venueKey)
      const copy = copyOf(settings)
      const options = { key, now, progress: rowsBar(await copy.size()) }
      if (asked === '-') return void (await backUpTo(process.stdout, copy, options))
      const name = `eso-es-cuento-${now.toISOString().slice(0, 13)}.backup.gz`
      const file = asked === undefined ? join(settings.data, 'backups', name) : resolve(asked)
      const contents = await backUp(file, copy, options)
      console.log(`${file}\n\n${summary(contents)}`)
      console.log(
        key.key === undefined
          ? 'It does not hold the key of the printed codes: that is the VENUE_KEY that is set here. Keep it apart.'
          : 'It holds the key of the printed codes.',
      )
      console.log(
        'It holds counters that are not released yet: two backups with one person between them tell what she answered.\nEncrypt it, keep few, and take none by the minute.',
      )
    })

  program
    .command('verify')
    .description('check a backup from end to end, and restore it on trial')
    .argument('<file>', 'the backup')
    .action(async (asked: string) => {
      const file = resolve(asked)
      const { head, key, ...contents } = await verify(file, { given: settings.venueKey, progress: bytesBar(file) })
      console.log(`${file}, ${origin(head)}\n\n${summary(contents)}\n  key of the printed codes: ${key}\n`)
      console.log('It is whole: its checksum, its rows and a trial restore agree.')
    })

  program
    .command('restore')
    .description('fill an empty store from a backup, of this kind of store or the other; all of it, or nothing')
    .argument('<file>', 'the backup')
    .action(async (asked: string) => {
      const file = resolve(asked)
      mkdirSync(settings.data, { recursive: true, mode: 0o700 })
      const { head, ...contents } = await restore(file, copyOf(settings), { given: settings.venueKey, progress: bytesBar(file) })
      console.log(`Restored from ${file}, ${origin(head)}\n\n${summary(contents)}`)
      console.log('What was counted after it was made is lost: phones do not send again what was acknowledged.')
    })
}
