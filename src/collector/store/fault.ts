/**
 * Why a store did not do its work. Two kinds, told apart because they are answered differently: trouble of the store concerns everybody and passes;
 * a submission that the store cannot hold concerns itself alone, and must not hold up the others of its batch.
 */

/** What is wrong with a store, as `/api/health` tells it. */
export const TROUBLES = {
  full: 'the disk is full',
  locked: 'somebody else holds the store locked',
  'read-only': 'the store cannot be written to',
  away: 'the store is not there',
  failing: 'the store does not take anything',
} as const

export type Trouble = keyof typeof TROUBLES

/** Nothing of the call was kept, or nobody knows whether it was: it may be repeated. */
export class StoreFault extends Error {
  override name = 'StoreFault'
  readonly trouble: Trouble

  constructor(trouble: Trouble, message: string) {
    super(message)
    this.trouble = trouble
  }
}

/** The store refused what it was given, and would refuse it again. Nothing of the call was kept. */
export class BadSubmission extends Error {
  override name = 'BadSubmission'
}

/** A fault in a form that crosses from one thread to another. */
export interface ToldFault {
  readonly message: string
  readonly trouble?: Trouble
  readonly isBad?: true
}

export function toldFault(error: unknown): ToldFault {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof StoreFault) return { message, trouble: error.trouble }
  return error instanceof BadSubmission ? { message, isBad: true } : { message }
}

export function faultOf({ message, trouble, isBad }: ToldFault): Error {
  if (isBad) return new BadSubmission(message)
  return trouble === undefined ? new Error(message) : new StoreFault(trouble, message)
}

/** SQLite's result codes (sqlite.org/rescode.html) that say what is wrong with the file or its disk. */
const SQLITE_TROUBLES: Readonly<Record<number, Trouble>> = {
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  10: 'failing',
  13: 'full',
  14: 'away',
}

/** Codes by which it refuses what it was given: not null, check, primary key, unique, type of a column; too big, mismatch, range. */
const SQLITE_REFUSALS: ReadonlySet<number> = new Set([1299, 275, 1555, 2067, 3091, 18, 20, 25])

/** What an error of `node:sqlite` means. */
export function sqliteFault(error: unknown): Error {
  if (error instanceof StoreFault || error instanceof BadSubmission) return error
  const { errcode, code, message } = error as { errcode?: number; code?: string; message: string }
  if (code === 'ERR_SQLITE_ERROR' && errcode !== undefined) {
    if (SQLITE_REFUSALS.has(errcode)) return new BadSubmission(message)
    return new StoreFault(SQLITE_TROUBLES[errcode & 0xff] ?? 'failing', message)
  }
  // A value that no column takes is told by Node itself, before SQLite sees it.
  return error instanceof TypeError ? new BadSubmission(message) : (error as Error)
}

/** SQLSTATE codes and classes (PostgreSQL's documentation, appendix A) that say what is wrong with the server. */
const POSTGRES_TROUBLES: readonly (readonly [string, Trouble])[] = [
  ['53100', 'full'],
  ['53', 'failing'],
  ['55P03', 'locked'],
  ['40', 'locked'],
  ['25006', 'read-only'],
  ['57', 'away'],
  ['08', 'away'],
]

/** What an error of the driver means. One without an SQLSTATE came from the network. */
export function postgresFault(error: unknown): Error {
  if (error instanceof StoreFault || error instanceof BadSubmission) return error
  const { code, message } = error as { code?: string; message: string }
  const isSqlState = code !== undefined && /^[0-9A-Z]{5}$/.test(code)
  if (!isSqlState) return new StoreFault('away', message)
  if (/^2[23]/.test(code)) return new BadSubmission(message)
  return new StoreFault(POSTGRES_TROUBLES.find(([start]) => code.startsWith(start))?.[1] ?? 'failing', message)
}
