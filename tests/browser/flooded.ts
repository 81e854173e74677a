/** The built site and a real collector in this process, whose flood alarm a test raises and lets fall by hand. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectorApp } from '../../src/collector/app.ts'
import { readCatalogue, venueKey } from '../../src/collector/data-folder.ts'
import { groupCommit } from '../../src/collector/group-commit.ts'
import { openStore } from '../../src/collector/store/open.ts'

export interface Flooded {
  readonly address: string
  readonly data: string
  /** Whether each message has to prove work from now on. */
  readonly alarm: { isRaised: boolean }
  close(): Promise<void>
}

export async function serveFlooded(): Promise<Flooded> {
  const site = join(import.meta.dirname, '..', '..', 'dist')
  const data = mkdtempSync(join(tmpdir(), 'flooded-'))
  const today = () => new Date().toISOString().slice(0, 10)
  const alarm = { isRaised: false }
  const store = await openStore(join(data, 'collector.db'))
  const commits = groupCommit(store, { limit: 100, idleMs: 50, busyMs: 5000, today, onFault: () => undefined })
  const app = await collectorApp({
    catalogue: readCatalogue(site),
    venueKey: venueKey(data),
    commits,
    store,
    site,
    today,
    flood: () => alarm.isRaised,
    log: () => undefined,
  })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    address,
    data,
    alarm,
    close: async () => {
      app.server.closeAllConnections()
      await app.close()
      await commits.stopped()
      await store.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
