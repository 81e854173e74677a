import { createHash, createHmac } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AppInFolder, appInFolder, TODAY, temporaryFolder } from '../../tests/collector/app.ts'
import { countersIn, inDatabase, wholeStore } from '../../tests/collector/database.ts'
import {
  endlineAfter,
  oneTimeNumber,
  randomFollowup,
  randomRecord,
  seeded,
  specimenCatalogue,
  specimenInstrument,
} from '../../tests/specimen.ts'
import { ACK_HEADER, ACK_STATUS, ACK_VALUE } from '../protocol/acknowledgement.ts'
import type { Footfall } from '../protocol/footfall.ts'
import { parsePrintedCodes } from '../protocol/printed-code.ts'
import { PROBLEM_MEDIA_TYPE } from '../protocol/problem.ts'
import type { AnswerRecord } from '../protocol/record.ts'
import { newToken } from './access.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { pairingCode } from './kiosk-pairing.ts'
import { codeOfVenue, venueCheck } from './venue-tag.ts'

type Answer = Awaited<ReturnType<AppInFolder['app']['inject']>>

/** Stands in bad input wherever a text may stand, and must never come back. */
const MARK = 'm4rked'

const random = seeded(2026)
const baseline = (more: Partial<AnswerRecord> = {}): AnswerRecord =>
  randomRecord(random, {
    instrument: specimenInstrument.id,
    occasion: 'baseline',
    arm: 'questions-first',
    age: '18+',
    order: 'AB',
    venue: '',
    ...more,
  })
const footfall = (more: Partial<Footfall> = {}): Footfall => ({
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

function expectSecure({ headers }: Answer): void {
  expect(headers).toMatchObject(SECURITY_HEADERS)
  expect(headers).not.toHaveProperty('set-cookie')
  expect(headers).not.toHaveProperty('x-powered-by')
}

/** A problem document as RFC 9457 has it, and nothing in it of what was sent. */
function expectProblem(answer: Answer, status: number, fields?: readonly string[]): void {
  expect(answer.statusCode, answer.body).toBe(status)
  expect(String(answer.headers['content-type']).split(';')[0]).toBe(PROBLEM_MEDIA_TYPE)
  expect(answer.headers['cache-control']).toBe('no-store')
  expectSecure(answer)
  const problem = answer.json() as { type: string; title: string; status: number; errors?: { field: string; detail: string }[] }
  expect(problem.type).toMatch(/^urn:eso-es-cuento:problem:[a-z-]+$/)
  expect(problem.title).toMatch(/^[A-Z]/)
  expect(problem.status).toBe(status)
  if (fields) expect(problem.errors?.map(({ field }) => field)).toEqual(expect.arrayContaining([...fields]))
  expect(JSON.stringify(answer.headers) + answer.body).not.toContain(MARK)
}

describe('bad input', () => {
  let collector: AppInFolder
  let before: string
  beforeAll(async () => {
    collector = await appInFolder()
    // One person each, so that there is something to be changed and the tables are there.
    await collector.send(baseline())
    await collector.send(footfall(), '/api/footfall')
    await collector.commits.drained()
    before = wholeStore(collector.file)
  })
  afterEach(async () => {
    collector.clock.today = TODAY
    await collector.commits.drained()
    expect(wholeStore(collector.file)).toBe(before)
    expect(collector.logged).toEqual([])
  })
  afterAll(() => collector.close())

  const good = baseline()
  const { answers } = good
  const without = (name: string): object => Object.fromEntries(Object.entries(good).filter(([field]) => field !== name))
  const badRecords: [name: string, body: unknown, fields: string[]][] = [
    ['a text', MARK, ['']],
    ['a number', 7, ['']],
    ['null', null, ['']],
    ['a list', [good], ['']],
    ['an empty object', {}, ['v', 'id', 'wave', 'instrument', 'occasion', 'arm', 'order', 'age', 'venue']],
    ['an unknown field', { ...good, [MARK]: 1 }, ['']],
    ['a field that would be a name', { ...good, name: MARK }, ['']],
    ['another version', { ...good, v: 2 }, ['v']],
    ['a version as text', { ...good, v: '1' }, ['v']],
    ['a short one-time number', { ...good, id: 'abc' }, ['id']],
    ['a one-time number in capitals', { ...good, id: 'A'.repeat(32) }, ['id']],
    ['a one-time number that is none', { ...good, id: MARK.padEnd(32, '0') }, ['id']],
    ['a one-time number of another type', { ...good, id: 12 }, ['id']],
    ['an unknown wave', { ...good, wave: MARK }, ['wave']],
    ['a wave of another type', { ...good, wave: ['second'] }, ['wave']],
    ['an unknown instrument', { ...good, instrument: `${MARK}@1` }, ['instrument']],
    ['another version of the instrument', { ...good, instrument: 'specimen@2' }, ['instrument']],
    ['an instrument that the wave does not ask', { ...good, wave: 'first', instrument: 'specimen-short@1' }, ['instrument']],
    ['an unknown occasion', { ...good, occasion: MARK }, ['occasion']],
    ['an occasion of an object’s own', { ...good, occasion: 'constructor' }, ['occasion']],
    ['an unknown arm', { ...good, arm: MARK }, ['arm']],
    ['an unknown form order', { ...good, order: 'ABBA' }, ['order']],
    ['an unknown age band', { ...good, age: '13' }, ['age']],
    ['an exact age', { ...good, age: 17 }, ['age']],
    ['an under-14', { ...good, age: 'under-14' }, ['age']],
    ['a venue with a 14–17', { ...good, age: '14-17', venue: 'online.1.000000000000' }, ['venue']],
    ['a venue with an age not said', { ...good, age: 'unsaid', venue: 'online.1.000000000000' }, ['venue']],
    ['a venue that is too long', { ...good, venue: MARK.repeat(20) }, ['venue']],
    ['a venue of another type', { ...good, venue: { id: MARK } }, ['venue']],
    ['no answers', without('answers'), ['answers']],
    ['answers as a list', { ...good, answers: Object.values(answers) }, ['answers']],
    ['a missing answer', { ...good, answers: { ...answers, debt: undefined } }, ['answers.debt']],
    ['an answer that the item does not take', { ...good, answers: { ...answers, debt: '3' } }, ['answers.debt']],
    ['an answer of another type', { ...good, answers: { ...answers, debt: 0 } }, ['answers.debt']],
    ['an answer as free text', { ...good, answers: { ...answers, debt: MARK } }, ['answers.debt']],
    ['an unknown concept', { ...good, answers: { ...answers, [MARK]: '0' } }, ['answers']],
    ['earlier answers with a baseline', { ...good, before: answers }, ['before']],
    ['recalled answers with a baseline', { ...good, recalled: {} }, ['recalled']],
    ['no barriers', without('barriers'), ['barriers']],
    ['an unknown barrier', { ...good, barriers: [MARK] }, ['barriers']],
    ['a barrier twice', { ...good, barriers: ['shy', 'shy'] }, ['barriers']],
    ['an endline without its baseline', { ...good, occasion: 'endline' }, ['before', 'recalled', 'barriers']],
    ['a baseline of the content-first arm', { ...good, arm: 'content-first' }, ['occasion']],
    ['a minor in the content-first arm', { ...good, arm: 'content-first', occasion: 'endline', age: '14-17' }, ['arm']],
  ]
  test.each(badRecords)('a record that is or has %s', async (_, body, fields) => {
    expectProblem(await collector.send(body), 422, fields)
  })

  const bad = footfall()
  const badCounts: [name: string, body: unknown, fields: string[]][] = [
    ['a list', [bad], ['']],
    ['an unknown field', { ...bad, [MARK]: 1 }, ['']],
    ['an answer', { ...bad, answers }, ['']],
    ['an unknown event', { ...bad, event: MARK }, ['event']],
    ['a finish, which the record itself counts', { ...bad, event: 'finish' }, ['event']],
    ['an unknown wave', { ...bad, wave: MARK }, ['wave']],
    ['an unknown instrument', { ...bad, instrument: MARK }, ['instrument']],
    ['a bad one-time number', { ...bad, id: MARK }, ['id']],
    ['a venue with a 14–17', { ...bad, age: '14-17', venue: 'online.1.000000000000' }, ['venue']],
    ['another version', { ...bad, v: null }, ['v']],
  ]
  test.each(badCounts)('a count that is or has %s', async (_, body, fields) => {
    expectProblem(await collector.send(body, '/api/footfall'), 422, fields)
  })

  const post = (url: string, payload: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    collector.app.inject({ method: 'POST', url, headers, payload })

  describe.each(['/api/records', '/api/footfall'])('sent to %s', (url) => {
    const text = JSON.stringify(url === '/api/records' ? good : bad)
    const withProto = (field: string) => `{"${field}":{"age":"18+"},${text.slice(1)}`

    test.each([
      ['5 KB', `{"${MARK}":"${'x'.repeat(5000)}"}`, 413],
      ['a good message in 5 KB of white space', text.padEnd(5000), 413],
      ['10 MB of brackets', '['.repeat(10_000_000), 413],
      ['4 KB of brackets', '['.repeat(4096), 400],
      ['4 KB of closed brackets', '['.repeat(2048) + ']'.repeat(2048), 422],
      ['no JSON', `${MARK}{`, 400],
      ['JSON with a tail', `${text}${MARK}`, 400],
      ['nothing', '', 400],
      ['white space', '   ', 400],
      ['a field named __proto__', withProto('__proto__'), 422],
      ['a field named constructor', withProto('constructor'), 422],
      ['NaN', text.replace('"v":1', '"v":NaN'), 400],
    ])('%s', async (_, body, status) => {
      expectProblem(await post(url, body), status)
    })

    test('an answer under the name __proto__', async () => {
      const body = text.replace('"answers":{', '"answers":{"__proto__":{"debt":"0"},').replace('"event"', '"__proto__":1,"event"')
      expectProblem(await post(url, body), 422, [url === '/api/records' ? 'answers' : ''])
    })

    test.each([
      ['a lone byte', Buffer.from([0xff])],
      ['a good message in UTF-16', Buffer.from(text, 'utf16le')],
      [
        'a good message with a broken character in it',
        Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xc3, 0x28]), Buffer.from('}')]),
      ],
      ['a surrogate in UTF-8', Buffer.concat([Buffer.from('{"venue":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')])],
    ])('broken UTF-8: %s', async (_, body) => {
      expectProblem(await post(url, body), 400)
    })

    test.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      `multipart/form-data; boundary=${MARK}`,
      'application/jsonx',
      'application/problem+json',
      `${MARK}`,
      '/',
    ])('as %s', async (type) => {
      expectProblem(await post(url, text, { 'content-type': type }), 415)
    })

    test('without a media type', async () => {
      expectProblem(await post(url, text, {}), 415)
      expectProblem(await post(url, '', {}), 422, [''])
    })

    test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE', 'SEARCH'])('by %s', async (method) => {
      const answer = await collector.app.inject({
        method: method as 'GET',
        url: `${url}?${MARK}`,
        headers: { 'content-type': 'text/plain' },
        payload: '['.repeat(10_000),
      })
      expectProblem(answer, 405)
      expect(answer.headers.allow).toBe('POST')
    })

    test('by HEAD', async () => {
      const answer = await collector.app.inject({ method: 'HEAD', url })
      expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'POST'])
      expectSecure(answer)
    })

    test('before the wave begins, and more than 7 days after its end', async () => {
      const fresh = () => (url === '/api/records' ? baseline() : footfall())
      for (const [day, reason] of [
        ['2026-01-31', 'has not begun'],
        ['2027-01-08', 'is over'],
      ] as const) {
        collector.clock.today = day
        const answer = await collector.send(fresh(), url)
        expectProblem(answer, 410, ['wave'])
        expect(answer.json()).toMatchObject({ errors: [{ field: 'wave', detail: reason }] })
      }
    })
  })

  test.each([
    ['GET', '/api/records/x'],
    ['POST', '/api/recordsx'],
    ['GET', '/api/'],
    ['GET', '/api/leaves'],
    ['PROPFIND', '/api/nothing'],
    ['TRACE', '/api/nothing'],
    ['QUERY', '/api/nothing'],
  ])('%s of an address that is not there: %s', async (method, url) => {
    const answer = await collector.app.inject({ method: method as 'GET', url: `${url}?${MARK}` })
    expect([400, 404, 415]).toContain(answer.statusCode)
    expectProblem(answer, answer.statusCode)
  })

  test('an address that cannot be read', async () => {
    const answer = await collector.app.inject({ method: 'GET', url: `/api/%zz${MARK}` })
    expect(answer.statusCode).toBe(400)
    expect(String(answer.headers['content-type']).split(';')[0]).toBe(PROBLEM_MEDIA_TYPE)
    expectSecure(answer)
    expect(answer.body).not.toContain(MARK)
  })

  test('any JSON at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        expectProblem(await post('/api/records', text), 422)
        expectProblem(await post('/api/footfall', text), 422)
      }),
      { numRuns: 100 },
    )
  })

  test('a good record with any one field replaced by something else', async () => {
    const field = fc.constantFrom('v', 'id', 'wave', 'instrument', 'occasion', 'arm', 'order', 'age', 'answers', 'barriers')
    await fc.assert(
      fc.asyncProperty(field, fc.jsonValue(), async (name, value) => {
        fc.pre(JSON.stringify(value) !== JSON.stringify(Reflect.get(good, name)) && !(name === 'barriers' && Array.isArray(value)))
        expectProblem(await collector.send({ ...good, [name]: value }), 422)
      }),
      { numRuns: 200 },
    )
  })
})

describe('what is spoken to the socket itself', () => {
  let collector: AppInFolder
  let port: number
  beforeAll(async () => {
    collector = await appInFolder()
    port = Number(new URL(await collector.app.listen({ host: '127.0.0.1', port: 0 })).port)
  })
  afterAll(() => collector.close())

  /** Writes bytes, and gives everything that comes back until the other side hangs up. */
  const say = (...parts: readonly (string | Buffer)[]): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      let heard = ''
      socket.on('data', (bytes) => {
        heard += bytes
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(heard))
      for (const part of parts) socket.write(part)
    })

  test('no HTTP at all gets a problem document with every header', async () => {
    const heard = await say(`${MARK}\r\n\r\n`)
    expect(heard).toMatch(/^HTTP\/1\.1 400 /)
    expect(heard).toContain(PROBLEM_MEDIA_TYPE)
    expect(heard).not.toContain(MARK)
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(heard).toContain(`${name}: ${value}\r\n`)
  })

  test('headers without end are cut off', async () => {
    expect(await say('GET / HTTP/1.1\r\nhost: x\r\n', `x: ${MARK.repeat(10_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('10 MB of brackets are refused whether their length is told or not', async () => {
    const head = 'POST /api/records HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n'
    const brackets = Buffer.alloc(10_000_000, '[')
    const chunk = Buffer.concat([Buffer.from('989680\r\n'), brackets, Buffer.from('\r\n0\r\n\r\n')])
    // The refusal may be lost where the sender goes on sending: what matters is that it is not an acknowledgement.
    for (const heard of [
      await say(`${head}content-length: 10000000\r\n\r\n`, brackets),
      await say(`${head}transfer-encoding: chunked\r\n\r\n`, chunk),
    ])
      expect(heard).toMatch(/^(HTTP\/1\.1 413 |$)/)
    expect((await collector.app.inject('/api/health')).statusCode).toBe(200)
    expect(countersIn(collector.file)).toEqual({})
  })
})

describe('what is counted', () => {
  let collector: AppInFolder
  beforeEach(async () => {
    collector = await appInFolder()
  })
  afterEach(() => collector.close())

  const code = (id: string, key = collector.venueKey, epoch?: number) => {
    const venue = specimenCatalogue.venues.find((one) => one.id === id)
    if (!venue) throw new Error(`no venue ${id}`)
    return codeOfVenue(key, epoch === undefined ? venue : { ...venue, epoch })
  }
  /** Leaves that hold anybody. */
  const places = () => [...new Set(Object.keys(countersIn(collector.file)).map((name) => name.split(' ')[0]))].sort()

  test('a follow-up counts once, in the leaf of the follow-ups, and as no scan, start or finish', async () => {
    const record = randomFollowup(seeded(44), { instrument: specimenInstrument.id, order: 'BA' })
    for (let times = 0; times < 3; times++) {
      const answer = await collector.send(record)
      expect([answer.statusCode, answer.headers[ACK_HEADER]]).toEqual([ACK_STATUS, ACK_VALUE])
    }
    const counted = countersIn(collector.file)
    const leaf = 'second/specimen@1/followup '
    expect(Object.keys(counted).filter((name) => !name.startsWith(leaf))).toEqual([])
    expect(counted[`${leaf}n:BA:followup`]).toBe(1)
    expect(counted[`${leaf}fb:BA:debt:${record.earlier.debt?.[0]}>${record.answers.debt}`]).toBe(1)
    expect(counted[`${leaf}fe:BA:debt:${record.earlier.debt?.[1]}>${record.answers.debt}`]).toBe(1)
    expect(Object.keys(counted).some((name) => name.includes(' f:'))).toBe(false)
  })

  test('a follow-up with a place, of somebody under 18 or after the wave counts nothing', async () => {
    const record = randomFollowup(seeded(45), { instrument: specimenInstrument.id })
    expectProblem(await collector.send({ ...record, venue: '' }), 422, [''])
    expectProblem(await collector.send({ ...record, age: '14-17' }), 422, ['age'])
    collector.clock.today = '2031-01-01'
    expectProblem(await collector.send(record), 410, ['wave'])
    collector.clock.today = TODAY
    expect(countersIn(collector.file)).toEqual({})
  })

  test('is acknowledged with 204 and the header that no captive portal sends', async () => {
    const answer = await collector.send(baseline())
    expect([answer.statusCode, answer.headers.counted, answer.body]).toEqual([204, '1', ''])
    expect([ACK_STATUS, ACK_HEADER, ACK_VALUE]).toEqual([204, 'counted', '1'])
    expect(answer.headers['cache-control']).toBe('no-store')
    expectSecure(answer)
  })

  test('is there when the acknowledgement is', async () => {
    for (let person = 1; person <= 5; person++) {
      await collector.send(baseline())
      expect(countersIn(collector.file)['second/specimen@1/unknown n:AB:baseline']).toBe(person)
    }
  })

  test('gets the same answer again when it is sent again, and counts once', async () => {
    const comparable = ({ statusCode, headers, body }: Answer) => ({ statusCode, headers: { ...headers, date: '' }, body })
    for (const [message, url] of [
      [baseline(), '/api/records'],
      [footfall(), '/api/footfall'],
    ] as const) {
      const first = await collector.send(message, url)
      const counted = countersIn(collector.file)
      const again = await Promise.all([collector.send(message, url), collector.send(message, url)])
      for (const answer of again) expect(comparable(answer)).toEqual(comparable(first))
      expect(countersIn(collector.file)).toEqual(counted)
    }
  })

  test('counts once when it is sent many times at once', async () => {
    const record = baseline()
    const answers = await Promise.all(Array.from({ length: 20 }, () => collector.send(record)))
    expect(answers.every(({ statusCode }) => statusCode === 204)).toBe(true)
    expect(countersIn(collector.file)['second/specimen@1/unknown n:AB:baseline']).toBe(1)
  })

  test('is open on the first day of a wave and until 7 days after its last', async () => {
    for (const day of ['2026-02-01', '2026-12-31', '2027-01-07']) {
      collector.clock.today = day
      expect((await collector.send(baseline())).statusCode).toBe(204)
      expect((await collector.send(footfall(), '/api/footfall')).statusCode).toBe(204)
    }
  })

  test('counts under its venue with a genuine code', async () => {
    for (const { id } of specimenCatalogue.venues) await collector.send(baseline({ venue: code(id) }))
    expect(places()).toEqual(specimenCatalogue.venues.map(({ id }) => `second/specimen@1/${id}`).sort())
  })

  test.each([
    ['no code', () => ''],
    ['a forged one', () => code('terminal-sur', Buffer.alloc(32, 9))],
    ['a worn-out one', () => code('terminal-sur', undefined, 1)],
    ['one of an epoch to come', () => code('terminal-sur', undefined, 3)],
    ['one of an unknown venue', () => 'nowhere.1.000000000000'],
    ['a text that is no code', () => 'terminal-sur'],
    ['the name of a shared leaf', () => '14-17.1.000000000000'],
    ['a path', () => '../terminal-sur'],
    ['a key', () => 'n:AB:baseline'],
  ])('counts under unknown with %s', async (_, venue) => {
    expect((await collector.send(baseline({ venue: venue() }))).statusCode).toBe(204)
    expect((await collector.send(footfall({ venue: venue() }), '/api/footfall')).statusCode).toBe(204)
    expect(places()).toEqual(['second/specimen@1/unknown'])
  })

  test('counts 14–17 in their own leaf and ages not said under unknown, never by place', async () => {
    await collector.send(baseline({ age: '14-17' }))
    await collector.send(footfall({ age: '14-17', event: 'start' }), '/api/footfall')
    expect(places()).toEqual(['second/specimen@1/14-17'])
    await collector.send(baseline({ age: 'unsaid' }))
    expect(places()).toEqual(['second/specimen@1/14-17', 'second/specimen@1/unknown'])
    // With a genuine code they are refused: no phone of ours sends that.
    for (const age of ['14-17', 'unsaid'] as const) {
      expect((await collector.send(baseline({ age, venue: code('online') }))).statusCode).toBe(422)
      expect((await collector.send(footfall({ age, venue: code('online') }), '/api/footfall')).statusCode).toBe(422)
    }
    expect(places()).toEqual(['second/specimen@1/14-17', 'second/specimen@1/unknown'])
  })

  test('counts the content-first arm in the comparison leaf, wherever it was', async () => {
    const record = randomRecord(random, {
      instrument: specimenInstrument.id,
      arm: 'content-first',
      venue: code('online'),
      age: '18+',
    })
    await collector.send(record)
    expect(places()).toEqual(['second/specimen@1/comparison'])
  })

  test('dates a scan, a start and a finish by its own clock, to the day', async () => {
    const before = baseline()
    await collector.send(footfall({ event: 'scan' }), '/api/footfall')
    await collector.send(footfall({ event: 'start' }), '/api/footfall')
    await collector.send(before)
    await collector.send(endlineAfter(random, before))
    const days = Object.entries(countersIn(collector.file)).filter(([name]) => name.includes(' f:'))
    expect(Object.fromEntries(days)).toEqual({
      [`second/specimen@1/unknown f:scan:${TODAY}`]: 1,
      [`second/specimen@1/unknown f:start:${TODAY}`]: 1,
      [`second/specimen@1/unknown f:finish:${TODAY}`]: 1,
    })
  })
})

describe('the results', () => {
  let collector: AppInFolder
  let token: string
  beforeEach(async () => {
    collector = await appInFolder()
    const made = newToken(new Date(`${TODAY}T00:00:00Z`))
    await collector.store.addToken(made.hash, made.expires)
    token = made.token
  })
  afterEach(() => collector.close())

  const ask = (header: string | undefined = `Bearer ${token}`, url = '/api/results', method: 'GET' | 'POST' = 'GET') =>
    collector.app.inject({ method, url, headers: header === undefined ? {} : { authorization: header } })
  const snapshot = () => ask(undefined, '/api/snapshots', 'POST')
  const oneLeaf = { instrument: specimenInstrument.id, arm: 'questions-first', age: '18+', venue: '' } as const
  const journeys = async (people: number, next: () => number, more: Partial<AnswerRecord> = {}) => {
    for (let person = 0; person < people; person++) {
      const before = randomRecord(next, {
        ...oneLeaf,
        occasion: 'baseline',
        ...more,
      })
      const { headers } = await collector.send(before)
      await collector.send({ ...endlineAfter(next, before), batch: Number(headers.batch) })
    }
  }

  test.each([
    ['without a token', ''],
    ['with a token of another make', `Bearer ${'A'.repeat(43)}`],
    ['with a token in another scheme', 'Basic QTpB'],
    ['with something else', MARK],
  ])('are not given %s', async (_, header) => {
    for (const [url, method] of [
      ['/api/results', 'GET'],
      ['/api/snapshots', 'POST'],
      ['/api/codes', 'GET'],
    ] as const) {
      const answer = await ask(header, url, method)
      expectProblem(answer, 401)
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    }
  })

  test('say whose signature a kiosk’s file carries, to staff alone', async () => {
    const [venue] = specimenCatalogue.venues
    if (!venue) throw new Error('no venue')
    const code = pairingCode(collector.venueKey, venue, '000001')
    const digest = 'ab'.repeat(32)
    const signature = createHmac('sha256', code.split('.').at(-1) ?? '')
      .update(digest)
      .digest('hex')
    const body = { pairing: code.slice(0, code.lastIndexOf('.')), digest, signature }
    const judge = (payload: object, authorization = `Bearer ${token}`) =>
      collector.app.inject({ method: 'POST', url: '/api/kiosk-signatures', headers: { authorization }, payload })
    expect((await judge(body)).json()).toEqual({ verdict: 'genuine' })
    expect((await judge({ ...body, digest: 'ac'.repeat(32) })).json()).toEqual({ verdict: 'forged' })
    expectProblem(await judge({ ...body, digest: 1 }), 422, [''])
    expect((await judge(body, '')).statusCode).toBe(401)
  })

  test('are given until the day that the token expires', async () => {
    expect((await ask()).statusCode).toBe(200)
    collector.clock.today = '2026-07-15'
    expect((await ask()).statusCode).toBe(200)
    collector.clock.today = '2026-07-16'
    expectProblem(await ask(), 401)
  })

  test('are a wave’s snapshots and nothing else', async () => {
    await journeys(12, seeded(1))
    expect((await ask()).json()).toMatchObject({ wave: 'second', snapshots: [] })
    expect((await snapshot()).json()).toEqual({
      outcomes: [{ wave: 'second', instrument: 'specimen@1', place: 'unknown', outcome: 'released', n: 12 }],
    })
    const answer = await ask()
    expectSecure(answer)
    const body = answer.json() as { snapshots: { hash: string; tally: object }[] }
    expect(Object.keys(body)).toEqual(['format', 'wave', 'settings', 'closing', 'quality', 'alarms', 'snapshots'])
    expect(body.snapshots).toEqual(await collector.store.snapshots('second'))
    expect(body.snapshots).toHaveLength(1)
    expect(answer.body).not.toContain('r:')
    expect((await ask(undefined, '/api/results?wave=first')).json()).toMatchObject({ wave: 'first', snapshots: [] })
    expectProblem(await ask(undefined, `/api/results?wave=${MARK}`), 422, ['wave'])
    expectProblem(await ask(undefined, '/api/results?wave=first&wave=second'), 422, ['wave'])
    expectProblem(await ask(undefined, `/api/snapshots?wave=${MARK}`, 'POST'), 422, ['wave'])
  })

  test('stand beside the printed codes, which are those that count for their venue', async () => {
    const answer = await ask(undefined, '/api/codes')
    expect(answer.headers['cache-control']).toBe('no-store')
    expectSecure(answer)
    const codes = parsePrintedCodes(answer.json())
    expect([...codes.keys()]).toEqual(specimenCatalogue.venues.map(({ id }) => id))
    const taken = venueCheck(collector.venueKey, specimenCatalogue.venues)
    for (const [venue, code] of codes) expect(taken(code)?.id).toBe(venue)
  })

  test('stay as they are until the tenth new person', async () => {
    await journeys(12, seeded(1))
    await snapshot()
    const told = await ask()
    for (let person = 1; person <= 9; person++) {
      await journeys(1, seeded(100 + person))
      expect((await snapshot()).json()).toMatchObject({ outcomes: [{ outcome: 'held', n: 0 }] })
      expect((await ask()).body).toBe(told.body)
    }
    await journeys(1, seeded(110))
    expect((await snapshot()).json()).toMatchObject({ outcomes: [{ outcome: 'released', n: 10 }] })
    expect(((await ask()).json() as { snapshots: unknown[] }).snapshots).toHaveLength(2)
  })

  test('say nothing of an endline that comes after its baseline went out, nor of one whose baseline was never acknowledged', async () => {
    const next = seeded(1)
    const baseline = () => randomRecord(next, { ...oneLeaf, occasion: 'baseline' })
    const [early, late, unheard] = [baseline(), baseline(), baseline()]
    const told = await collector.send(early)
    await collector.send(late)
    await collector.send(unheard)
    expect(told.headers.batch).toBe('0')
    // Twelve finish, and eleven leave beside the three, so that the baseline goes out.
    await journeys(12, next)
    for (let one = 0; one < 11; one++) await collector.send(baseline())
    await collector.send(endlineAfter(next, early))
    expect((await snapshot()).json()).toMatchObject({ outcomes: [{ outcome: 'released', n: 13 }] })
    const endlines = async () => {
      const live = (await collector.store.leaves('second'))[0]?.live ?? {}
      return [(live['n:AB:endline'] ?? 0) + (live['n:BA:endline'] ?? 0), live[`f:finish:${TODAY}`]]
    }
    expect(await endlines()).toEqual([13, 13])
    // What the acknowledgement says does not change with a repetition, and what it says of a new one does.
    expect((await collector.send(late)).headers.batch).toBe('0')
    const newcomer = baseline()
    expect((await collector.send(newcomer)).headers.batch).toBe('1')
    expect((await collector.send(endlineAfter(next, late))).statusCode).toBe(204)
    const { batch: _, ...silent } = endlineAfter(next, unheard)
    expect((await collector.send(silent)).statusCode).toBe(204)
    expect(await endlines()).toEqual([13, 15])
    await collector.send({ ...endlineAfter(next, newcomer), batch: 1 })
    expect(await endlines()).toEqual([14, 16])
  })

  test('carry a hash that anybody can check', async () => {
    await journeys(12, seeded(1))
    await snapshot()
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([name, part]) => [name, sorted(part)]),
            )
          : value
    const { snapshots } = (await ask()).json() as { snapshots: { hash: string }[] }
    for (const { hash, ...rest } of snapshots)
      expect(
        createHash('sha256')
          .update(JSON.stringify(sorted(rest)))
          .digest('hex'),
      ).toBe(hash)
    expect(snapshots).toHaveLength(1)
  })

  test('leave nothing in the journal when snapshots have been taken', async () => {
    await journeys(12, seeded(1))
    await snapshot()
    expect(inDatabase(collector.file, (db) => db.prepare('PRAGMA wal_checkpoint').get())).toMatchObject({ log: 0 })
  })
})

test('nothing in the results changes while fewer than 10 people come in', async () => {
  // Mostly whole visits of one age, so that as many as may come to one leaf.
  const visit = fc.record({
    kind: fc.oneof({ weight: 6, arbitrary: fc.constant('whole') }, fc.constantFrom('leaves', 'content-first', 'scan')),
    age: fc.oneof({ weight: 6, arbitrary: fc.constant('18+' as const) }, fc.constantFrom('14-17' as const, 'unsaid' as const)),
    seed: fc.nat(),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 10, max: 14 }),
      fc.nat(),
      fc.array(visit, { minLength: 5, maxLength: 9 }),
      async (first, seed, later) => {
        const collector = await appInFolder()
        try {
          const { token, hash, expires } = newToken(new Date(`${TODAY}T00:00:00Z`))
          await collector.store.addToken(hash, expires)
          const staff = (method: 'GET' | 'POST', url: string) =>
            collector.app.inject({ method, url, headers: { authorization: `Bearer ${token}` } })
          const come = async (next: () => number, more: Partial<AnswerRecord>, finishes: boolean) => {
            const before = randomRecord(next, { instrument: specimenInstrument.id, occasion: 'baseline', venue: '', ...more })
            await collector.send(before)
            if (finishes) await collector.send(endlineAfter(next, before))
          }
          const next = seeded(seed)
          for (let person = 0; person < first; person++) await come(next, { age: '18+' }, true)
          await staff('POST', '/api/snapshots')
          const told = await staff('GET', '/api/results')
          for (const { kind, age, seed } of later) {
            const draw = seeded(seed)
            if (kind === 'scan') await collector.send(footfall({ age, arm: 'questions-first' }), '/api/footfall')
            else if (kind === 'content-first')
              await collector.send(
                randomRecord(draw, { instrument: specimenInstrument.id, arm: 'content-first', age: '18+', venue: '' }),
              )
            else await come(draw, { age }, kind === 'whole')
            expect((await staff('POST', '/api/snapshots')).body).not.toContain('"released"')
            expect((await staff('GET', '/api/results')).body).toBe(told.body)
          }
        } finally {
          await collector.close()
        }
      },
    ),
    { numRuns: 12 },
  )
})

describe('a store that fails', () => {
  let collector: AppInFolder
  beforeEach(async () => {
    collector = await appInFolder()
    await collector.send(baseline())
    await collector.commits.drained()
  })
  afterEach(() => collector.close())

  const expectBusy = (answer: Answer) => {
    expectProblem(answer, 503)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  }
  /** From now on the disk is full for one-time numbers, as far as the store can tell. */
  const fill = () =>
    inDatabase(collector.file, (db) => {
      for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'once%'").all())
        db.exec(`CREATE TRIGGER full_${name} BEFORE INSERT ON ${name} BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`)
    })
  const makeRoom = () =>
    inDatabase(collector.file, (db) => {
      for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'full%'").all())
        db.exec(`DROP TRIGGER ${name}`)
    })

  test('is answered with 503 and a time to come back, counts nothing, and is over when there is room', async () => {
    fill()
    const before = countersIn(collector.file)
    const record = baseline()
    expectBusy(await collector.send(record))
    expectBusy(await collector.send(footfall(), '/api/footfall'))
    expect(countersIn(collector.file)).toEqual(before)
    expect(collector.logged).toContain('database or disk is full')
    makeRoom()
    expect((await collector.send(record)).statusCode).toBe(204)
    expect((await collector.send(record)).statusCode).toBe(204)
    expect(countersIn(collector.file)['second/specimen@1/unknown n:AB:baseline']).toBe(2)
  })

  test('that somebody holds locked is waited for', async () => {
    const other = new DatabaseSync(collector.file)
    other.exec('BEGIN IMMEDIATE')
    let isAnswered = false
    const sent = collector.send(baseline()).finally(() => {
      isAnswered = true
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(isAnswered).toBe(false)
    other.exec('COMMIT')
    other.close()
    expect((await sent).statusCode).toBe(204)
  })

  test('is told by the health address', async () => {
    expect((await collector.app.inject('/api/health')).json()).toEqual({
      collector: 'eso-es-cuento',
      state: 'counting',
      waiting: 0,
    })
    await collector.store.close()
    expectBusy(await collector.app.inject('/api/health'))
    expectBusy(await collector.send(baseline()))
  })

  test('that is moved away is told as that, to phones, staff and the health address, and nothing is counted until it is back', async () => {
    const { token, hash, expires } = newToken(new Date(`${TODAY}T00:00:00Z`))
    await collector.store.addToken(hash, expires)
    const snapshots = () =>
      collector.app.inject({ method: 'POST', url: '/api/snapshots', headers: { authorization: `Bearer ${token}` } })
    const record = baseline()
    const away = `${collector.folder}-away`
    renameSync(collector.folder, away)
    try {
      for (const answer of [await collector.send(record), await collector.app.inject('/api/health'), await snapshots()]) {
        expectBusy(answer)
        expect(answer.json()).toMatchObject({ detail: 'the store is not there' })
      }
    } finally {
      renameSync(away, collector.folder)
    }
    expect((await collector.app.inject('/api/health')).statusCode).toBe(200)
    expect((await snapshots()).statusCode).toBe(200)
    expect((await collector.send(record)).statusCode).toBe(204)
    expect(countersIn(collector.file)['second/specimen@1/unknown n:AB:baseline']).toBe(2)
  })

  test('in staff’s requests is a fault with no detail, and the log names the route alone', async () => {
    await collector.store.close()
    const answer = await collector.app.inject({ url: '/api/results', headers: { authorization: `Bearer ${MARK}` } })
    expectProblem(answer, 500)
    expect(collector.logged).toContain(JSON.stringify({ event: 'fault', route: '/api/results', error: 'Error' }))
    expect(collector.logged.join()).not.toContain(MARK)
  })

  test('with too many waiting, refuses the rest at once and counts every one that it acknowledged', async () => {
    const answers = await Promise.all(Array.from({ length: 1500 }, () => collector.send(baseline())))
    const counted = answers.filter(({ statusCode }) => statusCode === 204).length
    const refused = answers.filter(({ statusCode }) => statusCode === 503)
    expect(counted + refused.length).toBe(1500)
    for (const answer of refused.slice(0, 3)) expectBusy(answer)
    expect(countersIn(collector.file)['second/specimen@1/unknown n:AB:baseline']).toBe(1 + counted)
  })
})

describe('the site', () => {
  const site = temporaryFolder()
  let collector: AppInFolder
  beforeAll(async () => {
    for (const [name, text] of [
      ['index.html', 'inicio'],
      ['404.html', 'no está'],
      ['en/404/index.html', 'not here'],
      ['ayuda/index.html', 'ayuda'],
      ['a/x.js', '1'],
    ] as const) {
      mkdirSync(dirname(join(site, name)), { recursive: true })
      writeFileSync(join(site, name), text)
    }
    collector = await appInFolder({ site })
  })
  afterAll(async () => {
    await collector.close()
    rmSync(site, { recursive: true })
  })

  test.each([
    ['/', 200, 'inicio', 'no-cache'],
    ['/ayuda/', 200, 'ayuda', 'no-cache'],
    ['/a/x.js', 200, '1', 'public, max-age=31536000, immutable'],
    ['/nada/', 404, 'no está', 'no-cache'],
    ['/en/nothing/', 404, 'not here', 'no-cache'],
    ['/../collector.db', 404, 'no está', 'no-cache'],
    ['/%2e%2e/collector.db', 404, 'no está', 'no-cache'],
  ])('%s', async (url, status, body, caching) => {
    const answer = await collector.app.inject(url)
    expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([status, body, caching])
    expectSecure(answer)
  })

  test('answers for the API with problem documents all the same', async () => {
    expectProblem(await collector.app.inject('/api/nothing'), 404)
  })
})
