/** The collector's own files: the catalogue that the build wrote, and the key that venue codes are made with. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Catalogue, parseCatalogue } from '../protocol/catalogue.ts'
import type { Settings } from './settings.ts'
import type { KeyKeeper } from './store/postgres-venue-key.ts'

/** Throws with the file's name where the site has not been built. */
export function readCatalogue(site: string): Catalogue {
  const file = join(site, 'catalogue.json')
  try {
    return parseCatalogue(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new Error(`${file} cannot be read (${(error as Error).message}). Build the site first: npm run build.`)
  }
}

/**
 * The key, made at the first start and readable by its owner alone. Losing it makes every printed code count under `unknown`, so it belongs in
 * the backup; the counters need it not.
 */
export function venueKey(data: string): Buffer {
  // Nobody else on the machine has any business in it.
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const file = join(data, 'venue.key')
  try {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length !== 32)
    throw new Error(
      `${file} is damaged: it has to hold 64 hexadecimal digits. Put the backup back; a new key would void every printed code.`,
    )
  return key
}

/**
 * The key that this collector's codes are made with: the one of the settings, else the store's where it keeps one for all of its collectors, else the file's.
 * Throws where two of them differ.
 */
export async function keyOfCodes(
  { data, venueKey: given }: Pick<Settings, 'data' | 'venueKey'>,
  store: Partial<KeyKeeper>,
): Promise<Buffer> {
  if (store.venueKey) return store.venueKey(given)
  if (given === undefined) return venueKey(data)
  const file = join(data, 'venue.key')
  if (existsSync(file) && !venueKey(data).equals(given))
    throw new Error(
      `VENUE_KEY is not the key in ${file}: codes printed with that one would count under unknown. Leave one of them out.`,
    )
  return given
}
