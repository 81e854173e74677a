import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AppInFolder, appInFolder, TODAY } from '../../tests/collector/app.ts'
import { oneTimeNumber, randomAnswers, seeded, specimenCatalogue, specimenInstrument } from '../../tests/specimen.ts'
import type { Catalogue } from '../protocol/catalogue.ts'
import type { OpenTable } from '../protocol/table-session.ts'
import { newToken } from './access.ts'

const path = { es: '/mesa/', en: '/en/table/' }
const catalogue: Catalogue = {
  ...specimenCatalogue,
  venues: [
    ...specimenCatalogue.venues,
    { id: 'mesa-oeste', name: { es: 'o', en: 'o' }, kind: 'round-table', city: 'Oeste', audience: 'travellers', epoch: 1 },
    { id: 'mesa-fuerte', name: { es: 'f', en: 'f' }, kind: 'round-table', city: 'Sur', audience: 'prosecutors', epoch: 1 },
  ],
  waves: specimenCatalogue.waves.map((wave) => ({
    ...wave,
    strongVenues: ['mesa-fuerte'],
    rooms: [{ audience: 'prosecutors', instrument: specimenInstrument.id, path }],
  })),
}

let collector: AppInFolder
let token: string
beforeEach(async () => {
  collector = await appInFolder({ catalogue, addresses: () => ['http://192.0.2.7:4321'] })
  const made = newToken(new Date())
  token = made.token
  await collector.store.addToken(made.hash, '2999-01-01')
})
afterEach(() => collector.close())

const staff = (method: 'GET' | 'POST', url: string, payload?: unknown, given = token) =>
  collector.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${given}`, ...(payload !== undefined && { 'content-type': 'application/json' }) },
    ...(payload !== undefined && { payload: JSON.stringify(payload) }),
  })
const open = async (more: object = {}) =>
  (await staff('POST', '/api/tables', { table: 'mesa-norte', date: TODAY, ...more })).json<OpenTable>()
const spoken = (digits: string) => collector.app.inject(`/api/tables/spoken?digits=${digits}`)
const count = async (id: string) => (await staff('GET', `/api/tables/count?table=${id}`)).json()

/** Sends a person's baseline, and her endline where wanted. */
async function send(seed: number, venue: string, occasions: readonly ('baseline' | 'endline')[] = ['baseline', 'endline']) {
  const random = seeded(seed)
  const before = randomAnswers(random, specimenInstrument.concepts)
  const answers = randomAnswers(random, specimenInstrument.concepts)
  const thenTested = specimenInstrument.concepts.filter(({ thenTest }) => thenTest)
  const recalled = randomAnswers(random, thenTested)
  const common = {
    v: 1,
    wave: 'second',
    instrument: specimenInstrument.id,
    arm: 'questions-first',
    order: seed % 2 ? 'AB' : 'BA',
    age: '18+',
    venue,
  }
  for (const occasion of occasions) {
    const record =
      occasion === 'baseline'
        ? { ...common, id: oneTimeNumber(random), occasion, answers: before, barriers: [] }
        : { ...common, id: oneTimeNumber(random), occasion, answers, before, recalled, batch: 0 }
    const answer = await collector.send(record)
    expect(answer.statusCode, answer.body).toBe(204)
  }
}

describe('a session', () => {
  test('is opened by staff, with the code, the page and six digits', async () => {
    const table = await open()
    expect(table).toEqual({
      id: `mesa-norte-${TODAY.replaceAll('-', '')}`,
      wave: 'second',
      instrument: specimenInstrument.id,
      spoken: expect.stringMatching(/^\d{6}$/),
      state: 'open',
      code: expect.stringMatching(/^mesa-norte-\d{8}\.1\.[0-9a-z]{12}$/),
      path,
    })
    expect((await staff('GET', '/api/tables')).json()).toEqual({
      format: 'eso-es-cuento/tables@1',
      addresses: ['http://192.0.2.7:4321'],
      tables: [table],
    })
  })

  test('opened again is the same, digits too; the second of a day is another', async () => {
    const first = await open()
    expect(await open()).toEqual(first)
    const second = await open({ part: 2 })
    expect(second.id).toBe(`${first.id}-2`)
    expect(second.spoken).not.toBe(first.spoken)
  })

  test('is on the disk: the file knows it after the process has gone', async () => {
    const { id, spoken: digits } = await open()
    const db = new DatabaseSync(collector.file, { readOnly: true })
    const kept = JSON.parse(String(db.prepare('SELECT body FROM round_table WHERE id = ?').get(id)?.body))
    db.close()
    expect(kept).toMatchObject({ id, spoken: digits, state: 'open' })
  })

  test.each([
    [{ table: 'terminal-norte', date: TODAY }, 'table'],
    [{ table: 'nowhere', date: TODAY }, 'table'],
    [{ table: 'mesa-oeste', date: TODAY }, 'table'],
    [{ table: 'mesa-fuerte', date: TODAY }, 'table'],
    [{ table: 'mesa-norte', date: '2026-02-30' }, 'date'],
  ])('is refused for %j', async (payload, name) => {
    const answer = await staff('POST', '/api/tables', payload)
    expect(answer.statusCode).toBe(422)
    expect(answer.json().errors.map(({ field }: { field: string }) => field)).toEqual([name])
  })

  test('is refused where the wave is over', async () => {
    collector.clock.today = '2027-06-01'
    expect((await staff('POST', '/api/tables', { table: 'mesa-norte', date: '2027-06-01' })).statusCode).toBe(410)
  })

  test.each([
    ['GET', '/api/tables'],
    ['POST', '/api/tables'],
    ['GET', '/api/tables/count?table=mesa-norte-20260615'],
    ['GET', '/api/tables/snapshots?table=mesa-norte-20260615'],
    ['POST', '/api/tables/snapshot'],
    ['POST', '/api/tables/end'],
  ] as const)('is nobody’s business without a token: %s %s', async (method, url) => {
    await open()
    const answer = await staff(method, url, method === 'POST' ? { table: 'mesa-norte', date: TODAY } : undefined, 'x'.repeat(43))
    expect(answer.statusCode).toBe(401)
    expect(answer.body).not.toMatch(/before|spoken|mesa-norte/)
  })
})

describe('the digits that are said aloud', () => {
  test('give a phone the code and the page, with no token', async () => {
    const { spoken: digits, code } = await open()
    const answer = await spoken(`${digits.slice(0, 3)}%20${digits.slice(3)}`)
    expect(answer.json()).toEqual({ code, path })
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('are good for nothing once the session has ended, or two days later', async () => {
    const { id, spoken: digits } = await open()
    collector.clock.today = '2026-06-17'
    expect((await spoken(digits)).statusCode).toBe(404)
    collector.clock.today = '2026-06-16'
    expect((await spoken(digits)).statusCode).toBe(200)
    expect((await staff('POST', '/api/tables/end', { table: id })).json().state).toBe('ended')
    expect((await spoken(digits)).statusCode).toBe(404)
    expect((await staff('GET', '/api/tables')).json().tables[0].state).toBe('ended')
  })

  test('cannot be guessed through: after 60 wrong ones nobody is listened to for the rest of the minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-06-15T12:00:10Z') })
    const { spoken: right } = await open()
    const wrong = right === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 60; tries++) expect((await spoken(wrong)).statusCode).toBe(404)
    const answer = await spoken(right)
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5'])
    vi.setSystemTime(Date.parse('2026-06-15T12:01:01Z'))
    expect((await spoken(right)).statusCode).toBe(200)
    vi.useRealTimers()
  })

  test('that are no digits are told so', async () => {
    for (const text of ['', '12345', 'abcdef']) expect((await spoken(text)).statusCode).toBe(422)
  })
})

describe('what the projector shows', () => {
  test('is how many have answered, of this session alone', async () => {
    const { id, code } = await open()
    const other = await open({ part: 2 })
    for (let seed = 0; seed < 5; seed++) await send(seed, code, ['baseline'])
    for (let seed = 5; seed < 8; seed++) await send(seed, code)
    await send(9, other.code)
    await send(
      10,
      code.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    )
    expect(await count(id)).toEqual({ before: 8, after: 3 })
    expect(await count(other.id)).toEqual({ before: 1, after: 1 })
  })

  test('is nothing at nine, and at ten a snapshot of that leaf and of no other', async () => {
    const { id, code } = await open()
    const other = await open({ part: 2 })
    for (let seed = 0; seed < 9; seed++) await send(seed, code)
    for (let seed = 20; seed < 32; seed++) await send(seed, other.code)
    expect((await staff('POST', '/api/tables/snapshot', { table: id })).json()).toEqual({ outcome: 'held', snapshots: [] })
    await send(9, code)
    const { outcome, snapshots } = (await staff('POST', '/api/tables/snapshot', { table: id })).json()
    expect(outcome).toBe('released')
    expect(snapshots).toHaveLength(1)
    expect(snapshots[0]).toMatchObject({ place: id, number: 1, n: { endline: 10 } })
    expect((await staff('GET', `/api/tables/snapshots?table=${id}`)).json()).toEqual({ snapshots })
    expect((await collector.store.snapshots('second')).map(({ place }) => place)).toEqual([id])
  })

  test('is never asked of a session that there is not', async () => {
    for (const [method, url] of [
      ['GET', '/api/tables/count?table=mesa-norte-20260101'],
      ['GET', '/api/tables/count'],
      ['POST', '/api/tables/snapshot'],
    ] as const)
      expect((await staff(method, url, method === 'POST' ? {} : undefined)).statusCode).toBe(422)
  })
})
