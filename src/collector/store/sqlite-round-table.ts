/** Sessions at round tables in SQLite. */
import type { TableSession } from '../../protocol/table-session.ts'
import { ended, newestFirst, peopleBy, tableIn } from './round-table.ts'
import type { SqliteFile } from './sqlite-file.ts'
import type { Store } from './store.ts'

export function roundTablesOn({ prepared, transaction }: SqliteFile): Pick<Store, 'keepTable' | 'tables' | 'endTable' | 'people'> {
  function tableNamed(id: string): TableSession | undefined {
    const row = prepared('SELECT body FROM round_table WHERE id = ?').get(id)
    return row && tableIn(row)
  }

  return {
    keepTable: (session) => {
      prepared('INSERT INTO round_table (id, body) VALUES (?, ?) ON CONFLICT DO NOTHING').run(session.id, JSON.stringify(session))
      return tableNamed(session.id) ?? session
    },
    tables: () => newestFirst(prepared('SELECT body FROM round_table').all().map(tableIn)),
    endTable: (id) =>
      transaction(() => {
        const session = tableNamed(id)
        if (!session) return false
        prepared('UPDATE round_table SET body = ? WHERE id = ?').run(JSON.stringify(ended(session)), id)
        return true
      }),
    people: (leaf) => {
      const find = prepared('SELECT n FROM counter WHERE leaf = ? AND key = ?')
      return peopleBy((key) => Number(find.get(leaf, key)?.n ?? 0))
    },
  }
}
