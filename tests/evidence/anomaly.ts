/**
 * `npm run evidence:anomaly`: how often the checks of the report flag what, in made-up waves of which the truth is known (`--waves`, `--seed`).
 *
 * 1. Honest waves of three venues that learn unlike much, on the campaign's long questionnaire: how many have a flag at all. Ends with 1 where more than 1 % do.
 * 2. One venue of 200, 500 or 2,000 with 10, 20 or 40 % of its records copied, by somebody careful (starts counted, form order drawn anew): how often its
 *    answers are flagged as alike, and how often anything else is.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { readCatalogue } from '../../src/collector/data-folder.ts'
import { instrumentOf } from '../../src/protocol/catalogue.ts'
import { checksOfWave, flagged } from './anomaly-wave.ts'

const [LEAST_WAVES, MOST_FALSE] = [20, 0.01]
const VISITORS = { 'terminal-bogota': 400, 'terminal-medellin': 200 }
const VENUE = 'online'

interface Case {
  readonly size: number
  readonly share: number
  readonly run: number
}

const catalogue = readCatalogue(join(import.meta.dirname, '..', '..', 'dist'))
const primary = catalogue.waves.find(({ id }) => id === catalogue.currentWave)?.primaryOutcome.instrument
const instrument = primary === undefined ? undefined : instrumentOf(catalogue, primary)
if (!instrument) throw new Error('dist/catalogue.json: the current wave names no instrument that is there')

/** Flags of one wave, as `kind unit`. */
const flagsOf = ({ size, share, run }: Case, seed: number): string[] =>
  flagged(
    checksOfWave({
      catalogue,
      instrument,
      visitors: { ...VISITORS, [VENUE]: size },
      seed: seed + run * 7919 + size + Math.round(share * 1e6),
      ...(share > 0 && { copied: { venue: VENUE, share } }),
      isCareful: true,
    }),
  ).map(({ kind, unit }) => `${kind} ${unit}`)

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { waves: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } } })
  const [waves, seed] = [Number(values.waves), Number(values.seed)]
  if (!Number.isSafeInteger(waves) || waves < LEAST_WAVES || !Number.isSafeInteger(seed) || seed < 0)
    throw new Error(`--waves is a whole number from ${LEAST_WAVES}, --seed one from 0`)
  const runs = (size: number, share: number, times: number) =>
    Array.from({ length: times }, (_, run): Case => ({ size, share, run }))
  const honest = runs(500, 0, waves)
  const copied = [200, 500, 2000].flatMap((size) => [0.1, 0.2, 0.4].flatMap((share) => runs(size, share, Math.ceil(waves / 4))))
  const cases = [...honest, ...copied]
  const found = new Map<Case, readonly string[]>()
  await Promise.all(
    [0, 1].map(
      (thread) =>
        new Promise<void>((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: { cases, thread, seed } })
          worker.on('message', ({ at, flags }: { at: number; flags: string[] }) => {
            found.set(cases[at] as Case, flags)
            if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${found.size} of ${cases.length} waves`)
          })
          worker.on('error', reject)
          worker.on('exit', () => resolve())
        }),
    ),
  )
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  const flagsIn = (one: Case) => found.get(one) ?? []
  const wrong = honest.filter((one) => flagsIn(one).length > 0)
  console.log(`${honest.length} honest waves of 1,100 visitors (${instrument?.id}): ${wrong.length} with a flag`)
  for (const one of wrong) console.log(`  ${flagsIn(one).join(', ')}`)
  console.log(
    `\nRecords of one venue copied with care, ${copied.length / 9} waves each: flagged as alike there, and anything flagged that should not be`,
  )
  for (const size of [200, 500, 2000])
    for (const share of [0.1, 0.2, 0.4]) {
      const own = copied.filter((one) => one.size === size && one.share === share)
      const caught = own.filter((one) => flagsIn(one).includes(`alike ${VENUE}`)).length
      const stray = own.filter((one) => flagsIn(one).some((flag) => ![`alike ${VENUE}`, 'alike all'].includes(flag))).length
      const percent = (count: number) => `${((100 * count) / own.length).toFixed(0)} %`.padStart(6)
      console.log(`  ${String(size).padStart(5)} visitors, ${share * 100} % copies ${percent(caught)} ${percent(stray)}`)
    }
  process.exitCode = wrong.length / honest.length > MOST_FALSE ? 1 : 0
}

function work({ cases, thread, seed }: { cases: readonly Case[]; thread: number; seed: number }): void {
  for (let at = thread; at < cases.length; at += 2) parentPort?.postMessage({ at, flags: flagsOf(cases[at] as Case, seed) })
}

if (isMainThread) await main()
else work(workerData as { cases: readonly Case[]; thread: number; seed: number })
