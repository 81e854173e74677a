/** Reads the collector's counters straight from its file, as an auditor would. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Counters } from './expected.ts'

/** Works on the collector's file from outside. */
export function inStore(data: string, work: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(join(data, 'collector.db'))
  try {
    work(db)
  } finally {
    db.close()
  }
}

function rows(data: string): { leaf: string; key: string; n: number }[] {
  const db = new DatabaseSync(join(data, 'collector.db'), { readOnly: true })
  try {
    return db.prepare('SELECT leaf, key, n FROM counter').all() as { leaf: string; key: string; n: number }[]
  } finally {
    db.close()
  }
}

/** Every counter but footfall. A leaf that holds footfall alone is not listed. */
export function storedCounters(data: string): Counters {
  const counters: Counters = {}
  for (const { leaf, key, n } of rows(data)) {
    if (key.startsWith('f:')) continue
    counters[leaf] ??= {}
    counters[leaf][key] = n
  }
  return counters
}

/** Scans, starts and finishes by leaf, days added up. */
export function storedFootfall(data: string): Counters {
  const counters: Counters = {}
  for (const { leaf, key, n } of rows(data)) {
    const event = /^f:(\w+):/.exec(key)?.[1]
    if (!event) continue
    counters[leaf] ??= {}
    counters[leaf][event] = (counters[leaf][event] ?? 0) + n
  }
  return counters
}
