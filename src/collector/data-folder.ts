/** The collector's own files: the catalogue that the build wrote, and the key that venue codes are made with. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Catalogue, parseCatalogue } from '../protocol/catalogue.ts'

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
