/**
 * A visit to a room: the same store as any visit (`visit.ts`), since records are made of it, kept in the tab under a name of its own. What outlasts the tab
 * is in `mark.ts`.
 */
import { drawDesign } from '../../assessment/design.ts'
import type { AnswerRecord } from '../../protocol/record.ts'
import { oneTimeNumber, randomUint32 } from '../random.ts'
import { readStored, store } from '../storage.ts'
import { $visit, changeVisit, NEW_VISIT, NO_ANSWERS, type Visit } from '../visit.ts'
import { TAB } from './arrival.ts'
import { endOfDay, type Mark, readMark, writeMark } from './mark.ts'

export interface TableVisit extends Visit {
  readonly ids: Mark['ids']
  /** When all of it is forgotten, milliseconds since 1970. */
  readonly until: number
  /** Whether the phone may keep what was answered before; not asked yet where it is missing. */
  readonly keeps?: boolean
}

/** What a room's page finds when it opens. */
export type Found = 'new' | 'going on' | 'answered twice' | 'answered before, elsewhere'

export const tableVisit = (): TableVisit => $visit.get() as TableVisit

const fresh = (code: string, ids: Mark['ids']): TableVisit => ({ ...NEW_VISIT, code, age: '18+', ids, until: endOfDay(new Date()) })

/** Goes on with the tab's visit, or with what the phone remembers. `pause` is where somebody stands who has answered before. */
export function openTable(code: string, pause: number): Found {
  const mark = readMark(code)
  const inTab = visitInTab(code)
  $visit.set(inTab ?? fresh(code, mark?.ids ?? [oneTimeNumber(), oneTimeNumber()]))
  $visit.listen((visit) => void store('sessionStorage', TAB, JSON.stringify(visit)))
  // Kept at once: the code is in the address no more.
  changeVisit({})
  if (mark?.done === 'after' && !inTab?.result) return 'answered twice'
  if (inTab && inTab.at > 0) return 'going on'
  if (mark?.done !== 'before') return 'new'
  if (!mark.kept) return 'answered before, elsewhere'
  adopt(mark, pause)
  return 'going on'
}

/** Takes up what another tab of this phone has answered. */
function adopt({ ids, kept }: Mark, pause: number): void {
  if (!kept) return
  const { draw, baseline } = kept
  // Handed in already: its number is all that the endline needs of it.
  const made = { start: true, baseline: { id: ids[0] } as AnswerRecord } as const
  changeVisit({ ...NO_ANSWERS, at: pause, draw, baseline, made, ...({ ids, keeps: true } satisfies Partial<TableVisit>) })
}

function visitInTab(code: string): TableVisit | undefined {
  try {
    const visit = JSON.parse(readStored('sessionStorage', TAB) ?? 'null') as TableVisit | null
    if (visit?.code === code && visit.form === NEW_VISIT.form && visit.until > Date.now()) return visit
  } catch {
    // Not ours: a new visit.
  }
  store('sessionStorage', TAB, null)
  return undefined
}

/** Begins: from here on the phone remembers that it takes part. `orderAB` is the wave's share of that form order. */
export function beginTable(orderAB: number): void {
  const { code, ids } = tableVisit()
  if (!readMark(code)) writeMark({ code, ids, done: 'nothing' })
  changeVisit({
    at: 1,
    age: '18+',
    draw: drawDesign(randomUint32, { orderAB, contentFirst: 0 }, '18+'),
    ...({ until: endOfDay(new Date()) } satisfies Partial<TableVisit>),
  })
}

/** Whether another tab of this phone has been quicker with this occasion. */
export function isDoneElsewhere(occasion: 'before' | 'after'): boolean {
  const done = readMark(tableVisit().code)?.done ?? 'nothing'
  return occasion === 'before' ? done !== 'nothing' : done === 'after'
}

/** Lets go of what this tab has answered, and of nothing else. */
export function leaveTab(): void {
  changeVisit({ ...NO_ANSWERS, at: 0 })
}

/** Remembers that she has answered before, and what, where she agreed. */
export function rememberBefore(keeps: boolean): void {
  const { code, ids, draw, baseline } = tableVisit()
  changeVisit({ keeps } as Partial<TableVisit>)
  writeMark({ code, ids, done: 'before', ...(keeps && draw && { kept: { draw, baseline } }) })
}

/** Remembers what the collector said of the baseline's batch: the endline has to say it again, from whichever tab it comes. */
export function rememberBatch(): void {
  const { code, ids } = tableVisit()
  const batch = readStored('sessionStorage', 'b')
  const mark = readMark(code)
  if (batch?.startsWith(ids[0]) && mark && mark.done === 'before' && mark.batch !== batch) writeMark({ ...mark, batch })
}

/** She has answered twice: that is all that is remembered from here on. */
export function rememberAfter(): void {
  const { code, ids } = tableVisit()
  writeMark({ code, ids, done: 'after' })
}

/** Whether the time has come to forget. */
export const isOver = (): boolean => tableVisit().until <= Date.now()
