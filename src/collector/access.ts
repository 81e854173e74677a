/**
 * Staff tokens: 256 random bits, kept as a hash, good for 30 days unless another time is asked for, and for their scopes alone. Guessing one is hopeless at any
 * rate at which a collector can be asked; what is bounded beside (`limits/lock-out`) is noise, and trying out the rest of one that leaked in part.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { isGood, type KeptToken } from './store/staff-token.ts'

export const TOKEN_DAYS = 30
export const MOST_TOKEN_DAYS = 180

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A new token and what the store keeps of it. @throws RangeError where it would be good for less than a day or more than 180 */
export function newToken(now: Date, days = TOKEN_DAYS): { token: string; hash: string; expires: string } {
  if (!Number.isInteger(days) || days < 1 || days > MOST_TOKEN_DAYS)
    throw new RangeError(`a token is good for 1 to ${MOST_TOKEN_DAYS} whole days, not ${days}`)
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOfToken(token), expires: new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10) }
}

/** What the value of an Authorization header opens. */
export type Bearer =
  /** There is none. Nobody has guessed anything. */
  | { readonly kind: 'none' }
  /** Nothing, and nothing that was ever a token of this collector. */
  | { readonly kind: 'wrong' }
  /** A token that has expired or was revoked. Whoever sends it has not guessed it. */
  | { readonly kind: 'over' }
  | { readonly kind: 'good'; readonly token: KeptToken }

/** Takes the same time whichever of the tokens it is, and however much of one it is. */
export function bearerOf(header: string | undefined, tokens: readonly KeptToken[], day: string): Bearer {
  if (header === undefined || header === '') return { kind: 'none' }
  const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(header)?.[1]
  if (token === undefined) return { kind: 'wrong' }
  const given = Buffer.from(hashOfToken(token))
  const found = tokens.reduce<KeptToken | undefined>((known, each) => {
    const kept = Buffer.from(each.hash)
    return kept.length === given.length && timingSafeEqual(kept, given) ? each : known
  }, undefined)
  if (found === undefined) return { kind: 'wrong' }
  return isGood(found, day) ? { kind: 'good', token: found } : { kind: 'over' }
}
