/**
 * A leaf: what a tally is kept for, one place in one wave, for one instrument. Everybody belongs to exactly one leaf.
 *
 * Beside the venues stand `comparison` (the content-first arm, all venues together), `14-17` and `unknown` (no code, one that doesn't verify, or an
 * age that was not said) and `followup` (whoever answers again weeks later, never by place), and after the close of a wave `residue` (what the gate pooled of several leaves) and `whole` (the items' quality, and nobody's answers). A short path is an instrument of its own, so its people never mix with those of the full one.
 */
import type { AgeBand, Arm } from '../assessment/design.ts'

export const SHARED_PLACES = ['comparison', '14-17', 'unknown', 'followup', 'residue', 'whole'] as const

export interface Leaf {
  readonly wave: string
  readonly instrument: string
  /** A venue's id or one of `SHARED_PLACES`, or a kiosk's series beneath one of them. */
  readonly place: string
}

/** The place a person counts for. `venue` is an id that has been verified, or undefined. */
export function placeOf(age: AgeBand, arm: Arm, venue: string | undefined): string {
  if (age === '14-17') return '14-17'
  if (arm === 'content-first') return 'comparison'
  return age === '18+' && venue !== undefined ? venue : 'unknown'
}

/**
 * The place for the reports of strong mode. From 14 to 17 it is `unknown`: a leaf of their own with such reports in it would say that some of them were at one
 * of the few venues with that mode.
 */
export const placeOfReports = (age: AgeBand, venue: string | undefined): string =>
  age === '18+' && venue !== undefined ? venue : 'unknown'

/**
 * A kiosk's leaves stand beneath the places that its people count for, `terminal-bogota~3f09a2c18b`: a series of snapshots of its own, so that its first and
 * the collector's first of the same place are two. What is shown of a place adds all of its series up.
 */
export const placeAtKiosk = (place: string, kiosk: string): string => `${place}~${kiosk}`

/** What a kiosk is called: ten hexadecimal digits, drawn when its tally begins. */
export const KIOSK_NAME = /^[0-9a-f]{10}$/

/** The place that a series belongs to: itself, but for a kiosk's. */
export const placeBeneath = (series: string): string => series.split('~', 1)[0] ?? series

export const leafId = ({ wave, instrument, place }: Leaf): string => `${wave}/${instrument}/${place}`

export function parseLeafId(id: string): Leaf {
  const [wave, instrument, place, ...more] = id.split('/')
  if (!wave || !instrument || !place || more.length > 0) throw new RangeError(`leaf: ${id} is not wave/instrument/place`)
  return { wave, instrument, place }
}
