/**
 * Bad requests, as bytes. Each says which records in it somebody could rightly count; all others in it are bad by the way they were made. Drawn from a seed: bodies from a
 * fast-check grammar, bytes changed in good requests, framing that is wrong or is cut off, several requests in one, wrong encodings, heads that are too large, odd addresses.
 */
import fc from 'fast-check'
import { type AnswerRecord, parseRecord } from '../../src/protocol/record.ts'
import { openCatalogue } from '../collector/process.ts'
import { oneOf, oneTimeNumber, type Random, randomRecord, seeded } from '../specimen.ts'

export interface Attempt {
  readonly kind: string
  /** Written one after the other, each in a packet of its own. */
  readonly parts: readonly Buffer[]
  /** After the last part: wait for the answer, say that no more comes, or tear the connection. */
  readonly after: 'wait' | 'end' | 'tear'
  /** Records that may be counted; `certain` where each has to be acknowledged. */
  readonly good: readonly AnswerRecord[]
  readonly certain: boolean
  /** Refused before all of it was said: the system may then tear the connection before the answer has been read. */
  readonly early?: true
}

const HEAD = 'content-type: application/json\r\n'
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')

/** A request around a body; the connection ends with its answer unless something else is asked for. */
const request = (body: Buffer, { head = HEAD, start = 'POST /api/records HTTP/1.1', last = true } = {}): Buffer =>
  Buffer.concat([
    bytes(`${start}\r\nhost: x\r\n${head}content-length: ${body.length}\r\n${last ? 'connection: close\r\n' : ''}\r\n`),
    body,
  ])

/** A record as the specimen's phones send it, with a number of its own and no venue. */
const goodRecord = (random: Random): AnswerRecord => randomRecord(random, { wave: 'second', venue: '', age: '18+' })
const bodyOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
/** Bad whatever else becomes of it. */
const badBody = (random: Random): Buffer => bodyOf({ ...goodRecord(random), more: 1 })

/** What the parser takes of a body, if anything: that has to be counted, and nothing else. */
function recordIn(body: Buffer): AnswerRecord[] {
  if (body.length > 4096) return []
  try {
    const parsed = parseRecord(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)), openCatalogue)
    return parsed.ok ? [parsed.value.record] : []
  } catch {
    return []
  }
}

const whole = (kind: string, body: Buffer): Attempt => {
  const good = recordIn(body)
  return { kind, parts: [request(body)], after: 'wait', good, certain: true }
}
const bad = (kind: string, parts: readonly Buffer[], after: Attempt['after'] = 'wait'): Attempt => ({
  kind,
  parts,
  after,
  good: [],
  certain: true,
})

/** Odd values, deep and long ones among them. */
const odd = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  fc.constantFrom(
    null,
    true,
    -1,
    1e308,
    '__proto__',
    'constructor',
    '',
    'AB ',
    ' 18+',
    '\u0000',
    '\ud800',
    [],
    {},
    [[[[]]]],
    'second\n',
  ),
  fc.integer({ min: 1, max: 3000 }).map((n) => 'a'.repeat(n)),
  fc.integer({ min: 1, max: 500 }).map((n) => JSON.parse('['.repeat(n) + ']'.repeat(n)) as unknown),
)

/** A record's fields, some of them replaced, left out, doubled within or added to. */
const nearRecord = (random: Random) =>
  fc
    .array(
      fc.record({
        at: fc.nat(),
        how: fc.constantFrom('replace', 'leave out', 'inside', 'add'),
        name: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'ip', 'reports', 'mode', 'earlier', ''), fc.string()),
        value: odd,
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((changes) => {
      const record: Record<string, unknown> = { ...goodRecord(random) }
      for (const { at, how, name, value } of changes) {
        const fields = Object.keys(record)
        const field = fields[at % Math.max(1, fields.length)] ?? 'v'
        const inner = record[field]
        if (how === 'leave out') delete record[field]
        else if (how === 'replace') record[field] = value
        else if (how === 'add') Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true })
        else record[field] = typeof inner === 'object' && inner !== null ? { ...inner, [name]: value } : [inner, value]
      }
      return bodyOf(record)
    })

const grammar = (random: Random) =>
  fc.oneof(
    { weight: 5, arbitrary: nearRecord(random) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 5 }).map(bodyOf) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text.slice(0, -1))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw)) },
    { weight: 1, arbitrary: fc.integer({ min: 4000, max: 9000 }).map((n) => Buffer.alloc(n, 0x20)) },
  )

/** One to four places of it overwritten, removed, doubled or put in. */
function mutated(random: Random, original: Buffer): Buffer {
  let changed = original
  for (let left = 1 + (random() % 4); left > 0; left--) {
    const at = random() % Math.max(1, changed.length)
    const length = random() % 6
    const [before, after] = [changed.subarray(0, at), changed.subarray(at)]
    const noise = Buffer.from(
      Array.from({ length: 1 + length }, () => oneOf(random, [random() & 255, 0, 10, 13, 34, 58, 123, 125, 44])),
    )
    changed = Buffer.concat(
      oneOf(random, [
        [before, noise, after.subarray(noise.length)],
        [before, after.subarray(length + 1)],
        [before, noise, after],
        [before, after.subarray(0, 12), after],
        [before, Buffer.from([(after[0] ?? 0) ^ (1 << (random() % 8))]), after.subarray(1)],
      ]),
    )
  }
  return changed
}

const chunk = (body: Buffer, size = body.length.toString(16)): Buffer => Buffer.concat([bytes(`${size}\r\n`), body, bytes('\r\n')])
const chunkedHead = bytes(`POST /api/records HTTP/1.1\r\nhost: x\r\n${HEAD}transfer-encoding: chunked\r\nconnection: close\r\n\r\n`)

function chunked(random: Random): Attempt {
  const record = goodRecord(random)
  const body = bodyOf(record)
  const cut = 1 + (random() % (body.length - 1))
  const end = bytes('0\r\n\r\n')
  const both = bytes(
    `POST /api/records HTTP/1.1\r\nhost: x\r\n${HEAD}content-length: ${body.length}\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n`,
  )
  switch (random() % 8) {
    case 0:
      return {
        kind: 'chunked, and whole',
        parts: [chunkedHead, chunk(body.subarray(0, cut)), chunk(body.subarray(cut)), end],
        after: 'wait',
        good: [record],
        certain: true,
      }
    case 1:
      return bad(
        'chunked, size is no number',
        [chunkedHead, chunk(body, oneOf(random, ['zz', '-1', '0x10', '', ' ', '1e3']))],
        'end',
      )
    case 2:
      return bad(
        'chunked, size is enormous',
        [chunkedHead, chunk(body, oneOf(random, ['ffffffff', 'fffffffffffffffff', '7fffffff']))],
        'end',
      )
    case 3:
      return bad('chunked, never ends', [chunkedHead, chunk(body)], oneOf(random, ['end', 'tear']))
    case 4:
      return {
        ...bad('chunked, too large', [chunkedHead, ...Array.from({ length: 12 }, () => chunk(Buffer.alloc(1000, 0x20))), end]),
        early: true,
      }
    case 5:
      return bad('chunked, and a length as well', [both, chunk(badBody(random)), end], 'end')
    case 6:
      return bad(
        'chunked twice',
        [bytes(chunkedHead.toString('latin1').replace('chunked', 'chunked, chunked')), chunk(badBody(random)), end],
        'end',
      )
    default:
      return bad('chunked, one byte short', [chunkedHead, chunk(body.subarray(0, -1)), end])
  }
}

function pipelined(random: Random): Attempt {
  const goods = Array.from({ length: 1 + (random() % 4) }, () => goodRecord(random))
  const requests = goods.map((record) => request(bodyOf(record), { last: false }))
  const spoiled = request(badBody(random), { last: false })
  switch (random() % 3) {
    case 0: {
      const mixed = requests.flatMap((one) => [spoiled, one])
      return {
        kind: 'pipelined with bad ones',
        parts: [Buffer.concat([...mixed, request(badBody(random))])],
        after: 'wait',
        good: goods,
        certain: true,
      }
    }
    case 1:
      // Those before the nonsense may be counted, and their answers may be lost with the connection.
      return {
        kind: 'pipelined, then nonsense',
        parts: [Buffer.concat([...requests, bytes('\u0001\u0002 / \r\n\r\n')])],
        after: 'wait',
        good: goods,
        certain: false,
      }
    default:
      return {
        kind: 'pipelined, then torn',
        parts: [Buffer.concat([...requests, spoiled.subarray(0, 60)])],
        after: 'tear',
        good: goods,
        certain: false,
      }
  }
}

function encoded(random: Random): Attempt {
  const record = goodRecord(random)
  const text = JSON.stringify(record)
  const body = bodyOf(record)
  const withHead = (head: string, sent = body) => bad('wrong encoding', [request(sent, { head })])
  switch (random() % 7) {
    case 0:
      return withHead(HEAD, Buffer.from(text, 'utf16le'))
    case 1:
      return withHead(HEAD, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))
    case 2:
      return withHead(HEAD, Buffer.from(text.replace('"wave":"', '"wave":"\u00e9'), 'latin1'))
    case 3:
      return withHead(
        `content-type: ${oneOf(random, ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jso', '*/*', ''])}\r\n`,
      )
    case 4:
      return withHead('')
    case 5:
      return withHead(HEAD, Buffer.from(text.replace('{', '{"\\ud800":1,')))
    default:
      return withHead(HEAD, Buffer.concat([body.subarray(0, 20), Buffer.from([0xc0, 0x80, 0xf5]), body.subarray(20)]))
  }
}

function largeHead(random: Random): Attempt {
  const many = Array.from({ length: 300 + (random() % 2500) }, (_, i) => `x-${i}: ${i}\r\n`).join('')
  const long = `x-long: ${'a'.repeat(17_000 + (random() % 60_000))}\r\n`
  return oneOf(random, [
    () => bad('head with many lines', [request(badBody(random), { head: HEAD + many })]),
    () => bad('head with a long line', [request(badBody(random), { head: HEAD + long })]),
    () =>
      bad('head with a long address', [request(badBody(random), { start: `POST /api/records?${'q'.repeat(16_000)} HTTP/1.1` })]),
    () => bad('head that never ends', [bytes(`POST /api/records HTTP/1.1\r\nhost: x\r\n${long.slice(0, 9000)}`)], 'end'),
  ])()
}

const METHODS = [
  'GET',
  'HEAD',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'post',
  'POST',
  'BREW',
  'G ET',
  '',
]
const PATHS = [
  '/api/records',
  '/api/records/',
  '/API/records',
  '/api/footfall',
  '/api/results',
  '/api/snapshots',
  '/api/codes',
  '/api/tables',
  '/api/nothing',
  '/api/%',
  '/%',
  '/%00',
  '/%ff%fe',
  '/../../etc/passwd',
  '/..%2f..%2fetc%2fpasswd',
  '//api/records',
  '/a\\b',
  '*',
  'http://other/api/records',
  '/api/results?wave=__proto__',
  '/api/results?wave[]=1',
  '/ ',
  '/\u00e9',
  '/404.html/x',
  `/${'a'.repeat(500)}`,
]
const VERSIONS = ['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9.9', 'HTTP', '']
const odds = [
  'authorization: Bearer \r\n',
  `authorization: Bearer ${'x'.repeat(2000)}\r\n`,
  'range: bytes=0-\r\n',
  'expect: 100-continue\r\n',
  'expect: something\r\n',
  'upgrade: websocket\r\nconnection: upgrade\r\n',
  'host: y\r\n',
  'content-length: 5\r\n',
  'if-none-match: *\r\n',
  'accept-encoding: br;q=nan\r\n',
  'x\u0000y: 1\r\n',
  ' folded: 1\r\n',
  '',
]

/** A request line and a head that are odd; the body, where one is sent, is bad. */
const addressed = (random: Random): Attempt =>
  bad(
    'odd address',
    [
      request(oneOf(random, [badBody(random), Buffer.alloc(0)]), {
        start: `${oneOf(random, METHODS)} ${oneOf(random, PATHS)} ${oneOf(random, VERSIONS)}`,
        head: HEAD + oneOf(random, odds),
      }),
    ],
    'end',
  )

function truncated(random: Random): Attempt {
  const all = request(bodyOf(goodRecord(random)))
  const cut = random() % all.length
  const at = random() % (cut + 1)
  return bad('truncated', [all.subarray(0, at), all.subarray(at, cut)], oneOf(random, ['end', 'tear']))
}

/** Attempts without end. */
export function* attempts(seed: number): Generator<Attempt> {
  const random = seeded(seed)
  const bodies: Buffer[] = []
  const body = (): Buffer => {
    if (bodies.length === 0) bodies.push(...fc.sample(grammar(random), { numRuns: 300, seed: random() | 0 }))
    return bodies.pop() ?? Buffer.alloc(0)
  }
  const makers: readonly (readonly [number, () => Attempt])[] = [
    [30, () => whole('grammar', body())],
    [25, () => whole('bytes of a body changed', mutated(random, bodyOf(goodRecord(random))))],
    [12, () => bad('bytes of a head changed', [mutatedHead(random)], 'end')],
    [8, () => truncated(random)],
    [8, () => chunked(random)],
    [6, () => pipelined(random)],
    [6, () => encoded(random)],
    [2, () => largeHead(random)],
    [8, () => addressed(random)],
  ]
  const all = makers.reduce((sum, [weight]) => sum + weight, 0)
  for (;;) {
    let at = random() % all
    for (const [weight, make] of makers) {
      if (at < weight) {
        yield make()
        break
      }
      at -= weight
    }
  }
}

function mutatedHead(random: Random): Buffer {
  const body = badBody(random)
  const all = request(body)
  return Buffer.concat([mutated(random, all.subarray(0, all.length - body.length)), body])
}

/** What a phone sends in between, and has to be counted. */
export const genuine = (random: Random): AnswerRecord => ({ ...goodRecord(random), id: oneTimeNumber(random) })
