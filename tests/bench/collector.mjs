/**
 * `npm run bench:collector`: durable acknowledgements a second of the collector on SQLite and on PostgreSQL, beside a bare node:http that answers the same bytes and
 * stores nothing (the ceiling), and beside the same collector with one transaction a request. All in turn, round by round, so that a busy moment of the machine
 * falls on everybody; what is printed are medians of the rounds, and ratios within a round.
 *
 * Nothing is asserted: figures depend on the machine and its disk, so read the ratios. Load and server share the processors, so every rate is a lower bound. The databases lie
 * in BENCH_DIR, else in the system's temporary folder; make sure that it is a disk and not memory.
 *
 * --seconds 3 --rounds 3 --connections 64,256   what it says
 * --slow-sync 8                                 each sync of the servers' takes 8 ms longer (needs a C compiler)
 * --memory 1000000                              instead: resident memory of the collector while so many records come in
 * --report                                      instead: time of the whole report at 10^3 to 10^8 respondents
 */
import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readCatalogue } from '../../src/collector/data-folder.ts'
import { instrumentOf } from '../../src/protocol/catalogue.ts'
import { newSchema, startPostgres } from '../collector/postgres.ts'
import { liveTallies, populationOf, reportFrom, snapshotsOf } from '../evidence/campaign.ts'
import { load } from './load.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '64,256' },
    'slow-sync': { type: 'string' },
    memory: { type: 'string' },
    report: { type: 'boolean', default: false },
  },
})

const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'bench-'))

/** Words of the environment under which every sync takes longer. */
function slowDisk(ms) {
  if (ms === undefined) return {}
  const library = join(folder, 'slow-sync.so')
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, join(import.meta.dirname, 'slow-sync.c'), '-ldl'], {
    stdio: 'inherit',
  })
  execFileSync('chmod', ['-R', 'a+rX', folder])
  return { LD_PRELOAD: library, SLOW_SYNC_MS: ms }
}

const slow = slowDisk(values['slow-sync'])
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)]
const figure = (n, width, digits = 0) => n.toFixed(digits).padStart(width)
let files = 0
const sqliteFile = async () => join(folder, `${++files}.db`)

async function serve(kind, database, execArgv = []) {
  const child = fork(join(import.meta.dirname, 'servers.mjs'), [kind, database ?? ''], {
    env: { ...process.env, ...slow },
    execArgv,
  })
  const [{ port }] = await once(child, 'message')
  const ask = async (name) => {
    child.send(name)
    return (await once(child, 'message'))[0][name]
  }
  return {
    port,
    memory: () => ask('memory'),
    cpu: () => ask('cpu'),
    stop: async () => {
      child.send('stop')
      await once(child, 'exit')
    },
  }
}

async function measure({ kind, count = 1, database }, connections, seconds) {
  const store = await database?.()
  const servers = await Promise.all(Array.from({ length: count }, () => serve(kind, store)))
  const ports = servers.map(({ port }) => port)
  await load(ports, { connections, ms: 700 })
  const cpu = async () => (await Promise.all(servers.map((server) => server.cpu()))).reduce((sum, us) => sum + us, 0)
  const before = await cpu()
  const result = await load(ports, { connections, ms: seconds * 1000 })
  const cost = ((await cpu()) - before) / result.acknowledged
  await Promise.all(servers.map(({ stop }) => stop()))
  return { ...result, cost }
}

async function rates() {
  const server = await startPostgres({ settings: { shared_buffers: '128MB', max_wal_size: '1GB' }, env: slow })
  const postgresStore = () => newSchema(server.url)
  const contestants = {
    'node:http alone': { kind: 'raw' },
    'SQLite, one by one': { kind: 'single', database: sqliteFile },
    SQLite: { kind: 'grouped', database: sqliteFile },
    'PostgreSQL, one by one': { kind: 'single', database: postgresStore },
    PostgreSQL: { kind: 'grouped', database: postgresStore },
    'PostgreSQL, 2 collectors': { kind: 'grouped', count: 2, database: postgresStore },
  }
  console.log(
    `connections  ${'collector'.padEnd(24)} acknowledged/s   p50 ms   p99 ms  refused   CPU µs each   of node:http   of one by one${slow.SLOW_SYNC_MS ? `   (+${slow.SLOW_SYNC_MS} ms a sync)` : ''}`,
  )
  try {
    for (const connections of values.connections.split(',').map(Number)) {
      const rounds = []
      for (let round = 0; round < Number(values.rounds); round++) {
        const results = {}
        for (const [name, contestant] of Object.entries(contestants))
          results[name] = await measure(contestant, connections, Number(values.seconds))
        rounds.push(results)
      }
      for (const name of Object.keys(contestants)) {
        const of = (pick) => median(rounds.map((round) => pick(round[name], round)))
        const ceiling = of(({ rate }, round) => rate / round['node:http alone'].rate)
        const alone = of(
          ({ rate }, round) => rate / round[name.startsWith('PostgreSQL') ? 'PostgreSQL, one by one' : 'SQLite, one by one'].rate,
        )
        const columns = [
          figure(
            of(({ rate }) => rate),
            14,
          ),
          figure(
            of(({ p50 }) => p50),
            8,
            1,
          ),
          figure(
            of(({ p99 }) => p99),
            8,
            1,
          ),
          figure(
            of(({ refused }) => refused),
            8,
          ),
          figure(
            of(({ cost }) => cost),
            13,
          ),
        ]
        console.log(
          `${figure(connections, 11)}  ${name.padEnd(24)} ${columns.join(' ')} ${figure(100 * ceiling, 12)} % ${figure(alone, 13, 1)} ×`,
        )
      }
    }
  } finally {
    await server.remove()
  }
}

/** Resident memory, garbage collected, after each tenth of the records. */
async function memory(records) {
  const server = await serve('grouped', await sqliteFile(), ['--expose-gc'])
  console.log('records      resident MB')
  console.log(`${figure(0, 9)} ${figure((await server.memory()) / 1e6, 14)}`)
  for (let tenth = 1, sent = 0; tenth <= 10; tenth++) {
    const { acknowledged } = await load([server.port], { connections: 256, records: records / 10 })
    sent += acknowledged
    console.log(`${figure(sent, 9)} ${figure((await server.memory()) / 1e6, 14)}`)
  }
  await server.stop()
}

/** A thousand people's counters, multiplied: the cost of a report is that of its counters, whoever they count. */
function reportTimes() {
  const catalogue = readCatalogue(join(import.meta.dirname, '..', '..', 'dist'))
  const wave = catalogue.waves.find(({ id }) => id === catalogue.currentWave)
  const instrument = instrumentOf(catalogue, wave.primaryOutcome.instrument)
  const one = liveTallies(populationOf(instrument), 1000, 5, ['el-dorado', 'terminal-bogota', 'terminal-medellin', 'online'])
  const sizes = [0, 1, 2, 3, 4, 5].map((power) => {
    const times = (tally) => Object.fromEntries(Object.entries(tally).map(([key, n]) => [key, n * 10 ** power]))
    const live = new Map([...one].map(([place, tally]) => [place, times(tally)]))
    return { name: `10^${power + 3}`, snapshots: snapshotsOf(live, wave.id, instrument.id), ms: [] }
  })
  // In turn; the first round warms up and does not count.
  for (let round = 0; round < 11; round++)
    for (const { snapshots, ms } of sizes) {
      const start = performance.now()
      reportFrom(snapshots, catalogue)
      if (round > 0) ms.push(performance.now() - start)
    }
  console.log('respondents   report ms (median of 10)')
  for (const { name, ms } of sizes) console.log(`${name.padStart(11)} ${figure(median(ms), 11)}`)
}

try {
  if (values.report) reportTimes()
  else if (values.memory !== undefined) await memory(Number(values.memory))
  else await rates()
} finally {
  rmSync(folder, { recursive: true })
}
