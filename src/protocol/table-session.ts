/**
 * A session at a round table: one city, one day. It is a venue of its own, and its id says all that there is to know of it: `mesa-bogota-20261128` is the
 * table `mesa-bogota` on 28 November 2026, `mesa-bogota-20261128-2` the second session of that day. So nothing has to be added to `content/` on the day, and
 * whoever has the catalogue can read its snapshots: collector, staff page, files.
 */
import type { Catalogue, Text, Venue } from './catalogue.ts'
import { type Fields, field, fieldsOf, type Parsed, refuse, refuseUnknown, textOf } from './narrowing.ts'

/** Where a session is, and when: the id of a venue of the kind `round-table`, YYYY-MM-DD, and which session of that day, from 1 to 9. */
export interface Sitting {
  readonly table: string
  readonly date: string
  readonly part: number
}

/** What the collector keeps of a session. */
export interface TableSession {
  readonly id: string
  readonly wave: string
  readonly instrument: string
  /** Six digits that are said aloud in the room and typed on a phone; good while the session is open, and around its day alone. */
  readonly spoken: string
  readonly state: 'open' | 'ended'
}

/** What staff get of a session: with the code that its QR carries, and the pages where it is answered. */
export interface OpenTable extends TableSession {
  readonly code: string
  readonly path: Text
}

/** The collector's answer to staff: its sessions, and the addresses by which phones of its network reach it. */
export interface TablesAnswer {
  readonly format: typeof TABLES_FORMAT
  readonly addresses: readonly string[]
  readonly tables: readonly OpenTable[]
}

export const TABLES_FORMAT = 'eso-es-cuento/tables@1'

/** People of a session so far: the one live number that there is, and for the projector alone. */
export interface TableCount {
  readonly before: number
  readonly after: number
}

/** What a phone gets for the spoken digits. */
export interface SpokenAnswer {
  readonly code: string
  readonly path: Text
}

const ID = /^(.+)-(\d{4})(\d{2})(\d{2})(?:-([2-9]))?$/

export const sessionId = ({ table, date, part }: Sitting): string =>
  `${table}-${date.replaceAll('-', '')}${part === 1 ? '' : `-${part}`}`

/** The parts of a session's id; undefined where it is none, or names a day that no calendar has. */
export function sittingOf(id: string): Sitting | undefined {
  const [, table, year, month, day, part = '1'] = ID.exec(id) ?? []
  const date = `${year}-${month}-${day}`
  return table && isDate(date) ? { table, date, part: Number(part) } : undefined
}

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** The venue that a session is: its table's city, kind, audience and epoch. Undefined where the catalogue has no such table. */
export function venueOfSession({ venues }: Pick<Catalogue, 'venues'>, id: string): Venue | undefined {
  const sitting = sittingOf(id)
  const table = sitting && venues.find((venue) => venue.id === sitting.table)
  if (!sitting || table?.kind !== 'round-table') return undefined
  const when = `, ${sitting.date}${sitting.part === 1 ? '' : ` (${sitting.part})`}`
  return { ...table, id, name: { es: table.name.es + when, en: table.name.en + when } }
}

/** Hours on either side of a session's day in which its spoken digits are good: the day begins and ends at other times on the collector's clock. */
const MARGIN_DAYS = 1

/** Whether a session's digits are good on this day, YYYY-MM-DD. */
export function isSpokenGood({ id, state }: TableSession, today: string): boolean {
  const date = sittingOf(id)?.date
  return state === 'open' && date !== undefined && Math.abs(Date.parse(date) - Date.parse(today)) <= MARGIN_DAYS * 86_400_000
}

/** Six digits, however they were typed; undefined where they are none. */
export function spokenIn(text: string): string | undefined {
  const digits = text.replace(/[\s.-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : undefined
}

export const spokenInWords = (spoken: string): string => `${spoken.slice(0, 3)} ${spoken.slice(3)}`

/** What staff send to open a session. Whether there is such a table is the catalogue's to say. */
export function parseSitting(value: unknown): Parsed<Sitting> {
  const fields = fieldsOf(value)
  if (!fields) return { ok: false, errors: [{ field: '', detail: 'a session is a JSON object' }] }
  refuseUnknown(fields, ['table', 'date', 'part'])
  const table = textOf(fields, 'table', 40)
  const date = textOf(fields, 'date', 10)
  if (!isDate(date)) refuse(fields, 'date', 'has to be a day, YYYY-MM-DD')
  const part = partIn(fields)
  return fields.errors.length > 0 ? { ok: false, errors: fields.errors } : { ok: true, value: { table, date, part } }
}

function partIn(fields: Fields): number {
  const part = field(fields, 'part')
  if (part === undefined) return 1
  if (typeof part === 'number' && Number.isInteger(part) && part >= 1 && part <= 9) return part
  refuse(fields, 'part', 'has to be a whole number from 1 to 9')
  return 1
}
