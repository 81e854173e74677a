/** The connection that batches go over, with this collector's row of `beat`; a batch that the store moved on under is begun anew. */
import { StoreFault } from './fault.ts'
import { batchAnswer, batchStatement, type Now } from './postgres-batch.ts'
import type { Clock } from './postgres-clock.ts'
import { openSession, type SessionOptions } from './postgres-session.ts'
import type { LaterStore, Submission } from './store.ts'
import { onceTable } from './window.ts'

/** How often a batch is begun anew because the store moved on under it, or because it and another waited for each other. */
const TRIES = 5

export interface Writer extends Pick<LaterStore, 'commit' | 'repeats'> {
  readonly close: () => Promise<void>
}

export function openWriter(options: Omit<SessionOptions, 'prepare'>, clock: Clock): Writer {
  /** This collector's row of `beat`: the first that no other connection holds. It is held as long as the connection lasts. */
  let beat = -1
  let repeats = 0
  const { ask, close } = openSession({
    ...options,
    prepare: async (first) => {
      const [row] = await first(
        'SELECT slot FROM generate_series(0, 999) slot WHERE pg_try_advisory_lock(hashtext(current_schema()), slot) LIMIT 1',
      )
      if (typeof row?.slot !== 'number') throw new StoreFault('failing', 'a thousand collectors hold this store already')
      beat = row.slot
      await first('INSERT INTO beat (id, n) VALUES ($1, 0) ON CONFLICT DO NOTHING', [beat])
    },
  })

  async function commit(batch: readonly Submission[], day: string): Promise<readonly number[]> {
    const first = new Map<string, Submission>()
    for (const submission of batch) if (!first.has(submission.id)) first.set(submission.id, submission)
    const sorted = [...first.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    const { batches, fresh } = await counted(sorted, day)
    repeats += batch.length - fresh
    return batch.map(({ id }) => batches.get(id) ?? 0)
  }

  async function counted(sorted: readonly Submission[], day: string): Promise<{ batches: Map<string, number>; fresh: number }> {
    for (let tried = 1; ; tried++) {
      try {
        const at = await clock.on(day)
        // The connection has to be there first: it says which row to beat on.
        if (beat < 0) await ask('SELECT 1')
        const answer = batchAnswer(await ask(batchStatement(sorted, at, beat)))
        if (answer.kind === 'counted') {
          if (answer.beats !== 1) throw new StoreFault('failing', 'its row of beats is gone')
          const batches = new Map<string, number>()
          for (const [index, number] of answer.batches.entries())
            if (number !== undefined) batches.set((sorted[index] as Submission).id, number)
          const missing = sorted.filter(({ id }) => !batches.has(id)).map(({ id }) => id)
          const others = missing.length === 0 ? [] : await numbersOf(missing, at)
          return { batches: new Map([...batches, ...others]), fresh: answer.fresh }
        }
      } catch (error) {
        // 42P01: a window's table was dropped; 40…: this batch and another's work waited for each other. Nothing was counted.
        const isPassing = /^(42P01|40)/.test((error as { code?: string }).code ?? '')
        if (!isPassing || tried === TRIES) throw error
      }
      clock.forget()
      if (tried === TRIES) throw new StoreFault('locked', 'the store moved on under every try')
    }
  }

  /** What stands beside numbers that somebody else wrote while this batch was on its way. */
  async function numbersOf(ids: readonly string[], { windows }: Now): Promise<Map<string, number>> {
    const rows = await ask(
      `SELECT encode(id, 'hex') AS id, batch FROM (${windows.map((number) => `SELECT id, batch FROM ${onceTable(number)}`).join(' UNION ALL ')}) once
       WHERE id = ANY ($1::text[]::bytea[])`,
      [ids.map((id) => `\\x${id}`)],
    )
    return new Map(rows.map(({ id, batch }) => [String(id), Number(batch)]))
  }

  return { commit, repeats: async () => repeats, close }
}
