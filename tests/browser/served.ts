/** The product as it is served: a real collector process on a free port, its data in a folder of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '..', '..')

export interface Served {
  readonly address: string
  readonly data: string
  /** Everything that the collector has printed. */
  readonly output: () => string
  /** `kill -9`, then nobody listens. */
  kill(): Promise<void>
  /** Starts it again at the same address. */
  restart(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
  /** Runs a staff command on the same data; resolves with what it printed. */
  staff(...command: string[]): Promise<string>
  /** Stops what runs and removes the data. */
  close(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Serves `dist/`, or the site in another folder, on this machine's own address or another. @param more settings of the collector */
export async function serve(
  site = join(root, 'dist'),
  host = '127.0.0.1',
  more: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const data = mkdtempSync(join(tmpdir(), 'served-'))
  const env = { ...process.env, PORT: String(await freePort()), DATA_DIR: data, SITE_DIR: site, HOST: host, ...more }
  let printed = ''
  let running: ChildProcess | undefined

  async function start(): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'src/collector/main.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    running = child
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text) => {
          printed += text
          if (String(text).includes('"listening"')) resolve()
        })
      child.once('exit', (code) => reject(new Error(`the collector ended with ${code}: ${printed}`)))
    })
  }
  const end = (signal: NodeJS.Signals) =>
    new Promise<number | null>((resolve) => {
      if (!running || running.exitCode !== null || running.signalCode !== null) return resolve(running?.exitCode ?? null)
      running.once('exit', (code) => resolve(code))
      running.kill(signal)
    })
  await start()
  return {
    address: `http://127.0.0.1:${env.PORT}`,
    data,
    output: () => printed,
    kill: async () => void (await end('SIGKILL')),
    restart: start,
    stop: () => end('SIGTERM'),
    staff: async (...command) =>
      (await promisify(execFile)(process.execPath, [join(root, 'src/collector/staff.ts'), ...command], { env })).stdout,
    close: async () => {
      await end('SIGKILL')
      rmSync(data, { recursive: true, force: true })
    },
  }
}
