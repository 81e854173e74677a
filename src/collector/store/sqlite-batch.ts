/** Counts a batch in SQLite: one transaction, each one-time number once. */
import { numbersFrom } from '../../tally/quarantine.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { turnWindow, windowsAround } from './sqlite-window.ts'
import type { Store, Submission } from './store.ts'
import { onceTable, windowOf } from './window.ts'

const inOrder = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map.keys()].sort().map((name) => [name, map.get(name) as T])

/** Adds one or more to a counter: leaf, key, how many. */
export const ADD = 'INSERT INTO counter (leaf, key, n) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n'

/** The number of the batch of baselines that a leaf is gathering; each leaf is looked up once. */
export function batchesOfLeaves({ prepared }: SqliteFile): (leaf: string) => number {
  const known = new Map<string, number>()
  const find = prepared("SELECT n FROM gate WHERE leaf = ? AND part = 'batches' AND key = 'baseline'")
  return (leaf) => {
    const batch = known.get(leaf) ?? numbersFrom(leaf) + Number(find.get(leaf)?.n ?? 0)
    known.set(leaf, batch)
    return batch
  }
}

export function batchesOn(file: SqliteFile): Pick<Store, 'commit' | 'repeats'> {
  const { prepared, transaction } = file
  let repeats = 0

  function commit(batch: readonly Submission[], day: string): readonly number[] {
    const today = windowOf(day)
    let repeated = 0
    const batches = transaction(() => {
      turnWindow(file, today)
      // Asked whether it can count, it writes something: a full disk is not noticed by writing nothing.
      if (batch.length === 0) prepared('UPDATE beat SET n = n + 1').run()
      const known = prepared(
        windowsAround(today)
          .map((number) => `SELECT batch FROM ${onceTable(number)} WHERE id = ?1`)
          .join(' UNION ALL '),
      )
      const remember = prepared(`INSERT INTO ${onceTable(today)} (id, batch) VALUES (?, ?)`)
      const batchOf = batchesOfLeaves(file)
      const sums = new Map<string, Map<string, number>>()
      const numbers = new Map<string, number>()
      // Sorted, so that the order of arrival within a batch leaves no mark either.
      for (const { id, leaf, keys, follows } of [...batch].sort((a, b) => (a.id < b.id ? -1 : 1))) {
        const number = Buffer.from(id, 'hex')
        const first = known.get(number)?.batch
        const current = batchOf(leaf)
        numbers.set(id, Number(first ?? current))
        if (first !== undefined) {
          repeated++
          continue
        }
        remember.run(number, current)
        const sum = sums.get(leaf) ?? new Map<string, number>()
        sums.set(leaf, sum)
        for (const key of follows && follows.batch !== current ? follows.late : keys) sum.set(key, (sum.get(key) ?? 0) + 1)
      }
      const add = prepared(ADD)
      for (const [leaf, sum] of inOrder(sums)) for (const [key, added] of inOrder(sum)) add.run(leaf, key, added)
      return batch.map(({ id }) => numbers.get(id) ?? 0)
    })
    repeats += repeated
    return batches
  }

  return { commit, repeats: () => repeats }
}
