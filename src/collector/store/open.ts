/** Opens whichever store the settings name. */
import type { PostgresOptions } from './postgres.ts'
import type { KeyKeeper } from './postgres-venue-key.ts'
import type { LaterStore } from './store.ts'
import { openStoreThread } from './thread.ts'

export const isPostgres = (database: string): boolean => /^postgres(ql)?:\/\//.test(database)

/** @param database a `postgres://` address, or a file for SQLite. Only a store on a server keeps the key of the venue codes. */
export async function openStore(database: string, options: PostgresOptions = {}): Promise<LaterStore & Partial<KeyKeeper>> {
  if (!isPostgres(database)) return openStoreThread(database)
  // The driver is loaded by those alone who need it.
  const { openPostgres } = await import('./postgres.ts')
  return openPostgres(database, options)
}
