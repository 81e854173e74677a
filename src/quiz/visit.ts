/**
 * One visit to the questions: what has been chosen so far. It lives in this tab alone.
 *
 * Stored in `sessionStorage` under `v`, so that a reload goes on where it was and closing the tab forgets. Under `c` the landing page leaves the venue's
 * code. If the form changes, a stored visit of another `form` is dropped: it is at most a few minutes old.
 */
import { atom } from 'nanostores'
import type { AgeBand, Draw, Occasion } from '../assessment/design.ts'
import type { Answers } from '../assessment/instrument.ts'
import type { Delivery } from './outbox.ts'
import { readStored, store, storedNames } from './storage.ts'

const FORM = 2

export interface Visit {
  readonly form: typeof FORM
  readonly path: 'full' | 'short'
  /** Position in the list of screens. */
  readonly at: number
  readonly age?: AgeBand
  readonly draw?: Draw
  readonly baseline: Answers
  readonly endline: Answers
  readonly recalled: Answers
  readonly barriers: readonly string[]
  /** One-time numbers, drawn when something is finished and never again. */
  readonly ids: Readonly<Partial<Record<Occasion | 'start', string>>>
  /** All that is left of the answers once they are handed in, and what became of them. */
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
export const NO_ANSWERS = { baseline: {}, endline: {}, recalled: {}, barriers: [], ids: {} } as const satisfies Partial<Visit>

export const NEW_VISIT: Visit = { form: FORM, path: 'short', at: 0, ...NO_ANSWERS }

export const $visit = atom<Visit>(NEW_VISIT)

/** Goes on with this tab's visit, if there is one, and keeps it from here on. Without storage the visit lives in memory. */
export function openVisit(): void {
  try {
    const stored = JSON.parse(readStored('sessionStorage', 'v') ?? 'null') as Visit | null
    if (stored?.form === FORM) $visit.set(stored)
  } catch {
    // Not ours: a new visit.
  }
  $visit.listen((visit) => void store('sessionStorage', 'v', JSON.stringify(visit)))
}

export function changeVisit(change: Partial<Visit>): void {
  $visit.set({ ...$visit.get(), ...change })
}

/** The venue's code that the landing page left in this tab, or empty. */
export const venueCode = (): string => readStored('sessionStorage', 'c') ?? ''

/** Forgets the visit, in memory and in the tab. */
export function forgetVisit(): void {
  $visit.set(NEW_VISIT)
  for (const name of storedNames('sessionStorage')) store('sessionStorage', name, null)
}
