/**
 * The store on Node's own SQLite.
 *
 * Write-ahead journal, full synchronous, secure delete. The journal holds the order of recent commits, and with it whole answers of
 * people who came alone (a trial read three of three back), so `settle` empties it as soon as nothing waits. Tables are `WITHOUT ROWID`, clustered
 * by a random number or by the key itself: rows lie in no order of arrival.
 *
 * When a page overflows, SQLite may leave the tail of a moved row in the page's unused space: an older state of a counter. So `settle` also writes
 * the counters anew after a commit that moved any; the freed pages are overwritten with zeros.
 *
 * One-time numbers stand in one table for each window of days; a window is dropped whole once it and the next are over, so a number is known
 * for at least one window (`ONE_TIME_NUMBER_DAYS`) and at most two. Beside each stands how many batches of baselines its leaf had released by then,
 * and nothing that says which leaf.
 */
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import type { TableCount, TableSession } from '../../protocol/table-session.ts'
import { decideClose, type Rest } from '../../report/gate/close.ts'
import type { GateMemory } from '../../report/gate/release.ts'
import type { Snapshot } from '../../report/gate/snapshot.ts'
import { leafId, parseLeafId } from '../../tally/leaf.ts'
import { hoursOver, numbersFrom, parseShardId, quarantineOf, type ShardState, shardId, shardsOf } from '../../tally/quarantine.ts'
import type { Tally } from '../../tally/tally.ts'
import { StoreFault, sqliteFault } from './fault.ts'
import { nextSnapshot, releaseWork } from './gate-work.ts'
import { droppedRests, type QuarantineDecision, quarantineWork } from './quarantine-work.ts'
import { ended, newestFirst, peopleBy } from './round-table.ts'
import { accessOn } from './sqlite-access.ts'
import { COUNTER, migrateSqlite, refuseLaterVersion } from './sqlite-schema.ts'
import type { LeafState, SnapshotOutcome, Store, Submission } from './store.ts'
import { onceTable, windowOf } from './window.ts'

const inOrder = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map.keys()].sort().map((name) => [name, map.get(name) as T])
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Grows whenever a counter is new or no longer fits where it stood: SQLite keeps 0 and 1 in no byte, then a whole number in 1, 2, 3, 4 and
 * 6. Counters never shrink, so an equal sum means that all stand where they stood.
 */
const ROOM =
  'SELECT coalesce(sum(1 + (n >= 2) + (n >= 1 << 7) + (n >= 1 << 15) + (n >= 1 << 23) + (n >= 1 << 31)), 0) AS room FROM counter'

function openFile(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  try {
    db.exec('PRAGMA busy_timeout=5000')
    refuseLaterVersion(db)
    db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON')
    migrateSqlite(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Which file lies at a path, or undefined where none does. A database in memory is always the same. */
function fileAt(path: string): string | undefined {
  if (path === ':memory:') return path
  const found = statSync(path, { throwIfNoEntry: false })
  return found && `${found.dev}:${found.ino}`
}

/** Opens the store in a file, or in memory with `:memory:`. Throws where the file is no database or cannot be written. */
export function openSqlite(file: string): Store {
  let db = openFile(file)
  let opened = fileAt(file)
  const statements = new Map<string, StatementSync>()
  const prepared = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }

  /** A file that was moved away goes on taking what is written, and nobody finds it there: so it is looked for, before and after. */
  function stay(): void {
    const there = fileAt(file)
    if (there !== undefined && there === opened) return
    if (there !== undefined) {
      db.close()
      db = openFile(file)
      opened = fileAt(file)
      statements.clear()
      window = Number.NaN
      roomWritten = Number.NaN
    }
    if (there === undefined) throw new StoreFault('away', 'the database file is not where it was')
  }

  function transaction<T>(work: () => T): T {
    try {
      stay()
      db.exec('BEGIN IMMEDIATE')
      const result = work()
      db.exec('COMMIT')
      if (fileAt(file) !== opened) throw new StoreFault('away', 'the database file went away while it was written')
      return result
    } catch (error) {
      // A failed COMMIT may have ended the transaction by itself.
      if (db.isTransaction) db.exec('ROLLBACK')
      // The tables of a new window may have gone with it.
      window = Number.NaN
      throw sqliteFault(error)
    }
  }

  let window = Number.NaN
  let repeats = 0
  /** Room that the counters took when they were last written anew. Unknown at first: a crash may have come between a commit and its `settle`. */
  let roomWritten = Number.NaN

  /**
   * Makes this window's table, keeps the last one's, drops what is older. The next window's is there for a clock that is put back just after it
   * turned. Tables of days to come stay: a clock that starts in 1970 and is put right later must lose nothing. Tables change only here, a few
   * times a month.
   */
  function turnWindow(today: number): void {
    if (today === window) return
    for (const number of [today - 1, today, today + 1])
      db.exec(`CREATE TABLE IF NOT EXISTS ${onceTable(number)} (id BLOB PRIMARY KEY, batch INTEGER NOT NULL) STRICT, WITHOUT ROWID`)
    for (const { name } of db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'once\\_%' ESCAPE '\\'")
      .all()) {
      const number = Number(String(name).slice('once_'.length))
      if (number < today - 1) db.exec(`DROP TABLE ${onceTable(number)}`)
    }
    statements.clear()
    window = today
  }

  function commit(batch: readonly Submission[], day: string): readonly number[] {
    const today = windowOf(day)
    let repeated = 0
    const batches = transaction(() => {
      turnWindow(today)
      // Asked whether it can count, it writes something: a full disk is not noticed by writing nothing.
      if (batch.length === 0) prepared('UPDATE beat SET n = n + 1').run()
      const known = prepared(
        [today - 1, today, today + 1].map((number) => `SELECT batch FROM ${onceTable(number)} WHERE id = ?1`).join(' UNION ALL '),
      )
      const remember = prepared(`INSERT INTO ${onceTable(today)} (id, batch) VALUES (?, ?)`)
      const batchOf = batchesOfLeaves()
      const sums = new Map<string, Map<string, number>>()
      const numbers = new Map<string, number>()
      // Sorted, so that the order of arrival within a batch leaves no mark either.
      for (const { id, leaf, keys, follows } of [...batch].sort((a, b) => (a.id < b.id ? -1 : 1))) {
        const number = Buffer.from(id, 'hex')
        const first = known.get(number)?.batch
        const current = batchOf(leaf)
        numbers.set(id, Number(first ?? current))
        if (first !== undefined) {
          repeated++
          continue
        }
        remember.run(number, current)
        const sum = sums.get(leaf) ?? new Map<string, number>()
        sums.set(leaf, sum)
        for (const key of follows && follows.batch !== current ? follows.late : keys) sum.set(key, (sum.get(key) ?? 0) + 1)
      }
      const add = prepared('INSERT INTO counter (leaf, key, n) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n')
      for (const [leaf, sum] of inOrder(sums)) for (const [key, added] of inOrder(sum)) add.run(leaf, key, added)
      return batch.map(({ id }) => numbers.get(id) ?? 0)
    })
    repeats += repeated
    return batches
  }

  /** The number of the batch of baselines that a leaf is gathering; each leaf is looked up once. */
  function batchesOfLeaves(): (leaf: string) => number {
    const known = new Map<string, number>()
    const find = prepared("SELECT n FROM gate WHERE leaf = ? AND part = 'batches' AND key = 'baseline'")
    return (leaf) => {
      const batch = known.get(leaf) ?? numbersFrom(leaf) + Number(find.get(leaf)?.n ?? 0)
      known.set(leaf, batch)
      return batch
    }
  }

  function settle(day: string): boolean {
    const today = windowOf(day)
    const room = Number(db.prepare(ROOM).get()?.room)
    if (room !== roomWritten || today !== window)
      transaction(() => {
        turnWindow(today)
        if (room !== roomWritten) writeCountersAnew()
      })
    roomWritten = room
    // Does not wait for a reader: that would hold up whoever comes next.
    db.exec('PRAGMA busy_timeout=0')
    try {
      return Number(db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy) === 0
    } finally {
      db.exec('PRAGMA busy_timeout=5000')
    }
  }

  function writeCountersAnew(): void {
    db.exec(`CREATE TABLE counter_anew ${COUNTER}; INSERT INTO counter_anew SELECT leaf, key, n FROM counter ORDER BY leaf, key`)
    db.exec('DROP TABLE counter; ALTER TABLE counter_anew RENAME TO counter')
  }

  function leaves(wave: string): LeafState[] {
    const states = new Map<string, Record<'live' | keyof GateMemory, Record<string, number>>>()
    const stateOf = (leaf: SQLOutputValue | undefined) => {
      const id = String(leaf)
      const state = states.get(id) ?? { live: {}, spent: {}, unmatched: {}, tried: {}, batches: {} }
      states.set(id, state)
      return state
    }
    // '0' follows '/' in the alphabet: the range is every leaf of the wave.
    for (const { leaf, key, n } of prepared('SELECT leaf, key, n FROM counter WHERE leaf >= ? AND leaf < ?').all(
      `${wave}/`,
      `${wave}0`,
    ))
      stateOf(leaf).live[String(key)] = Number(n)
    for (const { leaf, part, key, n } of prepared('SELECT leaf, part, key, n FROM gate WHERE leaf >= ? AND leaf < ?').all(
      `${wave}/`,
      `${wave}0`,
    ))
      stateOf(leaf)[String(part) as keyof GateMemory][String(key)] = Number(n)
    return [...states].map(([id, { live, ...memory }]) => ({ ...parseLeafId(id), live, memory }))
  }

  function keepMemory(id: string, memory: GateMemory): void {
    prepared('DELETE FROM gate WHERE leaf = ?').run(id)
    const keep = prepared('INSERT INTO gate (leaf, part, key, n) VALUES (?, ?, ?, ?)')
    for (const [part, tally] of Object.entries(memory) as [keyof GateMemory, Tally][])
      for (const key of Object.keys(tally).sort()) keep.run(id, part, key, tally[key] ?? 0)
  }

  const numberingOn = (day: string) => ({
    last: (leaf: string) => Number(prepared('SELECT max(number) AS last FROM snapshot WHERE leaf = ?').get(leaf)?.last ?? 0),
    day,
    sha256,
  })

  const keepSnapshot = (snapshot: Snapshot) =>
    prepared('INSERT INTO snapshot (leaf, number, body) VALUES (?, ?, ?)').run(
      leafId(snapshot),
      snapshot.number,
      JSON.stringify(snapshot),
    )

  function takeSnapshots(wave: string, day: string, place?: string): SnapshotOutcome[] {
    return transaction(() => {
      if (closing(wave)) return []
      const asked = leaves(wave).filter((leaf) => place === undefined || leaf.place === place)
      const work = releaseWork(asked, numberingOn(day))
      for (const { outcome, memory, snapshot } of work) {
        if (memory) keepMemory(leafId(outcome), memory)
        if (snapshot) keepSnapshot(snapshot)
      }
      return work.map(({ outcome }) => outcome)
    })
  }

  function closeWave(wave: string, day: string): Rest[] {
    return transaction(() => {
      const before = closing(wave)
      if (before) return before
      const { released, rests, quality } = decideClose(leaves(wave))
      for (const { leaf, decision } of released) keepSnapshot(nextSnapshot(leaf, decision, numberingOn(day)))
      for (const state of shardsOf(leaves(quarantineOf(wave)))) decide(state, 'dropped', day)
      const all = [...rests, ...droppedRests(decisionsOf(wave).filter(({ outcome }) => outcome === 'dropped'))]
      prepared('INSERT INTO closed (wave, body) VALUES (?, ?)').run(wave, JSON.stringify(all))
      // What nobody will be shown any more need not lie here: the live counters go, and the gate's memory of them.
      for (const table of ['counter', 'gate'])
        for (const each of [wave, quarantineOf(wave)])
          prepared(`DELETE FROM ${table} WHERE leaf >= ? AND leaf < ?`).run(`${each}/`, `${each}0`)
      const keep = prepared('INSERT INTO counter (leaf, key, n) VALUES (?, ?, ?)')
      for (const { leaf, tally } of quality)
        for (const key of Object.keys(tally).sort()) keep.run(leafId(leaf), key, tally[key] ?? 0)
      return all
    })
  }

  const decisionsOf = (wave: string) =>
    prepared('SELECT shard, outcome, people FROM quarantine WHERE shard >= ? AND shard < ?')
      .all(`${quarantineOf(wave)}/`, `${quarantineOf(wave)}0`)
      .map(({ shard, outcome, people }) => ({ shard: String(shard), outcome: String(outcome), people: Number(people) }))

  function decide(state: ShardState, decision: QuarantineDecision, day: string): number {
    const { leaf } = state.shard
    const { add, forget, decided, people } = quarantineWork(state, decision, batchesOfLeaves()(leaf))
    const count = prepared('INSERT INTO counter (leaf, key, n) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n')
    for (const key of Object.keys(add).sort()) count.run(leaf, key, add[key] ?? 0)
    for (const each of forget) prepared('DELETE FROM counter WHERE leaf = ?').run(each)
    const id = shardId(state.shard)
    prepared("INSERT OR REPLACE INTO gate (leaf, part, key, n) VALUES (?, 'batches', 'baseline', ?)").run(id, decided)
    prepared('INSERT INTO quarantine (shard, decision, outcome, people, day) VALUES (?, ?, ?, ?, ?)').run(
      id,
      decided,
      decision,
      people,
      day,
    )
    // Counters that went make room for those that grew: the sum says nothing of what moved.
    roomWritten = Number.NaN
    return people
  }

  function decideQuarantine(id: string, decision: QuarantineDecision, day: string): number | undefined {
    const { wave } = parseLeafId(parseShardId(id).leaf)
    return transaction(() => {
      const state = shardsOf(leaves(quarantineOf(wave))).find(({ shard }) => shardId(shard) === id)
      return state && decide(state, decision, day)
    })
  }

  const readTables = (sql: string, ...given: readonly string[]): TableSession[] =>
    prepared(sql)
      .all(...given)
      .map(({ body }) => JSON.parse(String(body)) as TableSession)

  const tableNamed = (id: string): TableSession | undefined => readTables('SELECT body FROM round_table WHERE id = ?', id)[0]

  function keepTable(session: TableSession): TableSession {
    prepared('INSERT INTO round_table (id, body) VALUES (?, ?) ON CONFLICT DO NOTHING').run(session.id, JSON.stringify(session))
    return tableNamed(session.id) ?? session
  }

  function endTable(id: string): boolean {
    return transaction(() => {
      const session = tableNamed(id)
      if (!session) return false
      prepared('UPDATE round_table SET body = ? WHERE id = ?').run(JSON.stringify(ended(session)), id)
      return true
    })
  }

  function people(leaf: string): TableCount {
    const find = prepared('SELECT n FROM counter WHERE leaf = ? AND key = ?')
    return peopleBy((key) => Number(find.get(leaf, key)?.n ?? 0))
  }

  function closing(wave: string): Rest[] | undefined {
    const body = prepared('SELECT body FROM closed WHERE wave = ?').get(wave)?.body
    return body === undefined ? undefined : (JSON.parse(String(body)) as Rest[])
  }

  return {
    commit,
    repeats: () => repeats,
    settle,
    takeSnapshots,
    closeWave,
    closing,
    snapshots: (wave) =>
      prepared('SELECT body FROM snapshot WHERE leaf >= ? AND leaf < ? ORDER BY leaf, number')
        .all(`${wave}/`, `${wave}0`)
        .map(({ body }) => JSON.parse(String(body)) as Snapshot),
    quality: (wave) =>
      closing(wave)
        ? leaves(wave).flatMap(({ instrument, place, live }) => (place === 'whole' ? [{ instrument, tally: live }] : []))
        : [],
    leaves,
    quarantined: (wave) => shardsOf(leaves(quarantineOf(wave))),
    decideQuarantine,
    alarms: (wave) =>
      hoursOver([
        ...shardsOf(leaves(quarantineOf(wave))).map(({ shard }) => shardId(shard)),
        ...decisionsOf(wave).map(({ shard }) => shard),
      ]),
    keepTable,
    tables: () => newestFirst(readTables('SELECT body FROM round_table')),
    endTable,
    people,
    ...accessOn(prepared, transaction),
    close: () => db.close(),
  }
}
