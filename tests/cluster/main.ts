/**
 * `npm run test:cluster`: three nodes on this machine under load through two collectors with clients that retry. The whole leading node is killed; the standbys' receivers
 * are frozen before another leader is killed; a leader is cut off and comes back. Ends with 1 unless every acknowledged record is counted once.
 *
 * Needs Debian's postgresql, patroni, etcd-server and haproxy. Takes some five minutes; `--port` is the first of 50.
 */
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { countersInPostgres, oneTimeNumbersInPostgres } from '../collector/postgres.ts'
import { place, send, start } from '../collector/process.ts'
import { killUnderLoad, VENUE_KEY } from '../kill/under-load.ts'
import { startCluster } from './cluster.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '15400' } } })
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

const began = performance.now()
const cluster = await startCluster(Number(values.port))
console.log(`three nodes, ${await cluster.leader()} leads (${seconds(began)})`)
const at = place()
const env = { DATABASE_URL: cluster.url, VENUE_KEY: VENUE_KEY.toString('hex') }
const collectors = await Promise.all([1, 2].map(() => start(at, { env })))

/** A health answer is a write of its own: it stands for everybody's. */
async function writableAgain(): Promise<void> {
  for (;;) {
    const answers = await Promise.all(
      collectors.map(({ port }) =>
        send({ port, method: 'GET', path: '/api/health' }).then(
          ({ status }) => status,
          () => 0,
        ),
      ),
    )
    if (answers.every((status) => status === 200)) return
    await wait(100)
  }
}

async function leading(): Promise<string> {
  const name = await cluster.leader()
  if (name === undefined) throw new Error('nobody leads')
  return name
}

/** Each takes the leader's name, and leaves a cluster that is whole. Gives the time at which it struck. */
const DISASTERS: readonly (readonly [string, (leader: string) => Promise<number>, (leader: string) => void | Promise<void>])[] = [
  [
    'the whole leading node killed',
    async (leader) => {
      await cluster.killNode(leader)
      return performance.now()
    },
    (leader) => cluster.startNode(leader),
  ],
  [
    'the receivers of both standbys frozen for a second, then the leading node killed',
    async (leader) => {
      const frozen = cluster.freezeReceivers(leader, true)
      if (frozen !== 2) throw new Error(`${frozen} receivers were found, not 2`)
      await wait(1_000)
      await cluster.killNode(leader)
      const struck = performance.now()
      cluster.freezeReceivers(leader, false)
      return struck
    },
    (leader) => cluster.startNode(leader),
  ],
  [
    'the leading node cut off from the others, its server running on',
    async (leader) => {
      await cluster.cutOff(leader, true)
      return performance.now()
    },
    (leader) => cluster.cutOff(leader, false),
  ],
]

let next = 0
try {
  const result = await killUnderLoad(
    {
      ports: () => collectors.map(({ port }) => port),
      disaster: async () => {
        const [name, strike, mend] = DISASTERS[next++ % DISASTERS.length] as (typeof DISASTERS)[number]
        const leader = await leading()
        const struck = await strike(leader)
        // Until the others have noticed, the old leader may still answer; it is not the end of it.
        for (let noticed = false; !noticed; ) {
          const now = await cluster.leader()
          noticed = now !== undefined && now !== leader
          if (!noticed) await wait(200)
        }
        await writableAgain()
        console.log(`${name}: ${await leading()} leads, writable again after ${seconds(struck)}`)
        await mend(leader)
        const mending = performance.now()
        await cluster.whole()
        console.log(`  ${leader} is back and follows (${seconds(mending)})`)
      },
      remembered: () => oneTimeNumbersInPostgres(cluster.url),
      counters: () => countersInPostgres(cluster.url),
    },
    { kills: DISASTERS.length, phones: 32, everyMs: [3_000, 5_000] },
  )
  const { sent, acknowledged, twins, lost, wrong, longestMs } = result
  const isGood = lost.length === 0 && wrong.length === 0 && sent === acknowledged
  console.log(
    `${isGood ? 'good' : 'BAD'}: ${acknowledged} acknowledged of ${sent}, ${twins} sent twice; lost ${lost.length}, wrong counters ${wrong.length}; longest wait ${(longestMs / 1000).toFixed(1)} s`,
  )
  for (const line of wrong.slice(0, 10)) console.log(`  ${line}`)
  process.exitCode = isGood ? 0 : 1
} finally {
  await Promise.all(collectors.map((collector) => collector.end('SIGKILL')))
  await cluster.remove()
  rmSync(at.folder, { recursive: true })
}
