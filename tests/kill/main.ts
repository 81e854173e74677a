/**
 * `npm run test:kill`: 50 deaths under load of each kind (`--kills N`, `--only WORD`). Ends with 1 where an acknowledged record is lost, anything is counted twice,
 * a counter differs from a count by hand, or a disk that lies goes unnoticed. Needs PostgreSQL's programs and a C compiler.
 */
import { parseArgs } from 'node:util'
import { type Installed, onPostgres, onSqlite, onSqliteWithPowerLoss } from './installations.ts'
import { type KillPlan, type KillResult, killUnderLoad } from './under-load.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '50' }, only: { type: 'string', default: '' } } })
const kills = Number(values.kills)
if (!Number.isInteger(kills) || kills < 1) throw new Error('--kills takes a whole number from 1')

const KINDS: readonly (readonly [string, () => Promise<Installed>])[] = [
  ['sqlite, one collector killed', () => onSqlite(1)],
  ['sqlite, one of two on a file killed', () => onSqlite(2)],
  ['sqlite, the power goes', () => onSqliteWithPowerLoss()],
  ['postgresql, one of two collectors killed', () => onPostgres('collector')],
  ['postgresql, the server killed', () => onPostgres('server')],
  ['postgresql, its power goes', () => onPostgres('power')],
]

async function run(open: () => Promise<Installed>, plan: KillPlan): Promise<KillResult> {
  const installed = await open()
  try {
    return await killUnderLoad(installed, { ...plan, onKill: progress })
  } finally {
    await installed.remove()
  }
}

/** Where somebody looks on. */
function progress(kill: number, acknowledged: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r      death ${kill}, ${acknowledged} acknowledged `)
}

let failures = 0
for (const [name, open] of KINDS) {
  if (!name.includes(values.only)) continue
  const began = performance.now()
  try {
    const { sent, acknowledged, twins, lost, wrong, longestMs } = await run(open, { kills, seed: Date.now() % 1e6 })
    const isGood = lost.length === 0 && wrong.length === 0 && acknowledged === sent
    if (!isGood) failures++
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    console.log(
      `${isGood ? 'good' : 'BAD '}  ${name.padEnd(42)} ${kills} deaths, ${acknowledged} acknowledged of ${sent}, ${twins} sent twice; lost ${lost.length}, wrong counters ${wrong.length}; longest wait ${(longestMs / 1000).toFixed(1)} s (${seconds} s)`,
    )
    for (const line of wrong.slice(0, 5)) console.log(`      ${line}`)
  } catch (error) {
    failures++
    console.log(`BAD   ${name}: ${(error as Error).stack}`)
  }
}

// The test's own test: where the disk only says that it has synced, records have to be missing.
if ('a disk that lies'.includes(values.only)) {
  const { lost, acknowledged } = await run(() => onSqliteWithPowerLoss({ lies: true }), { kills: 1, seed: 7 })
  if (lost.length === 0) failures++
  console.log(
    `${lost.length > 0 ? 'good' : 'BAD '}  a disk that lies is noticed: ${lost.length} of ${acknowledged} acknowledged are lost on it`,
  )
}
process.exitCode = failures > 0 ? 1 : 0
