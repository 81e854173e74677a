/**
 * What lies of the past on the server's disk, and how it goes. Every row says which transaction wrote it, dead versions of counters stay until they are vacuumed,
 * and the journal (WAL) holds the order of everything. Together that is a lone person's whole answers. So `settle` writes the counters anew, in one transaction, into
 * a new file, and has the server begin a new journal and drop the old one. The latter takes rights and settings of the server: docs/postgresql.md.
 */
import type { Clock } from './postgres-clock.ts'
import type { Desk } from './postgres-desk.ts'
import { COUNTER } from './postgres-schema.ts'
import type { Ask } from './postgres-session.ts'
import type { LaterStore } from './store.ts'

export interface JournalOptions {
  /** The counters are written anew at most as often, by however many collectors, in ms. */
  readonly anewMs: number
  /** The journal is begun anew at most as often, in ms: each time costs the server a file of 16 MB. */
  readonly emptyMs: number
  /** Told once where the server does not let the journal be emptied. */
  readonly onKeptJournal: (reason: string) => void
}

/** How often any collector has written: grows with every batch. */
const BEATS = '(SELECT coalesce(sum(n), 0) FROM beat)'

async function writeCountersAnew(ask: Ask): Promise<void> {
  // Somebody else may have done it while this waited; then there is nothing to do.
  const [row] = await ask(`UPDATE clock SET written = ${BEATS}, written_at = now() WHERE written < ${BEATS} RETURNING 1 AS done`)
  if (row === undefined) return
  await ask(`CREATE TABLE counter_anew ${COUNTER}`)
  await ask('INSERT INTO counter_anew SELECT leaf, key, n FROM counter ORDER BY leaf, key')
  await ask('DROP TABLE counter')
  await ask('ALTER TABLE counter_anew RENAME TO counter')
}

/** After counters were deleted: their rows still lie in the file, until the counters are written anew. Within the transaction that deleted them. */
export const dueAnew = (ask: Ask): Promise<unknown> => ask('UPDATE clock SET written = written - 1')

export function journalIn(
  { ask, exclusively }: Desk,
  clock: Clock,
  { anewMs, emptyMs, onKeptJournal }: JournalOptions,
): Pick<LaterStore, 'settle'> {
  let isKept = false

  async function empty(): Promise<boolean> {
    const [state] = await ask(
      "SELECT written, emptied < written AS moved, emptied_at < now() - $1 * interval '1 ms' AS due FROM clock",
      [emptyMs],
    )
    if (state?.moved !== true) return true
    if (state.due !== true) return false
    try {
      await ask('SELECT pg_switch_wal()')
      await ask('CHECKPOINT')
    } catch (error) {
      if ((error as { code?: string }).code !== '42501') throw error
      isKept = true
      onKeptJournal('this account may not begin a new journal (pg_switch_wal, pg_checkpoint)')
      return true
    }
    await ask('UPDATE clock SET emptied = greatest(emptied, $1::bigint), emptied_at = now()', [state.written])
    return true
  }

  return {
    settle: async (day) => {
      await clock.on(day)
      const [state] = await ask(`SELECT written < ${BEATS} AS moved, written_at < now() - $1 * interval '1 ms' AS due FROM clock`, [
        anewMs,
      ])
      if (state?.moved === true) {
        if (state.due !== true) return false
        await exclusively(writeCountersAnew, 'ACCESS EXCLUSIVE')
      }
      return isKept || (await empty())
    },
  }
}
