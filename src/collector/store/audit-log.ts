/**
 * The audit log: who of the staff did what, in which hour. Never what came out of it, never an address. The same in every store.
 *
 * A line says that something was done in that hour, once or more, so however often a page is loaded the log stays short. Lines are chained: each carries a
 * hash over itself and the line before, so one that is changed, added or taken out in between shows. The chain needs no secret: whoever may write to the
 * store can make it anew. Against that, and against lines that are taken off its end, somebody else keeps the last line's number and hash (a mark).
 */
import { createHash } from 'node:crypto'
import type { Row } from './row.ts'

export interface AuditEntry {
  /** Day and hour in UTC, `YYYY-MM-DDTHH`. */
  readonly at: string
  /** A token's id, or `command line`. */
  readonly who: string
  readonly act: string
  /** A wave, venue, session or token by its id; empty where the act is about none. */
  readonly about: string
}

export interface AuditLine extends AuditEntry {
  readonly number: number
  readonly hash: string
}

/** A line by its number and hash. */
export type AuditMark = Pick<AuditLine, 'number' | 'hash'>

export interface AuditLog {
  /** The last line that was forgotten, or the beginning. */
  readonly forgotten: AuditMark
  readonly lines: readonly AuditLine[]
}

export const AUDIT_DAYS = 400
export const AUDIT_BEGINNING: AuditMark = { number: 0, hash: '0'.repeat(64) }

/** @param row of `audit` or `audit_forgotten` */
export const markIn = ({ number, hash }: Row): AuditMark => ({ number: Number(number), hash: String(hash) })

/** @param row of `audit` */
export const lineIn = ({ at, who, act, about, ...mark }: Row): AuditLine => ({
  ...markIn(mark),
  at: String(at),
  who: String(who),
  act: String(act),
  about: String(about),
})

export function lineAfter(last: AuditMark, { at, who, act, about }: AuditEntry): AuditLine {
  const number = last.number + 1
  const hash = createHash('sha256')
    .update(JSON.stringify([last.hash, number, at, who, act, about]))
    .digest('hex')
  return { number, at, who, act, about, hash }
}

/** Lines of before this hour are forgotten with the next that is written. They go from the beginning on, so that the rest stays a chain. */
export const forgottenBefore = ({ at }: Pick<AuditEntry, 'at'>): string =>
  new Date(Date.parse(`${at.slice(0, 10)}T00:00:00Z`) - AUDIT_DAYS * 86_400_000).toISOString().slice(0, 13)

/** The last line of a log, or the mark that it begins after. */
export const lastMark = ({ forgotten, lines }: AuditLog): AuditMark => {
  const { number, hash } = lines.at(-1) ?? forgotten
  return { number, hash }
}

export type AuditVerdict =
  | { readonly kind: 'whole' }
  /** The line is not what was written after the one before it: it, or one before it, was changed or taken out. */
  | { readonly kind: 'broken'; readonly number: number }
  /** The chain is whole and is not the one that the mark was taken of. */
  | { readonly kind: 'another'; readonly number: number }
  /** The mark's line is older than what is kept, so nothing can be said of it. */
  | { readonly kind: 'too old'; readonly number: number }

/** Whether a log is a chain, and, given a mark that was noted down before, the same chain. */
export function verifyLog({ forgotten, lines }: AuditLog, noted?: AuditMark): AuditVerdict {
  let last: AuditMark = forgotten
  for (const line of lines) {
    const due = lineAfter(last, line)
    if (due.number !== line.number || due.hash !== line.hash) return { kind: 'broken', number: line.number }
    last = line
  }
  if (noted === undefined) return { kind: 'whole' }
  if (noted.number < forgotten.number) return { kind: 'too old', number: noted.number }
  const there = noted.number === forgotten.number ? forgotten : lines.find(({ number }) => number === noted.number)
  return there?.hash === noted.hash ? { kind: 'whole' } : { kind: 'another', number: noted.number }
}
