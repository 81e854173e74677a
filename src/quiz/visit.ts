/**
 * One visit to the questions: what has been chosen so far. It lives in this tab alone.
 *
 * Stored in `sessionStorage` under `v`, so that a reload goes on where it was and closing the tab forgets. Under `c` the landing page leaves the venue's
 * code. If the form changes, a stored visit of another `form` is dropped: it is at most a few minutes old.
 */
import { atom } from 'nanostores'
import type { AgeBand, Draw, Occasion } from '../assessment/design.ts'
import type { Answers } from '../assessment/instrument.ts'
import { readStored, store, storedNames } from './storage.ts'

const FORM = 1

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
}

export const NEW_VISIT: Visit = { form: FORM, path: 'short', at: 0, baseline: {}, endline: {}, recalled: {}, barriers: [], ids: {} }

export const $visit = atom<Visit>(NEW_VISIT)

/** Goes on with this tab's visit, if there is one, and keeps it from here on. Without storage the visit lives in memory. */
export function openVisit(): void {
  const stored = JSON.parse(readStored('sessionStorage', 'v') ?? 'null') as Visit | null
  if (stored?.form === FORM) $visit.set(stored)
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
