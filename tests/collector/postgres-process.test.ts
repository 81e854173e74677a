/** Collectors and staff commands as they run, on a PostgreSQL server. */
import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newToken } from '../../src/collector/access.ts'
import { openPostgres } from '../../src/collector/store/postgres.ts'
import type { AnswerRecord } from '../../src/protocol/record.ts'
import { PAST } from '../past-wave.ts'
import { visitsOf } from '../released.ts'
import { endlineAfter, randomRecord, seeded, specimenCatalogue } from '../specimen.ts'
import { expectSilent, markedVisits, metricsOf } from './marked.ts'
import { countersInPostgres, inPostgres, newSchema, type PostgresServer, startPostgres } from './postgres.ts'
import { isAcknowledged, type Place, place, type Running, send, start } from './process.ts'
import { comeBack, number, repeated } from './store-contract.ts'

const STAFF = join(import.meta.dirname, '..', '..', 'src', 'collector', 'staff.ts')

let server: PostgresServer
let url: string
let at: Place
let running: Running[]
beforeAll(async () => {
  server = await startPostgres()
}, 120_000)
afterAll(() => server.remove())
beforeEach(async () => {
  url = await newSchema(server.url)
  at = place()
  running = []
})
afterEach(async () => {
  for (const collector of running) await collector.end('SIGKILL')
  rmSync(at.folder, { recursive: true })
})

const begin = async (env: Readonly<Record<string, string>> = {}): Promise<Running> => {
  const collector = await start(at, { env: { DATABASE_URL: url, ...env } })
  running.push(collector)
  return collector
}

async function staff(...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATA_DIR: at.data, SITE_DIR: at.site, DATABASE_URL: url }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [STAFF, ...args], { env })
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  }
}

const codeIn = (said: string): string => /terminal-norte +\S+#(\S+)/.exec(said)?.[1] ?? ''

test('what two collectors count, the staff commands release, export and close; a code of one is genuine at the other', async () => {
  const [first, second] = [await begin(), await begin()]
  const { said } = await staff('codes', '--origin', 'https://example.org')
  const venue = codeIn(said)
  expect(venue).not.toBe('')
  const random = seeded(31)
  const people: AnswerRecord[] = Array.from({ length: 24 }, () =>
    randomRecord(random, { instrument: 'specimen@1', occasion: 'baseline', arm: 'questions-first', age: '18+', venue }),
  )
  for (const [index, baseline] of people.entries())
    for (const record of [baseline, endlineAfter(random, baseline)]) {
      const { port } = index % 2 === 0 ? first : second
      expect(isAcknowledged(await send({ port, body: JSON.stringify(record) }))).toBe(true)
    }
  const counters = await countersInPostgres(url)
  const paired = Object.entries(counters).filter(([name]) => /^second\/specimen@1\/terminal-norte n:..:endline$/.test(name))
  expect(paired.reduce((sum, [, n]) => sum + n, 0)).toBe(24)

  const token = (await staff('token')).said.split('\n')[0] ?? ''
  const asked = await staff('snapshot', '--wave', 'second')
  expect(asked.said).toMatch(/terminal-norte +specimen@1 +released, 24 people/)
  const results = async ({ port }: Running) =>
    (await send({ port, method: 'GET', path: '/api/results?wave=second', headers: { authorization: `Bearer ${token}` } })).body
  expect(JSON.parse(await results(first)).snapshots).toHaveLength(1)
  expect(await results(second)).toBe(await results(first))
  const out = join(at.folder, 'out')
  expect((await staff('export', '--out', out, '--wave', 'second')).code).toBe(0)
  expect(readdirSync(out).length).toBeGreaterThan(5)
  expect((await staff('close', '--wave', 'second')).said).toContain('phones may still deliver records of second')
  // Nothing of the store lies beside the collectors: they can be thrown away.
  expect(existsSync(at.data) ? readdirSync(at.data) : []).toEqual([])
}, 120_000)

test('kiosks are paired and codes are put into a file with the key that the store keeps', async () => {
  const collector = await begin()
  const token = (await staff('token')).said.split('\n')[0] ?? ''
  const code = (await staff('kiosk', '--venue', 'terminal-norte')).said.split('\n')[0] ?? ''
  const digest = 'ab'.repeat(32)
  const signature = createHmac('sha256', code.split('.').at(-1) ?? '')
    .update(digest)
    .digest('hex')
  const judged = await send({
    port: collector.port,
    path: '/api/kiosk-signatures',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ pairing: code.slice(0, code.lastIndexOf('.')), digest, signature }),
  })
  expect(JSON.parse(judged.body)).toEqual({ verdict: 'genuine' })

  const file = join(at.folder, 'codes.json')
  const { said } = await staff('codes', '--origin', 'https://example.org', '--file', file)
  expect(codeIn(said)).not.toBe('')
  expect(readFileSync(file, 'utf8')).toContain(codeIn(said))
  expect(existsSync(at.data) ? readdirSync(at.data) : []).toEqual([])
}, 60_000)

test('a wave that is over is closed and published, its follow-ups with it', async () => {
  const waves = specimenCatalogue.waves.map((wave) => ({ ...wave, ...PAST }))
  writeFileSync(join(at.site, 'catalogue.json'), JSON.stringify({ ...specimenCatalogue, waves }))
  const content = join(at.folder, 'content')
  mkdirSync(content)
  const { visits, returns } = visitsOf(seeded(33), 40)
  const store = await openPostgres(url)
  await store.commit(
    [
      { id: number(1), leaf: 'second/specimen@1/terminal-norte', keys: repeated(visits) },
      ...comeBack(returns.slice(0, 12)).map((each) => ({ ...each, leaf: 'second/specimen@1/followup' })),
    ],
    '2026-02-10',
  )
  await store.close()
  const publish = () => staff('publish', '--wave', 'second', '--content', content)
  expect((await publish()).said).toContain('second is not closed yet')
  expect((await staff('close', '--wave', 'second')).said).toMatch(/followup +specimen@1 +none left/)
  const published = await publish()
  expect(published.code, published.said).toBe(0)
  const file = join(content, 'results', 'second.json')
  expect(JSON.parse(readFileSync(file, 'utf8')).release.snapshots).toBe(2)
  expect((await publish()).said).toContain('says this already; nothing was written')
}, 60_000)

test('a collector says what is wrong while the server is gone, and counts by itself when it is back', async () => {
  const collector = await begin()
  const health = () => send({ port: collector.port, method: 'GET', path: '/api/health' })
  const record = JSON.stringify(randomRecord(seeded(32)))
  expect((await health()).status).toBe(200)
  await server.stop()
  try {
    const answer = await health()
    expect([answer.status, JSON.parse(answer.body).detail]).toEqual([503, 'the store is not there'])
    const refused = await send({ port: collector.port, body: record })
    expect(refused.status).toBe(503)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  } finally {
    await server.start()
  }
  expect((await health()).status).toBe(200)
  expect(isAcknowledged(await send({ port: collector.port, body: record }))).toBe(true)
})

test('neither log nor metrics, and neither file nor log of the server, says who came, from where, with what, or which words she sent', async () => {
  const collector = await begin({ METRICS_PORT: '0', LOG_LEVEL: 'debug', VENUE_KEY: '5a'.repeat(32) })
  const { token, hash, expires } = newToken(new Date())
  const store = await openPostgres(url)
  await store.addToken(hash, expires)
  await store.close()
  const { ask, somebody, secrets, venue } = await markedVisits(collector.port, Buffer.alloc(32, 0x5a), token)
  await inPostgres(url, (client) => client.query('ALTER TABLE token RENAME TO away'))
  const results = { path: '/api/results', method: 'GET', headers: { authorization: `Bearer ${token}` } }
  expect((await ask(results)).status).toBeGreaterThanOrEqual(500)
  await inPostgres(url, (client) => client.query('ALTER TABLE away RENAME TO token'))
  expect((await ask({ body: JSON.stringify(somebody()) })).status).toBe(204)
  const metrics = await metricsOf(collector.output())
  await collector.end('SIGKILL')
  await server.stop('SIGKILL')
  // Its settings are an operator's own words, and those of its makers.
  const files = readdirSync(server.data, { recursive: true, withFileTypes: true }).filter(
    (each) => each.isFile() && !each.name.endsWith('.conf'),
  )
  try {
    expect(files.length).toBeGreaterThan(500)
    let found = 0
    for (const { parentPath, name } of files) {
      const text = readFileSync(join(parentPath, name), 'latin1')
      expectSilent(name, text, secrets())
      if (text.includes(`second/specimen@1/${venue}`)) found++
    }
    // The search finds what is there: the leaf's name stands in a table's file, and in the journal.
    expect(found).toBeGreaterThan(0)
  } finally {
    await server.start()
  }
  expectSilent('the collector’s log', collector.output(), secrets())
  expectSilent('the server’s log', server.output(), secrets())
  expect(server.output()).toContain('relation "token" does not exist')
  expectSilent('metrics', metrics, [...secrets(), venue])
  expect(metrics).toContain('store="postgres"')
}, 60_000)

describe('not starting', () => {
  test('with another key than the first collector was given', async () => {
    await begin({ VENUE_KEY: 'ab'.repeat(32) })
    await expect(begin({ VENUE_KEY: 'cd'.repeat(32) })).rejects.toThrow(/VENUE_KEY is not the key that this store was begun with/)
    await expect(begin()).rejects.toThrow(/set VENUE_KEY to the one of the first start/)
  })

  test('where the password is wrong: neither that nor the address is repeated', async () => {
    const store = await openPostgres(url)
    await store.close()
    const secret = new URL(url)
    secret.username = 'nobody-here'
    secret.password = 'a-secret'
    await expect(begin({ DATABASE_URL: secret.href })).rejects.toThrow(/The collector has not started/)
    await expect(begin({ DATABASE_URL: secret.href })).rejects.not.toThrow(/a-secret/)
  })
})
