import { expect, test } from 'vitest'
import en from '../../content/ui/en/staff.json'
import es from '../../content/ui/es/staff.json'
import { problemDocument } from '../protocol/problem.ts'
import { refusedIn, refusedInWords } from './refused.ts'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })

test('a wrong token, a missing scope and a network that has to wait are told apart', async () => {
  expect(await refusedIn(answer(401, {}))).toEqual({ kind: 'unauthorised' })
  expect(await refusedIn(answer(403, problemDocument('wrong-scope', { scope: 'codes' })))).toEqual({
    kind: 'wrong-scope',
    scope: 'codes',
  })
  const locked = (seconds: string) => answer(429, problemDocument('locked-out'), { 'retry-after': seconds })
  expect(await refusedIn(locked('361'))).toEqual({ kind: 'locked-out', minutes: 7 })
  expect(await refusedIn(locked('0'))).toEqual({ kind: 'locked-out', minutes: 1 })
})

test('what has nothing to do with the token is none of these', async () => {
  for (const other of [answer(503, problemDocument('busy')), answer(403, 'a portal’s page'), answer(429, {}), answer(403, 'null')])
    expect(await refusedIn(other)).toBeUndefined()
})

test('is told in both languages, with the scope that is missing and the minutes to wait', () => {
  for (const words of [es, en]) {
    expect(refusedInWords(words, { kind: 'wrong-scope', scope: 'codes' })).toContain('--scope codes')
    expect(refusedInWords(words, { kind: 'locked-out', minutes: 7 })).toMatch(/\b7\b/)
    expect(refusedInWords(words, { kind: 'unauthorised' })).toBe(words.unauthorised)
  }
})
