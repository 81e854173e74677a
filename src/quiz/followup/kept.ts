/**
 * What a visitor asked her phone to keep of a visit: the options that she chose, by number and without text, and the one-time number that her follow-up
 * will be counted by. Whoever opens the phone may find it; in base 64 it at least shows no words. At most one is kept.
 */
import type { FormOrder } from '../../assessment/design.ts'
import type { Answers } from '../../assessment/instrument.ts'
import { KEPT_DAYS } from '../../protocol/kept.ts'
import { oneTimeNumber } from '../random.ts'
import { readStored, store, storedNames } from '../storage.ts'
import type { Visit } from '../visit.ts'
import { DAY_MS, PREFIX } from './due.ts'

export interface Kept {
  /** Drawn once: a follow-up that is sent from two tabs counts once. */
  readonly id: string
  readonly wave: string
  readonly instrument: string
  readonly path: Visit['path']
  readonly order: FormOrder
  /** By concept, the codes before and after reading, as the record has them. */
  readonly earlier: Answers
}

export interface KeptThen {
  readonly kept: Kept
  /** When, in milliseconds since 1970. */
  readonly time: number
}

/** A visit that may be kept, left in the tab (`k`) by the result's link. It is taken out of there, whatever becomes of it. */
export function takeVisit(): Pick<Visit, 'path' | 'draw' | 'baseline' | 'endline'> | undefined {
  const text = readStored('sessionStorage', 'k')
  store('sessionStorage', 'k', null)
  try {
    const visit = JSON.parse(text ?? 'null') as Visit | null
    return visit?.draw && visit.baseline && visit.endline ? visit : undefined
  } catch {
    return undefined
  }
}

export const keptOf = (
  { path, draw, baseline, endline }: NonNullable<ReturnType<typeof takeVisit>>,
  wave: string,
  instrument: string,
): Kept => ({
  id: oneTimeNumber(),
  wave,
  instrument,
  path,
  order: draw?.order ?? 'AB',
  earlier: Object.fromEntries(Object.keys(baseline).map((concept) => [concept, `${baseline[concept]}${endline[concept]}`])),
})

const names = (): string[] => storedNames('localStorage').filter((name) => name.startsWith(PREFIX))

/** Keeps this in place of what was kept before. False where the phone refuses; what was kept before then stays. */
export function keep(kept: Kept, now: number): boolean {
  const before = names()
  const name = PREFIX + now.toString(36)
  if (!store('localStorage', name, btoa(JSON.stringify(kept)))) return false
  for (const old of before) if (old !== name) store('localStorage', old, null)
  return true
}

/** What is kept; what is damaged, too old or from a day to come is dropped. */
export function readKept(now: number): KeptThen | undefined {
  for (const name of names().sort().reverse()) {
    try {
      const time = Number.parseInt(name.slice(PREFIX.length), 36)
      const kept = JSON.parse(atob(readStored('localStorage', name) ?? '')) as Kept
      if (time <= now && now - time < KEPT_DAYS * DAY_MS && kept.id && kept.earlier) return { kept, time }
    } catch {
      // Not ours, or cut short: nothing that could be compared.
    }
    store('localStorage', name, null)
  }
  return undefined
}

export function eraseKept(): void {
  for (const name of names()) store('localStorage', name, null)
}
