/** An exported file held against a count that was kept elsewhere: what went out and what stayed make up what was handed in. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCatalogue } from '../../src/protocol/catalogue.ts'
import type { Snapshot } from '../../src/report/gate/snapshot.ts'
import { filesIn, readKioskExport } from '../../src/report/kiosk-export.ts'
import { type Merged, mergeFiles } from '../../src/report/kiosk-files.ts'
import type { Counters } from '../browser/expected.ts'
import { added } from './day.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export const catalogue = () =>
  parseCatalogue(JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'dist', 'catalogue.json'), 'utf8')))

/** What the staff page makes of these files beside what it holds. */
export function merged(texts: readonly string[], held: readonly Snapshot[] = []): Merged {
  const files = texts.flatMap((text, index) => {
    const read = readKioskExport(text, sha256)
    if (!read) throw new Error(`file ${index} is no kiosk's`)
    return filesIn(`${index}`, read.content)
  })
  return mergeFiles(held, files, catalogue(), sha256)
}

/** By leaf, without kiosks' names and with both form orders added up; of footfall the sums. */
export function outIn(snapshots: readonly Snapshot[]): Counters {
  return added(
    ...snapshots.map(({ wave, instrument, place, tally, footfall }) => ({
      [`${wave}/${instrument}/${place.split('~')[0]}`]: {
        ...pooled(tally),
        'f:scan': footfall.scans,
        'f:start': footfall.starts,
        'f:finish': footfall.finishes,
      },
    })),
  )
}

export function pooled(tally: Readonly<Record<string, number>>): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const [key, n] of Object.entries(tally)) {
    const name = key.replace(/^((?!f:)\w+):(AB|BA|pooled):/, '$1:')
    sum[name] = (sum[name] ?? 0) + n
  }
  return sum
}

/** Live less spent, key by key. */
export function residueOf({ live, spent }: { live: Counters; spent: Counters }): Counters {
  const rest: Counters = {}
  for (const [leaf, keys] of Object.entries(live)) {
    rest[leaf] = {}
    for (const [key, n] of Object.entries(keys)) rest[leaf][key] = n - (spent[leaf]?.[key] ?? 0)
  }
  return rest
}

/** Differences, leaf by leaf and key by key; none where what went out and the residue are what was counted. */
export function differences(counted: Counters, out: Counters, residue: Counters): string[] {
  const found = added(out, ...Object.entries(residue).map(([leaf, keys]) => ({ [leaf]: pooled(keys) })))
  const expected = Object.fromEntries(Object.entries(counted).map(([leaf, keys]) => [leaf, pooled(keys)]))
  const leaves = new Set([...Object.keys(found), ...Object.keys(expected)])
  return [...leaves].flatMap((leaf) => {
    const keys = new Set([...Object.keys(found[leaf] ?? {}), ...Object.keys(expected[leaf] ?? {})])
    return [...keys].flatMap((key) => {
      const [is, was] = [found[leaf]?.[key] ?? 0, expected[leaf]?.[key] ?? 0]
      return is === was ? [] : [`${leaf} ${key}: ${is} in place of ${was}`]
    })
  })
}
