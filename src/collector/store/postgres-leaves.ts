/** The leaves of a wave in PostgreSQL, and tallies as rows. */
import type { Tally } from '../../tally/tally.ts'
import { leavesIn, rangeOf } from './leaf-rows.ts'
import type { Ask } from './postgres-session.ts'
import type { LeafState } from './store.ts'

/** One statement, so that counters and the gate's memory are of the same moment. */
export const leavesOf = async (ask: Ask, wave: string): Promise<LeafState[]> =>
  leavesIn(
    await ask(
      `SELECT leaf, 'live' AS part, key, n FROM counter WHERE leaf >= $1 AND leaf < $2
       UNION ALL SELECT leaf, part, key, n FROM gate WHERE leaf >= $1 AND leaf < $2 ORDER BY leaf, part, key`,
      rangeOf(wave),
    ),
  )

/** A row for each counter of a tally. @param beside what stands in each row before `key` and `n` */
export function insertTally(ask: Ask, into: string, beside: readonly string[], tally: Tally): Promise<unknown> {
  const keys = Object.keys(tally).sort()
  const fixed = beside.map((_, index) => `$${index + 3}::text`)
  return ask(`INSERT INTO ${into} SELECT ${fixed.join(', ')}, key, n FROM unnest($1::text[], $2::bigint[]) t(key, n)`, [
    keys,
    keys.map((key) => tally[key] ?? 0),
    ...beside,
  ])
}
