/**
 * A batch as one statement: one round trip, one commit (reliability.md, section 4). It remembers the one-time numbers that nobody knew, adds up the keys
 * of those alone, and beats: where every number is known nothing else would be written, and a commit that writes nothing waits for no standby.
 *
 * Numbers and cells are written in order, or two collectors would wait for each other.
 */
import { numbersFrom } from '../../tally/quarantine.ts'
import { BadSubmission } from './fault.ts'
import type { Statement } from './postgres-session.ts'
import type { Row } from './row.ts'
import type { Submission } from './store.ts'
import { onceTable } from './window.ts'

/** What a statement has to know of the store. */
export interface Now {
  /** Of `clock`: the statement does nothing where it has moved on. */
  readonly turn: number
  /** New numbers go under this one. */
  readonly window: number
  /** All windows that there are tables of. */
  readonly windows: readonly number[]
}

/** When a key counts: always, for who is in time, for who is late (`Submission.follows`). */
const ALWAYS = 0
const IN_TIME = 1
const LATE = 2

/** The batch that stands for "not known": no leaf ever gathers it. */
const NO_BATCH = -2

const textOf = ({ window, windows }: Now): string => `
WITH now AS MATERIALIZED (SELECT turn FROM clock WHERE turn = $1::bigint),
beating AS (UPDATE beat SET n = n + 1 FROM now WHERE beat.id = $2::int RETURNING 1),
sent AS MATERIALIZED (SELECT s.i::int, s.id, s.leaf, s.follows FROM unnest($3::bytea[], $4::int[], $5::int[]) WITH ORDINALITY s(id, leaf, follows, i)),
place AS MATERIALIZED (SELECT p.leaf::int, p.name, (p.numbers + coalesce(g.n, 0))::int AS batch FROM unnest($6::text[], $12::int[]) WITH ORDINALITY p(name, numbers, leaf)
  LEFT JOIN gate g ON g.leaf = p.name AND g.part = 'batches' AND g.key = 'baseline'),
known AS MATERIALIZED (${windows.map((number) => `SELECT id, batch FROM ${onceTable(number)} WHERE id = ANY($3::bytea[])`).join(' UNION ALL ')}),
fresh AS (INSERT INTO ${onceTable(window)} (id, batch) SELECT s.id, place.batch FROM now, sent s JOIN place USING (leaf)
  WHERE NOT EXISTS (SELECT FROM known WHERE known.id = s.id) ORDER BY s.id ON CONFLICT DO NOTHING RETURNING id, batch),
added AS MATERIALIZED (SELECT c.cell, count(*) AS n FROM unnest($7::int[], $8::int[], $9::int[]) c(i, cell, due) JOIN sent s USING (i) JOIN fresh f ON f.id = s.id
  WHERE c.due = ${ALWAYS} OR (c.due = ${IN_TIME}) = (s.follows = f.batch) GROUP BY c.cell),
counted AS (INSERT INTO counter AS c (leaf, key, n)
  SELECT place.name, k.key, added.n FROM added JOIN unnest($10::int[], $11::text[]) WITH ORDINALITY k(leaf, key, cell) ON k.cell = added.cell JOIN place ON place.leaf = k.leaf
  ORDER BY place.name COLLATE "C", k.key COLLATE "C" ON CONFLICT (leaf, key) DO UPDATE SET n = c.n + excluded.n)
SELECT (SELECT count(*)::int FROM now) AS turns, (SELECT count(*)::int FROM beating) AS beats, (SELECT count(*)::int FROM fresh) AS fresh,
  (SELECT array_agg(coalesce(f.batch, k.batch) ORDER BY s.i) FROM sent s LEFT JOIN fresh f ON f.id = s.id LEFT JOIN known k ON k.id = s.id) AS batches`

const texts = new Map<string, string>()

/** The statement for a batch whose one-time numbers differ. @param beat the collector's own row of `beat` */
export function batchStatement(batch: readonly Submission[], now: Now, beat: number): Statement {
  const name = `count ${now.window} of ${now.windows.join(' ')}`
  const text = texts.get(name) ?? textOf(now)
  texts.set(name, text)

  const leaves = new Map<string, number>()
  const cells = new Map<string, number>()
  const leafOfCell: number[] = []
  const keyOfCell: string[] = []
  const ids: string[] = []
  const leafOf: number[] = []
  const follows: number[] = []
  const [record, cell, due]: [number[], number[], number[]] = [[], [], []]
  for (const [index, submission] of batch.entries()) {
    const leaf = numberOf(leaves, submission.leaf)
    if (!/^[0-9a-f]{32}$/.test(submission.id)) throw new BadSubmission('a one-time number has to be 32 hexadecimal digits')
    ids.push(`"\\\\x${submission.id}"`)
    leafOf.push(leaf)
    follows.push(submission.follows?.batch ?? NO_BATCH)
    const add = (keys: readonly string[], when: number) => {
      for (const key of keys) {
        const known = cells.size
        const number = numberOf(cells, `${leaf} ${key}`)
        if (number > known) {
          leafOfCell.push(leaf)
          keyOfCell.push(key)
        }
        record.push(index + 1)
        cell.push(number)
        due.push(when)
      }
    }
    add(submission.keys, submission.follows ? IN_TIME : ALWAYS)
    if (submission.follows) add(submission.follows.late, LATE)
  }
  const numbers = (list: readonly (number | string)[]) => `{${list.join(',')}}`
  return {
    name,
    text,
    // Numbers are written as PostgreSQL reads them; the driver would look at each of ten thousand to find out what it is.
    values: [
      now.turn,
      beat,
      numbers(ids),
      numbers(leafOf),
      numbers(follows),
      [...leaves.keys()],
      numbers(record),
      numbers(cell),
      numbers(due),
      numbers(leafOfCell),
      keyOfCell,
      numbers([...leaves.keys()].map(numbersFrom)),
    ],
  }
}

/** Counts from 1, as PostgreSQL's ordinality does. */
function numberOf(known: Map<string, number>, name: string): number {
  const number = known.get(name) ?? known.size + 1
  known.set(name, number)
  return number
}

/** What the statement said. `stale`: the store has moved on, and nothing was counted. `fresh`: how many numbers nobody knew. A batch is undefined where somebody else wrote the number just now. */
export function batchAnswer([row]: readonly Row[]):
  | { readonly kind: 'stale' }
  | {
      readonly kind: 'counted'
      readonly beats: number
      readonly fresh: number
      readonly batches: readonly (number | undefined)[]
    } {
  if (row?.turns !== 1) return { kind: 'stale' }
  const batches = (row.batches ?? []) as readonly (number | null)[]
  return {
    kind: 'counted',
    beats: Number(row.beats),
    fresh: Number(row.fresh),
    batches: batches.map((batch) => batch ?? undefined),
  }
}
