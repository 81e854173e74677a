/** What is measured of ours, each in a process of its own (`node servers.mjs KIND DATABASE`), on a port that it tells its parent. */
import { createServer } from 'node:http'
import { collectorApp } from '../../src/collector/app.ts'
import { groupCommit } from '../../src/collector/group-commit.ts'
import { SECURITY_HEADERS } from '../../src/collector/headers.ts'
import { openStore } from '../../src/collector/store/open.ts'
import { specimenCatalogue } from '../specimen.ts'
import { contest } from './contestant.mjs'

const today = () => '2026-06-15'
const [kind, database] = process.argv.slice(2)

/** The ceiling: reads the same body, sends the same bytes, and does nothing. */
async function raw() {
  const server = createServer((request, response) => {
    request.on('data', () => undefined)
    request.on('end', () => response.writeHead(204, { ...SECURITY_HEADERS, counted: '1', 'cache-control': 'no-store' }).end())
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: server.address().port, stop: async () => server.close() }
}

const onFault = (error) => console.error(error.message)

/** One transaction a request, and else the same collector. */
const oneByOne = (store) => ({
  submit: async (one) => (await store.commit([one], today()))[0],
  probe: async () => undefined,
  drained: async () => undefined,
  stopped: async () => undefined,
  waiting: () => 0,
})

async function collector(isGrouped) {
  const store = await openStore(database)
  const commits = isGrouped ? groupCommit(store, { limit: 20_000, idleMs: 250, busyMs: 5_000, today, onFault }) : oneByOne(store)
  const app = await collectorApp({
    catalogue: specimenCatalogue,
    venueKey: Buffer.alloc(32),
    commits,
    store,
    today,
    log: (event) => console.error(event),
  })
  const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
  return {
    port,
    stop: async () => {
      await app.close()
      await commits.stopped()
      await store.close()
    },
  }
}

contest(await (kind === 'raw' ? raw() : collector(kind === 'grouped')))
