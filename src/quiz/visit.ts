/**
 * One visit to the questions: what has been chosen so far. It lives in this tab alone.
 *
 * Stored in `sessionStorage` under `v`, so that a reload goes on where it was and closing the tab forgets. Under `c` the landing page leaves the venue's
 * code. If the form changes, a stored visit of another `form` is dropped: it is at most a few minutes old.
 */
import { atom } from 'nanostores'
import type { AgeBand, Draw, Occasion } from '../assessment/design.ts'
import type { Answers } from '../assessment/instrument.ts'

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
  try {
    const stored = JSON.parse(sessionStorage.getItem('v') ?? 'null') as Visit | null
    if (stored?.form === FORM) $visit.set(stored)
  } catch {
    // No storage, or not ours: a new visit.
  }
  $visit.listen((visit) => {
    try {
      sessionStorage.setItem('v', JSON.stringify(visit))
    } catch {
      // A phone that refuses storage cannot resume after a reload; everything else works.
    }
  })
}

export function changeVisit(change: Partial<Visit>): void {
  $visit.set({ ...$visit.get(), ...change })
}

/** The venue's code that the landing page left in this tab, or empty. */
export function venueCode(): string {
  try {
    return sessionStorage.getItem('c') ?? ''
  } catch {
    return ''
  }
}

/** Forgets the visit, in memory and in the tab. */
export function forgetVisit(): void {
  $visit.set(NEW_VISIT)
  try {
    sessionStorage.clear()
  } catch {
    // Nothing was stored.
  }
}
