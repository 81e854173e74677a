/** Work for `killed-at`: opens the store at STORE, and with that brings it up to date. */
import { openPostgres } from '../../src/collector/store/postgres.ts'
import { openSqlite } from '../../src/collector/store/sqlite.ts'

export default async function open(): Promise<void> {
  const at = process.env.STORE ?? ''
  const store = at.startsWith('postgres') ? await openPostgres(at) : openSqlite(at)
  await store.close()
}
