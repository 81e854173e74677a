import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { collectorMetrics, METRICS_TYPE, metricsServer } from './metrics.ts'
import { BadSubmission, StoreFault } from './store/fault.ts'
import type { Submission } from './store/store.ts'

const message: Submission = { id: '0'.repeat(32), leaf: 'w/i/p', keys: [] }
const messages = (count: number) => Array<Submission>(count).fill(message)

/** A store that counts all it is given, or fails as it is told to. */
async function fixture() {
  const store = { error: undefined as Error | undefined, repeats: 0 }
  const metrics = await collectorMetrics({
    store: { repeats: async () => store.repeats },
    version: '1.2.3',
    database: 'sqlite',
  })
  const { commit } = metrics.measured({
    settle: async () => true,
    commit: async (batch) => {
      if (store.error) throw store.error
      return batch.map(() => 0)
    },
  })
  const figure = async (name: string): Promise<number> => {
    const line = (await metrics.text()).split('\n').find((each) => each.startsWith(`eso_es_cuento_${name} `))
    return line === undefined ? Number.NaN : Number(line.split(' ').at(-1))
  }
  return { store, metrics, figure, commit: (count: number) => commit(messages(count), '2026-06-15') }
}

test('what was counted is told once forty more have come, all of it together, and stands still until then', async () => {
  const { commit, figure, store } = await fixture()
  for (let arrival = 0; arrival < 39; arrival++) await commit(1)
  for (const name of ['messages_accepted_total', 'messages_repeated_total', 'batch_messages_count', 'commit_seconds_count'])
    expect(await figure(name)).toBe(0)
  store.repeats = 3
  await commit(1)
  expect(await figure('messages_accepted_total')).toBe(40)
  expect(await figure('messages_repeated_total')).toBe(3)
  expect(await figure('batch_messages_count')).toBe(40)
  await commit(39)
  expect(await figure('messages_accepted_total')).toBe(40)
  expect(await figure('batch_messages_count')).toBe(40)
  await commit(2)
  expect(await figure('messages_accepted_total')).toBe(81)
  expect(await figure('batch_messages_count')).toBe(42)
  expect(await figure('batch_messages_sum')).toBe(81)
  expect(await figure('batch_messages_bucket{le="2"}')).toBe(41)
})

test('what was refused is told by its reason, ten and more at once', async () => {
  const { metrics, figure } = await fixture()
  for (let refusal = 0; refusal < 9; refusal++) metrics.refused('invalid')
  expect(await figure('requests_refused_total{reason="invalid"}')).toBe(0)
  metrics.refused('busy')
  expect(await figure('requests_refused_total{reason="invalid"}')).toBe(9)
  expect(await figure('requests_refused_total{reason="busy"}')).toBe(1)
  expect(await figure('requests_refused_total{reason="not-json"}')).toBe(0)
})

test('trouble of the store is told at once and by name, and is over with the next commit', async () => {
  const { commit, figure, store } = await fixture()
  store.error = new StoreFault('full', 'no room')
  await expect(commit(1)).rejects.toThrow('no room')
  expect(await figure('store_trouble{trouble="full"}')).toBe(1)
  expect(await figure('store_trouble{trouble="away"}')).toBe(0)
  store.error = new BadSubmission('not this one')
  await expect(commit(1)).rejects.toThrow('not this one')
  expect(await figure('store_trouble{trouble="full"}')).toBe(1)
  store.error = undefined
  await commit(0)
  expect(await figure('store_trouble{trouble="full"}')).toBe(0)
})

test('others add a count or a state in a line: the state is told at once, the count with the refusals', async () => {
  const { metrics, figure } = await fixture()
  const own = { floods: 0, raised: 0 }
  metrics.counter('floods_total', 'Flood alarms raised', () => own.floods)
  metrics.gauge('flood', '1 while a flood alarm is raised', () => own.raised)
  expect([await figure('floods_total'), await figure('flood')]).toEqual([0, 0])
  Object.assign(own, { floods: 2, raised: 1 })
  expect([await figure('floods_total'), await figure('flood')]).toEqual([0, 1])
  for (let refusal = 0; refusal < 10; refusal++) metrics.refused('busy')
  expect(await figure('floods_total')).toBe(2)
})

test('says which release it is, since when it runs, and is text that Prometheus reads', async () => {
  const { metrics, figure } = await fixture()
  const text = await metrics.text()
  expect(text).toContain(`eso_es_cuento_build_info{version="1.2.3",node="${process.versions.node}",store="sqlite"} 1\n`)
  expect(await figure('start_time_seconds')).toBeLessThanOrEqual(Date.now() / 1000)
  expect(await figure('resident_memory_bytes')).toBeGreaterThan(1_000_000)
  // Every family is described once, every line is a comment or a name with a number, and the last one ends.
  const families = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
  expect(new Set(families).size).toBe(families.length)
  expect(families.length).toBeGreaterThan(9)
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^$|^# (HELP|TYPE) |^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+-]+$/)
  expect(text.endsWith('\n')).toBe(true)
})

const servers: ReturnType<typeof metricsServer>[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

test('the listener answers /metrics and nothing else, and a figure that cannot be had with 500', async () => {
  const { metrics } = await fixture()
  const answers = async (text: () => Promise<string>) => {
    const server = metricsServer({ text }).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return { get: (path: string, method = 'GET') => fetch(at + path, { method, headers: { connection: 'close' } }) }
  }
  const { get } = await answers(metrics.text)
  const found = await get('/metrics')
  expect([found.status, found.headers.get('content-type'), found.headers.get('cache-control')]).toEqual([
    200,
    METRICS_TYPE,
    'no-store',
  ])
  expect(await found.text()).toContain('# TYPE eso_es_cuento_messages_accepted_total counter')
  for (const [path, method] of [
    ['/', 'GET'],
    ['/metrics?x', 'GET'],
    ['/metrics', 'POST'],
    ['/api/results', 'GET'],
  ] as const) {
    const answer = await get(path, method)
    expect([answer.status, await answer.text()]).toEqual([404, ''])
  }
  const broken = await answers(() => Promise.reject(new Error('a secret')))
  const answer = await broken.get('/metrics')
  expect([answer.status, await answer.text()]).toEqual([500, ''])
})
