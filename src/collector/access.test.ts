import { expect, test } from 'vitest'
import { hashOfToken, isAuthorised, newToken, TOKEN_DAYS } from './access.ts'

const now = new Date('2026-06-15T10:00:00Z')

test('a token opens the door, its hash is all that is kept, and it is good for 30 days', () => {
  const { token, hash, expires } = newToken(now)
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(hash).toBe(hashOfToken(token))
  expect(hash).not.toContain(token)
  expect(expires).toBe('2026-07-15')
  expect(TOKEN_DAYS).toBe(30)
  expect(isAuthorised(`Bearer ${token}`, ['0'.repeat(64), hash])).toBe(true)
})

test('no two tokens are alike', () => {
  expect(new Set(Array.from({ length: 100 }, () => newToken(now).token)).size).toBe(100)
})

test.each([
  ['no header', undefined],
  ['an empty one', ''],
  ['a token without its scheme', (token: string) => token],
  ['another scheme', (token: string) => `Basic ${token}`],
  ['more after it', (token: string) => `Bearer ${token} x`],
  ['a shorter token', (token: string) => `Bearer ${token.slice(1)}`],
  ['another token', () => `Bearer ${newToken(now).token}`],
  ['the hash itself', (token: string) => `Bearer ${hashOfToken(token)}`],
])('%s opens nothing', (_, header) => {
  const { token, hash } = newToken(now)
  expect(isAuthorised(typeof header === 'function' ? header(token) : header, [hash])).toBe(false)
  expect(isAuthorised(typeof header === 'function' ? header(token) : header, [])).toBe(false)
})
