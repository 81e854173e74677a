/** Sessions at round tables in PostgreSQL. */
import type { Session } from './postgres-session.ts'
import { ended, newestFirst, PEOPLE_KEYS, peopleBy, tableIn } from './round-table.ts'
import type { LaterStore } from './store.ts'

export const roundTablesIn = ({
  ask: askDesk,
  transaction,
}: Session): Pick<LaterStore, 'keepTable' | 'tables' | 'endTable' | 'people'> => ({
  keepTable: async (session) => {
    await askDesk('INSERT INTO round_table (id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      session.id,
      JSON.stringify(session),
    ])
    const [row] = await askDesk('SELECT body FROM round_table WHERE id = $1', [session.id])
    return row ? tableIn(row) : session
  },
  tables: async () => newestFirst((await askDesk('SELECT body FROM round_table')).map(tableIn)),
  endTable: (id) =>
    transaction(async (ask) => {
      const [row] = await ask('SELECT body FROM round_table WHERE id = $1 FOR UPDATE', [id])
      if (!row) return false
      await ask('UPDATE round_table SET body = $2 WHERE id = $1', [id, JSON.stringify(ended(tableIn(row)))])
      return true
    }),
  people: async (leaf) => {
    const rows = await askDesk('SELECT key, n FROM counter WHERE leaf = $1 AND key = ANY ($2::text[])', [leaf, PEOPLE_KEYS])
    const counters = new Map(rows.map(({ key, n }) => [String(key), Number(n)]))
    return peopleBy((key) => counters.get(key) ?? 0)
  },
})
