/**
 * What SQLite leaves of the past in its files, and how it goes. The write-ahead journal holds the order of recent commits, and with it whole answers of people who
 * came alone (a trial read three of three back), so `settle` empties it as soon as nothing waits.
 *
 * When a page overflows, SQLite may leave the tail of a moved row in the page's unused space: an older state of a counter. So `settle` also writes
 * the counters anew after a commit that moved any; the freed pages are overwritten with zeros.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { SqliteFile } from './sqlite-file.ts'
import { COUNTER } from './sqlite-schema.ts'
import { turnWindow } from './sqlite-window.ts'
import type { Store } from './store.ts'
import { windowOf } from './window.ts'

/**
 * Grows whenever a counter is new or no longer fits where it stood: SQLite keeps 0 and 1 in no byte, then a whole number in 1, 2, 3, 4 and
 * 6. Counters never shrink, so an equal sum means that all stand where they stood.
 */
const ROOM =
  'SELECT coalesce(sum(1 + (n >= 2) + (n >= 1 << 7) + (n >= 1 << 15) + (n >= 1 << 23) + (n >= 1 << 31)), 0) AS room FROM counter'

function writeCountersAnew(db: DatabaseSync): void {
  db.exec(`CREATE TABLE counter_anew ${COUNTER}; INSERT INTO counter_anew SELECT leaf, key, n FROM counter ORDER BY leaf, key`)
  db.exec('DROP TABLE counter; ALTER TABLE counter_anew RENAME TO counter')
}

export function journalOn(file: SqliteFile): Pick<Store, 'settle'> {
  const { known, open, transaction } = file
  return {
    settle: (day) => {
      const today = windowOf(day)
      const room = Number(open().prepare(ROOM).get()?.room)
      if (room !== known.room || today !== known.window)
        transaction(() => {
          turnWindow(file, today)
          if (room !== known.room) writeCountersAnew(open())
        })
      known.room = room
      // Does not wait for a reader: that would hold up whoever comes next.
      open().exec('PRAGMA busy_timeout=0')
      try {
        return Number(open().prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy) === 0
      } finally {
        open().exec('PRAGMA busy_timeout=5000')
      }
    },
  }
}
