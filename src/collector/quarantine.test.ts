import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AppInFolder, appInFolder } from '../../tests/collector/app.ts'
import { endlineAfter, oneTimeNumber, randomRecord, seeded, specimenCatalogue, specimenInstrument } from '../../tests/specimen.ts'
import { ACK_STATUS, BATCH_HEADER } from '../protocol/acknowledgement.ts'
import type { Venue } from '../protocol/catalogue.ts'
import { PROBLEM_URN } from '../protocol/problem.ts'
import type { QuarantineAnswer } from '../protocol/quarantine.ts'
import type { AnswerRecord } from '../protocol/record.ts'
import { numbersFrom, peopleIn, shardAt, shardId } from '../tally/quarantine.ts'
import { newToken } from './access.ts'
import { openLimits } from './limits/limits.ts'
import { toldNumber, whereCounted } from './quarantine.ts'
import { codeOfVenue } from './venue-tag.ts'

const WAVE = 'second'
const [VENUE] = specimenCatalogue.venues as [Venue]
const LEAF = `${WAVE}/${specimenInstrument.id}/${VENUE.id}`

let collector: AppInFolder
let token: string
let network = 0
const clock = { ms: 0 }
const random = seeded(77)
const logged: string[] = []

async function open(settings: { perMinute?: number; burst?: number; perHour?: number }): Promise<void> {
  const { perMinute = 10_000, burst = 10_000, perHour = 100_000 } = settings
  const limits = openLimits(
    { network: { perMinute, burst }, perHour, trusted: '127.0.0.1' },
    { monotonic: () => clock.ms, now: () => clock.ms, log: (event) => logged.push(event) },
  )
  collector = await appInFolder({ limits })
  const made = newToken(new Date())
  token = made.token
  await collector.store.addToken(made.hash, '2999-12-31')
}
beforeEach(() => {
  clock.ms = 0
  logged.length = 0
})
afterEach(() => collector.close())

/** Sends from an address; left out, from a network that nobody else is of. */
const send = (body: unknown, { from, url = '/api/records' }: { from?: string; url?: string } = {}) => {
  network++
  return collector.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from ?? `186.${network >> 8}.${network & 255}.1` },
    payload: JSON.stringify(body),
  })
}
const asStaff = (method: 'GET' | 'POST', url: string, body?: unknown) =>
  collector.app.inject({
    method,
    url: `${url}?wave=${WAVE}`,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
const waiting = async () => ((await asStaff('GET', '/api/quarantine')).json() as QuarantineAnswer).hours

function visitor(): [AnswerRecord, AnswerRecord] {
  const venue = codeOfVenue(collector.venueKey, VENUE)
  const instrument = specimenInstrument.id
  const baseline = randomRecord(random, { wave: WAVE, instrument, occasion: 'baseline', arm: 'questions-first', age: '18+', venue })
  return [baseline, endlineAfter(random, baseline)]
}

/** What a phone does: says with the endline what it was told of the baseline. */
async function visit(as: { before?: string; after?: string } = {}): Promise<void> {
  const [baseline, endline] = visitor()
  const answer = await send(baseline, as.before ? { from: as.before } : {})
  expect(answer.statusCode).toBe(ACK_STATUS)
  const told = Number(answer.headers[BATCH_HEADER])
  expect(Number.isSafeInteger(told)).toBe(true)
  expect((await send({ ...endline, batch: told }, as.after ? { from: as.after } : {})).statusCode).toBe(ACK_STATUS)
}

/** People counted at the venue, as the gate sees it. */
const people = async () => {
  const leaf = (await collector.store.leaves(WAVE)).find(({ place }) => place === VENUE.id)
  const of = (group: string) => (leaf?.live[`n:AB:${group}`] ?? 0) + (leaf?.live[`n:BA:${group}`] ?? 0)
  return { before: of('baseline'), after: of('endline') }
}

describe('a network over its limit', () => {
  test('is told to come again, in a problem document that says when and not who, before its body is looked at', async () => {
    await open({ perMinute: 1, burst: 2 })
    const from = '186.29.4.77'
    for (const [record] of [visitor(), visitor()]) expect((await send(record, { from })).statusCode).toBe(ACK_STATUS)
    for (const [url, body] of [
      ['/api/records', visitor()[0]],
      ['/api/footfall', 'no message'],
    ] as const) {
      const answer = await send(body, { from: '186.29.4.1', url })
      expect(answer.statusCode).toBe(429)
      expect(answer.headers['retry-after']).toBe('60')
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.json()).toMatchObject({ type: `${PROBLEM_URN}too-many`, status: 429 })
      expect(answer.body).not.toContain('186')
    }
    expect((await send(visitor()[0])).statusCode).toBe(ACK_STATUS)
    expect(await people()).toEqual({ before: 3, after: 0 })
  })

  test('is let read all the same: staff, health and site are not limited', async () => {
    await open({ perMinute: 1, burst: 1 })
    const headers = { 'x-forwarded-for': '186.29.4.77' }
    await send(visitor()[0], { from: '186.29.4.77' })
    for (let time = 0; time < 5; time++)
      expect((await collector.app.inject({ method: 'GET', url: '/api/health', headers })).statusCode).toBe(200)
  })

  test('has its answers set aside for a while, and nobody else’s', async () => {
    await open({ perMinute: 60, burst: 2 })
    const from = '186.29.4.77'
    await visit({ before: from, after: from })
    expect((await send(visitor()[0], { from })).statusCode).toBe(429)
    clock.ms = 30_000
    await visit({ before: from, after: from })
    await visit()
    expect(await people()).toEqual({ before: 2, after: 2 })
    expect(await waiting()).toMatchObject([{ place: VENUE.id, reason: 'network', people: 'fewer than 10' }])
    expect((await collector.store.quarantined(WAVE)).map(peopleIn)).toEqual([1])
    expect((await asStaff('GET', '/api/results')).json()).toMatchObject({ alarms: [] })
  })
})

describe('a place over its hour', () => {
  test('acknowledges whatever still comes, and sets it aside: not counted, not shown, not in a snapshot', async () => {
    await open({ perHour: 24 })
    for (let n = 0; n < 12; n++) await visit()
    expect(await waiting()).toEqual([])
    for (let n = 0; n < 23; n++) await visit()
    expect(await people()).toEqual({ before: 12, after: 12 })
    const [hour, ...others] = await waiting()
    expect(others).toEqual([])
    expect(hour).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{10}$/),
      instrument: specimenInstrument.id,
      place: VENUE.id,
      hour: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}$/),
      reason: 'place',
      people: 20,
      footfall: 20,
    })
    expect((await asStaff('POST', '/api/snapshots')).json()).toMatchObject({ outcomes: [{ place: VENUE.id, n: 12 }] })
    expect((await asStaff('GET', '/api/results')).json()).toMatchObject({ alarms: [{ place: VENUE.id, hours: 1 }] })
  })

  test('taken in, is counted as whole pairs; what it held is then no longer there to be decided on', async () => {
    await open({ perHour: 2 })
    for (let n = 0; n < 30; n++) await visit()
    const [hour] = await waiting()
    const answer = await asStaff('POST', `/api/quarantine/${hour?.id}`, { decision: 'accept' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ ...hour, decision: 'accepted' })
    expect(await people()).toEqual({ before: 30, after: 30 })
    expect(await waiting()).toEqual([])
    expect((await asStaff('POST', `/api/quarantine/${hour?.id}`, { decision: 'accept' })).statusCode).toBe(404)
    expect(collector.logged.filter((line) => line.includes('quarantine'))).toEqual([
      JSON.stringify({
        event: 'quarantine-decided',
        decision: 'accepted',
        wave: WAVE,
        place: VENUE.id,
        instrument: specimenInstrument.id,
        hour: hour?.hour,
        people: 20,
      }),
    ])
  })

  test('dropped, is gone; who finishes afterwards is counted as a finish and no answer, wherever her baseline was', async () => {
    await open({ perHour: 2 })
    await visit()
    const [baseline, endline] = visitor()
    const told = Number((await send(baseline)).headers[BATCH_HEADER])
    const [hour] = await waiting()
    expect((await asStaff('POST', `/api/quarantine/${hour?.id}`, { decision: 'drop' })).json()).toMatchObject({
      decision: 'dropped',
    })
    expect((await send({ ...endline, batch: told })).statusCode).toBe(ACK_STATUS)
    expect(await people()).toEqual({ before: 1, after: 1 })
    expect(
      (await collector.store.quarantined(WAVE)).map(({ tally }) => Object.keys(tally).every((key) => key.startsWith('f:'))),
    ).toEqual([true])
  })

  test('an endline goes where its baseline went: into the shard although the place is quiet again, and apart from it although the place is not', async () => {
    await open({ perHour: 3 })
    const [first, firstEnd] = visitor()
    const [second, secondEnd] = visitor()
    const early = Number((await send(first)).headers[BATCH_HEADER])
    await send(visitor()[0])
    await send(visitor()[0])
    const aside = Number((await send(second)).headers[BATCH_HEADER])
    await send({ ...firstEnd, batch: early })
    clock.ms = 3_600_000
    await send({ ...secondEnd, batch: aside })
    expect(await people()).toEqual({ before: 3, after: 0 })
    const [state] = await collector.store.quarantined(WAVE)
    expect(state && [peopleIn(state), [...state.after.keys()]]).toEqual([2, [early]])
    const [hour] = await waiting()
    await asStaff('POST', `/api/quarantine/${hour?.id}`, { decision: 'accept' })
    expect(await people()).toEqual({ before: 4, after: 2 })
  })

  test('is told of by scans as well, and answers are not set aside for them', async () => {
    await open({ perHour: 2 })
    const venue = codeOfVenue(collector.venueKey, VENUE)
    const scan = { v: 1, event: 'scan', wave: WAVE, instrument: specimenInstrument.id, age: '18+', arm: 'questions-first', venue }
    for (let n = 0; n < 15; n++) await send({ ...scan, id: oneTimeNumber(random) }, { url: '/api/footfall' })
    await visit()
    expect(await waiting()).toMatchObject([{ people: 'fewer than 10', footfall: 10 }])
    expect(await people()).toEqual({ before: 1, after: 1 })
  })
})

describe('what a phone says of its baseline', () => {
  const key = Buffer.alloc(32, 7)
  const number = numbersFrom(shardId(shardAt(LEAF, Date.parse('2026-11-28T14:00:00Z'), 'place')))
  const endline = (batch: number | undefined) => ({
    id: '0'.repeat(32),
    leaf: LEAF,
    keys: ['a', 'b'],
    follows: { batch, late: ['b'] },
  })

  test('leads an endline into the shard that it was told of', async () => {
    await open({})
    const counted = whereCounted(key, endline(toldNumber(key, LEAF, number)), undefined, 0)
    expect(counted).toEqual({ ...endline(number), leaf: `~${LEAF}~20261128T14` })
    expect(whereCounted(key, endline(3), undefined, 0)).toEqual(endline(3))
  })

  test('and into no other: whoever makes a number up, or takes another leaf’s, is late and nothing more', async () => {
    await open({})
    const told = toldNumber(key, LEAF, number)
    for (const madeUp of [number, told + 1, told - 1, told + 2 ** 22, 1_000_000, Number.MAX_SAFE_INTEGER])
      expect(whereCounted(key, endline(madeUp), undefined, 0), String(madeUp)).toEqual(endline(undefined))
    const elsewhere = { ...endline(told), leaf: `${WAVE}/${specimenInstrument.id}/online` }
    expect(whereCounted(key, elsewhere, undefined, 0)).toMatchObject({ leaf: elsewhere.leaf, follows: { batch: undefined } })
    const [baseline, after] = visitor()
    await send(baseline)
    expect((await send({ ...after, batch: Number.MAX_SAFE_INTEGER })).statusCode).toBe(ACK_STATUS)
    expect(await people()).toEqual({ before: 1, after: 0 })
    expect(await waiting()).toEqual([])
  })
})

describe('the addresses of the quarantine', () => {
  test('are for staff alone, and refuse what is no decision', async () => {
    await open({ perHour: 1 })
    await visit()
    await visit()
    const [hour] = await waiting()
    const bare = {
      method: 'POST',
      url: `/api/quarantine/${hour?.id}?wave=${WAVE}`,
      headers: { 'content-type': 'application/json' },
    } as const
    expect((await collector.app.inject({ ...bare, payload: '{"decision":"drop"}' })).statusCode).toBe(401)
    expect((await collector.app.inject({ method: 'GET', url: '/api/quarantine' })).statusCode).toBe(401)
    for (const body of [{}, { decision: 'burn' }, { decision: 'drop', more: 1 }, ['drop'], 'drop'])
      expect((await asStaff('POST', `/api/quarantine/${hour?.id}`, body)).statusCode).toBe(422)
    expect((await asStaff('POST', '/api/quarantine/0000000000', { decision: 'drop' })).statusCode).toBe(404)
    expect((await asStaff('POST', '/api/quarantine', { decision: 'drop' })).statusCode).toBe(405)
    expect(await waiting()).toHaveLength(1)
  })
})
