/**
 * `npm run bench:collector`: durable acknowledgements a second of the collector on SQLite and on PostgreSQL, beside a bare node:http that answers the same bytes and
 * stores nothing (the ceiling), beside the same collector with one transaction a request, and beside what somebody would take instead to collect answers (pick/README.md;
 * installed there on first use). All in turn, round by round, so that a busy moment of the machine
 * falls on everybody; what is printed are medians of the rounds, and ratios within a round.
 *
 * Nothing is asserted: figures depend on the machine and its disk, so read the ratios. Load and server share the processors, so every rate is a lower bound. The databases lie
 * in BENCH_DIR, else in the system's temporary folder; make sure that it is a disk and not memory.
 *
 * pick                                          ours, the ceiling and the others alone, at 256 connections (under two minutes)
 * --seconds 3 --rounds 3 --connections 64,256   what it says
 * --slow-sync 8                                 each sync of the servers' takes 8 ms longer (needs a C compiler)
 * --wrk                                         the load by wrk, which has to be installed, in place of a client in Node
 * --memory 1000000                              instead: resident memory of the collector while so many records come in
 * --report                                      instead: time of the whole report at 10^3 to 10^8 respondents
 */
import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { readCatalogue } from '../../src/collector/data-folder.ts'
import { instrumentOf } from '../../src/protocol/catalogue.ts'
import { newDatabase, newSchema, startPostgres } from '../collector/postgres.ts'
import { liveTallies, populationOf, reportFrom, snapshotsOf } from '../evidence/campaign.ts'
import { load } from './load.mjs'
import { installPicks, picks } from './pick/picks.mjs'
import { loadByWrk } from './wrk.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string' },
    'slow-sync': { type: 'string' },
    memory: { type: 'string' },
    report: { type: 'boolean', default: false },
    wrk: { type: 'boolean', default: false },
  },
})

if (positionals.some((word) => word !== 'pick'))
  throw new Error(`there is no part of this bench named ${positionals.join(' ')}: pick, or none`)
const onlyPicks = positionals.includes('pick')
const connectionCounts = (values.connections ?? (onlyPicks ? '256' : '64,256')).split(',').map(Number)

const put = values.wrk ? loadByWrk : load

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

async function serve(program, words, { execArgv = [], env = {} } = {}) {
  // What they print at their start is theirs; what goes wrong is shown.
  const child = fork(join(import.meta.dirname, program), words, {
    env: { ...process.env, ...slow, ...env },
    execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${program} ${words[0]} ended with code ${code} before it listened`)
  })
  const [{ port }] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => undefined)
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

async function measure({ program = 'servers.mjs', kind, count = 1, database, wording, kept, env }, connections, seconds) {
  const store = await database?.()
  const words = [...(kind ? [kind] : []), ...(store ? [store] : [])]
  const servers = await Promise.all(Array.from({ length: count }, () => serve(program, words, { env })))
  const ports = servers.map(({ port }) => port)
  const warmUp = await put(ports, { connections, ms: 700, wording })
  const cpu = async () => (await Promise.all(servers.map((server) => server.cpu()))).reduce((sum, us) => sum + us, 0)
  const before = await cpu()
  const result = await put(ports, { connections, ms: seconds * 1000, wording })
  const cost = ((await cpu()) - before) / result.acknowledged
  await Promise.all(servers.map(({ stop }) => stop()))
  const acknowledged = warmUp.acknowledged + result.acknowledged
  const inStore = await kept?.(store)
  // Wrk leaves without waiting for what it has sent last, each time that it is called.
  const most = acknowledged + (values.wrk ? 2 * connections : 0)
  if (kept && !(inStore >= acknowledged && inStore <= most))
    throw new Error(`${program} acknowledged ${acknowledged} and its store has ${inStore}`)
  return { ...result, cost }
}

/** One-time numbers in a SQLite file of ours. */
async function numbersIn(file) {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'once\\_%' ESCAPE '\\'").all()
    return tables.reduce((sum, { name }) => sum + db.prepare(`SELECT count(*) AS n FROM "${name}"`).get().n, 0)
  } finally {
    db.close()
  }
}

/** Each with the one whose rate it is told as a multiple of: of ours, the same with one transaction a request; of the others, they of ours. */
const ONE_BY_ONE = {
  'SQLite, one by one': { kind: 'single', store: 'sqlite', kept: numbersIn },
  'PostgreSQL, one by one': { kind: 'single', store: 'postgres' },
}
const OURS = {
  SQLite: { kind: 'grouped', store: 'sqlite', kept: numbersIn, beside: 'SQLite, one by one' },
  PostgreSQL: { kind: 'grouped', store: 'postgres', beside: 'PostgreSQL, one by one' },
  'PostgreSQL, 2 collectors': { kind: 'grouped', count: 2, store: 'postgres', beside: 'PostgreSQL, one by one' },
}
const CEILING = 'node:http alone'

async function rates() {
  await installPicks()
  const server = await startPostgres({ settings: { shared_buffers: '128MB', max_wal_size: '1GB' }, env: slow })
  const stores = { sqlite: sqliteFile, postgres: () => newSchema(server.url), database: () => newDatabase(server.url) }
  const contestants = { [CEILING]: { kind: 'raw' }, ...(onlyPicks ? {} : ONE_BY_ONE), ...OURS, ...picks }
  if (onlyPicks) delete contestants['PostgreSQL, 2 collectors']
  const slower = slow.SLOW_SYNC_MS ? `   (+${slow.SLOW_SYNC_MS} ms a sync)` : ''
  console.log(
    `connections  ${'collector'.padEnd(24)} acknowledged/s   p50 ms   p99 ms  refused   CPU µs each   of node:http   of one by one   ours is${slower}`,
  )
  try {
    for (const connections of connectionCounts) {
      const rounds = []
      for (let round = 0; round < Number(values.rounds); round++) {
        const results = {}
        for (const [name, contestant] of Object.entries(contestants))
          results[name] = await measure({ ...contestant, database: stores[contestant.store] }, connections, Number(values.seconds))
        rounds.push(results)
      }
      for (const [name, { beside, ours }] of Object.entries(contestants)) {
        const of = (pick) => median(rounds.map((round) => pick(round[name], round)))
        const times = (ratio) => (ratio === undefined ? ' '.repeat(9) : `${figure(ratio, 7, 1)} ×`)
        const ratios = [
          `${figure(100 * of(({ rate }, round) => rate / round[CEILING].rate), 12)} %`,
          times(beside in contestants ? of(({ rate }, round) => rate / round[beside].rate) : undefined).padStart(15),
          times(ours ? of(({ rate }, round) => round[ours].rate / rate) : undefined),
        ]
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
        console.log(`${figure(connections, 11)}  ${name.padEnd(24)} ${columns.join(' ')} ${ratios.join(' ')}`)
      }
    }
  } finally {
    await server.remove()
  }
}

/** Resident memory, garbage collected, after each tenth of the records. */
async function memory(records) {
  const server = await serve('servers.mjs', ['grouped', await sqliteFile()], { execArgv: ['--expose-gc'] })
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
