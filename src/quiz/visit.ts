/**
 * One visit to the questions: what has been chosen so far. It lives in this tab alone.
 *
 * Stored in `sessionStorage` under `v`, so that a reload goes on where it was and closing the tab forgets. Under `c` the landing page leaves the venue's
 * code. A stored visit of another `form` is dropped, it is at most a few minutes old; so is one that began under another code, with what was promised there.
 */
import { atom } from 'nanostores'
import type { AgeBand, Draw, VisitOccasion } from '../assessment/design.ts'
import type { Answers } from '../assessment/instrument.ts'
import type { AnswerRecord } from '../protocol/record.ts'
import type { StrongRecord } from '../protocol/strong-record.ts'
import type { Delivery } from './outbox.ts'
import { readStored, store, storedNames } from './storage.ts'

const FORM = 3

export interface Visit {
  readonly form: typeof FORM
  readonly path: 'full' | 'short'
  /** The venue's code that the landing page had left in this tab when the page was opened, or empty. */
  readonly code: string
  /** Position in the list of screens. */
  readonly at: number
  readonly age?: AgeBand
  readonly draw?: Draw
  readonly baseline: Answers
  readonly endline: Answers
  readonly recalled: Answers
  readonly barriers: readonly string[]
  /** What was made to be sent, with its one-time number and, in strong mode, what chance gave: made once, and never drawn again. */
  readonly made: Readonly<Partial<Record<VisitOccasion, AnswerRecord | StrongRecord>> & { start?: true }>
  /** All that is left of the answers once they are handed in, and what became of the last record: the result page says so. */
  readonly result?: VisitResult
  readonly delivery?: Delivery
}

/** What the result shows: which signs she sees now, by concept, how many before, and the barriers she named. */
export interface VisitResult {
  readonly seen: readonly string[]
  readonly before: number | undefined
  readonly named: readonly string[]
}

/** What a visit has before anything is answered, and again once all is handed in. */
export const NO_ANSWERS = { baseline: {}, endline: {}, recalled: {}, barriers: [], made: {} } as const satisfies Partial<Visit>

export const NEW_VISIT: Visit = { form: FORM, path: 'short', at: 0, code: readStored('sessionStorage', 'c') ?? '', ...NO_ANSWERS }

export const $visit = atom<Visit>(NEW_VISIT)

/** Goes on with this tab's visit, if there is one, and keeps it from here on. Without storage the visit lives in memory. */
export function openVisit(): void {
  try {
    const stored = JSON.parse(readStored('sessionStorage', 'v') ?? 'null') as Visit | null
    if (stored?.form === FORM && stored.code === NEW_VISIT.code) $visit.set(stored)
  } catch {
    // Not ours: a new visit.
  }
  $visit.listen((visit) => void store('sessionStorage', 'v', JSON.stringify(visit)))
}

export function changeVisit(change: Partial<Visit>): void {
  $visit.set({ ...$visit.get(), ...change })
}

/** Forgets the visit, in memory and in the tab. */
export function forgetVisit(): void {
  $visit.set(NEW_VISIT)
  for (const name of storedNames('sessionStorage')) store('sessionStorage', name, null)
}
