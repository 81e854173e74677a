/** Staff tokens: 256 random bits, kept as a hash, good for 30 days. Whoever holds one can fetch what the gate has
 * released and the codes that hang on walls, and nothing else. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export const TOKEN_DAYS = 30

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A new token and what the store keeps of it. */
export function newToken(now: Date): { token: string; hash: string; expires: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOfToken(token), expires: new Date(now.getTime() + TOKEN_DAYS * 86_400_000).toISOString().slice(0, 10) }
}

/** Whether the value of an Authorization header carries one of these tokens. Takes the same time whichever it is. */
export function isAuthorised(header: string | undefined, hashes: readonly string[]): boolean {
  const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(header ?? '')?.[1]
  if (token === undefined) return false
  const given = Buffer.from(hashOfToken(token))
  return hashes.reduce((found, hash) => timingSafeEqual(Buffer.from(hash), given) || found, false)
}
