/**
 * `npm run test:model -- 1000000`: so many random operations on a real store and on its mirror, which have to agree at every step. In lives of `--life` operations, each on an
 * empty store. Where they differ, the sequence is shrunk, kept in a file, and the command ends with 1.
 *
 * --store sqlite|postgres   the latter on TEST_DATABASE_URL, or a server of its own
 * --seed N                  the same operations again
 * --life 50000              operations on one store
 * --replay FILE             one kept sequence instead
 * --shrink 600              seconds that may be spent on making it short
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { anyPostgres } from '../collector/postgres.ts'
import { seeded } from '../specimen.ts'
import { postgresKind, sqliteKind } from './kinds.ts'
import { type Kind, type LifeCounts, live, NO_COUNTS } from './life.ts'
import { type Operation, operationsFrom } from './operations.ts'
import { shrink } from './shrink.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    store: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    life: { type: 'string', default: '50000' },
    replay: { type: 'string' },
    shrink: { type: 'string', default: '600' },
  },
})
const whole = (name: string, text: string): number => {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`${name} takes a whole number from 1, not ${text}`)
  return number
}
const wanted = whole('the number of operations', positionals[0] ?? '1000000')
const life = whole('--life', values.life)
const seed = whole('--seed', values.seed)
if (values.store !== 'sqlite' && values.store !== 'postgres')
  throw new Error(`--store takes sqlite or postgres, not ${values.store}`)

const server = values.store === 'postgres' ? await anyPostgres() : undefined
const newKind = async (): Promise<Kind> => (server ? postgresKind(server.url) : sqliteKind())

async function lived(operations: readonly Operation[], onStep?: (done: number) => void) {
  const kind = await newKind()
  try {
    return await live(kind, operations, onStep)
  } finally {
    await kind.remove()
  }
}

async function report(operations: readonly Operation[], at: number, what: string): Promise<void> {
  console.log(`BAD   at operation ${at + 1}: ${what}`)
  const until = performance.now() + 1000 * whole('--shrink', values.shrink)
  const smallest = await shrink(
    operations.slice(0, at + 1),
    async (candidate) => {
      const outcome = await lived(candidate)
      return outcome.kind === 'differed' ? outcome.at : undefined
    },
    () => performance.now() > until,
  )
  const again = await lived(smallest)
  const file = join(tmpdir(), `model-${seed}.json`)
  writeFileSync(file, JSON.stringify(smallest, null, 1))
  console.log(
    `      shrunk to ${smallest.length} operations: ${again.kind === 'differed' ? again.what : 'it does not fail every time'}`,
  )
  console.log(`      npm run test:model -- --store ${values.store} --replay ${file}`)
  for (const operation of smallest.slice(0, 20)) console.log(`      ${JSON.stringify(operation)}`)
  process.exitCode = 1
}

const began = performance.now()
const sum: LifeCounts = { ...NO_COUNTS }
try {
  if (values.replay !== undefined) {
    const operations = JSON.parse(readFileSync(values.replay, 'utf8')) as Operation[]
    const outcome = await lived(operations)
    console.log(
      outcome.kind === 'agreed' ? `good  ${operations.length} operations` : `BAD   at operation ${outcome.at + 1}: ${outcome.what}`,
    )
    process.exitCode = outcome.kind === 'agreed' ? 0 : 1
  } else {
    console.log(`${wanted} operations on ${values.store}, seed ${seed}`)
    for (let done = 0, number = 0; done < wanted; number++) {
      const operations = operationsFrom(seeded(seed + number), Math.min(life, wanted - done))
      const outcome = await lived(operations, (step) => {
        if (process.stderr.isTTY && step % 1000 === 0) process.stderr.write(`\r      ${done + step} `)
      })
      if (outcome.kind === 'differed') {
        console.log(`      in the life of seed ${seed + number}`)
        await report(operations, outcome.at, outcome.what)
        break
      }
      for (const name of Object.keys(sum) as (keyof LifeCounts)[]) sum[name] += outcome.counts[name]
      done += operations.length
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    console.log(
      `${process.exitCode ? 'BAD ' : 'good'}  ${sum.operations} operations: ${sum.counted} counted (${sum.late} late), ${sum.repeated} repeated, ${sum.refused} refused, ${sum.snapshots} snapshots, ${sum.restarts} restarts, ${sum.crashes} crashes, ${sum.waves} waves (${seconds} s)`,
    )
  }
} finally {
  await server?.remove()
}
