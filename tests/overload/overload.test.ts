/** Two seconds of too much for every day; `npm run test:overload` takes a minute, and says what the machine can do. */
import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { place, start } from '../collector/process.ts'
import { overload } from './overload.ts'

test('offered four times what it can do, a collector loses nothing that it acknowledged, counts each once and recovers within 5 s', async () => {
  const at = place()
  const collector = await start(at)
  try {
    const result = await overload(collector, at, { seconds: 2, times: 4, measureSeconds: 0.5, connections: 24 })
    expect(result).toMatchObject({ lost: 0, wrong: [] })
    expect(result.acknowledged).toBeGreaterThan(100)
    expect(result.offered).toBeGreaterThan(2 * result.capacity)
    expect(result.recoveryMs).toBeLessThan(5_000)
    expect(Math.max(...result.memory)).toBeLessThan(700)
  } finally {
    await collector.end('SIGKILL')
    rmSync(at.folder, { recursive: true })
  }
}, 60_000)
