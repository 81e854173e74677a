/**
 * The tables in PostgreSQL, and how they came to be. Each step brings the store from one version to the next; a released step is never changed.
 * Steps run in one transaction, guarded by an advisory lock, so any number of collectors may start at once.
 *
 * Texts are compared byte by byte (`COLLATE "C"`): every collector sorts the cells of a batch the same way, and a wave's leaves are one range.
 */
import { StoreFault } from './fault.ts'
import { ACCESS_STEP } from './postgres-access.ts'
import type { Ask, Session } from './postgres-session.ts'

/** Half-filled pages let a counter's new version stay in its page, so that no index has to be touched. */
export const COUNTER = `(leaf text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, n bigint NOT NULL, PRIMARY KEY (leaf, key)) WITH (fillfactor = 50)`

/** What staff decided of messages that had been set aside. */
const QUARANTINE = `CREATE TABLE quarantine (shard text COLLATE "C" NOT NULL, decision integer NOT NULL, outcome text NOT NULL, people bigint NOT NULL, day text NOT NULL, PRIMARY KEY (shard, decision))`

const STEPS: readonly (readonly string[])[] = [
  [
    `CREATE TABLE counter ${COUNTER}`,
    `CREATE TABLE gate (leaf text COLLATE "C" NOT NULL, part text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, n bigint NOT NULL, PRIMARY KEY (leaf, part, key))`,
    `CREATE TABLE snapshot (leaf text COLLATE "C" NOT NULL, number integer NOT NULL, body text NOT NULL, PRIMARY KEY (leaf, number))`,
    `CREATE TABLE closed (wave text COLLATE "C" PRIMARY KEY, body text NOT NULL)`,
    `CREATE TABLE token (hash text COLLATE "C" PRIMARY KEY, expires text COLLATE "C" NOT NULL)`,
    // One row for each collector at work: every transaction that acknowledges writes here, if nowhere else.
    `CREATE TABLE beat (id integer PRIMARY KEY, n bigint NOT NULL)`,
    // One row. `turn` grows with every change of the window, `written` and `emptied` say up to which beat the counters were written anew, and the journal emptied.
    `CREATE TABLE clock (id integer PRIMARY KEY CHECK (id = 1), turn bigint NOT NULL, once_window integer NOT NULL,
       written bigint NOT NULL, written_at timestamptz NOT NULL, emptied bigint NOT NULL, emptied_at timestamptz NOT NULL)`,
    `INSERT INTO clock VALUES (1, 0, -1000, 0, 'epoch', 0, 'epoch')`,
    `CREATE TABLE venue_key (id integer PRIMARY KEY CHECK (id = 1), fingerprint text NOT NULL, key text)`,
  ],
  [`CREATE TABLE round_table (id text COLLATE "C" PRIMARY KEY, body text NOT NULL)`],
  [...ACCESS_STEP, QUARANTINE],
]

/** Any number does, as long as every collector knows the same. */
const MIGRATING = 0x650e

const versionIn = async (ask: Ask): Promise<number> => {
  const [row] = await ask('SELECT max(version) AS version FROM store_version')
  return Number(row?.version ?? 0)
}

/** Brings the store up to this collector's version. Throws where it is of a later one. */
export async function migrate({ transaction }: Session): Promise<void> {
  await transaction(async (ask) => {
    await ask('SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))', [MIGRATING])
    await ask('CREATE TABLE IF NOT EXISTS store_version (version integer PRIMARY KEY)')
    const version = await versionIn(ask)
    if (version > STEPS.length)
      throw new StoreFault(
        'failing',
        `the store is of version ${version} and this collector knows ${STEPS.length}: install a newer one`,
      )
    for (const [done, step] of STEPS.entries()) {
      if (done < version) continue
      for (const sql of step) await ask(sql)
      await ask('INSERT INTO store_version VALUES ($1)', [done + 1])
    }
  })
}
