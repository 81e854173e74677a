/**
 * What an operator's monitoring may know, as Prometheus reads it. No figure carries a place, a wave, a path or an address.
 *
 * When somebody answered must not follow from it either, or whoever stood beside her would see a figure move. So what grows with messages is told
 * anew only once there are enough new ones, and until then as it last was: 40 counted messages, which ten people who come, start and finish
 * send; 10 refusals. The state of the store and the length of the queue are told as they are: they say that something is wrong, and of nobody.
 *
 * Others add theirs in one line: `metrics.counter('floods_total', 'Flood alarms raised', () => alarm.raises)`.
 */
import { createServer, type Server } from 'node:http'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { PROBLEMS, type ProblemCode } from '../protocol/problem.ts'
import type { Committer } from './group-commit.ts'
import { BadSubmission, StoreFault, TROUBLES, type Trouble } from './store/fault.ts'
import type { LaterStore } from './store/store.ts'

const MESSAGES_TOLD_TOGETHER = 40
const REFUSALS_TOLD_TOGETHER = 10

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE

const PREFIX = 'eso_es_cuento_'

export interface MetricsParts {
  readonly store: Pick<LaterStore, 'repeats'>
  /** Of this release, and what its store is made of. */
  readonly version: string
  readonly database: 'sqlite' | 'postgres'
}

export interface CollectorMetrics {
  /** The same store, its commits timed and counted. */
  measured(store: Committer): Committer
  refused(code: ProblemCode): void
  /** A count that only grows, read when it is told; it is told with the refusals. `name` is without prefix and ends in `_total`. */
  counter(name: string, help: string, read: () => number): void
  /** A state, read whenever somebody asks. */
  gauge(name: string, help: string, read: () => number): void
  /** All of it in Prometheus's text format 0.0.4. */
  text(): Promise<string>
}

/** A registry's text as it was when `step` more had been counted than the last time; its zeros until then. */
async function toldTogether(registry: Registry, step: number, counted: () => number) {
  let told = 0
  let text = registry.metrics()
  await text
  return {
    text: (): Promise<string> => {
      if (counted() - told >= step) {
        told = counted()
        text = registry.metrics()
      }
      return text
    },
    /** Says the zeros again, with those of a metric that was added since; once something was counted, it waits its turn. */
    added: (): void => {
      if (counted() === 0) text = registry.metrics()
    },
  }
}

/** Ready before anything is counted: the first text has to be one of zeros. */
export async function collectorMetrics({ store, version, database }: MetricsParts): Promise<CollectorMetrics> {
  const [traffic, refusals, state] = [new Registry(), new Registry(), new Registry()]
  const named = (registry: Registry, name: string, help: string) => ({ name: PREFIX + name, help, registers: [registry] })
  const counts = { accepted: 0, refused: 0 }
  let trouble: Trouble | undefined

  const readCounter = (registry: Registry, name: string, help: string, read: () => number | Promise<number>): Counter =>
    new Counter({
      ...named(registry, name, help),
      async collect() {
        const value = await read()
        this.reset()
        this.inc(value)
      },
    })
  const readGauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({ ...named(state, name, help), collect: (): void => gauges.get(name)?.set(read()) })
  const gauges = new Map<string, Gauge>()
  const gauge: CollectorMetrics['gauge'] = (name, help, read) => void gauges.set(name, readGauge(name, help, read))

  readCounter(traffic, 'messages_accepted_total', 'Messages acknowledged, repeated ones among them', () => counts.accepted)
  // Where the store's thread has ended it cannot be asked any more; what it last said stands.
  let repeats = 0
  readCounter(traffic, 'messages_repeated_total', 'Messages acknowledged that had been counted before', async () => {
    repeats = await store.repeats().catch(() => repeats)
    return repeats
  })
  const batchSize = new Histogram({
    ...named(traffic, 'batch_messages', 'Messages in one transaction'),
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
  })
  const commitTime = new Histogram({
    ...named(traffic, 'commit_seconds', 'Time until a transaction is on disk'),
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
  })
  const refused = new Counter({
    ...named(refusals, 'requests_refused_total', 'Requests refused, by problem'),
    labelNames: ['reason'],
  })
  for (const reason of Object.keys(PROBLEMS)) refused.inc({ reason }, 0)
  const failed = new Counter({
    ...named(refusals, 'commits_failed_total', 'Transactions that failed, by what was wrong'),
    labelNames: ['trouble'],
  })
  for (const name of Object.keys(TROUBLES)) failed.inc({ trouble: name }, 0)

  new Gauge({
    ...named(state, 'store_trouble', '1 where the last transaction failed for this reason'),
    labelNames: ['trouble'],
    collect() {
      for (const name of Object.keys(TROUBLES)) this.set({ trouble: name }, name === trouble ? 1 : 0)
    },
  })
  new Gauge({
    ...named(state, 'build_info', 'Of which release this collector is'),
    labelNames: ['version', 'node', 'store'],
  }).set({ version, node: process.versions.node, store: database }, 1)
  const started = Date.now() / 1000 - process.uptime()
  gauge('start_time_seconds', 'When this collector was started, in seconds since 1970', () => started)
  gauge('resident_memory_bytes', 'Memory that it holds', () => process.memoryUsage.rss())

  const told = {
    traffic: await toldTogether(traffic, MESSAGES_TOLD_TOGETHER, () => counts.accepted),
    refusals: await toldTogether(refusals, REFUSALS_TOLD_TOGETHER, () => counts.refused),
  }
  return {
    measured: ({ commit, settle }) => ({
      settle,
      commit: async (batch, day) => {
        const asked = performance.now()
        try {
          const numbers = await commit(batch, day)
          trouble = undefined
          // Whoever only asks whether the store can count has sent nothing.
          if (batch.length > 0) {
            commitTime.observe((performance.now() - asked) / 1000)
            batchSize.observe(batch.length)
            counts.accepted += batch.length
          }
          return numbers
        } catch (error) {
          if (!(error instanceof BadSubmission)) {
            trouble = error instanceof StoreFault ? error.trouble : 'failing'
            failed.inc({ trouble })
          }
          throw error
        }
      },
    }),
    refused: (reason) => {
      counts.refused++
      refused.inc({ reason })
    },
    counter: (name, help, read) => {
      readCounter(refusals, name, help, read)
      told.refusals.added()
    },
    gauge,
    text: async () => (await Promise.all([told.traffic.text(), told.refusals.text(), state.metrics()])).join('\n'),
  }
}

/** Answers `/metrics` and nothing else. It is for the operator's network: `main` lets it listen apart from the site, where METRICS_PORT says so. */
export const metricsServer = (metrics: Pick<CollectorMetrics, 'text'>): Server =>
  createServer(async (request, response) => {
    const isAsked = request.url === '/metrics' && (request.method === 'GET' || request.method === 'HEAD')
    const text = isAsked ? await metrics.text().catch(() => undefined) : undefined
    response.writeHead(isAsked ? (text === undefined ? 500 : 200) : 404, {
      'content-type': METRICS_TYPE,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    response.end(text)
  })
