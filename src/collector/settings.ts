/** The collector's settings: a pure function of the environment. Refuses to start in one sentence that says what to set. */
import { join, resolve } from 'node:path'
import { type LimitSettings, limitsFrom } from './limits/settings.ts'
import { isPostgres } from './store/open.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export interface Settings {
  readonly host: string
  readonly port: number
  /** Where the built site is. */
  readonly site: string
  /** Where counters, key and exports are. */
  readonly data: string
  /** A file for SQLite, or a `postgres://` address. */
  readonly database: string
  /** The key that printed codes are made with, where it is given and not made. 32 bytes. */
  readonly venueKey?: Buffer
  /** Where the operator's monitoring asks; left out where it does not. */
  readonly metrics?: { readonly host: string; readonly port: number }
  /** Left out for `info`. */
  readonly logLevel?: LogLevel
  readonly limits: LimitSettings
}

export function settingsFrom(env: Readonly<Record<string, string | undefined>>, root: string): Settings {
  const port = portOf('PORT', env.PORT ?? '4321', '4321')
  const data = resolve(root, env.DATA_DIR ?? 'data')
  return {
    host: env.HOST ?? '127.0.0.1',
    port,
    site: resolve(root, env.SITE_DIR ?? 'dist'),
    data,
    database: databaseOf(env.DATABASE_URL, data),
    limits: limitsFrom(env),
    ...(env.VENUE_KEY !== undefined && { venueKey: keyOf(env.VENUE_KEY) }),
    ...(env.METRICS_PORT !== undefined && {
      metrics: { host: env.METRICS_HOST ?? '127.0.0.1', port: portOf('METRICS_PORT', env.METRICS_PORT, 'none') },
    }),
    ...(env.LOG_LEVEL !== undefined && { logLevel: levelOf(env.LOG_LEVEL) }),
  }
}

function portOf(name: string, text: string, otherwise: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`${name} is "${text}"; set it to a number from 0 to 65535, or leave it out for ${otherwise}.`)
  return port
}

function levelOf(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text)
  if (level === undefined)
    throw new Error(`LOG_LEVEL is "${text}"; set it to one of ${LOG_LEVELS.join(', ')}, or leave it out for info.`)
  return level
}

function databaseOf(url: string | undefined, data: string): string {
  if (url === undefined) return join(data, 'collector.db')
  if (url.startsWith('sqlite:')) return url.slice('sqlite:'.length)
  if (isPostgres(url) && URL.canParse(url)) return url
  throw new Error(
    `DATABASE_URL is not one that this collector knows; set it to sqlite:/path/to/file or postgres://user:password@host/database, or leave it out for ${join('data', 'collector.db')}.`,
  )
}

/** What it is set to is a secret, so it is not repeated. */
function keyOf(text: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new Error('VENUE_KEY has to be 64 hexadecimal digits; leave it out to have one made.')
  return Buffer.from(text, 'hex')
}
