/**
 * The store on Node's own SQLite.
 *
 * Write-ahead journal, full synchronous, secure delete; what that leaves of the past goes with `settle` (sqlite-journal). Tables are `WITHOUT ROWID`, clustered
 * by a random number or by the key itself: rows lie in no order of arrival.
 *
 * One-time numbers stand in one table for each window of days; a window is dropped whole once it and the next are over, so a number is known
 * for at least one window (`ONE_TIME_NUMBER_DAYS`) and at most two. Beside each stands how many batches of baselines its leaf had released by then,
 * and nothing that says which leaf.
 */
import { accessOn } from './sqlite-access.ts'
import { batchesOn } from './sqlite-batch.ts'
import { openSqliteFile } from './sqlite-file.ts'
import { gateOn } from './sqlite-gate.ts'
import { journalOn } from './sqlite-journal.ts'
import { quarantineOn } from './sqlite-quarantine.ts'
import { roundTablesOn } from './sqlite-round-table.ts'
import type { Store } from './store.ts'

/** Opens the store in a file, or in memory with `:memory:`. Throws where the file is no database or cannot be written. */
export function openSqlite(path: string): Store {
  const file = openSqliteFile(path)
  return {
    ...batchesOn(file),
    ...journalOn(file),
    ...gateOn(file),
    ...quarantineOn(file),
    ...roundTablesOn(file),
    ...accessOn(file),
    close: file.close,
  }
}
