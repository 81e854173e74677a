/**
 * Which tables go into a backup, and in which order. All do that a store has, whoever adds one later, but for those named here; a column may hold texts and whole
 * numbers. `counter` comes first (PostgreSQL lets go of it early), the one-time numbers last, as one table with the window's number beside each.
 */

/** The first three say how a store works and not what it holds; the key stands in the backup's head. */
const LEFT_OUT: ReadonlySet<string> = new Set(['beat', 'clock', 'store_version', 'venue_key'])

export const ONCE = 'once'
export const ONCE_COLUMNS = ['batch', 'id', 'window'] as const
export const ROWS_AT_ONCE = 500

/** The number of the window whose one-time numbers a table holds; undefined where it is none of them. */
function windowIn(table: string): number | undefined {
  const [, number] = /^once_(-?\d+)$/.exec(table) ?? []
  return number === undefined ? undefined : Number(number)
}

/** From a store's tables those of its backup, in order, and the windows of one-time numbers, oldest first. */
export function chosen(tables: readonly string[]): { plain: string[]; windows: number[] } {
  const rank = (name: string): string => (name === 'counter' ? '' : name)
  return {
    plain: tables
      .filter((name) => !LEFT_OUT.has(name) && windowIn(name) === undefined)
      .sort((a, b) => (rank(a) < rank(b) ? -1 : 1)),
    windows: tables.flatMap((name) => windowIn(name) ?? []).sort((a, b) => a - b),
  }
}

export const unknownTable = (name: string): Error =>
  new Error(`the backup has a table "${name}" that this collector does not know: it was made by a later one`)
export const unknownColumn = (table: string, column: string): Error =>
  new Error(`the backup's table "${table}" has a column "${column}" that this collector does not know: it was made by a later one`)
export const oddColumn = (table: string, column: string, type: string): Error =>
  new Error(`${table}.${column} is of type ${type}; a backup takes texts and whole numbers`)
export const NOT_EMPTY =
  'the store holds something already, and a backup is restored into an empty one only: name another with DATA_DIR or DATABASE_URL'
