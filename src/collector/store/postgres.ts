/**
 * The store on PostgreSQL: the same promises as on SQLite, for any number of collectors at once. Two connections: batches go over one (postgres-writer), all else over
 * the other (postgres-desk, which says who excludes whom). What the server's disk would tell of the past goes with `settle` (postgres-journal).
 */
import { accessIn } from './postgres-access.ts'
import { clockOf } from './postgres-clock.ts'
import { openDesk } from './postgres-desk.ts'
import { gateIn } from './postgres-gate.ts'
import { type JournalOptions, journalIn } from './postgres-journal.ts'
import { quarantineIn } from './postgres-quarantine.ts'
import { roundTablesIn } from './postgres-round-table.ts'
import { type KeyKeeper, venueKeyIn } from './postgres-venue-key.ts'
import { openWriter } from './postgres-writer.ts'
import type { LaterStore } from './store.ts'

export interface PostgresOptions extends Partial<JournalOptions> {
  /** A server that has not taken the connection by then is away. */
  readonly connectMs?: number
  /** A batch that takes longer is given up and may be sent again; shorter than a phone waits (quiz/outbox). */
  readonly batchMs?: number
  /** All else. */
  readonly deskMs?: number
  /** For so long a server that is not there yet is waited for. */
  readonly patienceMs?: number
}

export type PostgresStore = LaterStore & KeyKeeper

/** Opens the store at a `postgres://` address. Throws where there is none, or one that cannot be used. */
export async function openPostgres(
  url: string,
  {
    connectMs = 2_000,
    batchMs = 6_000,
    deskMs = 60_000,
    patienceMs = 0,
    anewMs = 2_000,
    emptyMs = 20_000,
    onKeptJournal = () => undefined,
  }: PostgresOptions = {},
): Promise<PostgresStore> {
  const desk = await openDesk({ url, connectMs, deadlineMs: deskMs, patienceMs })
  const clock = clockOf(desk)
  const { commit, repeats, close } = openWriter({ url, connectMs, deadlineMs: batchMs }, clock)
  return {
    commit,
    repeats,
    ...journalIn(desk, clock, { anewMs, emptyMs, onKeptJournal }),
    ...gateIn(desk),
    ...quarantineIn(desk),
    ...roundTablesIn(desk),
    ...accessIn(desk),
    ...venueKeyIn(desk),
    close: async () => {
      await close()
      await desk.close()
    },
  }
}
