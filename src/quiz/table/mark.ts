/**
 * What a phone remembers of a session until the night, whatever becomes of the tab: that it takes part, so that it is not counted twice, and, where its owner
 * agreed, what she answered before, so that her after can be compared with it hours later.
 *
 * A `localStorage` entry `m.<time in base 36>.<four digits>`: the time is as many days before it goes as messages wait at most, so that any page can drop it by
 * its name alone (leave/stale), by the outbox's rule. Its
 * value is in base 64, as in the outbox: whoever leafs through a phone's storage reads no words, and that is no secret.
 */
import type { Draw } from '../../assessment/design.ts'
import type { Answers } from '../../assessment/instrument.ts'
import { OUTBOX_DAYS } from '../../protocol/acknowledgement.ts'
import { randomUint32 } from '../random.ts'
import { readStored, store, storedNames } from '../storage.ts'

export interface Mark {
  /** The session's code. */
  readonly code: string
  /** One-time numbers of the two records, drawn before the first answer: two tabs of one phone send the same ones, so they count once. */
  readonly ids: readonly [baseline: string, endline: string]
  readonly done: 'nothing' | 'before' | 'after'
  /** What the acknowledgement of the baseline said of its batch, as the outbox keeps it. */
  readonly batch?: string | undefined
  /** What she answered before, where she agreed. */
  readonly kept?: { readonly draw: Draw; readonly baseline: Answers } | undefined
}

/** Longest that anything is remembered: sixteen hours, or until midnight by the phone's clock if that comes first. */
export const LONGEST_MS = 16 * 3_600_000

const PREFIX = 'm.'
const PUT_BACK_MS = OUTBOX_DAYS * 86_400_000
/** Where storage is refused, the mark lives as long as the page. */
const memory = new Map<string, string>()

/** When what begins now is to be forgotten: milliseconds since 1970. */
export function endOfDay(now: Date): number {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime()
  return Math.min(midnight, now.getTime() + LONGEST_MS)
}

const untilOf = (name: string): number => Number.parseInt(name.split('.')[1] ?? '', 36) + PUT_BACK_MS

/** Those whose time has not come; the others are dropped. A clock that was put back cannot make one last longer than it could have at first. */
function marks(): { readonly name: string; readonly mark: Mark }[] {
  const now = Date.now()
  return [...storedNames('localStorage'), ...memory.keys()].flatMap((name) => {
    if (!name.startsWith(PREFIX)) return []
    try {
      const left = untilOf(name) - now
      const mark = JSON.parse(atob(memory.get(name) ?? readStored('localStorage', name) ?? '')) as Mark
      if (left > 0 && left <= LONGEST_MS && mark.code) return [{ name, mark }]
    } catch {
      // Cut short, or not ours.
    }
    drop(name)
    return []
  })
}

function drop(name: string): void {
  memory.delete(name)
  store('localStorage', name, null)
}

export const readMark = (code: string): Mark | undefined => marks().find(({ mark }) => mark.code === code)?.mark

/** The one session that the phone is in the middle of; undefined where there are several, or none. */
export function readOnlyMark(): Mark | undefined {
  const open = marks().filter(({ mark }) => mark.done !== 'after')
  return open.length === 1 ? open[0]?.mark : undefined
}

/** Remembers a session, in place of what was remembered of it; when it goes was settled the first time. */
export function writeMark(mark: Mark): void {
  const known = marks().find((one) => one.mark.code === mark.code)?.name
  const fresh = () => `${PREFIX}${(endOfDay(new Date()) - PUT_BACK_MS).toString(36)}.${(randomUint32() % 65536).toString(16)}`
  const name = known ?? fresh()
  const text = btoa(JSON.stringify(mark))
  if (!store('localStorage', name, text)) memory.set(name, text)
}
