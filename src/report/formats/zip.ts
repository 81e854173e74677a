/** A zip whose bytes depend on its files and its date alone, whoever makes it and wherever. */
import { strToU8, zipSync } from 'fflate'

/**
 * `files` by name, text or bytes; `date` is YYYY-MM-DD and stands as the time of change of each. On this thread: the workers that `fflate` would start
 * are made from `blob:` addresses, which the pages' policy forbids.
 */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>, date: string): Uint8Array {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  // A zip has no time zone: midnight where the file is made is the same in all of them.
  const mtime = new Date(year, month - 1, day)
  const bytes = Object.entries(files).map(([name, data]) => [name, typeof data === 'string' ? strToU8(data) : data] as const)
  return zipSync(Object.fromEntries(bytes), { mtime, level: 9 })
}
