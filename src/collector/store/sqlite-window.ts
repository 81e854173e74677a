/** The tables of one-time numbers in SQLite: one for each window of days. */
import type { SqliteFile } from './sqlite-file.ts'
import { onceTable } from './window.ts'

/** The windows whose tables are there, and in which a number is looked for: the last one, this one, and the next for a clock that is put back just after it turned. */
export const windowsAround = (today: number): number[] => [today - 1, today, today + 1]

/**
 * Makes this window's table, keeps the last one's, drops what is older. Tables of days to come stay: a clock that starts in 1970 and is put right later must lose
 * nothing. Tables change only here, a few times a month. @param today number of this day's window
 */
export function turnWindow({ known, changeTables }: SqliteFile, today: number): void {
  if (today === known.window) return
  changeTables((db) => {
    for (const number of windowsAround(today))
      db.exec(`CREATE TABLE IF NOT EXISTS ${onceTable(number)} (id BLOB PRIMARY KEY, batch INTEGER NOT NULL) STRICT, WITHOUT ROWID`)
    for (const { name } of db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'once\\_%' ESCAPE '\\'")
      .all()) {
      const number = Number(String(name).slice('once_'.length))
      if (number < today - 1) db.exec(`DROP TABLE ${onceTable(number)}`)
    }
  })
  known.window = today
}
