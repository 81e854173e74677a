/** The collector as it runs: `node src/collector/main.ts` on a port of its own choosing, with a site that is a specimen catalogue. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type Agent, request } from 'node:http'
import { join } from 'node:path'
import type { Catalogue } from '../../src/protocol/catalogue.ts'
import { specimenCatalogue } from '../specimen.ts'
import { temporaryFolder } from './app.ts'

const ROOT = join(import.meta.dirname, '..', '..')
export const MAIN = join(ROOT, 'src', 'collector', 'main.ts')

/** The specimen campaign with a wave that is open today, whenever that is. */
export const openCatalogue: Catalogue = {
  ...specimenCatalogue,
  waves: specimenCatalogue.waves.map((wave) => ({ ...wave, starts: '2000-01-01', ends: '2999-12-31' })),
}

/** A folder with the site and the data of one collector. */
export function place() {
  const folder = temporaryFolder()
  const site = join(folder, 'site')
  const data = join(folder, 'data')
  mkdirSync(site)
  writeFileSync(join(site, 'catalogue.json'), JSON.stringify(openCatalogue))
  writeFileSync(join(site, '404.html'), '<!doctype html><title>404</title>')
  return { folder, data, site, database: join(data, 'collector.db') }
}

export type Place = ReturnType<typeof place>

export interface Running {
  readonly pid: number
  readonly port: number
  /** Everything that it wrote on stdout and stderr so far. */
  readonly output: () => string
  /** Sends the signal and waits for the end; gives the exit code, or the signal that ended it. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | string>
}

/** Starts a collector and waits for its address. Rejects with its output where it ends instead. `before` are shell words to run it under. */
export async function start(
  at: Place,
  { port = 0, limitKiB, env: more = {} }: { port?: number; limitKiB?: number; env?: Readonly<Record<string, string>> } = {},
): Promise<Running> {
  const env = {
    ...process.env,
    DATA_DIR: at.data,
    SITE_DIR: at.site,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: undefined,
    VENUE_KEY: undefined,
    ...more,
  }
  const child =
    limitKiB === undefined
      ? spawn(process.execPath, [MAIN], { env })
      : spawn('bash', ['-c', `ulimit -S -f ${limitKiB}; exec "$0" "$1"`, process.execPath, MAIN], { env })
  let output = ''
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  const found = await new Promise<number>((resolve, reject) => {
    // One that neither listens nor ends must not outlive the test.
    const late = setTimeout(() => {
      kill(child, 'SIGKILL')
      reject(new Error(`neither listens nor ends: ${output}`))
    }, 15_000)
    void ended.then(() => clearTimeout(late))
    const take = (text: Buffer) => {
      output += text
      const address = /site +http:\/\/[^\s:]+:(\d+)\//.exec(output)
      if (!address) return
      clearTimeout(late)
      resolve(Number(address[1]))
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', reject)
    void ended.then((code) => reject(new Error(`ended with ${code}: ${output}`)))
  })
  return {
    pid: child.pid ?? 0,
    port: found,
    output: () => output,
    end: async (signal) => {
      kill(child, signal)
      return ended
    },
  }
}

function kill(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface Sending {
  readonly port: number
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly agent?: Agent
  /** The sender's own address; any of 127.0.0.0/8. */
  readonly from?: string
}

/** Sends one request. Rejects where no whole answer came back. */
export const send = ({
  port,
  path = '/api/records',
  method = 'POST',
  headers = {},
  body = '',
  agent,
  from,
}: Sending): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
        ...(agent && { agent }),
        ...(from !== undefined && { localAddress: from }),
      },
      (answer) => {
        let text = ''
        answer.on('data', (part) => {
          text += part
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }))
        answer.on('error', reject)
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })

export const isAcknowledged = ({ status, headers }: Answer): boolean => status === 204 && headers.counted === '1'
