import { expect, test } from 'vitest'
import { faultOfAge } from './age.ts'

const faultOn = (checkedOn: string, today: string) => faultOfAge({ id: 'x', checkedOn }, today)

test('a number holds for twelve months to the day, and no day longer', () => {
  expect(faultOn('2025-11-24', '2026-11-24')).toBeUndefined()
  expect(faultOn('2025-11-24', '2026-11-25')).toContain('more than 12 months ago')
})

test('a day to come and a day that is none are told', () => {
  expect(faultOn('2026-12-24', '2026-11-24')).toContain('still to come')
  expect(faultOn('pronto', '2026-11-24')).toContain('YYYY-MM-DD')
  expect(faultOn('2026-11-25', '2026-11-24')).toBeUndefined()
})
