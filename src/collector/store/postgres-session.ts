/**
 * One connection to PostgreSQL, made when it is needed and made again after it was lost. One statement at a time, each with a deadline.
 *
 * A statement that is late is given up by closing the connection, and never cancelled: a server that waits for its standby answers a cancelled commit
 * with success and a mere warning (reliability.md, finding 2). For the same reason a warning makes a statement fail, whatever its result says.
 */
import { Socket } from 'node:net'
import pg from 'pg'
import { BadSubmission, postgresFault, StoreFault } from './fault.ts'
import type { Row } from './row.ts'

/** A text of SQL, or a prepared statement of that name. */
export interface Statement {
  readonly text: string
  readonly values?: readonly unknown[]
  readonly name?: string
}

export type Ask = (statement: Statement | string, values?: readonly unknown[]) => Promise<Row[]>

export interface Session {
  readonly ask: Ask
  /** Runs several statements in one transaction, alone on this connection. Throws what `work` throws; nothing is then kept. */
  readonly transaction: <T>(work: (ask: Ask) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

export interface SessionOptions {
  readonly url: string
  readonly connectMs: number
  /** After this time a statement is given up. */
  readonly deadlineMs: number
  /** Readies each new connection. */
  readonly prepare?: (ask: Ask) => Promise<void>
}

/** Time after which a statement that waits for somebody's lock fails; sooner than its deadline, so that no connection is left waiting behind it. */
const LOCK_SHARE = 0.6

/** Errors that say nothing against the connection: the statement was refused, and the next may fare better. */
const keepsConnection = (error: unknown): boolean =>
  error instanceof BadSubmission || /^(42|40|55P03)/.test((error as { code?: string }).code ?? '')

interface Connection {
  readonly client: pg.Client
  readonly socket: Socket
  readonly warnings: string[]
}

export function openSession({ url, connectMs, deadlineMs, prepare }: SessionOptions): Session {
  let current: Promise<Connection> | undefined
  let last: Promise<unknown> = Promise.resolve()
  let isClosed = false

  /** `drop` forgets this connection, and no later one. */
  async function connect(drop: () => void): Promise<Connection> {
    const socket = new Socket()
    const client = new pg.Client({
      connectionString: url,
      stream: () => socket,
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
    })
    const warnings: string[] = []
    client.on('notice', ({ severity, message }) => {
      if (severity === 'WARNING') warnings.push(message ?? 'a warning without words')
    })
    client.on('error', drop)
    client.on('end', drop)
    const connection = { client, socket, warnings }
    try {
      await client.connect()
      await setUp(connection)
      return connection
    } catch (error) {
      drop()
      socket.destroy()
      throw error
    }
  }

  async function setUp(connection: Connection): Promise<void> {
    const lockMs = Math.floor(deadlineMs * LOCK_SHARE)
    const [state] = await send(connection, {
      text: `SELECT set_config('lock_timeout', '${lockMs}', false), set_config('default_transaction_isolation', 'read committed', false),
        set_config('plan_cache_mode', 'force_custom_plan', false), set_config('client_min_messages', 'warning', false),
        CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN set_config('synchronous_commit', 'on', false) END,
        pg_is_in_recovery() AS standby, current_setting('fsync') AS fsync`,
    })
    if (state?.standby === true) throw new StoreFault('read-only', 'this server is a standby')
    if (state?.fsync !== 'on')
      throw new StoreFault('failing', 'this server runs with fsync off and would lose what it acknowledged')
    if (prepare) await prepare((statement, values) => send(connection, statementOf(statement, values)))
  }

  function connected(): Promise<Connection> {
    if (current === undefined) {
      const made: Promise<Connection> = connect(() => {
        if (current === made) current = undefined
      })
      current = made
    }
    return current
  }

  async function send(connection: Connection, { text, values = [], name }: Statement): Promise<Row[]> {
    const { client, socket, warnings } = connection
    warnings.length = 0
    let late: ReturnType<typeof setTimeout> | undefined
    const asked = client.query({ text, values: [...values], ...(name !== undefined && { name }) })
    try {
      const { rows } = await Promise.race([
        asked,
        new Promise<never>((_, reject) => {
          late = setTimeout(() => reject(new StoreFault('away', `no answer within ${deadlineMs} ms`)), deadlineMs)
        }),
      ])
      if (warnings.length > 0) throw new StoreFault('failing', warnings.join('; '))
      return rows as Row[]
    } catch (error) {
      const fault = postgresFault(error)
      if (!keepsConnection(fault instanceof BadSubmission ? fault : error)) {
        current = undefined
        socket.destroy()
        asked.catch(() => undefined)
      }
      throw Object.assign(fault, { code: (error as { code?: string }).code })
    } finally {
      clearTimeout(late)
    }
  }

  /** One after the other, in the order they were asked. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(() => {
      if (isClosed) throw new StoreFault('away', 'the store has been closed')
      return work()
    })
    last = turn.catch(() => undefined)
    return turn
  }

  async function withConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await work(await connected())
    } catch (error) {
      throw Object.assign(postgresFault(error), { code: (error as { code?: string }).code })
    }
  }

  return {
    ask: (statement, values) => inTurn(() => withConnection((connection) => send(connection, statementOf(statement, values)))),
    transaction: (work) =>
      inTurn(() =>
        withConnection(async (connection) => {
          const ask: Ask = (statement, values) => send(connection, statementOf(statement, values))
          await ask('BEGIN')
          try {
            const result = await work(ask)
            await ask('COMMIT')
            return result
          } catch (error) {
            // Where the connection is gone, the server rolls back by itself.
            if (!connection.socket.destroyed) await ask('ROLLBACK').catch(() => connection.socket.destroy())
            throw error
          }
        }),
      ),
    close: async () => {
      await last
      isClosed = true
      const connection = await current?.catch(() => undefined)
      await connection?.client.end().catch(() => undefined)
    },
  }
}

const statementOf = (statement: Statement | string, values?: readonly unknown[]): Statement =>
  typeof statement === 'string' ? { text: statement, ...(values && { values }) } : statement
