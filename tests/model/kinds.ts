/** The stores that are put through the model test, and how each crashes. */
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openPostgres } from '../../src/collector/store/postgres.ts'
import { openSqlite } from '../../src/collector/store/sqlite.ts'
import { temporaryFolder } from '../collector/app.ts'
import { oneTimeNumbersIn } from '../collector/database.ts'
import { later } from '../collector/later.ts'
import { dropSchema, newSchema, oneTimeNumbersInPostgres } from '../collector/postgres.ts'
import type { Kind } from './life.ts'

/** SQLite in this thread: on one of its own each restart would take longer than a thousand operations. A crash is a copy of the file and its journal, taken while it is open. */
export function sqliteKind(): Kind {
  const folder = temporaryFolder()
  let copies = 0
  let file = join(folder, '0.db')
  const open = async () => later(openSqlite(file))
  return {
    open,
    reopen: open,
    crash: async () => {
      const left = file
      file = join(folder, `${++copies}.db`)
      for (const end of ['', '-wal']) if (existsSync(`${left}${end}`)) copyFileSync(`${left}${end}`, `${file}${end}`)
      const store = await open()
      // Whoever still has it open writes into what nobody finds any more.
      for (const end of ['', '-wal', '-shm']) rmSync(`${left}${end}`, { force: true })
      return store
    },
    remembered: async () => oneTimeNumbersIn(file),
    remove: async () => rmSync(folder, { recursive: true }),
  }
}

/** A schema of its own on that server. A crash is a collector that is left standing while another one begins. */
export async function postgresKind(server: string): Promise<Kind> {
  const url = await newSchema(server)
  const open = () => openPostgres(url)
  return {
    open,
    reopen: open,
    crash: open,
    remembered: () => oneTimeNumbersInPostgres(url),
    remove: () => dropSchema(url),
  }
}
