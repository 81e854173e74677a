import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AppInFolder, appInFolder, TODAY } from '../../tests/collector/app.ts'
import { specimenCatalogue, specimenInstrument } from '../../tests/specimen.ts'
import type { Catalogue } from '../protocol/catalogue.ts'
import { PROBLEM_MEDIA_TYPE } from '../protocol/problem.ts'
import { ALL_SCOPES, type Scope } from '../protocol/scope.ts'
import { newToken } from './access.ts'
import { TRIES, TRY_AGAIN_MS } from './limits/lock-out.ts'
import { OPEN_ADDRESSES, refuseUnlisted, STAFF_ADDRESSES } from './staff-addresses.ts'
import { verifyLog } from './store/audit-log.ts'
import { StoreFault } from './store/fault.ts'
import { idOfToken } from './store/staff-token.ts'

const HOUR = `${TODAY}T10`
const catalogue: Catalogue = {
  ...specimenCatalogue,
  waves: specimenCatalogue.waves.map((wave) => ({
    ...wave,
    rooms: [{ audience: 'prosecutors', instrument: specimenInstrument.id, path: { es: '/mesa/', en: '/en/table/' } }],
  })),
}

let collector: AppInFolder
beforeAll(async () => {
  collector = await appInFolder({ catalogue, hour: () => HOUR })
})
afterAll(() => collector.close())

async function tokenFor(scopes: readonly Scope[] = ALL_SCOPES): Promise<{ token: string; id: string; hash: string }> {
  const { token, hash, expires } = newToken(new Date(`${TODAY}T00:00:00Z`))
  await collector.store.addToken(hash, expires, { name: 'somebody', scopes, made: TODAY })
  return { token, hash, id: idOfToken({ hash }) }
}
type Method = 'GET' | 'HEAD' | 'POST'
const ask = (method: Method, url: string, token?: string, payload?: object, remoteAddress = '186.29.4.77') =>
  collector.app.inject({
    method,
    url,
    remoteAddress,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(payload && { payload }),
  })
/** What one token is said to have done. */
const noted = async (id: string) =>
  (await collector.store.auditLog()).lines.filter(({ who }) => who === id).map(({ at, act, about }) => `${at} ${act}: ${about}`)
const staffs = Object.entries(STAFF_ADDRESSES).map(([name, { scope }]) => {
  const [method, url] = name.split(' ') as [Method, string]
  return { method, url, scope }
})

describe('the addresses', () => {
  test('of staff are there, and each scope but the one for quarantine opens one', () => {
    for (const { method, url } of staffs) expect(collector.app.hasRoute({ method, url }), `${method} ${url}`).toBe(true)
    for (const name of OPEN_ADDRESSES) {
      const [method, url] = name.split(' ') as [Method, string]
      expect(collector.app.hasRoute({ method, url }), name).toBe(true)
    }
    const demanded = new Set<string>(staffs.map(({ scope }) => scope))
    expect(ALL_SCOPES.filter((scope) => !demanded.has(scope))).toEqual([])
  })

  test('cannot be added without a row in either table, nor staff’s without the door', () => {
    const handler = async () => 'open to all'
    expect(() => collector.app.get('/api/forgotten', handler)).toThrow(/GET \/api\/forgotten says neither/)
    expect(() => collector.app.route({ method: ['PUT', 'GET'], url: '/api/records', handler })).toThrow(/PUT \/api\/records/)
    expect(() => refuseUnlisted({ method: 'GET', url: '/api/results', handler })).toThrow(/lets anybody in/)
    expect(() => refuseUnlisted({ method: 'GET', url: '/metrics', handler })).not.toThrow()
  })

  test.each(staffs)('$method $url takes a token with the scope $scope and no other', async ({ method, url, scope }) => {
    const lacking = await tokenFor(ALL_SCOPES.filter((each) => each !== scope))
    const methods: Method[] = method === 'GET' ? ['GET', 'HEAD'] : [method]
    for (const each of methods) {
      expect((await ask(each, url)).statusCode).toBe(401)
      const refused = await ask(each, url, lacking.token, {})
      expect(refused.statusCode).toBe(403)
      expect(refused.headers['www-authenticate']).toBe(`Bearer error="insufficient_scope", scope="${scope}"`)
      expect(String(refused.headers['content-type'])).toContain(PROBLEM_MEDIA_TYPE)
      if (each !== 'HEAD')
        expect(refused.json()).toMatchObject({
          type: 'urn:eso-es-cuento:problem:wrong-scope',
          scope,
          detail: expect.stringContaining(scope),
        })
    }
    expect(await noted(lacking.id)).toEqual([`${HOUR} refused for its scope: ${scope}`])
    const fitting = await tokenFor([scope])
    for (const each of methods)
      expect((await ask(each, url, fitting.token, method === 'POST' ? {} : undefined)).statusCode).toBeOneOf([200, 422])
    expect(await noted(fitting.id)).toHaveLength(1)
  })
})

describe('the audit log', () => {
  test('says who did what about which wave or session, in which hour, and nothing else of it', async () => {
    const { token, id } = await tokenFor()
    const sitting = { table: 'mesa-norte', date: TODAY, part: 1 }
    const opened = (await ask('POST', '/api/tables', token, sitting)).json() as { id: string; spoken: string; code: string }
    const of = { table: opened.id }
    await ask('GET', '/api/results', token)
    await ask('GET', '/api/results?wave=first', token)
    await ask('GET', '/api/results?wave=m4rked', token)
    await ask('POST', '/api/snapshots?wave=first', token)
    await ask('GET', `/api/tables/count?table=${opened.id}`, token)
    await ask('GET', '/api/tables/count?table=m4rked', token)
    await ask('POST', '/api/tables/snapshot', token, of)
    await ask('POST', '/api/tables/end', token, of)
    await ask('POST', '/api/kiosk-signatures', token, { pairing: 'm4rked', digest: 'm4rked', signature: 'm4rked' })
    await ask('GET', '/api/codes', token)
    // Once an hour is enough, and what nobody may do is nobody's act.
    for (let times = 0; times < 5; times++) await ask('GET', '/api/results', token)
    await ask('GET', '/api/results', 'A'.repeat(43))
    await ask('GET', '/api/results')
    expect(await noted(id)).toEqual([
      `${HOUR} session opened: ${opened.id}`,
      `${HOUR} results fetched: second`,
      `${HOUR} results fetched: first`,
      `${HOUR} results fetched: unknown`,
      `${HOUR} snapshots asked for: first`,
      `${HOUR} session counted: ${opened.id}`,
      `${HOUR} session counted: unknown`,
      `${HOUR} session snapshot asked for: ${opened.id}`,
      `${HOUR} session ended: ${opened.id}`,
      `${HOUR} kiosk signature checked: `,
      `${HOUR} codes fetched: `,
    ])
    const log = await collector.store.auditLog()
    for (const secret of ['m4rked', token, opened.spoken, opened.code, '186.29']) expect(JSON.stringify(log)).not.toContain(secret)
    expect(verifyLog(log)).toEqual({ kind: 'whole' })
  })

  test('comes first: where it cannot be written nothing is answered', async () => {
    const { token, hash } = await tokenFor()
    const { store } = collector
    const dumb = await appInFolder({
      store: {
        ...store,
        note: async () => {
          throw new StoreFault('full', 'no room')
        },
      },
    })
    const answer = await dumb.app.inject({ method: 'GET', url: '/api/results', headers: { authorization: `Bearer ${token}` } })
    expect(answer.statusCode).toBe(503)
    expect(answer.body).not.toContain('snapshots')
    expect(hash).not.toBe('')
    await dumb.close()
  })
})

describe('a token', () => {
  test('that was revoked opens nothing any more, at once', async () => {
    const { token, hash } = await tokenFor()
    expect((await ask('GET', '/api/results', token)).statusCode).toBe(200)
    await collector.store.endTokens([{ hash, how: 'at once', day: TODAY }])
    expect((await ask('GET', '/api/results', token)).statusCode).toBe(401)
  })

  test('that was replaced works until the end of the day', async () => {
    const { token, hash } = await tokenFor()
    await collector.store.endTokens([{ hash, how: 'after the day', day: TODAY }])
    expect((await ask('GET', '/api/results', token)).statusCode).toBe(200)
    collector.clock.today = '2026-06-16'
    expect((await ask('GET', '/api/results', token)).statusCode).toBe(401)
    collector.clock.today = TODAY
  })
})

describe('wrong tokens', () => {
  const get = (address: string, token: string) => ask('GET', '/api/results', token, undefined, address)
  const wrong = (address: string) => get(address, 'A'.repeat(43))

  test('from one network are listened to ten times, and then told when to come back', async () => {
    const { token } = await tokenFor()
    const here = '186.29.20.1'
    for (let tries = 0; tries < TRIES; tries++) expect((await wrong(here)).statusCode).toBe(401)
    const locked = await wrong(here)
    expect(locked.statusCode).toBe(429)
    expect(locked.json()).toMatchObject({ type: 'urn:eso-es-cuento:problem:locked-out', status: 429 })
    const seconds = Number(locked.headers['retry-after'])
    expect(seconds).toBeGreaterThan(TRY_AGAIN_MS / 1000 - 60)
    expect(seconds).toBeLessThanOrEqual(TRY_AGAIN_MS / 1000)
    expect((await get(here, token)).statusCode).toBe(429)
    expect((await get('186.29.21.1', token)).statusCode).toBe(200)
    // Phones of that network go on being counted.
    expect((await ask('GET', '/api/health', undefined, undefined, here)).statusCode).toBe(200)
  })

  test('do not lock out whoever has been in from there, nor a page whose token has run out', async () => {
    const here = '186.29.30.1'
    const { token } = await tokenFor()
    const { token: old, hash } = await tokenFor()
    await collector.store.endTokens([{ hash, how: 'at once', day: TODAY }])
    expect((await get(here, token)).statusCode).toBe(200)
    for (let polls = 0; polls < 3 * TRIES; polls++) expect((await get(here, old)).statusCode).toBe(401)
    for (let tries = 0; tries < TRIES; tries++) expect((await wrong(here)).statusCode).toBe(401)
    expect((await wrong(here)).statusCode).toBe(429)
    expect((await get(here, token)).statusCode).toBe(200)
  })

  test('that come all at once are no way around it', async () => {
    const answers = await Promise.all(Array.from({ length: 3 * TRIES }, () => wrong('186.29.40.1')))
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(TRIES)
  })

  test('are not counted without a header, and not on this machine', async () => {
    for (let tries = 0; tries <= TRIES; tries++) {
      expect((await ask('GET', '/api/results', undefined, undefined, '186.29.50.1')).statusCode).toBe(401)
      for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect((await wrong(address)).statusCode).toBe(401)
    }
    expect((await wrong('186.29.50.1')).statusCode).toBe(401)
  })

  test('from many networks are told to the log once, without any address; and nothing is counted while the store is away', async () => {
    const other = await appInFolder()
    const { token, hash, expires } = newToken(new Date(`${TODAY}T00:00:00Z`))
    await other.store.addToken(hash, expires)
    const at = (remoteAddress: string, sent = 'A'.repeat(43)) =>
      other.app.inject({ method: 'GET', url: '/api/results', remoteAddress, headers: { authorization: `Bearer ${sent}` } })
    for (let network = 0; network < 120; network++) await at(`10.0.${network}.1`)
    expect(other.logged).toEqual([JSON.stringify({ event: 'many-wrong-tokens' })])
    expect((await at('10.0.0.1')).statusCode).toBe(429)
    expect((await at('10.1.0.1', token)).statusCode).toBe(200)
    await other.store.close()
    for (let tries = 0; tries <= TRIES; tries++) expect((await at('10.2.0.1')).statusCode).toBe(500)
    await other.close()
  })
})
