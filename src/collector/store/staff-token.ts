/** A staff token as a store keeps it: never the token, which is shown once when it is made. The same in every store. */
import { ALL_SCOPES, isScope, type Scope } from '../../protocol/scope.ts'
import type { Row } from './row.ts'

export interface TokenTerms {
  /** Who it is for: a role, and no person's name. May be empty. */
  readonly name: string
  readonly scopes: readonly Scope[]
  /** YYYY-MM-DD; `unknown` of tokens of before there were terms. */
  readonly made: string
}

export interface KeptToken extends TokenTerms {
  /** SHA-256 of the token, in hexadecimal. */
  readonly hash: string
  /** The last day on which it is good, YYYY-MM-DD. */
  readonly expires: string
  /** The day on which it was revoked, or `no`. */
  readonly revoked: string
}

/** How a token ends before its time: at once, or at the end of a day of the collector's clock (UTC) that is no later than its own. */
export interface TokenEnd {
  readonly hash: string
  readonly how: 'at once' | 'after the day'
  readonly day: string
}

/** Of a token that was kept with none: everything, as before there were scopes. */
export const NO_TERMS: TokenTerms = { name: '', scopes: ALL_SCOPES, made: 'unknown' }

/** What names a token in lists and in the audit log. The first 32 bits of its hash: of the token they tell nothing that anybody could use. */
export const idOfToken = ({ hash }: Pick<KeptToken, 'hash'>): string => hash.slice(0, 8)

export const isGood = ({ expires, revoked }: KeptToken, day: string): boolean => revoked === 'no' && expires >= day

export const scopesAsText = (scopes: readonly Scope[]): string => scopes.join(' ')

/** A scope that this collector does not know (it was made by a later one) opens nothing here, so it is left out. */
const scopesIn = (text: string): Scope[] => text.split(' ').filter(isScope)

/** @param row of `token` */
export const tokenIn = ({ hash, expires, name, scopes, made, revoked }: Row): KeptToken => ({
  hash: String(hash),
  expires: String(expires),
  name: String(name),
  scopes: scopesIn(String(scopes)),
  made: String(made),
  revoked: String(revoked),
})
