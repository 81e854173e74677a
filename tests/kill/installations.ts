/** What `under-load` is run against: collectors on SQLite or PostgreSQL, and the way in which they die. */
import { mkdirSync, rmSync } from 'node:fs'

import { countersIn, inDatabase, oneTimeNumbersIn } from '../collector/database.ts'
import { countersInPostgres, newSchema, oneTimeNumbersInPostgres, startPostgres } from '../collector/postgres.ts'
import { place, type Running, start } from '../collector/process.ts'
import { type Random, seeded } from '../specimen.ts'
import { forgetfulDisk } from './power-loss.ts'
import { type Installation, VENUE_KEY } from './under-load.ts'

export interface Installed extends Installation {
  readonly remove: () => Promise<void>
}

const ENV = { VENUE_KEY: VENUE_KEY.toString('hex') }

/** Collectors that can be killed one by one; each comes back on a port of its own. */
async function collectors(count: number, begin: () => Promise<Running>, random: Random) {
  const running = await Promise.all(Array.from({ length: count }, begin))
  return {
    running,
    ports: () => running.map(({ port }) => port),
    killOne: async () => {
      const victim = random() % count
      await running[victim]?.end('SIGKILL')
      running[victim] = await begin()
    },
    endAll: async (signal: 'SIGTERM' | 'SIGKILL') => {
      await Promise.all(running.map((collector) => collector.end(signal)))
    },
  }
}

const missing = (known: readonly string[], there: ReadonlySet<string>): string[] => known.filter((id) => !there.has(id))

/** One collector or several on one file, of which one is killed. */
export async function onSqlite(count: number): Promise<Installed> {
  const at = place()
  const { ports, killOne, endAll } = await collectors(count, () => start(at, { env: ENV }), seeded(3))
  return {
    ports,
    disaster: async (known) => {
      await killOne()
      const lost = missing(known, oneTimeNumbersIn(at.database))
      if (lost.length > 0) throw new Error(`${lost.length} were acknowledged before the kill and are not remembered`)
    },
    remembered: async () => {
      await endAll('SIGTERM')
      const integrity = inDatabase(at.database, (db) => db.prepare('PRAGMA integrity_check').get()?.integrity_check)
      if (integrity !== 'ok') throw new Error(`the database is damaged: ${integrity}`)
      return oneTimeNumbersIn(at.database)
    },
    counters: async () => countersIn(at.database),
    remove: async () => {
      await endAll('SIGKILL')
      rmSync(at.folder, { recursive: true })
    },
  }
}

/** A collector whose machine loses power. With `lies`, its disk says that it has synced and has not. */
export async function onSqliteWithPowerLoss({ lies = false } = {}): Promise<Installed> {
  const at = place()
  mkdirSync(at.data, { mode: 0o700 })
  const disk = forgetfulDisk(at.folder, at.data, { lies })
  const begin = () => start(at, { env: { ...ENV, ...disk.env } })
  let collector = await begin()
  if (lies) {
    // From an empty store that is on disk.
    await collector.end('SIGTERM')
    disk.syncAll()
    collector = await begin()
  }
  return {
    ports: () => [collector.port],
    disaster: async () => {
      await collector.end('SIGKILL')
      disk.lose()
      collector = await begin()
    },
    remembered: async () => {
      await collector.end('SIGTERM')
      return oneTimeNumbersIn(at.database)
    },
    counters: async () => countersIn(at.database),
    remove: async () => {
      await collector.end('SIGKILL')
      rmSync(at.folder, { recursive: true })
    },
  }
}

/** Two collectors on PostgreSQL. What dies is one of them, the server with all its processes, or the power of the server's machine. */
export async function onPostgres(victim: 'collector' | 'server' | 'power'): Promise<Installed> {
  const at = place()
  const random = seeded(4)
  // Small files, since a forgetful disk compares them whole at each sync.
  const server = await startPostgres(
    victim === 'power' ? { forgetful: (folder, data) => forgetfulDisk(folder, data), segmentMiB: 1 } : {},
  )
  const url = await newSchema(server.url)
  const begin = () => start(at, { env: { ...ENV, DATABASE_URL: url } })
  const { ports, killOne, endAll } = await collectors(2, begin, random)
  return {
    ports,
    disaster: async (known) => {
      if (victim === 'collector') await killOne()
      else {
        await server.stop('SIGKILL')
        if (victim === 'power') server.losePower()
        await server.start()
      }
      const lost = missing(known, await oneTimeNumbersInPostgres(url))
      if (lost.length > 0) throw new Error(`${lost.length} were acknowledged before the kill and are not remembered`)
    },
    remembered: async () => {
      await endAll('SIGTERM')
      return oneTimeNumbersInPostgres(url)
    },
    counters: () => countersInPostgres(url),
    remove: async () => {
      await endAll('SIGKILL')
      await server.remove()
      rmSync(at.folder, { recursive: true })
    },
  }
}
