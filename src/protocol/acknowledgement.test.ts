import { expect, test } from 'vitest'
import { ONE_TIME_NUMBER_DAYS, OUTBOX_DAYS } from './acknowledgement.ts'

test('a one-time number is known for longer than a message may wait, or a late retry would count twice', () => {
  expect(ONE_TIME_NUMBER_DAYS).toBeGreaterThan(OUTBOX_DAYS)
})
