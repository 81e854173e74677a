/** A short kill test for every day, on PostgreSQL with two collectors; `process.test.ts` has SQLite's, and `npm run test:kill` the long ones with power loss. */
import { expect, test } from 'vitest'
import { onPostgres } from '../kill/installations.ts'
import { killUnderLoad } from '../kill/under-load.ts'

test('two collectors on PostgreSQL, one killed three times under load, count each record once', async () => {
  const installed = await onPostgres('collector')
  try {
    const result = await killUnderLoad(installed, { kills: 3, phones: 12, everyMs: [150, 350] })
    expect(result).toMatchObject({ lost: [], wrong: [] })
    expect(result.acknowledged).toBe(result.sent)
    expect(result.acknowledged).toBeGreaterThan(100)
    expect(result.twins).toBeGreaterThan(5)
  } finally {
    await installed.remove()
  }
}, 120_000)
