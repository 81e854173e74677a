/** The only file that listens: reads the settings, opens the store, serves site and collector on one address, and stops cleanly. */
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { collectorApp } from './app.ts'
import { keyOfCodes, readCatalogue } from './data-folder.ts'
import { groupCommit } from './group-commit.ts'
import { openLimits } from './limits/limits.ts'
import { openLog, toldOf } from './log.ts'
import { collectorMetrics, metricsServer } from './metrics.ts'
import { withSecretFiles } from './secret-files.ts'
import { settingsFrom } from './settings.ts'
import { isPostgres, openStore } from './store/open.ts'

// What is made here (database, key) is for this account alone.
process.umask(0o077)
const root = join(import.meta.dirname, '..', '..')
const today = (): string => new Date().toISOString().slice(0, 10)

async function main(): Promise<void> {
  const env = withSecretFiles(process.env, (file) => readFileSync(file, 'utf8'))
  const settings = settingsFrom(env, root)
  const log = openLog(settings.logLevel)
  // What it says is not told: it may repeat what it was given.
  process.on('uncaughtException', (error) => {
    log('crashed', toldOf(error))
    process.exit(1)
  })
  const catalogue = readCatalogue(settings.site)
  mkdirSync(settings.data, { recursive: true, mode: 0o700 })
  // A server that starts beside this collector may need a moment.
  const store = await openStore(settings.database, {
    patienceMs: 60_000,
    onKeptJournal: (reason) => log('journal-kept', { reason }),
  })
  const key = await keyOfCodes(settings, store)
  // What a crash left in the journal is applied by opening it; from here on it need not lie about.
  await store.settle(today())
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const metrics = await collectorMetrics({ store, version, database: isPostgres(settings.database) ? 'postgres' : 'sqlite' })
  const commits = groupCommit(metrics.measured(store), {
    // Each that waits holds a connection and some 25 KB: all of them have to fit into what deploy/ lets it have.
    limit: 10_000,
    patienceMs: 2_000,
    idleMs: 250,
    busyMs: 5_000,
    today,
    onFault: (error) => log('commit-failed', toldOf(error)),
  })
  metrics.gauge('queue_messages', 'Messages that wait to be counted', commits.waiting)
  // Where nobody comes any more, one-time numbers are forgotten all the same.
  setInterval(() => void commits.drained(), 3_600_000).unref()
  const limits = openLimits(settings.limits, { monotonic: () => performance.now(), now: Date.now, log })
  // Where nothing comes any more, the alarm's fall is told all the same.
  setInterval(() => limits.flood.raised(), 60_000).unref()
  metrics.counter('writes_delayed_total', 'Writes that a network’s limit had come again later', () => limits.counts.waited)
  metrics.counter('messages_set_aside_total', 'Messages that were set aside for staff to decide on', () => limits.counts.setAside)
  metrics.gauge('flood_alarm', 'Whether a flood alarm is raised', () => Number(limits.flood.raised()))
  const app = await collectorApp({
    catalogue,
    venueKey: key,
    commits,
    store,
    site: settings.site,
    limits,
    flood: limits.flood.raised,
    addresses: () => onTheNetwork(settings.host, port),
    today,
    log,
    metrics,
  })

  let port = settings.port
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    log('stopping')
    // Whoever has not finished a request by then is cut off: she was told nothing, and sends again.
    setTimeout(() => app.server.closeAllConnections(), 3_000).unref()
    await app.close()
    monitor?.close()
    monitor?.closeAllConnections()
    await commits.stopped()
    await store.close()
    log('stopped')
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())

  const monitor = settings.metrics && metricsServer(metrics).listen(settings.metrics.port, settings.metrics.host)
  if (monitor) {
    await once(monitor, 'listening')
    log('metrics', { port: (monitor.address() as AddressInfo).port })
  }
  const listening = await app.listen({ host: settings.host, port: settings.port })
  port = Number(new URL(listening).port)
  log('listening', { port })
  const near = onTheNetwork(settings.host, port)
  const address = near[0] ?? listening
  // Beside the log, which is for programs to read.
  console.error(`
  #EsoEsCuento is being served

    site         ${address}/
    in English   ${address}/en/
    staff page   ${address}/equipo/   (${address}/en/staff/)
    round table  ${address}/equipo/mesa/   (${address}/en/staff/table/)
${near
  .slice(1)
  .map((other) => `    also at      ${other}/\n`)
  .join('')}
  The staff page asks for a token. In another terminal:

    npm run staff -- token     makes one
    npm run staff -- codes --origin ${address}
                               prints each venue's address, to try it here

  Ctrl+C stops it; nothing that was counted is lost.
`)
}

/**
 * The machine's addresses on its networks, where every address is listened on: phones beside it can open those, and neither 0.0.0.0 nor 127.0.0.1.
 * Looked up when asked: a laptop joins a hotel's network after it was started.
 */
function onTheNetwork(host: string, port: number): readonly string[] {
  const faces = Object.values(networkInterfaces()).flatMap((own) => own ?? [])
  const own = faces.filter((face) => face.family === 'IPv4' && !face.internal).map((face) => face.address)
  if (host === '0.0.0.0' || host === '::') return own.map((each) => `http://${each}:${port}`)
  return own.includes(host) ? [`http://${host}:${port}`] : []
}

main().catch((error: Error & { code?: string }) => {
  const hint = error.code === 'EADDRINUSE' ? ' Something else listens there: stop it, or set PORT to another number.' : ''
  console.error(`The collector has not started: ${error.message}.${hint}`)
  // The store's thread may be running by now and would keep a process that serves nobody.
  process.exit(1)
})
