/** Sessions at round tables, and who has answered in one: what is the same in every store. */
import { FORM_ORDERS } from '../../assessment/design.ts'
import { sittingOf, type TableCount, type TableSession } from '../../protocol/table-session.ts'
import { type Group, key } from '../../tally/keys.ts'
import type { Row } from './row.ts'

const dayOf = ({ id }: TableSession): string => sittingOf(id)?.date ?? ''

export const newestFirst = (sessions: readonly TableSession[]): TableSession[] =>
  [...sessions].sort((a, b) => dayOf(b).localeCompare(dayOf(a)) || a.id.localeCompare(b.id))

/** @param row of `round_table`: `body` */
export const tableIn = ({ body }: Row): TableSession => JSON.parse(String(body)) as TableSession

export const ended = (session: TableSession): TableSession => ({ ...session, state: 'ended' })

const keysOf = (group: Group): string[] => FORM_ORDERS.map((order) => key.n(group, order))
const BEFORE = keysOf('baseline')
const AFTER = keysOf('endline')

/** The counters that a session's people are counted by. */
export const PEOPLE_KEYS: readonly string[] = [...BEFORE, ...AFTER]

/** @param counterOf a counter of the leaf by its key, 0 where there is none */
export const peopleBy = (counterOf: (key: string) => number): TableCount => {
  const sum = (keys: readonly string[]) => keys.reduce((people, each) => people + counterOf(each), 0)
  return { before: sum(BEFORE), after: sum(AFTER) }
}
