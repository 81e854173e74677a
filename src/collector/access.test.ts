import { expect, test } from 'vitest'
import { bearerOf, hashOfToken, MOST_TOKEN_DAYS, newToken, TOKEN_DAYS } from './access.ts'
import { type KeptToken, NO_TERMS } from './store/staff-token.ts'

const now = new Date('2026-06-15T10:00:00Z')
const DAY = '2026-06-15'
const kept = (hash: string, more: Partial<KeptToken> = {}): KeptToken => ({
  ...NO_TERMS,
  hash,
  expires: '2026-07-15',
  revoked: 'no',
  ...more,
})

test('a token opens the door, its hash is all that is kept, and it is good for 30 days', () => {
  const { token, hash, expires } = newToken(now)
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(hash).toBe(hashOfToken(token))
  expect(hash).not.toContain(token)
  expect(expires).toBe('2026-07-15')
  expect(TOKEN_DAYS).toBe(30)
  const mine = kept(hash)
  for (const tokens of [[kept('0'.repeat(64)), mine], [mine, kept('f'.repeat(64))], [mine]])
    expect(bearerOf(`Bearer ${token}`, tokens, DAY)).toEqual({ kind: 'good', token: mine })
})

test('no two tokens are alike', () => {
  expect(new Set(Array.from({ length: 100 }, () => newToken(now).token)).size).toBe(100)
})

test('a token is good for 1 to 180 whole days', () => {
  expect(newToken(now, 1).expires).toBe('2026-06-16')
  expect(newToken(now, MOST_TOKEN_DAYS).expires).toBe('2026-12-12')
  for (const days of [0, -1, 1.5, MOST_TOKEN_DAYS + 1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => newToken(now, days)).toThrow(/1 to 180 whole days/)
})

test.each([
  ['a token without its scheme', (token: string) => token],
  ['another scheme', (token: string) => `Basic ${token}`],
  ['more after it', (token: string) => `Bearer ${token} x`],
  ['a shorter token', (token: string) => `Bearer ${token.slice(1)}`],
  ['another token', () => `Bearer ${newToken(now).token}`],
  ['the hash itself', (token: string) => `Bearer ${hashOfToken(token)}`],
])('%s opens nothing', (_, header) => {
  const { token, hash } = newToken(now)
  expect(bearerOf(header(token), [kept(hash)], DAY)).toEqual({ kind: 'wrong' })
  expect(bearerOf(header(token), [], DAY)).toEqual({ kind: 'wrong' })
})

test.each([
  ['no header', undefined],
  ['an empty one', ''],
])('%s opens nothing, and is no guess', (_, header) => {
  expect(bearerOf(header, [kept(newToken(now).hash)], DAY)).toEqual({ kind: 'none' })
})

test('a token that has expired or was revoked opens nothing, and is told from a guess', () => {
  const { token, hash } = newToken(now)
  const open = (more: Partial<KeptToken>, day = DAY) => bearerOf(`Bearer ${token}`, [kept(hash, more)], day).kind
  expect(open({}, '2026-07-15')).toBe('good')
  expect(open({}, '2026-07-16')).toBe('over')
  expect(open({ revoked: DAY })).toBe('over')
  // A collector whose clock is behind the one of whoever revoked it.
  expect(open({ revoked: '2026-06-16' })).toBe('over')
})
