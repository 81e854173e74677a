/**
 * `npm run test:fuzz -- 100000`: so many generated bad requests over real connections to a collector in a process of its own, good ones in between. Ends with 1 where an answer is
 * 500 or more, the process ends, a counter moves that no good record moved, a good one is not counted, or memory grows. `--seed N` makes the same ones again.
 */
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { place, start } from '../collector/process.ts'
import { fuzz } from './fuzz.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: String(Date.now() % 1e9) }, connections: { type: 'string', default: '32' } },
})
const wanted = Number(positionals[0] ?? '100000')
const seed = Number(values.seed)
if (!Number.isSafeInteger(wanted) || wanted < 1)
  throw new Error(`the number of requests is a whole number from 1, not ${positionals[0]}`)
if (!Number.isSafeInteger(seed)) throw new Error(`--seed takes a whole number, not ${values.seed}`)

/** Memory may still settle in the first fifth. After that it may differ by what a collection of garbage leaves lying about. */
const GROWTH_MB = 48
/** Slow ones have to be gone by then: the collector gives them 20 s, and looks every five. */
const SLOW_AFTER_S = 35

const at = place()
const collector = await start(at)
console.log(`${wanted} requests, seed ${seed}`)
try {
  const result = await fuzz(collector, at, {
    attempts: wanted,
    seed,
    connections: Number(values.connections),
    slow: 40,
    onStep: (done) => {
      if (process.stderr.isTTY && done % 500 === 0) process.stderr.write(`\r      ${done} `)
    },
  })
  const wrong = [...result.wrong]
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length
  const [early, lately] = [mean(result.memory.slice(3, 8)), mean(result.memory.slice(-4))]
  if (result.memory.length >= 20 && lately - early > GROWTH_MB)
    wrong.push(`memory grew from ${early.toFixed(0)} to ${lately.toFixed(0)} MB`)
  if (result.seconds > SLOW_AFTER_S && result.cut < 40) wrong.push(`${40 - result.cut} of 40 slow connections were never cut off`)
  for (const [kind, n] of Object.entries(result.kinds).sort()) console.log(`      ${String(n).padStart(7)} ${kind}`)
  const statuses = Object.entries(result.statuses).map(([status, n]) => `${status}: ${n}`)
  console.log(`      answers ${statuses.join(', ')}`)
  console.log(`      resident MB ${result.memory.map((mb) => mb.toFixed(0)).join(' ')}`)
  console.log(
    `${wrong.length === 0 ? 'good' : 'BAD '}  ${result.attempts} bad requests, ${result.genuine} good ones in between counted, ${result.cut} of 40 slow connections cut off (${result.seconds.toFixed(0)} s)`,
  )
  for (const line of wrong) console.log(`      ${line}`)
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  await collector.end('SIGKILL')
  rmSync(at.folder, { recursive: true })
}
