/** A snapshot: what the gate has released of a leaf, once and for all. Immutable, numbered, dated to the week, the same bytes for everybody. */

import { type Leaf, leafId, placeBeneath, SHARED_PLACES } from '../../tally/leaf.ts'
import type { Tally } from '../../tally/tally.ts'
import { type Decision, type Footfalls, sizeOf } from './release.ts'
import { GATE_SETTINGS, type GateSettings } from './settings.ts'

export const SNAPSHOT_FORMAT = 'eso-es-cuento/snapshot@1'

export interface Snapshot extends Leaf {
  readonly format: typeof SNAPSHOT_FORMAT
  /** Counts from 1 within the leaf. */
  readonly number: number
  /** ISO week, e.g. `2026-W48`. */
  readonly week: string
  /** People that this snapshot adds. A group that was held back is `withheld`, and one that the place does not have `not asked`: neither is 0. */
  readonly n: {
    readonly baseline: number | 'withheld' | 'not asked'
    readonly endline: number
    readonly contentFirst: number
    /** People who answered in strong mode; left out where the snapshot has none, as in those made before there was such a mode. */
    readonly strong?: number
    /** People who answered again weeks later; left out everywhere but in the leaf of the follow-ups. */
    readonly followup?: number
  }
  readonly footfall: Footfalls
  readonly tally: Tally
  readonly settings: GateSettings
  /** SHA-256 over the rest, keys in alphabetical order. */
  readonly hash: string
}

/** Makes the snapshot of a decision. `hash` is handed in: text → hexadecimal SHA-256. */
export function snapshotOf(
  leaf: Leaf,
  decision: Extract<Decision, { kind: 'released' }>,
  { number, week, hash }: { number: number; week: string; hash: (text: string) => string },
): Snapshot {
  const { tally, footfall } = decision
  const baseline = sizeOf(tally, 'baseline')
  const strong = sizeOf(tally, 'strong')
  const followup = sizeOf(tally, 'followup')
  // At a venue the mode is everybody's, and in strong mode nobody hands in a baseline; a shared place has people of both.
  const counted = placeBeneath(leaf.place)
  const isAsked =
    counted !== 'comparison' && counted !== 'followup' && (strong === 0 || SHARED_PLACES.some((place) => place === counted))
  const body = {
    format: SNAPSHOT_FORMAT,
    ...leaf,
    number,
    week,
    n: {
      baseline: baseline || (isAsked ? ('withheld' as const) : ('not asked' as const)),
      endline: sizeOf(tally, 'endline'),
      contentFirst: sizeOf(tally, 'content-first'),
      ...(strong > 0 && { strong }),
      ...(followup > 0 && { followup }),
    },
    footfall,
    tally,
    settings: GATE_SETTINGS,
  } as const
  return { ...body, hash: hash(canonicalText(body)) }
}

/** JSON with keys in alphabetical order at every depth and no white space: the text that a hash is taken of. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${canonicalText(part)}`).join(',')}}`
}

/** The file name of a snapshot: wave, instrument, place and number. */
export const snapshotFileName = (snapshot: Snapshot): string =>
  `${leafId(snapshot).replaceAll('/', '_').replaceAll('@', '-')}_${String(snapshot.number).padStart(4, '0')}.json`

/** The ISO 8601 week of a date (YYYY-MM-DD): weeks begin on Monday, and the year is that of the week's Thursday. */
export function isoWeek(date: string): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7))
  const year = day.getUTCFullYear()
  const week = Math.ceil(((day.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7)
  return `${year}-W${String(week).padStart(2, '0')}`
}
