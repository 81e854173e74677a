/** The only file that listens: reads the settings, opens the store, serves site and collector on one address, and stops cleanly. */
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { collectorApp } from './app.ts'
import { readCatalogue, venueKey } from './data-folder.ts'
import { groupCommit } from './group-commit.ts'
import { settingsFrom } from './settings.ts'
import { openStoreThread } from './store/thread.ts'

// What is made here (database, key) is for this account alone.
process.umask(0o077)
const root = join(import.meta.dirname, '..', '..')
const today = (): string => new Date().toISOString().slice(0, 10)
const log = (event: string, more: Readonly<Record<string, string | number>> = {}): void =>
  console.log(JSON.stringify({ at: new Date().toISOString(), event, ...more }))

async function main(): Promise<void> {
  const settings = settingsFrom(process.env, root)
  const catalogue = readCatalogue(settings.site)
  const key = venueKey(settings.data)
  const store = await openStoreThread(settings.database)
  // What a crash left in the journal is applied by opening it; from here on it need not lie about.
  await store.settle(today())
  const commits = groupCommit(store, {
    limit: 20_000,
    idleMs: 250,
    busyMs: 5_000,
    today,
    onFault: (error) => log('commit-failed', { error: error.message }),
  })
  // Where nobody comes any more, one-time numbers are forgotten all the same.
  setInterval(() => void commits.drained(), 3_600_000).unref()
  const app = await collectorApp({ catalogue, venueKey: key, commits, store, site: settings.site, today, log })

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    log('stopping')
    // Whoever has not finished a request by then is cut off: she was told nothing, and sends again.
    setTimeout(() => app.server.closeAllConnections(), 3_000).unref()
    await app.close()
    await commits.stopped()
    await store.close()
    log('stopped')
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())

  const listening = await app.listen({ host: settings.host, port: settings.port })
  log('listening')
  const address = reachable(listening, settings.host)
  console.log(`
  #EsoEsCuento is being served

    site         ${address}/
    in English   ${address}/en/
    staff page   ${address}/equipo/   (${address}/en/staff/)

  The staff page asks for a token. In another terminal:

    npm run staff -- token     makes one
    npm run staff -- codes --origin ${address}
                               prints each venue's address, to try it here

  Ctrl+C stops it; nothing that was counted is lost.
`)
}

/** Where every address is listened on, the machine's own on its network: a phone cannot open 0.0.0.0 or 127.0.0.1 of this machine. */
function reachable(address: string, host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return address
  const own = Object.values(networkInterfaces())
    .flat()
    .find((face) => face?.family === 'IPv4' && !face.internal)
  return own ? `http://${own.address}:${new URL(address).port}` : address
}

main().catch((error: Error & { code?: string }) => {
  const hint = error.code === 'EADDRINUSE' ? ' Something else listens there: stop it, or set PORT to another number.' : ''
  console.error(`The collector has not started: ${error.message}.${hint}`)
  // The store's thread may be running by now and would keep a process that serves nobody.
  process.exit(1)
})
