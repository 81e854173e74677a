/**
 * `npm run evidence:demo`: does the report find what is there?
 *
 * 1. Fills a store with 20,000 made-up visitors over eight weeks, takes snapshots week by week, and prints the report's estimates beside the truth.
 * 2. Does it again 500 times with other visitors (`--runs`, `--people`), and counts how often each 95 % interval covers the truth. Ends with 1 where a kind of
 *    indicator lies outside 93–97 %.
 * 3. Times the report from the counters of a thousand people and of a hundred million.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { readCatalogue } from '../../src/collector/data-folder.ts'
import { openSqlite } from '../../src/collector/store/sqlite.ts'
import type { Submission } from '../../src/collector/store/store.ts'
import { instrumentOf, type NamedInstrument } from '../../src/protocol/catalogue.ts'
import { keysOfResponse } from '../../src/tally/response.ts'
import type { Tally } from '../../src/tally/tally.ts'
import { seeded } from '../specimen.ts'
import {
  CONTENT_FIRST,
  figureOf,
  liveTallies,
  overallIndicators,
  placeOfVisit,
  populationOf,
  reportFrom,
  snapshotsOf,
} from './campaign.ts'
import { truthOf, visitorOf } from './population.ts'

const VENUES = ['el-dorado', 'terminal-bogota', 'terminal-medellin', 'online']
const WEEKS = 8
/** What the issue asks of 95 % intervals over 500 runs. */
const [LEAST, MOST] = [0.93, 0.97]

const catalogue = readCatalogue(join(import.meta.dirname, '..', '..', 'dist'))
const instrument = primaryInstrument()
const population = populationOf(instrument)

function primaryInstrument(): NamedInstrument {
  const wave = catalogue.waves.find(({ id }) => id === catalogue.currentWave)
  const found = wave && instrumentOf(catalogue, wave.primaryOutcome.instrument)
  if (!found) throw new Error('dist/catalogue.json: the current wave names no instrument that is there')
  return found
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}`.padStart(6)

/** Fills a store of its own, week by week, with a snapshot after each, and returns what the report says. */
function fillStore(people: number) {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'))
  const store = openSqlite(join(folder, 'demo.db'))
  const random = seeded(2026)
  try {
    for (let week = 0; week < WEEKS; week++) {
      const day = new Date(Date.UTC(2026, 10, 2 + 7 * week)).toISOString().slice(0, 10)
      for (let left = Math.round(people / WEEKS); left > 0; left -= 250) {
        const batch: Submission[] = []
        for (let person = 0; person < Math.min(250, left); person++) {
          const visit = visitorOf(population, random, CONTENT_FIRST)
          const leaf = `${catalogue.currentWave}/${instrument.id}/${placeOfVisit(visit, VENUES, random)}`
          for (const response of visit)
            batch.push({ id: randomBytes(16).toString('hex'), leaf, keys: keysOfResponse(instrument, response) })
        }
        store.commit(batch, day)
      }
      store.takeSnapshots(catalogue.currentWave, day)
      progress(`filling the store: week ${week + 1} of ${WEEKS}`)
    }
    return reportFrom(store.snapshots(catalogue.currentWave), catalogue)
  } finally {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

type Covered = Record<string, { runs: number; covered: number }>

/** Which intervals covered the truth in one run. */
function coverageOf(seed: number, people: number, truth: ReadonlyMap<string, number>, sum: Covered): void {
  const live = liveTallies(population, people, seed, ['terminal-bogota', 'online'])
  for (const indicator of overallIndicators(reportFrom(snapshotsOf(live, catalogue.currentWave, instrument.id), catalogue))) {
    const figure = figureOf(indicator)
    const real = truth.get(indicator.id)
    if (!figure || real === undefined) continue
    const count = sum[indicator.id] ?? { runs: 0, covered: 0 }
    sum[indicator.id] = { runs: count.runs + 1, covered: count.covered + Number(figure.low <= real && real <= figure.high) }
  }
}

/** Runs on two threads; each reports its sums at the end and a beat after every run. */
async function coverage(runs: number, people: number): Promise<Covered> {
  const total: Covered = {}
  let done = 0
  await Promise.all(
    [0, 1].map(
      (thread) =>
        new Promise<void>((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: { first: thread, runs, people } })
          worker.on('message', (message: Covered | 'run') => {
            if (message === 'run') return progress(`runs: ${++done} of ${runs}`)
            for (const [id, { runs: all, covered }] of Object.entries(message)) {
              const count = total[id] ?? { runs: 0, covered: 0 }
              total[id] = { runs: count.runs + all, covered: count.covered + covered }
            }
            resolve()
          })
          worker.on('error', reject)
        }),
    ),
  )
  return total
}

function worker({ first, runs, people }: { first: number; runs: number; people: number }): void {
  const truth = truthOf(population)
  const sum: Covered = {}
  for (let run = first; run < runs; run += 2) {
    coverageOf(1000 + run * 7919, people, truth, sum)
    parentPort?.postMessage('run')
  }
  parentPort?.postMessage(sum)
}

/** A thousand people's counters, and the same shape with a hundred million in them. */
function timeReport(): void {
  const one = liveTallies(population, 1000, 5, VENUES)
  const times = (tally: Tally, factor: number): Tally =>
    Object.fromEntries(Object.entries(tally).map(([key, count]) => [key, count * factor]))
  const sizes: [string, Map<string, Tally>][] = [
    ['10^3', one],
    ['10^8', new Map([...one].map(([place, tally]) => [place, times(tally, 100_000)]))],
  ]
  const prepared = sizes.map(([name, live]) => ({
    name,
    snapshots: snapshotsOf(live, catalogue.currentWave, instrument.id),
    ms: [] as number[],
  }))
  // In turn, so that a busy moment of the machine falls on both alike; the first round warms up and does not count.
  for (let round = 0; round < 11; round++)
    for (const size of prepared) {
      const start = performance.now()
      reportFrom(size.snapshots, catalogue)
      if (round > 0) size.ms.push(performance.now() - start)
    }
  console.log('\nTime of the whole report, median of 10 in turn:')
  const medians = prepared.map(({ ms }) => ms.sort((a, b) => a - b)[5] as number)
  for (const [index, { name }] of prepared.entries()) console.log(`  ${name} respondents  ${medians[index]?.toFixed(0)} ms`)
  console.log(`  ratio ${((medians[1] ?? 0) / (medians[0] ?? 1)).toFixed(2)}`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '500' }, people: { type: 'string', default: '20000' } },
  })
  const [runs, people] = [Number(values.runs), Number(values.people)]
  if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(people) || people < 100)
    throw new Error('--runs is a whole number from 1, --people one from 100')
  const truth = truthOf(population)
  const report = fillStore(people)
  progress('')
  console.log(
    `${people} made-up visitors in a store, ${report.snapshots.length} snapshots. In percent and points; * where the interval misses the truth.\n`,
  )
  console.log(`${'indicator'.padEnd(36)}  truth   found  95% interval`)
  for (const indicator of overallIndicators(report)) {
    const figure = figureOf(indicator)
    const real = truth.get(indicator.id)
    if (real === undefined) throw new Error(`${indicator.id}: nobody knows its truth`)
    const shown = figure
      ? `${percent(figure.value)}  ${percent(figure.low)} ${percent(figure.high)} ${figure.low <= real && real <= figure.high ? '' : '*'}`
      : 'not shown'
    console.log(`${indicator.id.padEnd(36)} ${percent(real)}  ${shown}`)
  }

  const covered = await coverage(runs, people)
  progress('')
  console.log(`\nCoverage of 95% intervals over ${runs} runs of ${people} visitors:`)
  const kinds = new Map<string, { runs: number; covered: number; lowest: [string, number]; highest: [string, number] }>()
  for (const [id, { runs: all, covered: hits }] of Object.entries(covered)) {
    const kind = id.split(':')[0] ?? ''
    const share = hits / all
    const sum = kinds.get(kind) ?? { runs: 0, covered: 0, lowest: [id, 1], highest: [id, 0] }
    kinds.set(kind, {
      runs: sum.runs + all,
      covered: sum.covered + hits,
      lowest: share < sum.lowest[1] ? [id, share] : sum.lowest,
      highest: share > sum.highest[1] ? [id, share] : sum.highest,
    })
  }
  let isOff = false
  for (const [kind, { runs: all, covered: hits, lowest, highest }] of kinds) {
    const share = hits / all
    const outside = share < LEAST || share > MOST
    isOff ||= outside
    console.log(
      `  ${kind.padEnd(14)} ${percent(share)} %  (lowest ${percent(lowest[1])} ${lowest[0]}, highest ${percent(highest[1])} ${highest[0]})${outside ? '  OUTSIDE 93–97' : ''}`,
    )
  }
  if (kinds.size === 0) throw new Error('no figure was released')
  timeReport()
  process.exitCode = isOff ? 1 : 0
}

if (isMainThread) await main()
else worker(workerData as { first: number; runs: number; people: number })
