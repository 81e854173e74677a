import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { later } from '../../tests/collector/store-contract.ts'
import { ALL_SCOPES } from '../protocol/scope.ts'
import { bearerOf, hashOfToken } from './access.ts'
import { auditCommand } from './audit-command.ts'
import { noteCommands } from './command-audit.ts'
import { openSqlite } from './store/sqlite.ts'
import type { LaterStore, Store } from './store/store.ts'
import { tokenCommands } from './token-command.ts'

const TODAY = new Date().toISOString().slice(0, 10)
const HOUR = `${TODAY}T10`

let store: Store
let said: string[]
beforeEach(() => {
  store = openSqlite(':memory:')
  said = []
  vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text))
})
afterEach(() => {
  process.exitCode = 0
  vi.restoreAllMocks()
  store.close()
})

/** Runs a command; gives what it said. Throws what it is refused for. */
async function staff(...words: string[]): Promise<string> {
  const program = new Command('staff').exitOverride().configureOutput({ writeErr: () => undefined })
  const withStore = async <T>(work: (store: LaterStore) => Promise<T>): Promise<T> => work(later(store))
  const audit = noteCommands(program, { withStore, hour: HOUR, currentWave: () => 'second' })
  tokenCommands(program, { withStore, audit, today: TODAY })
  auditCommand(program, withStore)
  said.length = 0
  await program.parseAsync(words, { from: 'user' })
  return said.join('\n')
}
async function newToken(...words: string[]): Promise<{ token: string; id: string; text: string }> {
  const text = await staff('token', ...words)
  const token = text.split('\n')[0] ?? ''
  return { token, id: hashOfToken(token).slice(0, 8), text }
}
const opens = (token: string, day = TODAY): string => bearerOf(`Bearer ${token}`, store.tokens(), day).kind
const dayAfter = (days: number) => new Date(Date.parse(TODAY) + days * 86_400_000).toISOString().slice(0, 10)

test('a token is for everything and thirty days, unless it is told otherwise', async () => {
  const plain = await newToken()
  expect(plain.text).toContain(`for: ${ALL_SCOPES.join(', ')}.`)
  expect(plain.text).toContain(`Its id is ${plain.id}.`)
  expect([opens(plain.token, dayAfter(30)), opens(plain.token, dayAfter(31))]).toEqual(['good', 'over'])
  const told = await newToken('--scope', 'table, read', '--days', '180', '--name', ' evaluator ')
  expect([opens(told.token, dayAfter(180)), opens(told.token, dayAfter(181))]).toEqual(['good', 'over'])
  expect(store.tokens().find(({ hash }) => hash === hashOfToken(told.token))).toMatchObject({
    name: 'evaluator',
    scopes: ['read', 'table'],
    made: TODAY,
  })
})

test('the one that replaces another has its scopes and name; the other ends with the day, or at once', async () => {
  const first = await newToken('--scope', 'read', '--name', 'evaluator')
  const second = await newToken('--replaces', first.id)
  expect(second.text).toContain(`${first.id} is good until the end of this day (midnight UTC, 19:00 in Colombia).`)
  expect([opens(first.token), opens(first.token, dayAfter(1)), opens(second.token, dayAfter(30))]).toEqual(['good', 'over', 'good'])
  const third = await newToken('--replaces', second.id, '--at-once', '--scope', 'codes')
  expect([opens(second.token), opens(third.token)]).toEqual(['over', 'good'])
  expect(store.tokens().find(({ hash }) => hash === hashOfToken(third.token))).toMatchObject({
    name: 'evaluator',
    scopes: ['codes'],
  })
  await expect(staff('token', '--replaces', second.id)).rejects.toThrow(`${second.id} was revoked on ${TODAY}`)
})

test('the list says what each is for, until when, and on which day it was last used', async () => {
  expect(await staff('tokens')).toContain('There is none yet')
  const used = await newToken('--scope', 'read,codes', '--name', 'evaluator')
  const ended = await newToken()
  await staff('revoke', ended.id)
  store.addToken('0ldt0ken'.padEnd(64, '0'), '2020-01-01')
  for (const hour of ['T09', 'T23'])
    store.note({ at: `${dayAfter(-1)}${hour}`, who: used.id, act: 'results fetched', about: 'second' })
  const [oldest, ...others] = (await staff('tokens')).split(/\n(?=\S)/)
  expect(oldest).toBe(
    `0ldt0ken  (no name)\n  for ${ALL_SCOPES.join(', ')}\n  made before tokens had terms, expired on 2020-01-01, last used: never`,
  )
  expect(others.sort()).toEqual(
    [
      `${used.id}  evaluator\n  for read, codes\n  made ${TODAY}, is good until ${dayAfter(30)}, last used: ${dayAfter(-1)}`,
      `${ended.id}  (no name)\n  for ${ALL_SCOPES.join(', ')}\n  made ${TODAY}, was revoked on ${TODAY}, last used: never`,
    ].sort(),
  )
})

test('tokens are revoked by their ids or all together, at once', async () => {
  const made = [await newToken(), await newToken(), await newToken()]
  const [first, second, third] = made.map(({ id }) => id) as [string, string, string]
  expect(await staff('revoke', first, second)).toBe(`Good no longer: ${first}, ${second}`)
  expect(made.map(({ token }) => opens(token))).toEqual(['over', 'over', 'good'])
  await expect(staff('revoke', third, first)).rejects.toThrow(`${first} was revoked`)
  expect(opens(made[2]?.token ?? '')).toBe('good')
  expect(await staff('revoke', '--all')).toBe(`Good no longer: ${third}`)
  expect(made.map(({ token }) => opens(token))).toEqual(['over', 'over', 'over'])
  expect(await staff('revoke', '--all')).toBe('There was none that is good.')
})

test('making, replacing and revoking are in the audit log, by ids', async () => {
  const first = await newToken('--name', '=1+1 laptop')
  const second = await newToken('--replaces', first.id)
  await staff('revoke', second.id)
  store.note({ at: HOUR, who: first.id, act: 'results fetched', about: 'first' })
  const line = `${HOUR}  ${'command line'.padEnd(28)} `
  expect((await staff('audit')).split('\n')).toEqual([
    `${line}token: ${first.id}`,
    `${line}token: ${second.id} in place of ${first.id}`,
    `${line}revoke: ${second.id}`,
    `${HOUR}  ${`${first.id} (=1+1 laptop)`.padEnd(28)} results fetched: first`,
  ])
  // Who looks is noted, too.
  expect((await staff('audit', '--from', TODAY, '--to', TODAY)).split('\n').at(-1)).toBe(`${line}audit`)
  for (const [option, day] of [
    ['--to', dayAfter(-1)],
    ['--from', dayAfter(1)],
  ] as const)
    expect(await staff('audit', option, day)).toBe('Nothing was noted in that time.')
})

test.each([
  [['token', '--scope', 'read,write'], 'there is no scope "write"; known are read, release, kiosk, codes, table, decide'],
  [['token', '--days', '181'], 'a token is good for 1 to 180 whole days, not 181'],
  [['token', '--days', '1.5'], 'has to be a whole number'],
  [['token', '--name', 'ana@example.org'], 'not by an address'],
  [['token', '--name', 'a'.repeat(61)], 'one line of 1 to 60 characters'],
  [['token', '--name', 'two\nlines'], 'one line of 1 to 60 characters'],
  [['token', '--at-once'], 'give that, too'],
  [['token', '--replaces', 'nobody'], 'there is no token "nobody"'],
  [['revoke'], 'say which tokens'],
  [['revoke', 'nobody', '--all'], 'say which tokens'],
  [['revoke', 'nobody'], 'there is no token "nobody"'],
  [['audit', '--from', '2026-02-30'], '"2026-02-30" is no day'],
  [['audit', '--noted', '1:ab'], 'give that, too'],
  [['audit', '--verify', '--noted', '1:ab'], '64 hexadecimal digits'],
])('%j is refused with its reason, and neither done nor noted', async (words, reason) => {
  await expect(staff(...words)).rejects.toThrow(reason)
  expect(store.tokens()).toEqual([])
  expect(store.auditLog().lines).toEqual([])
})
