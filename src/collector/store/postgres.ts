/**
 * The store on PostgreSQL: the same promises as on SQLite, for any number of collectors at once.
 *
 * Who excludes whom: a batch holds `counter` as every writer does (ROW EXCLUSIVE). Whoever lets the gate look at it, turns the window or closes a wave takes
 * SHARE ROW EXCLUSIVE, which lets nobody else write and nobody else do the same, so no batch sees half a release and no release is made twice. Locks
 * are taken before a statement's snapshot is, so whoever waited sees what was done meanwhile.
 *
 * What lies on the server's disk: every row says which transaction wrote it, dead versions of counters stay until they are vacuumed, and the journal (WAL) holds
 * the order of everything. Together that is a lone person's whole answers. So `settle` writes the counters anew, in one transaction, into a new file, and
 * has the server begin a new journal and drop the old one. The latter takes rights and settings of the server: docs/postgresql.md.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { TableCount, TableSession } from '../../protocol/table-session.ts'
import { decideClose, type Rest } from '../../report/gate/close.ts'
import type { GateMemory } from '../../report/gate/release.ts'
import type { Snapshot } from '../../report/gate/snapshot.ts'
import { leafId, parseLeafId } from '../../tally/leaf.ts'
import { hoursOver, parseShardId, quarantineOf, type ShardState, shardId, shardsOf } from '../../tally/quarantine.ts'
import type { Tally } from '../../tally/tally.ts'
import { StoreFault } from './fault.ts'
import { nextSnapshot, releaseWork } from './gate-work.ts'
import { accessIn } from './postgres-access.ts'
import { batchAnswer, batchStatement, type Now } from './postgres-batch.ts'
import { COUNTER, migrate } from './postgres-schema.ts'
import { type Ask, openSession, type Row } from './postgres-session.ts'
import { droppedRests, type QuarantineDecision, quarantineWork } from './quarantine-work.ts'
import { ended, newestFirst, PEOPLE_KEYS, peopleBy } from './round-table.ts'
import type { LaterStore, LeafState, SnapshotOutcome, Submission } from './store.ts'
import { onceTable, windowOf } from './window.ts'

export interface PostgresOptions {
  readonly connectMs?: number
  /** A batch that takes longer is given up and may be sent again; shorter than a phone waits (quiz/outbox). */
  readonly batchMs?: number
  /** All else. */
  readonly deskMs?: number
  /** For so long a server that is not there yet is waited for. */
  readonly patienceMs?: number
  /** The counters are written anew at most as often, by however many collectors. */
  readonly anewMs?: number
  /** The journal is begun anew at most as often: each time costs the server a file of 16 MB. */
  readonly emptyMs?: number
  /** Told once where the server does not let the journal be emptied. */
  readonly onKeptJournal?: (reason: string) => void
}

/** The same key for every collector of this store. */
export interface KeyKeeper {
  /**
   * The key that printed codes are made with. Given one, it is used, and the store remembers its fingerprint alone; given none, the store makes one and keeps
   * it. Throws where another was given before: half of the codes would count under `unknown`.
   */
  venueKey(given: Buffer | undefined): Promise<Buffer>
}

export type PostgresStore = LaterStore & KeyKeeper

/** How often a batch is begun anew because the store moved on under it, or because it and another waited for each other. */
const TRIES = 5

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

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
  const desk = openSession({ url, connectMs, deadlineMs: deskMs })
  /** This collector's row of `beat`: the first that no other connection holds. It is held as long as the connection lasts. */
  let beat = -1
  const writer = openSession({
    url,
    connectMs,
    deadlineMs: batchMs,
    prepare: async (ask) => {
      const [row] = await ask(
        'SELECT slot FROM generate_series(0, 999) slot WHERE pg_try_advisory_lock(hashtext(current_schema()), slot) LIMIT 1',
      )
      if (typeof row?.slot !== 'number') throw new StoreFault('failing', 'a thousand collectors hold this store already')
      beat = row.slot
      await ask('INSERT INTO beat (id, n) VALUES ($1, 0) ON CONFLICT DO NOTHING', [beat])
    },
  })
  let now: Now | undefined
  let isJournalKept = false
  let repeats = 0

  await started()

  async function started(): Promise<void> {
    const until = performance.now() + patienceMs
    for (;;) {
      try {
        return await migrate(desk)
      } catch (error) {
        const isAway = error instanceof StoreFault && error.trouble !== 'failing'
        if (!isAway || performance.now() > until) {
          await desk.close()
          throw error
        }
        await pause(500)
      }
    }
  }

  const windowsThere = async (ask: Ask): Promise<number[]> => {
    const rows = await ask(
      "SELECT substring(relname FROM 6)::int AS number FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname ~ '^once_-?[0-9]+$'",
    )
    return rows.map(({ number }) => Number(number)).sort((a, b) => a - b)
  }

  /** Work that no batch may fall into, and that no two collectors do at once. */
  const exclusively = <T>(work: (ask: Ask) => Promise<T>, mode = 'SHARE ROW EXCLUSIVE'): Promise<T> =>
    desk.transaction(async (ask) => {
      await ask(`LOCK TABLE counter IN ${mode} MODE`)
      return work(ask)
    })

  /**
   * What a batch of this day has to know. The window is the store's and not each collector's, or two whose clocks differ at the turn would each remember a number
   * in a table of its own. It follows the clock forward, and back where the clock was put back by more than a window; numbers are looked up in every
   * table that is there, those of days to come as well.
   */
  async function nowOn(day: string): Promise<Now> {
    const wanted = windowOf(day)
    if (now === undefined) {
      const [row] = await desk.ask('SELECT turn, once_window FROM clock')
      now = { turn: Number(row?.turn), window: Number(row?.once_window), windows: await windowsThere(desk.ask) }
    }
    const fits = (window: number) => window === wanted || window === wanted + 1
    if (fits(now.window)) return now
    now = undefined
    await exclusively(async (ask) => {
      const [row] = await ask('SELECT once_window FROM clock')
      if (fits(Number(row?.once_window))) return
      await ask(`CREATE TABLE IF NOT EXISTS ${onceTable(wanted)} (id bytea PRIMARY KEY, batch integer NOT NULL)`)
      await ask('UPDATE clock SET turn = turn + 1, once_window = $1', [wanted])
    })
    // Each by itself, without holding up anybody who counts.
    for (const window of await windowsThere(desk.ask))
      if (window < wanted - 1) await desk.ask(`DROP TABLE IF EXISTS ${onceTable(window)}`)
    return nowOn(day)
  }

  async function commit(batch: readonly Submission[], day: string): Promise<readonly number[]> {
    const first = new Map<string, Submission>()
    for (const submission of batch) if (!first.has(submission.id)) first.set(submission.id, submission)
    const sorted = [...first.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    const { batches, fresh } = await counted(sorted, day)
    repeats += batch.length - fresh
    return batch.map(({ id }) => batches.get(id) ?? 0)
  }

  async function counted(sorted: readonly Submission[], day: string): Promise<{ batches: Map<string, number>; fresh: number }> {
    for (let tried = 1; ; tried++) {
      try {
        const at = await nowOn(day)
        // The connection has to be there first: it says which row to beat on.
        if (beat < 0) await writer.ask('SELECT 1')
        const answer = batchAnswer(await writer.ask(batchStatement(sorted, at, beat)))
        if (answer.kind === 'counted') {
          if (answer.beats !== 1) throw new StoreFault('failing', 'its row of beats is gone')
          const batches = new Map<string, number>()
          for (const [index, number] of answer.batches.entries())
            if (number !== undefined) batches.set((sorted[index] as Submission).id, number)
          const missing = sorted.filter(({ id }) => !batches.has(id)).map(({ id }) => id)
          const others = missing.length === 0 ? [] : await numbersOf(missing, at)
          return { batches: new Map([...batches, ...others]), fresh: answer.fresh }
        }
      } catch (error) {
        // 42P01: a window's table was dropped; 40…: this batch and another's work waited for each other. Nothing was counted.
        const isPassing = /^(42P01|40)/.test((error as { code?: string }).code ?? '')
        if (!isPassing || tried === TRIES) throw error
      }
      now = undefined
      if (tried === TRIES) throw new StoreFault('locked', 'the store moved on under every try')
    }
  }

  /** What stands beside numbers that somebody else wrote while this batch was on its way. */
  async function numbersOf(ids: readonly string[], { windows }: Now): Promise<Map<string, number>> {
    const rows = await writer.ask(
      `SELECT encode(id, 'hex') AS id, batch FROM (${windows.map((number) => `SELECT id, batch FROM ${onceTable(number)}`).join(' UNION ALL ')}) once
       WHERE id = ANY ($1::text[]::bytea[])`,
      [ids.map((id) => `\\x${id}`)],
    )
    return new Map(rows.map(({ id, batch }) => [String(id), Number(batch)]))
  }

  const SUM = '(SELECT coalesce(sum(n), 0) FROM beat)'

  async function settle(day: string): Promise<boolean> {
    await nowOn(day)
    const [state] = await desk.ask(
      `SELECT written < ${SUM} AS moved, written_at < now() - $1 * interval '1 ms' AS due FROM clock`,
      [anewMs],
    )
    if (state?.moved === true) {
      if (state.due !== true) return false
      await exclusively(writeCountersAnew, 'ACCESS EXCLUSIVE')
    }
    return isJournalKept || (await emptyJournal())
  }

  async function writeCountersAnew(ask: Ask): Promise<void> {
    // Somebody else may have done it while this waited; then there is nothing to do.
    const [row] = await ask(`UPDATE clock SET written = ${SUM}, written_at = now() WHERE written < ${SUM} RETURNING 1 AS done`)
    if (row === undefined) return
    await ask(`CREATE TABLE counter_anew ${COUNTER}`)
    await ask('INSERT INTO counter_anew SELECT leaf, key, n FROM counter ORDER BY leaf, key')
    await ask('DROP TABLE counter')
    await ask('ALTER TABLE counter_anew RENAME TO counter')
  }

  async function emptyJournal(): Promise<boolean> {
    const [state] = await desk.ask(
      "SELECT written, emptied < written AS moved, emptied_at < now() - $1 * interval '1 ms' AS due FROM clock",
      [emptyMs],
    )
    if (state?.moved !== true) return true
    if (state.due !== true) return false
    try {
      await desk.ask('SELECT pg_switch_wal()')
      await desk.ask('CHECKPOINT')
    } catch (error) {
      if ((error as { code?: string }).code !== '42501') throw error
      isJournalKept = true
      onKeptJournal('this account may not begin a new journal (pg_switch_wal, pg_checkpoint)')
      return true
    }
    await desk.ask('UPDATE clock SET emptied = greatest(emptied, $1::bigint), emptied_at = now()', [state.written])
    return true
  }

  const rangeOf = (wave: string): [string, string] => [`${wave}/`, `${wave}0`]

  async function leavesIn(ask: Ask, wave: string): Promise<LeafState[]> {
    const states = new Map<string, Record<'live' | keyof GateMemory, Record<string, number>>>()
    // One statement, so that both are of the same moment. '0' follows '/' in the alphabet: the range is every leaf of the wave.
    for (const { leaf, part, key, n } of await ask(
      `SELECT leaf, 'live' AS part, key, n FROM counter WHERE leaf >= $1 AND leaf < $2
       UNION ALL SELECT leaf, part, key, n FROM gate WHERE leaf >= $1 AND leaf < $2 ORDER BY leaf, part, key`,
      rangeOf(wave),
    )) {
      const id = String(leaf)
      const state = states.get(id) ?? { live: {}, spent: {}, unmatched: {}, tried: {}, batches: {} }
      states.set(id, state)
      state[String(part) as 'live' | keyof GateMemory][String(key)] = Number(n)
    }
    return [...states].map(([id, { live, ...memory }]) => ({ ...parseLeafId(id), live, memory }))
  }

  /** A tally as three lists: a row for each counter. */
  const insertTally = (ask: Ask, table: string, columns: readonly string[], tally: Tally): Promise<unknown> => {
    const keys = Object.keys(tally).sort()
    const fixed = columns.map((_, index) => `$${index + 3}::text`)
    return ask(`INSERT INTO ${table} SELECT ${fixed.join(', ')}, key, n FROM unnest($1::text[], $2::bigint[]) t(key, n)`, [
      keys,
      keys.map((key) => tally[key] ?? 0),
      ...columns,
    ])
  }

  async function keepMemory(ask: Ask, leaf: string, memory: GateMemory): Promise<void> {
    await ask('DELETE FROM gate WHERE leaf = $1', [leaf])
    for (const [part, tally] of Object.entries(memory) as [keyof GateMemory, Tally][])
      await insertTally(ask, 'gate', [leaf, part], tally)
  }

  const keepSnapshot = (ask: Ask, snapshot: Snapshot): Promise<unknown> =>
    ask('INSERT INTO snapshot (leaf, number, body) VALUES ($1, $2, $3)', [
      leafId(snapshot),
      snapshot.number,
      JSON.stringify(snapshot),
    ])

  const numberingOf = async (ask: Ask, wave: string, day: string) => {
    const rows = await ask(
      'SELECT leaf, max(number) AS last FROM snapshot WHERE leaf >= $1 AND leaf < $2 GROUP BY leaf',
      rangeOf(wave),
    )
    const last = new Map(rows.map((row) => [String(row.leaf), Number(row.last)]))
    return { last: (leaf: string) => last.get(leaf) ?? 0, day, sha256 }
  }

  const takeSnapshots = (wave: string, day: string, place?: string): Promise<SnapshotOutcome[]> =>
    exclusively(async (ask) => {
      if (await closingIn(ask, wave)) return []
      const asked = (await leavesIn(ask, wave)).filter((leaf) => place === undefined || leaf.place === place)
      const work = releaseWork(asked, await numberingOf(ask, wave, day))
      for (const { outcome, memory, snapshot } of work) {
        if (memory) await keepMemory(ask, leafId(outcome), memory)
        if (snapshot) await keepSnapshot(ask, snapshot)
      }
      return work.map(({ outcome }) => outcome)
    })

  const closeWave = (wave: string, day: string): Promise<Rest[]> =>
    exclusively(async (ask) => {
      const before = await closingIn(ask, wave)
      if (before) return before
      const { released, rests, quality } = decideClose(await leavesIn(ask, wave))
      const { last, ...numbering } = await numberingOf(ask, wave, day)
      // Two of one leaf may come out of a close: the rests of both modes are pooled under one place.
      const added = new Map<string, number>()
      for (const { leaf, decision } of released) {
        const id = leafId(leaf)
        const more = added.get(id) ?? 0
        added.set(id, more + 1)
        await keepSnapshot(ask, nextSnapshot(leaf, decision, { ...numbering, last: () => last(id) + more }))
      }
      for (const state of shardsOf(await leavesIn(ask, quarantineOf(wave)))) await decide(ask, state, 'dropped', day)
      const dropped = (await decisionsIn(ask, wave)).filter(({ outcome }) => outcome === 'dropped')
      const all = [...rests, ...droppedRests(dropped)]
      await ask('INSERT INTO closed (wave, body) VALUES ($1, $2)', [wave, JSON.stringify(all)])
      // What nobody will be shown any more need not lie here: the live counters go, and the gate's memory of them.
      for (const table of ['counter', 'gate'])
        for (const each of [wave, quarantineOf(wave)])
          await ask(`DELETE FROM ${table} WHERE leaf >= $1 AND leaf < $2`, rangeOf(each))
      for (const { leaf, tally } of quality) await insertTally(ask, 'counter', [leafId(leaf)], tally)
      // The deleted rows still lie in their file, until the counters are written anew.
      await ask('UPDATE clock SET written = written - 1')
      return all
    })

  const decisionsIn = async (ask: Ask, wave: string) => {
    const rows = await ask(
      'SELECT shard, outcome, people FROM quarantine WHERE shard >= $1 AND shard < $2',
      rangeOf(quarantineOf(wave)),
    )
    return rows.map(({ shard, outcome, people }) => ({ shard: String(shard), outcome: String(outcome), people: Number(people) }))
  }

  async function decide(ask: Ask, state: ShardState, decision: QuarantineDecision, day: string): Promise<number> {
    const { leaf } = state.shard
    const [row] = await ask("SELECT n FROM gate WHERE leaf = $1 AND part = 'batches' AND key = 'baseline'", [leaf])
    const { add, forget, decided, people } = quarantineWork(state, decision, Number(row?.n ?? 0))
    const keys = Object.keys(add).sort()
    await ask(
      `INSERT INTO counter AS c SELECT $3::text, key, n FROM unnest($1::text[], $2::bigint[]) t(key, n)
       ON CONFLICT (leaf, key) DO UPDATE SET n = c.n + excluded.n`,
      [keys, keys.map((key) => add[key] ?? 0), leaf],
    )
    await ask('DELETE FROM counter WHERE leaf = ANY ($1::text[])', [forget])
    const id = shardId(state.shard)
    await ask(
      "INSERT INTO gate VALUES ($1, 'batches', 'baseline', $2) ON CONFLICT (leaf, part, key) DO UPDATE SET n = excluded.n",
      [id, decided],
    )
    await ask('INSERT INTO quarantine (shard, decision, outcome, people, day) VALUES ($1, $2, $3, $4, $5)', [
      id,
      decided,
      decision,
      people,
      day,
    ])
    return people
  }

  async function decideQuarantine(id: string, decision: QuarantineDecision, day: string): Promise<number | undefined> {
    const { wave } = parseLeafId(parseShardId(id).leaf)
    return exclusively(async (ask) => {
      const state = shardsOf(await leavesIn(ask, quarantineOf(wave))).find(({ shard }) => shardId(shard) === id)
      if (!state) return undefined
      const people = await decide(ask, state, decision, day)
      // The deleted rows still lie in their file, until the counters are written anew.
      await ask('UPDATE clock SET written = written - 1')
      return people
    })
  }

  async function closingIn(ask: Ask, wave: string): Promise<Rest[] | undefined> {
    const [row] = await ask('SELECT body FROM closed WHERE wave = $1', [wave])
    return row === undefined ? undefined : (JSON.parse(String(row.body)) as Rest[])
  }

  const tableOf = (row: Row | undefined): TableSession | undefined =>
    row === undefined ? undefined : (JSON.parse(String(row.body)) as TableSession)

  async function keepTable(session: TableSession): Promise<TableSession> {
    await desk.ask('INSERT INTO round_table (id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      session.id,
      JSON.stringify(session),
    ])
    const [row] = await desk.ask('SELECT body FROM round_table WHERE id = $1', [session.id])
    return tableOf(row) ?? session
  }

  const endTable = (id: string): Promise<boolean> =>
    desk.transaction(async (ask) => {
      const [row] = await ask('SELECT body FROM round_table WHERE id = $1 FOR UPDATE', [id])
      const session = tableOf(row)
      if (!session) return false
      await ask('UPDATE round_table SET body = $2 WHERE id = $1', [id, JSON.stringify(ended(session))])
      return true
    })

  async function people(leaf: string): Promise<TableCount> {
    const rows = await desk.ask('SELECT key, n FROM counter WHERE leaf = $1 AND key = ANY ($2::text[])', [leaf, PEOPLE_KEYS])
    const counters = new Map(rows.map(({ key, n }) => [String(key), Number(n)]))
    return peopleBy((key) => counters.get(key) ?? 0)
  }

  return {
    commit,
    repeats: async () => repeats,
    settle,
    takeSnapshots,
    closeWave,
    closing: (wave) => closingIn(desk.ask, wave),
    snapshots: async (wave) => {
      const rows = await desk.ask('SELECT body FROM snapshot WHERE leaf >= $1 AND leaf < $2 ORDER BY leaf, number', rangeOf(wave))
      return rows.map(({ body }) => JSON.parse(String(body)) as Snapshot)
    },
    quality: async (wave) => {
      if (!(await closingIn(desk.ask, wave))) return []
      return (await leavesIn(desk.ask, wave)).flatMap(({ instrument, place, live }) =>
        place === 'whole' ? [{ instrument, tally: live }] : [],
      )
    },
    leaves: (wave) => leavesIn(desk.ask, wave),
    quarantined: async (wave) => shardsOf(await leavesIn(desk.ask, quarantineOf(wave))),
    decideQuarantine,
    alarms: async (wave) =>
      hoursOver([
        ...shardsOf(await leavesIn(desk.ask, quarantineOf(wave))).map(({ shard }) => shardId(shard)),
        ...(await decisionsIn(desk.ask, wave)).map(({ shard }) => shard),
      ]),
    keepTable,
    tables: async () => newestFirst((await desk.ask('SELECT body FROM round_table')).flatMap((row) => tableOf(row) ?? [])),
    endTable,
    people,
    ...accessIn(desk),
    venueKey: async (given) => {
      const made = given ?? randomBytes(32)
      await desk.ask('INSERT INTO venue_key (id, fingerprint, key) VALUES (1, $1, $2) ON CONFLICT DO NOTHING', [
        sha256(made),
        given === undefined ? made.toString('hex') : null,
      ])
      const [row] = await desk.ask('SELECT fingerprint, key FROM venue_key')
      if (given !== undefined && row?.fingerprint !== sha256(given))
        throw new Error(
          'VENUE_KEY is not the key that this store was begun with: printed codes would count under unknown. Set the one of the first start',
        )
      if (given !== undefined) return given
      if (typeof row?.key !== 'string')
        throw new Error('this store was begun with a key of its own: set VENUE_KEY to the one of the first start')
      return Buffer.from(row.key, 'hex')
    },
    close: async () => {
      await writer.close()
      await desk.close()
    },
  }
}
