/**
 * What staff are told of the quarantine: which hour of which place, why, and about how many. No answer, and no exact number: below 10 it says so, and above it is rounded
 * down to tens, so that no two looks at it tell of one person.
 */
import { fieldsOf, memberOf, type Parsed, refuseUnknown } from './narrowing.ts'

export const QUARANTINE_FORMAT = 'eso-es-cuento/quarantine@1'

export const QUARANTINE_CHOICES = ['accept', 'drop'] as const
export type QuarantineChoice = (typeof QUARANTINE_CHOICES)[number]

export const FEWER = 'fewer than 10'
export type About = number | typeof FEWER

export interface QuarantinedHour {
  /** What it is called in a decision. */
  readonly id: string
  readonly instrument: string
  readonly place: string
  /** UTC, `2026-11-28T14`. */
  readonly hour: string
  /** `place`: more came for it than its hour bears; `network`: it came from a network that was over its limit. */
  readonly reason: 'place' | 'network'
  readonly people: About
  /** Scans, starts and finishes. */
  readonly footfall: About
}

export interface QuarantineAnswer {
  readonly format: typeof QUARANTINE_FORMAT
  readonly wave: string
  readonly hours: readonly QuarantinedHour[]
}

export const about = (n: number): About => (n < 10 ? FEWER : n - (n % 10))

/** What staff send: what is to become of one hour. */
export function parseQuarantineChoice(value: unknown): Parsed<QuarantineChoice> {
  const fields = fieldsOf(value)
  if (!fields) return { ok: false, errors: [{ field: '', detail: 'a decision is a JSON object' }] }
  refuseUnknown(fields, ['decision'])
  const decision = memberOf(fields, 'decision', QUARANTINE_CHOICES)
  if (fields.errors.length > 0 || !decision) return { ok: false, errors: fields.errors }
  return { ok: true, value: decision }
}
