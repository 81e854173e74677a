/**
 * Which window one-time numbers go under. It is the store's and not each collector's, or two whose clocks differ at the turn would each remember a number
 * in a table of its own. It follows the clock forward, and back where the clock was put back by more than a window; numbers are looked up in every
 * table that is there, those of days to come as well.
 */
import type { Now } from './postgres-batch.ts'
import type { Desk } from './postgres-desk.ts'
import type { Ask } from './postgres-session.ts'
import { onceTable, windowOf } from './window.ts'

export interface Clock {
  /** What a batch of this day, YYYY-MM-DD, has to know. Turns the window where it is due. */
  readonly on: (day: string) => Promise<Now>
  /** The store has moved on: it is asked again. */
  readonly forget: () => void
}

async function windowsThere(ask: Ask): Promise<number[]> {
  const rows = await ask(
    "SELECT substring(relname FROM 6)::int AS number FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname ~ '^once_-?[0-9]+$'",
  )
  return rows.map(({ number }) => Number(number)).sort((a, b) => a - b)
}

export function clockOf({ ask, exclusively }: Desk): Clock {
  let now: Now | undefined

  async function on(day: string): Promise<Now> {
    const wanted = windowOf(day)
    if (now === undefined) {
      const [row] = await ask('SELECT turn, once_window FROM clock')
      now = { turn: Number(row?.turn), window: Number(row?.once_window), windows: await windowsThere(ask) }
    }
    const fits = (window: number) => window === wanted || window === wanted + 1
    if (fits(now.window)) return now
    now = undefined
    await exclusively(async (within) => {
      const [row] = await within('SELECT once_window FROM clock')
      if (fits(Number(row?.once_window))) return
      await within(`CREATE TABLE IF NOT EXISTS ${onceTable(wanted)} (id bytea PRIMARY KEY, batch integer NOT NULL)`)
      await within('UPDATE clock SET turn = turn + 1, once_window = $1', [wanted])
    })
    // Each by itself, without holding up anybody who counts.
    for (const window of await windowsThere(ask)) if (window < wanted - 1) await ask(`DROP TABLE IF EXISTS ${onceTable(window)}`)
    return on(day)
  }

  return {
    on,
    forget: () => {
      now = undefined
    },
  }
}
