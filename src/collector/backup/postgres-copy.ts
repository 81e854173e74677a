/**
 * A store on PostgreSQL, read and filled, each in one transaction.
 *
 * Reading is REPEATABLE READ: every table as of one moment. `counter` alone may be written anew by a collector meanwhile, into a new table whose rows that
 * moment does not see; so it is locked before the moment is chosen, read first and at once (it does not grow with people), and let go again with its savepoint.
 * Nobody who counts waits for the rest.
 */
import { openPostgres } from '../store/postgres.ts'
import { type Ask, openSession, type Session } from '../store/postgres-session.ts'
import { onceTable } from '../store/window.ts'
import type { Copy } from './copy.ts'
import type { BackedKey, Row, Table, Value } from './format.ts'
import { fingerprintOf, keyFor } from './key.ts'
import { chosen, NOT_EMPTY, ONCE, ONCE_COLUMNS, oddColumn, ROWS_AT_ONCE, unknownColumn, unknownTable } from './tables.ts'

/** A statement of a backup reads or writes some hundred rows. */
const DEADLINE_MS = 60_000

const TYPES: ReadonlySet<string> = new Set(['text', 'integer', 'bigint'])

const tablesIn = async (ask: Ask): Promise<string[]> => {
  const rows = await ask(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'",
  )
  return rows.map(({ name }) => String(name))
}

interface Column {
  readonly name: string
  readonly type: string
  /** Its place in the primary key, from 1; 0 where it has none. */
  readonly pk: number
}

const columnsOf = async (ask: Ask, table: string): Promise<Column[]> =>
  (await ask(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) AS pk
     FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
     WHERE a.attrelid = quote_ident($1)::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attname COLLATE "C"`,
    [table],
  )) as unknown as Column[]

async function* fetched(ask: Ask, select: string, columns: readonly Column[]): AsyncGenerator<Row[]> {
  await ask(`DECLARE rows NO SCROLL CURSOR FOR ${select}`)
  for (;;) {
    const rows = await ask(`FETCH ${ROWS_AT_ONCE} FROM rows`)
    if (rows.length === 0) break
    // A bigint comes as a text.
    yield rows.map((row) =>
      columns.map(({ name, type }) => (type === 'text' || row[name] === null ? (row[name] as Value) : Number(row[name]))),
    )
  }
  await ask('CLOSE rows')
}

async function plainTable(ask: Ask, name: string): Promise<Table> {
  const columns = await columnsOf(ask, name)
  for (const { name: column, type } of columns) if (!TYPES.has(type)) throw oddColumn(name, column, type)
  const order = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
  const by = (order.length > 0 ? order : columns).map((column) => `"${column.name}"${column.type === 'text' ? ' COLLATE "C"' : ''}`)
  const select = `SELECT ${columns.map((column) => `"${column.name}"`).join(', ')} FROM "${name}" ORDER BY ${by.join(', ')}`
  return { name, columns: columns.map((column) => column.name), rows: fetched(ask, select, columns) }
}

const ONCE_TYPES: readonly Column[] = [
  { name: 'batch', type: 'integer', pk: 0 },
  { name: 'id', type: 'text', pk: 0 },
  { name: 'window', type: 'integer', pk: 0 },
]

/** Every table but `counter`, which whoever reads them has had before. */
async function* otherTables(ask: Ask): AsyncGenerator<Table> {
  const { plain, windows } = chosen(await tablesIn(ask))
  for (const name of plain) if (name !== 'counter') yield await plainTable(ask, name)
  async function* numbers(): AsyncGenerator<Row[]> {
    for (const window of windows)
      yield* fetched(
        ask,
        `SELECT batch, encode(id, 'hex') AS id, ${window} AS "window" FROM ${onceTable(window)} AS once ORDER BY once.id`,
        ONCE_TYPES,
      )
  }
  yield { name: ONCE, columns: ONCE_COLUMNS, rows: numbers() }
}

async function* asOfOneMoment(ask: Ask): AsyncGenerator<Table> {
  await ask('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await ask('SAVEPOINT counters')
  await ask('LOCK TABLE counter IN ACCESS SHARE MODE')
  const { rows, ...counter } = await plainTable(ask, 'counter')
  const chunks: (readonly Row[])[] = []
  for await (const chunk of rows) chunks.push(chunk)
  await ask('ROLLBACK TO SAVEPOINT counters')
  yield { ...counter, rows: chunks }
  yield* otherTables(ask)
}

async function* allTables(ask: Ask): AsyncGenerator<Table> {
  yield await plainTable(ask, 'counter')
  yield* otherTables(ask)
}

async function isEmpty(ask: Ask): Promise<boolean> {
  const { plain, windows } = chosen(await tablesIn(ask))
  for (const name of [...plain.map((each) => `"${each}"`), ...windows.map(onceTable)])
    if ((await ask(`SELECT 1 FROM ${name} LIMIT 1`)).length > 0) return false
  return true
}

export function postgresCopy(url: string): Copy {
  /** Works on a session of its own; the store is made or brought up to date first. */
  async function connected<T>(work: (session: Session) => Promise<T>): Promise<T> {
    await (await openPostgres(url)).close()
    const session = openSession({ url, connectMs: 5_000, deadlineMs: DEADLINE_MS })
    try {
      return await work(session)
    } finally {
      await session.close()
    }
  }

  return {
    kind: 'postgres',
    version: () =>
      connected(async ({ ask }) => Number((await ask('SELECT max(version) AS version FROM store_version'))[0]?.version)),
    size: () =>
      connected(async ({ ask }) => {
        const { plain, windows } = chosen(await tablesIn(ask))
        let sum = 0
        for (const name of [...plain.map((each) => `"${each}"`), ...windows.map(onceTable)])
          sum += Number((await ask(`SELECT count(*) AS n FROM ${name}`))[0]?.n)
        return sum
      }),
    read: (work) => connected(({ transaction }) => transaction((ask) => work(asOfOneMoment(ask)))),
    fill: (key, given, work) =>
      connected(({ transaction }) =>
        transaction(async (ask) => {
          // No collector counts into a store that is being filled, and none goes by what it knew of it before.
          await ask('LOCK TABLE counter IN SHARE ROW EXCLUSIVE MODE')
          if (!(await isEmpty(ask))) throw new Error(NOT_EMPTY)
          await ask('UPDATE clock SET turn = turn + 1')
          await work({ put: await putInto(ask), tables: () => allTables(ask) })
          await keepKey(ask, key, given)
        }),
      ),
  }
}

async function putInto(ask: Ask) {
  const known = new Map<string, Map<string, string>>()
  for (const name of chosen(await tablesIn(ask)).plain)
    known.set(name, new Map((await columnsOf(ask, name)).map((column) => [column.name, column.type])))
  const made = new Set<number>()
  const byColumn = (columns: readonly string[], rows: readonly Row[]) => columns.map((_, at) => rows.map((row) => row[at]))
  return async (table: string, columns: readonly string[], rows: readonly Row[]): Promise<void> => {
    if (table === ONCE) {
      for (const window of new Set(rows.map((row) => Number(row[2])))) {
        if (!made.has(window))
          await ask(`CREATE TABLE IF NOT EXISTS ${onceTable(window)} (id bytea PRIMARY KEY, batch integer NOT NULL)`)
        made.add(window)
        const own = rows.filter((row) => Number(row[2]) === window)
        await ask(
          `INSERT INTO ${onceTable(window)} (batch, id) SELECT batch, decode(id, 'hex') FROM unnest($1::int[], $2::text[]) t(batch, id)`,
          byColumn(['batch', 'id'], own),
        )
      }
      return
    }
    const there = known.get(table)
    if (!there) throw unknownTable(table)
    const types = columns.map((column) => {
      const type = there.get(column)
      if (type === undefined) throw unknownColumn(table, column)
      return type
    })
    const names = columns.map((column) => `"${column}"`).join(', ')
    const arrays = types.map((type, at) => `$${at + 1}::${type}[]`).join(', ')
    await ask(`INSERT INTO "${table}" (${names}) SELECT * FROM unnest(${arrays})`, byColumn(columns, rows))
  }
}

async function keepKey(ask: Ask, backed: BackedKey, given: Buffer | undefined): Promise<void> {
  const key = keyFor(backed, given)
  await ask('INSERT INTO venue_key (id, fingerprint, key) VALUES (1, $1, $2) ON CONFLICT DO NOTHING', [
    fingerprintOf(key),
    given === undefined ? key.toString('hex') : null,
  ])
  const [row] = await ask('SELECT fingerprint FROM venue_key')
  if (row?.fingerprint !== fingerprintOf(key))
    throw new Error(
      "the store has another key than the backup's: codes printed with that one would count under unknown. Restore into a new database",
    )
}
