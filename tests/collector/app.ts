/** A collector without a port: the real app on the real store thread, in a folder that goes away with the test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppParts, collectorApp } from '../../src/collector/app.ts'
import { groupCommit } from '../../src/collector/group-commit.ts'
import { openStoreThread } from '../../src/collector/store/thread.ts'
import { specimenCatalogue } from '../specimen.ts'

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'collector-'))

export const TODAY = '2026-06-15'

export async function appInFolder(parts: Partial<AppParts> & { idleMs?: number } = {}) {
  const folder = temporaryFolder()
  const file = join(folder, 'collector.db')
  const store = await openStoreThread(file)
  const logged: string[] = []
  const clock = { today: TODAY }
  const today = () => clock.today
  const commits = groupCommit(store, {
    limit: 1000,
    idleMs: parts.idleMs ?? 20,
    busyMs: 60_000,
    today,
    onFault: ({ message }) => logged.push(message),
  })
  const venueKey = Buffer.alloc(32, 7)
  const log: AppParts['log'] = (event, more) => logged.push(JSON.stringify({ event, ...more }))
  const app = await collectorApp({ catalogue: specimenCatalogue, venueKey, commits, store, today, log, ...parts })
  return {
    app,
    store,
    commits,
    file,
    folder,
    venueKey,
    logged,
    clock,
    send: (record: unknown, url = '/api/records') =>
      app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload: JSON.stringify(record) }),
    close: async () => {
      await app.close()
      await commits.stopped()
      await store.close().catch(() => undefined)
      rmSync(folder, { recursive: true })
    },
  }
}

export type AppInFolder = Awaited<ReturnType<typeof appInFolder>>
