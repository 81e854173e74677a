/**
 * A real PostgreSQL for tests: the one at TEST_DATABASE_URL, else a server of its own from the programs in POSTGRES_BIN, on PATH or of Debian's packages, in a
 * folder that goes away with it. There being none is a failure (`npm test` gets one).
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { ForgetfulDisk } from '../kill/power-loss.ts'
import { temporaryFolder } from './app.ts'
import type { Counts } from './oracle.ts'

const DEBIAN = '/usr/lib/postgresql'

/** Where the server's programs are. */
export function postgresPrograms(): string {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : []
  const folders = [process.env.POSTGRES_BIN ?? '', ...(process.env.PATH ?? '').split(':'), ...debian]
  const found = folders.find((folder) => folder !== '' && existsSync(join(folder, 'initdb')))
  if (!found) throw new Error('there is no PostgreSQL server on this machine: npm test gets one, or set TEST_DATABASE_URL')
  // On PATH there may be links to some of its programs only.
  return dirname(realpathSync(join(found, 'initdb')))
}

/** A server refuses to run as root: then Debian's account for it is taken, or nobody's. */
export function serverAccount(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('this runs as root, and there is no account that PostgreSQL could run as')
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** What an operator is asked to set (docs/postgresql.md), and what makes a server small. */
const SETTINGS = {
  wal_recycle: 'off',
  min_wal_size: '32MB',
  max_wal_size: '64MB',
  checkpoint_timeout: '30s',
  wal_keep_size: '0',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  shared_buffers: '32MB',
  max_connections: '60',
  unix_socket_directories: '',
  listen_addresses: '127.0.0.1',
}

export interface PostgresServer {
  /** Of the database `postgres`, as its owner. */
  readonly url: string
  readonly port: number
  /** The server's files. */
  readonly data: string
  /** Sends a signal to the postmaster and waits for its end. SIGINT stops it, SIGKILL takes its children with it. */
  readonly stop: (signal?: 'SIGINT' | 'SIGKILL') => Promise<void>
  /** Starts it again on the same files and port. */
  readonly start: () => Promise<void>
  /** Its files become what the disk still has (`forgetful`). It has to be stopped. */
  readonly losePower: () => void
  /** Stops all of its processes where they are, or lets them go on. */
  readonly freeze: (isFrozen: boolean) => void
  /** Everything that the server wrote so far: its log. */
  readonly output: () => string
  readonly remove: () => Promise<void>
}

interface ServerOptions {
  readonly settings?: Readonly<Record<string, string>>
  /** Of the server's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Size of the journal's files. */
  readonly segmentMiB?: number
  /** Makes a disk that forgets, in the first folder and for the second. */
  readonly forgetful?: (folder: string, data: string) => ForgetfulDisk
}

/** Makes and starts a server. */
export async function startPostgres({
  settings = {},
  env = {},
  segmentMiB = 16,
  forgetful,
}: ServerOptions = {}): Promise<PostgresServer> {
  const programs = postgresPrograms()
  const account = serverAccount()
  const folder = temporaryFolder()
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  for (const path of [folder, data]) if (account.uid !== undefined) chownSync(path, account.uid, account.gid ?? 0)
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'eso', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', `--wal-segsize=${segmentMiB}`],
    {
      ...account,
      cwd: folder,
      stdio: 'pipe',
    },
  )
  const disk = forgetful?.(folder, data)
  disk?.syncAll()
  const port = await freePort()
  const words = Object.entries({ ...SETTINGS, port: String(port), ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  let server: ChildProcess | undefined
  let said = ''
  const url = `postgres://eso@127.0.0.1:${port}/postgres`

  async function start(): Promise<void> {
    // The shell ends the server when its own input ends, which it does however this process ends.
    const script = 'exec 3<&0; "$0" "$@" 3<&- & server=$!; (cat <&3; kill -QUIT $server) >/dev/null 2>&1 & wait $server'
    const child = spawn('bash', ['-c', script, join(programs, 'postgres'), '-D', data, ...words], {
      ...account,
      cwd: folder,
      env: { ...process.env, ...env, ...disk?.env },
    })
    server = child
    child.stdout.on('data', (text) => {
      said += text
    })
    child.stderr.on('data', (text) => {
      said += text
    })
    for (let tries = 0; tries < 300; tries++) {
      if (child.exitCode !== null) break
      const client = new pg.Client({ connectionString: url })
      try {
        await client.connect()
        await client.end()
        return
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    throw new Error(`PostgreSQL does not start: ${said}`)
  }

  const postmaster = (): number => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n', 1)[0])
  const family = (): number[] => {
    const first = postmaster()
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(first)], { encoding: 'utf8' })
    return [first, ...children.split('\n').filter(Boolean).map(Number)]
  }

  async function stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    const child = server
    server = undefined
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    for (const pid of signal === 'SIGKILL' ? family() : [postmaster()])
      try {
        process.kill(pid, signal)
      } catch {
        // It is gone already.
      }
    await ended
    child.stdin?.end()
  }

  await start()
  return {
    url,
    port,
    data,
    stop,
    start,
    losePower: () => {
      if (!disk) throw new Error('this server has a disk that forgets nothing')
      disk.lose()
      // A server that finds a process of its old number would not start.
      rmSync(join(data, 'postmaster.pid'), { force: true })
    },
    freeze: (isFrozen) => {
      for (const pid of family()) process.kill(pid, isFrozen ? 'SIGSTOP' : 'SIGCONT')
    },
    output: () => said,
    remove: async () => {
      await stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The server that is there, else one of its own. */
export async function anyPostgres(): Promise<Pick<PostgresServer, 'url' | 'remove'>> {
  const url = process.env.TEST_DATABASE_URL
  return url ? { url, remove: async () => undefined } : startPostgres()
}

/** Asks past everything that `src/collector` does. */
export async function inPostgres<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** An empty store of its own on that server: a schema, whose name the address carries. */
export async function newSchema(url: string): Promise<string> {
  const schema = `test_${randomBytes(6).toString('hex')}`
  await inPostgres(url, (client) => client.query(`CREATE SCHEMA ${schema}`))
  const address = new URL(url)
  address.searchParams.set('options', `-csearch_path=${schema}`)
  return address.href
}

/** An empty database of its own on that server, for programs that have one to themselves. */
export async function newDatabase(url: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await inPostgres(url, (client) => client.query(`CREATE DATABASE ${name}`))
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

export const dropSchema = async (url: string): Promise<void> => {
  await inPostgres(url, (client) =>
    client.query("SET client_min_messages = error; DO $$ BEGIN EXECUTE 'DROP SCHEMA ' || current_schema() || ' CASCADE'; END $$"),
  )
}

/** Every counter, as `leaf key` → count. */
export const countersInPostgres = (url: string): Promise<Counts> =>
  inPostgres(url, async (client) => {
    const { rows } = await client.query('SELECT leaf, key, n FROM counter')
    return Object.fromEntries(rows.map(({ leaf, key, n }) => [`${leaf} ${key}`, Number(n)]))
  })

/** Names of the tables of one-time numbers, oldest first. */
export const onceTablesInPostgres = (url: string): Promise<string[]> =>
  inPostgres(url, async (client) => {
    const { rows } = await client.query(
      "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname LIKE 'once%' ORDER BY substring(relname FROM 6)::int",
    )
    return rows.map(({ relname }) => String(relname))
  })

/** Every one-time number, in hexadecimal. Throws where one stands in two windows. */
export async function oneTimeNumbersInPostgres(url: string): Promise<Set<string>> {
  const found = new Set<string>()
  for (const table of await onceTablesInPostgres(url)) {
    const { rows } = await inPostgres(url, (client) => client.query(`SELECT encode(id, 'hex') AS id FROM "${table}"`))
    for (const { id } of rows) {
      if (found.has(id)) throw new Error(`${id} is remembered twice`)
      found.add(id)
    }
  }
  return found
}
