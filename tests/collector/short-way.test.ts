/**
 * The two ways by which a phone's message reaches the counters give the same answers. Each message goes over a real connection twice: with a head that takes the short
 * way, and with one that says the same in other words and so takes the framework's.
 */
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { NotCounted } from '../../src/collector/group-commit.ts'
import { openLimits } from '../../src/collector/limits/limits.ts'
import { codeOfVenue } from '../../src/collector/venue-tag.ts'
import { ACK_HEADER, BATCH_HEADER } from '../../src/protocol/acknowledgement.ts'
import { type Venue, venueOf } from '../../src/protocol/catalogue.ts'
import { PROOF_HEADER } from '../../src/protocol/proof.ts'
import {
  endlineAfter,
  oneTimeNumber,
  randomFollowup,
  randomRecord,
  randomStrongRecord,
  seeded,
  specimenInstrument,
  strongCatalogue,
} from '../specimen.ts'
import { type AppInFolder, appInFolder } from './app.ts'
import { countersIn } from './database.ts'

const random = seeded(11)
const record = (more: object = {}) =>
  randomRecord(random, {
    instrument: specimenInstrument.id,
    occasion: 'baseline',
    arm: 'questions-first',
    age: '18+',
    venue: '',
    ...more,
  })
const scan = (more: object = {}) => ({
  v: 1,
  id: oneTimeNumber(random),
  event: 'scan',
  wave: 'second',
  instrument: specimenInstrument.id,
  age: '18+',
  arm: 'questions-first',
  venue: '',
  ...more,
})

type Head = Readonly<Record<string, string>>
const SHORT: Head = { 'content-type': 'application/json' }
const LONG: Head = { 'content-type': 'application/json;charset=utf-8' }

let collector: AppInFolder
let port: number
/** Requests that the framework saw. */
let long: string[]
async function open(parts: Parameters<typeof appInFolder>[0] = {}): Promise<void> {
  collector = await appInFolder({ catalogue: strongCatalogue, ...parts })
  long = []
  collector.app.addHook('onRequest', async ({ url }) => void long.push(url))
  port = Number(new URL(await collector.app.listen({ host: '127.0.0.1', port: 0 })).port)
}
afterEach(() => collector.close())

/** What a connection answers to these bytes, in full, once it has closed. */
const exchange = (bytes: Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.setEncoding('latin1')
    socket.on('data', (text) => {
      answer += text
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.write(bytes)
  })

/** One request, and its answer without what says only when it was given. */
async function answerTo(url: string, body: Buffer | string, head: Head) {
  const bytes = Buffer.from(body)
  const lines = Object.entries({ host: 'x', connection: 'close', 'content-length': bytes.length, ...head }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  const text = await exchange(Buffer.concat([Buffer.from(`POST ${url} HTTP/1.1\r\n${lines.join('')}\r\n`), bytes]))
  const [top = '', payload = ''] = text.split('\r\n\r\n')
  const [status = '', ...fields] = top.split('\r\n')
  const headers = Object.fromEntries(fields.map((line) => line.toLowerCase().split(/: (.*)/s)))
  expect(headers.date).toBeDefined()
  delete headers.date
  return { status, headers, payload: payload.replace(/"challenge":"[^"]*"/, '"challenge":"…"') }
}

/** The same over both ways, which has to be the same. @returns its status */
async function bothWays(body: Buffer | string, { url = '/api/records', ...more }: Head & { url?: string } = {}): Promise<string> {
  const before = long.length
  const short = await answerTo(url, body, { ...SHORT, ...more })
  expect(long.length, 'took the long way').toBe(before)
  const other = await answerTo(url, body, { ...LONG, ...more })
  expect(long.length, 'took the short way').toBe(before + 1)
  expect(short).toEqual(other)
  return short.status.split(' ')[1] ?? ''
}

describe('a message is answered the same', () => {
  test('where it counts: once, whichever way it comes again', async () => {
    await open()
    const baseline = record({ order: 'AB' })
    const code = codeOfVenue(collector.venueKey, venueOf(strongCatalogue, 'terminal-sur') as Venue)
    const messages = [
      baseline,
      endlineAfter(random, baseline),
      record({ age: '14-17' }),
      record({ venue: code, order: 'AB' }),
      randomFollowup(random, { instrument: specimenInstrument.id }),
      randomStrongRecord(random, { instrument: specimenInstrument.id, age: '18+' }),
      record({ arm: 'content-first', occasion: 'endline' }),
    ]
    for (const message of messages) expect(await bothWays(JSON.stringify(message)), JSON.stringify(message)).toBe('204')
    expect(await bothWays(JSON.stringify(scan()), { url: '/api/footfall' })).toBe('204')
    expect(await collector.store.repeats()).toBe(messages.length + 1)
    expect(countersIn(collector.file)).toMatchObject({ 'second/specimen@1/terminal-sur n:AB:baseline': 1 })
  })

  test('with the batch of a baseline, and none of anything else', async () => {
    await open()
    const { headers } = await answerTo('/api/records', JSON.stringify(record()), SHORT)
    expect(headers).toMatchObject({ [ACK_HEADER]: '1', [BATCH_HEADER]: '0' })
    expect((await answerTo('/api/footfall', JSON.stringify(scan()), SHORT)).headers).not.toHaveProperty(BATCH_HEADER)
    expect(long).toEqual([])
  })

  test('where it is no message', async () => {
    await open()
    const good = JSON.stringify(record())
    const refused: [body: string | Buffer, status: string][] = [
      ['{', '400'],
      [' ', '400'],
      ['null', '422'],
      ['[]', '422'],
      [JSON.stringify(record({ venue: 'm4rked', age: '14-17' })), '422'],
      [JSON.stringify({ ...record(), more: 1 }), '422'],
      [JSON.stringify(record({ wave: 'none' })), '422'],
      [Buffer.from([0x7b, 0xff, 0x7d]), '400'],
      [Buffer.from(good, 'utf16le'), '400'],
    ]
    for (const [body, status] of refused) expect(await bothWays(body), String(body)).toBe(status)
    expect(await bothWays(JSON.stringify(scan({ event: 'finish' })), { url: '/api/footfall' })).toBe('422')
    // A mark of byte order is no part of the text; letters beyond ASCII are.
    expect(await bothWays(`\ufeff${good}`)).toBe('204')
    expect(await bothWays(good.replace('"venue":""', '"venue":"ñandú"'))).toBe('204')
    expect(countersIn(collector.file)).not.toEqual({})
  })

  test('before and after its wave', async () => {
    await open()
    for (const day of ['2026-01-31', '2027-01-08']) {
      collector.clock.today = day
      expect(await bothWays(JSON.stringify(record()))).toBe('410')
    }
  })

  test('while proof of work is asked for', async () => {
    await open({ flood: () => true })
    const message = JSON.stringify(record())
    expect(await bothWays(message)).toBe('429')
    expect(await bothWays(message, { [PROOF_HEADER]: 'm4rked' })).toBe('429')
  })

  test('while its network has to wait, and is over what its place bears in an hour', async () => {
    const limits = openLimits(
      { network: { perMinute: 2, burst: 4 }, perHour: 1, trusted: '127.0.0.1' },
      { monotonic: () => 0, now: () => Date.parse('2026-06-15T10:00:00Z'), log: () => undefined },
    )
    await open({ limits })
    const from = { 'x-forwarded-for': '192.0.2.7' }
    for (const expected of ['204', '204', '429', '429']) expect(await bothWays(JSON.stringify(record()), from)).toBe(expected)
    expect(limits.counts.waited).toBe(4)
  })

  test('while the store cannot count, and where something has failed that nobody expected', async () => {
    let error: Error = new NotCounted('too many submissions wait')
    await open({
      commits: {
        submit: () => Promise.reject(error),
        probe: async () => undefined,
        drained: async () => undefined,
        stopped: async () => undefined,
        waiting: () => 0,
      },
    })
    expect(await bothWays(JSON.stringify(record()))).toBe('503')
    error = new TypeError('m4rked')
    expect(await bothWays(JSON.stringify(record()))).toBe('500')
    expect(collector.logged).toEqual(Array(2).fill('{"event":"fault","route":"/api/records","error":"TypeError"}'))
  })
})

test('a head that is not as browsers send it takes the long way', async () => {
  await open()
  const body = JSON.stringify(record())
  const heads: Head[] = [{ ...SHORT, 'content-length': '0' }, { 'content-type': 'text/plain' }, {}]
  for (const head of heads) await answerTo('/api/records', head['content-length'] === '0' ? '' : body, head)
  await answerTo('/api/records?x', body, SHORT)
  const patient = `POST /api/records HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  expect(await exchange(Buffer.from(patient))).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 204 /)
  await answerTo('/api/records', body.padEnd(5000), SHORT)
  const wrong = await exchange(
    Buffer.from(
      `PUT /api/records HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}`,
    ),
  )
  await exchange(
    Buffer.from(
      `POST /api/records HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    ),
  )
  expect(wrong).toMatch(/^HTTP\/1\.1 405 /)
  // The last but one is refused before the hook that counts here.
  expect(long).toHaveLength(7)
})

test('a body that comes byte by byte, and several messages in one packet, take the short way too', async () => {
  await open()
  const request = (last: boolean) => {
    const body = JSON.stringify(record())
    return `POST /api/records HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${last ? 'connection: close\r\n' : ''}content-length: ${body.length}\r\n\r\n${body}`
  }
  const piped = await exchange(Buffer.from(request(false) + request(false) + request(true)))
  expect(piped.match(/^HTTP\/1\.1 204 /gm)).toHaveLength(3)
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('latin1')
    socket.on('data', (text) => resolve(String(text)))
    const text = request(true)
    let at = 0
    const more = () => {
      socket.write(text.slice(at, at + 50))
      at += 50
      if (at < text.length) setTimeout(more, 1)
    }
    more()
  })
  expect(answer).toMatch(/^HTTP\/1\.1 204 /)
  expect(long).toEqual([])
})

test('what was half sent when it stops is counted, and its connection closes', async () => {
  let admitted = 0
  const limits = openLimits(
    { network: 'off', perHour: 'off', trusted: '' },
    { monotonic: () => 0, now: () => 0, log: () => undefined },
  )
  const wait = () => {
    admitted++
    return 0
  }
  await open({ limits: { ...limits, wait } })
  const body = JSON.stringify(record())
  const socket = connect(port, '127.0.0.1').setEncoding('latin1')
  let answer = ''
  socket.on('data', (text) => {
    answer += text
  })
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.write(
    `POST /api/records HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 9)}`,
  )
  await expect.poll(() => admitted).toBe(1)
  const stopped = collector.app.close()
  socket.write(body.slice(9))
  await Promise.all([closed, stopped])
  expect(answer).toMatch(/^HTTP\/1\.1 204 /)
  expect(answer.toLowerCase()).toContain('connection: close')
  expect(long).toEqual([])
})
