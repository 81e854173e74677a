/** The leaves of a wave in SQLite. */
import { leavesIn, rangeOf } from './leaf-rows.ts'
import type { SqliteFile } from './sqlite-file.ts'
import type { LeafState } from './store.ts'

export const leavesOf = ({ prepared }: SqliteFile, wave: string): LeafState[] =>
  leavesIn([
    ...prepared("SELECT leaf, 'live' AS part, key, n FROM counter WHERE leaf >= ? AND leaf < ?").all(...rangeOf(wave)),
    ...prepared('SELECT leaf, part, key, n FROM gate WHERE leaf >= ? AND leaf < ?').all(...rangeOf(wave)),
  ])
