/** The only file that listens: reads the settings, opens the store, serves site and collector on one address, and stops cleanly. */
import { join } from 'node:path'
import { collectorApp } from './app.ts'
import { readCatalogue, venueKey } from './data-folder.ts'
import { groupCommit } from './group-commit.ts'
import { settingsFrom } from './settings.ts'
import { openStoreThread } from './store/thread.ts'

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

  const address = await app.listen({ host: settings.host, port: settings.port })
  log('listening')
  console.log(`
  #EsoEsCuento is being served

    site         ${address}/
    in English   ${address}/en/
    staff page   ${address}/equipo/   (${address}/en/staff/)

  The staff page asks for a token. In another terminal:

    npm run staff -- token     makes one
    npm run staff -- codes     prints each venue's address

  Ctrl+C stops it; nothing that was counted is lost.
`)
}

main().catch((error: Error) => {
  console.error(`The collector has not started: ${error.message}`)
  // The store's thread may be running by now and would keep a process that serves nobody.
  process.exit(1)
})
