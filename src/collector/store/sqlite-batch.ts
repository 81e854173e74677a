/** Counts a batch in SQLite: one transaction, each one-time number once. */
import { numbersFrom } from '../../tally/quarantine.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { turnWindow, windowsAround } from './sqlite-window.ts'
import type { Store, Submission } from './store.ts'
import { onceTable, windowOf } from './window.ts'

const inOrder = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map.keys()].sort().map((name) => [name, map.get(name) as T])

/** Places in the batch, by one-time number: the order of arrival within a batch leaves no mark. */
function orderOfNumbers(batch: readonly Submission[]): number[] {
  const id = (at: number): string => (batch[at] as Submission).id
  return [...batch.keys()].sort((a, b) => (id(a) < id(b) ? -1 : 1))
}

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
      const [last, own, next] = windowsAround(today).map(onceTable)
      // Nearly all are new: one statement looks and remembers.
      const remember = prepared(
        `INSERT INTO ${own} (id, batch) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM ${last} WHERE id = ?1) AND NOT EXISTS (SELECT 1 FROM ${next} WHERE id = ?1) ON CONFLICT DO NOTHING`,
      )
      const known = prepared([last, own, next].map((table) => `SELECT batch FROM ${table} WHERE id = ?1`).join(' UNION ALL '))
      const batchOf = batchesOfLeaves(file)
      const sums = new Map<string, Map<string, number>>()
      const numbers = new Array<number>(batch.length)
      for (const at of orderOfNumbers(batch)) {
        const { id, leaf, keys, follows } = batch[at] as Submission
        const number = Buffer.from(id, 'hex')
        const current = batchOf(leaf)
        if (remember.run(number, current).changes === 0) {
          numbers[at] = Number(known.get(number)?.batch)
          repeated++
          continue
        }
        numbers[at] = current
        const sum = sums.get(leaf) ?? new Map<string, number>()
        sums.set(leaf, sum)
        for (const key of follows && follows.batch !== current ? follows.late : keys) sum.set(key, (sum.get(key) ?? 0) + 1)
      }
      const add = prepared(ADD)
      for (const [leaf, sum] of inOrder(sums)) for (const [key, added] of inOrder(sum)) add.run(leaf, key, added)
      return numbers
    })
    repeats += repeated
    return batches
  }

  return { commit, repeats: () => repeats }
}
