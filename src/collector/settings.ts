/** The collector's settings: a pure function of the environment. Refuses to start in one sentence that says what to set. */
import { join, resolve } from 'node:path'

export interface Settings {
  readonly host: string
  readonly port: number
  /** Where the built site is. */
  readonly site: string
  /** Where counters, key and exports are. */
  readonly data: string
  readonly database: string
}

export function settingsFrom(env: Readonly<Record<string, string | undefined>>, root: string): Settings {
  const port = Number(env.PORT ?? 4321)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT is "${env.PORT}"; set it to a number from 0 to 65535, or leave it out for 4321.`)
  const data = resolve(root, env.DATA_DIR ?? 'data')
  return {
    host: env.HOST ?? '127.0.0.1',
    port,
    site: resolve(root, env.SITE_DIR ?? 'dist'),
    data,
    database: databaseFile(env.DATABASE_URL, data),
  }
}

function databaseFile(url: string | undefined, data: string): string {
  if (url === undefined) return join(data, 'collector.db')
  if (url.startsWith('sqlite:')) return url.slice('sqlite:'.length)
  throw new Error(
    `DATABASE_URL is not one that this collector knows; set it to sqlite:/path/to/file, or leave it out for ${join('data', 'collector.db')}.`,
  )
}
