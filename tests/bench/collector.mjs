/**
 * How much group commit is worth, side by side in one run: durable acknowledgements per second of the collector as it is, of the same collector
 * with one transaction for each request, and answers per second of a Fastify that does nothing. Nothing is asserted: figures depend on the
 * machine and its disk, so read the ratios. `node tests/bench/collector.mjs [seconds]`, with Node 24.
 *
 * Load and server share the processors, so every rate is a lower bound. The database lies in BENCH_DIR, else in the system's temporary folder;
 * make sure that it is a disk and not memory.
 */
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { collectorApp } from '../../src/collector/app.ts'
import { groupCommit } from '../../src/collector/group-commit.ts'
import { openStoreThread } from '../../src/collector/store/thread.ts'
import { endlineAfter, randomRecord, seeded, specimenCatalogue, specimenInstrument } from '../specimen.ts'

const CONNECTIONS = [64, 256]
const today = () => '2026-06-15'

/** The three servers. Each gives an app that is ready to listen. */
const SERVERS = {
  hello: async () => fastify().get('/', async () => ({ hello: 'world' })),
  single: async (store) => {
    const commits = { submit: (one) => store.commit([one], today()), drained: async () => undefined, waiting: () => 0 }
    return collectorApp({ catalogue: specimenCatalogue, venueKey: Buffer.alloc(32), commits, store, today, log: console.error })
  },
  group: async (store) => {
    const onFault = console.error
    const commits = groupCommit(store, { limit: 20_000, idleMs: 250, busyMs: 5_000, today, onFault })
    const app = await collectorApp({
      catalogue: specimenCatalogue,
      venueKey: Buffer.alloc(32),
      commits,
      store,
      today,
      log: console.error,
    })
    return app.decorate('commits', commits)
  },
}

async function serve(name) {
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'bench-'))
  const store = await openStoreThread(join(folder, 'collector.db'))
  const app = await SERVERS[name](store)
  process.send(Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port))
  process.on('message', async () => {
    await app.close()
    await app.commits?.stopped()
    await store.close()
    rmSync(folder, { recursive: true })
    process.disconnect()
  })
}

/** Real endline records, with a fresh one-time number each time. */
function* requests(name) {
  if (name === 'hello') for (;;) yield 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'
  const random = seeded(1)
  const bodies = Array.from({ length: 500 }, () => {
    const before = randomRecord(random, { instrument: specimenInstrument.id, occasion: 'baseline' })
    return JSON.stringify(endlineAfter(random, before))
  })
  const head = 'POST /api/records HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: '
  let numbers = Buffer.alloc(0)
  for (let i = 0; ; i++) {
    if (i % 1024 === 0) numbers = randomBytes(16 * 1024)
    const number = numbers.toString('hex', (i % 1024) * 16, (i % 1024) * 16 + 16)
    const body = bodies[i % bodies.length].replace(/"id":"[0-9a-f]{32}"/, `"id":"${number}"`)
    yield `${head}${body.length}\r\n\r\n${body}`
  }
}

/** One connection: a request, its answer, the next request. */
function visitor(port, source, isOver, took) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let sentAt = 0
    let refused = 0
    const next = () => {
      sentAt = performance.now()
      socket.write(source.next().value)
    }
    socket.on('connect', next)
    socket.on('data', (bytes) => {
      const status = bytes.toString('latin1', 9, 12)
      if (status === '204' || status === '200') took.push(performance.now() - sentAt)
      else refused++
      if (isOver()) socket.end()
      else next()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(refused))
  })
}

async function measure(name, connections, seconds) {
  const server = fork(import.meta.filename, ['--serve', name])
  const [port] = await once(server, 'message')
  const source = requests(name)
  const load = async (ms) => {
    const took = []
    const end = performance.now() + ms
    const refused = await Promise.all(
      Array.from({ length: connections }, () => visitor(port, source, () => performance.now() > end, took)),
    )
    return { took: took.sort((a, b) => a - b), refused: refused.reduce((sum, n) => sum + n, 0) }
  }
  await load(1000)
  const began = performance.now()
  const { took, refused } = await load(seconds * 1000)
  const rate = took.length / ((performance.now() - began) / 1000)
  server.send('stop')
  await once(server, 'exit')
  const at = (share) => took[Math.min(took.length - 1, Math.floor(share * took.length))]
  return { rate, p50: at(0.5), p99: at(0.99), refused }
}

async function main() {
  const seconds = Number(process.argv[2] ?? 3)
  const figure = (n, width, digits = 0) => n.toFixed(digits).padStart(width)
  console.log('connections  server   answers/s   p50 ms   p99 ms  refused   of hello   of one by one')
  for (const connections of CONNECTIONS) {
    const results = {}
    for (const name of Object.keys(SERVERS)) results[name] = await measure(name, connections, seconds)
    for (const [name, { rate, p50, p99, refused }] of Object.entries(results)) {
      const [ofHello, ofSingle] = [results.hello, results.single].map((other) => rate / other.rate)
      console.log(
        `${figure(connections, 11)}  ${name.padEnd(6)} ${figure(rate, 11)} ${figure(p50, 8, 1)} ${figure(p99, 8, 1)} ${figure(refused, 8)} ${figure(ofHello * 100, 8)} % ${figure(ofSingle, 13, 1)} ×`,
      )
    }
  }
}

if (process.argv[2] === '--serve') await serve(process.argv[3])
else await main()
