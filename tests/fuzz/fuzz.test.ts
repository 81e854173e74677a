/** A handful of bad requests for every day; `npm run test:fuzz` sends a hundred thousand. */
import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { place, start } from '../collector/process.ts'
import { fuzz } from './fuzz.ts'

/** So many that each of the answers below surely comes: the rarest comes three times in a thousand. */
const ATTEMPTS = 5000

test('bad requests of every kind move no counter and are answered below 500, and good ones in between are counted', async () => {
  const at = place()
  const collector = await start(at)
  const seed = Date.now() % 1e9
  try {
    const { wrong, genuine, statuses } = await fuzz(collector, at, { attempts: ATTEMPTS, seed, slow: 10 })
    expect(wrong, `npm run test:fuzz -- ${ATTEMPTS} --seed ${seed}`).toEqual([])
    expect(genuine).toBe(ATTEMPTS / 20 + 1)
    for (const status of ['204', '400', '404', '405', '413', '415', '422']) expect(statuses[status], status).toBeGreaterThan(0)
  } finally {
    await collector.end('SIGKILL')
    rmSync(at.folder, { recursive: true })
  }
}, 60_000)
