/** The collector as a process: stopped, killed, without room. What it acknowledged is there, once, and nothing else is. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newToken } from '../../src/collector/access.ts'
import { openSqlite } from '../../src/collector/store/sqlite.ts'
import { codeOfVenue, venueCheck } from '../../src/collector/venue-tag.ts'
import { PROOF_HEADER } from '../../src/protocol/proof.ts'
import { searchProof } from '../../src/protocol/proof-search.ts'
import type { AnswerRecord } from '../../src/protocol/record.ts'
import { endlineAfter, oneOf, randomRecord, seeded } from '../specimen.ts'
import { countersIn, inDatabase, oneTimeNumbersIn } from './database.ts'
import { expectSilent, markedVisits, metricsOf } from './marked.ts'
import { countedByHand } from './oracle.ts'
import { type Answer, isAcknowledged, openCatalogue, type Place, place, type Running, send, start } from './process.ts'

const { venues, instruments } = openCatalogue

let at: Place
let running: Running[]
beforeEach(() => {
  at = place()
  running = []
})
afterEach(async () => {
  for (const collector of running) await collector.end('SIGKILL')
  rmSync(at.folder, { recursive: true })
})
const begin = async (options?: Parameters<typeof start>[1]): Promise<Running> => {
  const collector = await start(at, options)
  running.push(collector)
  return collector
}

const keyOf = () => Buffer.from(readFileSync(join(at.data, 'venue.key'), 'utf8').trim(), 'hex')

/** Records that never repeat, of all kinds, a third of them with a genuine venue code. */
function* records(seed: number): Generator<AnswerRecord> {
  const random = seeded(seed)
  const key = keyOf()
  const genuine = venues.map((venue) => codeOfVenue(key, venue))
  for (;;) {
    const record = randomRecord(random)
    const coded = record.age === '18+' && random() % 3 === 0 ? { ...record, venue: oneOf(random, genuine) } : record
    yield coded
    if (coded.occasion === 'baseline') yield endlineAfter(random, coded)
  }
}

const DAY = () => new Date().toISOString().slice(0, 10)

/** Compares every counter with a count by hand of these records. */
function expectCounted(counted: readonly AnswerRecord[]): void {
  const key = keyOf()
  const byHand = countedByHand(counted, {
    instruments,
    day: DAY(),
    place: ({ age, arm, venue }) =>
      age === '14-17' ? '14-17' : arm === 'content-first' ? 'comparison' : (venueCheck(key, venues)(venue)?.id ?? 'unknown'),
  })
  expect(countersIn(at.database)).toEqual(byHand)
}

/** Sends records one after another until told to stop; notes each as sent, and as acknowledged once it is. */
function client(source: Iterator<AnswerRecord>, port: number, agent: Agent) {
  const sent: AnswerRecord[] = []
  const acknowledged: string[] = []
  const work = async () => {
    for (;;) {
      const record = source.next().value as AnswerRecord
      sent.push(record)
      let answer: Answer
      try {
        answer = await send({ port, body: JSON.stringify(record), agent })
      } catch {
        return
      }
      if (isAcknowledged(answer)) acknowledged.push(record.id)
      else if (answer.status !== 503) throw new Error(`${answer.status} ${answer.body}`)
    }
  }
  return { sent, acknowledged, done: work() }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('stopping with SIGTERM', () => {
  test('under load loses nothing that was acknowledged, and leaves no journal', async () => {
    const collector = await begin()
    const agent = new Agent({ keepAlive: true, maxSockets: 32 })
    const source = records(1)
    const clients = Array.from({ length: 32 }, () => client(source, collector.port, agent))
    await wait(600)
    const asked = performance.now()
    expect(await collector.end('SIGTERM')).toBe(0)
    expect(performance.now() - asked).toBeLessThan(3000)
    await Promise.all(clients.map(({ done }) => done))
    agent.destroy()

    const acknowledged = clients.flatMap((one) => one.acknowledged)
    const remembered = oneTimeNumbersIn(at.database)
    expect(acknowledged.length).toBeGreaterThan(200)
    expect(acknowledged.filter((id) => !remembered.has(id))).toEqual([])
    // What was counted and could not be told any more is counted too, and once.
    expectCounted(clients.flatMap(({ sent }) => sent).filter(({ id }) => remembered.has(id)))
    expect(readdirSync(at.data).sort()).toEqual(['collector.db', 'venue.key'])
    expect(collector.output()).toContain('"stopped"')
  })

  test('does not wait for somebody who never finishes her request', async () => {
    const collector = await begin()
    const socket = connect(collector.port, '127.0.0.1')
    socket.on('error', () => undefined)
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.write('POST /api/records HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{')
    await wait(50)
    const asked = performance.now()
    expect(await collector.end('SIGTERM')).toBe(0)
    expect(performance.now() - asked).toBeLessThan(6000)
    socket.destroy()
  })
})

describe('kill -9', () => {
  test('five times under load, with retries and twins: every counter equals a count by hand', async () => {
    let collector = await begin()
    let stop = false
    const source = records(2)
    const sent: AnswerRecord[] = []
    const acknowledged = new Set<string>()
    const random = seeded(3)
    let twins = 0

    /** Sends each record until it is acknowledged, through any number of deaths; one in ten once more, or twice at once. */
    const phone = async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 2 })
      while (!stop) {
        const record = source.next().value as AnswerRecord
        sent.push(record)
        const body = JSON.stringify(record)
        const once = () => send({ port: collector.port, body, agent }).then(isAcknowledged, () => false)
        const chance = random() % 20
        while (!acknowledged.has(record.id)) {
          const answers = await Promise.all(chance === 0 ? [once(), once()] : [once()])
          if (answers.includes(true)) acknowledged.add(record.id)
          else await wait(5 + (random() % 20))
        }
        if (chance <= 1) twins++
        if (chance === 1) await once()
      }
      agent.destroy()
    }
    const phones = Array.from({ length: 24 }, phone)

    for (let kill = 0; kill < 5; kill++) {
      await wait(250 + (random() % 250))
      const known = [...acknowledged]
      expect(await collector.end('SIGKILL')).toBe('SIGKILL')
      const remembered = oneTimeNumbersIn(at.database)
      expect(known.filter((id) => !remembered.has(id))).toEqual([])
      collector = await begin()
    }
    await wait(200)
    stop = true
    await Promise.all(phones)
    expect(await collector.end('SIGTERM')).toBe(0)

    expect(acknowledged.size).toBe(sent.length)
    expect(acknowledged.size).toBeGreaterThan(500)
    expect(twins).toBeGreaterThan(20)
    expect([...oneTimeNumbersIn(at.database)].sort()).toEqual([...acknowledged].sort())
    expectCounted(sent)
    expect(inDatabase(at.database, (db) => db.prepare('PRAGMA integrity_check').get())).toEqual({ integrity_check: 'ok' })
  })

  test('leaves a journal that the next start empties', async () => {
    const collector = await begin()
    const record = records(4).next().value as AnswerRecord
    expect(isAcknowledged(await send({ port: collector.port, body: JSON.stringify(record) }))).toBe(true)
    await collector.end('SIGKILL')
    expect(readFileSync(`${at.database}-wal`).length).toBeGreaterThan(0)
    await begin()
    expect(readFileSync(`${at.database}-wal`).length).toBe(0)
    expectCounted([record])
  })
})

test('with a full disk it says 503 and when to come back, acknowledges nothing that it has not got, and goes on when there is room', async () => {
  // As ulimit has it: no file of the process may grow beyond this. What SQLite is told is what it is told by a full disk.
  const collector = await begin({ limitKiB: 160 })
  const source = records(5)
  const sent: AnswerRecord[] = []
  const acknowledged = new Set<string>()
  let refused: Answer | undefined
  while (sent.length < 5000 && refused === undefined) {
    const next = Array.from({ length: 20 }, () => source.next().value as AnswerRecord)
    sent.push(...next)
    const answers = await Promise.all(next.map((record) => send({ port: collector.port, body: JSON.stringify(record) })))
    for (const [i, answer] of answers.entries()) {
      const id = next[i]?.id
      if (isAcknowledged(answer) && id !== undefined) acknowledged.add(id)
      else refused = answer
    }
  }
  expect(refused?.status).toBe(503)
  expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
  expect(JSON.parse(refused?.body ?? '')).toMatchObject({ status: 503, type: 'urn:eso-es-cuento:problem:busy' })
  expect(acknowledged.size).toBeGreaterThan(0)
  const remembered = oneTimeNumbersIn(at.database)
  expect([...acknowledged].filter((id) => !remembered.has(id))).toEqual([])

  execFileSync('prlimit', [`--pid=${collector.pid}`, '--fsize=unlimited:'])
  for (const record of sent)
    if (!acknowledged.has(record.id))
      expect(isAcknowledged(await send({ port: collector.port, body: JSON.stringify(record) }))).toBe(true)
  expect(await collector.end('SIGTERM')).toBe(0)
  expectCounted(sent)
})

test('neither log nor metrics nor file says who came, from where, with what, or which words she sent', async () => {
  const collector = await begin({ env: { METRICS_PORT: '0', LOG_LEVEL: 'debug' } })
  const { token, hash, expires } = newToken(new Date())
  const store = openSqlite(at.database)
  store.addToken(hash, expires)
  store.close()
  const { ask, somebody, secrets, venue } = await markedVisits(collector.port, keyOf(), token)
  // A fault of the store is logged, too.
  const results = { path: '/api/snapshots', method: 'POST', body: '{}', headers: { authorization: `Bearer ${token}` } }
  inDatabase(at.database, (db) => db.exec('ALTER TABLE token RENAME TO away'))
  for (let asked = 0; asked < 2; asked++) expect((await ask(results)).status).toBe(500)
  inDatabase(at.database, (db) => db.exec('ALTER TABLE away RENAME TO token'))

  const expectFilesSilent = () => {
    for (const name of readdirSync(at.data)) expectSilent(name, readFileSync(join(at.data, name), 'latin1'), secrets())
  }
  expectFilesSilent()
  // With a journal, too: as a kill leaves it.
  expect((await ask({ body: JSON.stringify(somebody()) })).status).toBe(204)
  const metrics = await metricsOf(collector.output())
  await collector.end('SIGKILL')
  expect(readFileSync(`${at.database}-wal`).length).toBeGreaterThan(0)
  expectFilesSilent()
  expectSilent('log', collector.output(), secrets())
  expect(collector.output()).toContain('"fault"')
  expectSilent('metrics', metrics, [...secrets(), ...placesOf()])
  // Thirty-one have come: what grows with people stands where it was, what was refused is told.
  expect(metrics).toContain('eso_es_cuento_messages_accepted_total 0\n')
  expect(metrics).toContain('eso_es_cuento_requests_refused_total{reason="collector-fault"} 2\n')
  // The search finds what is there: the leaf's name stands in the file.
  expect(readFileSync(at.database, 'latin1')).toContain(venue)
})

/** Names that metrics must not carry: each would say where somebody was. */
const placesOf = (): string[] => [
  ...venues.map(({ id }) => id),
  ...openCatalogue.waves.map(({ id }) => `${id}/`),
  '/api/',
  'specimen@',
]

test('monitoring reads what was counted, what was sent again and what was refused', async () => {
  const collector = await begin({ env: { METRICS_PORT: '0' } })
  const source = records(8)
  const sent = Array.from({ length: 40 }, () => JSON.stringify(source.next().value))
  for (const body of [...sent, ...sent.slice(0, 5)]) expect(isAcknowledged(await send({ port: collector.port, body }))).toBe(true)
  for (let bad = 0; bad < 10; bad++) await send({ port: collector.port, body: '{}' })
  const lines = (await metricsOf(collector.output())).split('\n')
  for (const line of [
    'messages_accepted_total 45',
    'messages_repeated_total 5',
    'batch_messages_sum 45',
    'commit_seconds_bucket{le="+Inf"} 45',
    'requests_refused_total{reason="invalid"} 10',
    'store_trouble{trouble="full"} 0',
    'queue_messages 0',
  ])
    expect(lines).toContain(`eso_es_cuento_${line}`)
  // The site's own address tells nothing of it.
  expect((await send({ port: collector.port, method: 'GET', path: '/metrics' })).status).toBe(404)
})

test('the log is JSON, a line for each event, and a failure of the store is told by its name', async () => {
  const collector = await begin()
  renameSync(at.database, `${at.database}.gone`)
  const refused = await send({ port: collector.port, body: JSON.stringify(records(7).next().value) })
  expect(refused.status).toBe(503)
  renameSync(`${at.database}.gone`, at.database)
  await collector.end('SIGTERM')
  const lines = collector
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events.map(({ event, level }) => `${level} ${event}`)).toEqual([
    'info listening',
    'error commit-failed',
    'info stopping',
    'info stopped',
  ])
  expect(events[1]).toMatchObject({ trouble: 'away' })
})

test('a flood from one network makes it wait, is told once and without saying from where, and holds up nobody else', async () => {
  const collector = await begin({ env: { TRUSTED_PROXIES: '127.0.0.1', NETWORK_BURST: '5', NETWORK_PER_MINUTE: '1' } })
  const random = seeded(8)
  const from = async (address: string) => {
    const record = randomRecord(random, { venue: '', occasion: 'baseline', instrument: 'specimen@1' })
    return send({ port: collector.port, body: JSON.stringify(record), headers: { 'x-forwarded-for': address } })
  }
  const answers: Answer[] = []
  for (let write = 0; write < 80; write++) answers.push(await from(`203.0.113.${write}`))
  expect(answers.filter(isAcknowledged)).toHaveLength(5)
  expect(answers.slice(5).every(({ status, headers }) => status === 429 && Number(headers['retry-after']) > 0)).toBe(true)
  // While the alarm is raised whoever writes proves work, and is then counted at once.
  const elsewhere = JSON.stringify(randomRecord(random, { venue: '', occasion: 'baseline', instrument: 'specimen@1' }))
  const ask = (proof?: string) =>
    send({
      port: collector.port,
      body: elsewhere,
      headers: { 'x-forwarded-for': '198.51.100.7', ...(proof && { [PROOF_HEADER]: proof }) },
    })
  const { challenge } = JSON.parse((await ask()).body) as { challenge: string }
  expect(isAcknowledged(await ask(searchProof(challenge, () => false)))).toBe(true)
  await collector.end('SIGTERM')
  expect(collector.output().match(/"event":"flood-raised"/g)).toHaveLength(1)
  expect(collector.output()).not.toMatch(/203\.0|198\.51/)
  const people = Object.entries(countersIn(at.database)).filter(([name]) => /n:..:baseline$/.test(name))
  expect(people.reduce((sum, [, n]) => sum + Number(n), 0)).toBe(6)
})

describe('not starting', () => {
  test('where a limit or a proxy is set wrongly, it says which in one sentence and ends', async () => {
    await expect(begin({ env: { TRUSTED_PROXIES: 'proxy' } })).rejects.toThrow('TRUSTED_PROXIES holds "proxy"')
    await expect(begin({ env: { NETWORK_BURST: 'many' } })).rejects.toThrow('NETWORK_BURST is "many"; set it to')
  })

  test('where the address is taken, it says so and ends', async () => {
    const first = await begin()
    await expect(start(at, { port: first.port })).rejects.toThrow(/ended with 1: The collector has not started: .*EADDRINUSE/)
  })

  test('where the site has not been built, it says what to do and ends', async () => {
    rmSync(join(at.site, 'catalogue.json'))
    await expect(start(at)).rejects.toThrow(/ended with 1: The collector has not started: .*npm run build/)
  })

  test('where the key is damaged, it ends and leaves the key alone', async () => {
    const collector = await begin()
    await collector.end('SIGTERM')
    const file = join(at.data, 'venue.key')
    execFileSync('truncate', ['-s', '10', file])
    await expect(start(at)).rejects.toThrow(/ended with 1: .*is damaged/)
    expect(readFileSync(file).length).toBe(10)
  })
})
