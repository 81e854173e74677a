import { expect, test } from 'vitest'
import { dayAfter, holdsUntil, isOverdue } from './check-age.ts'

test('a check holds for twelve months to the day, and no day longer', () => {
  const check = { checkedOn: '2025-11-24' }
  expect(holdsUntil(check)).toBe('2026-11-24')
  expect(isOverdue(check, '2026-11-24')).toBe(false)
  expect(isOverdue(check, '2026-11-25')).toBe(true)
})

test('29 February ends on the 28th of a common year', () => {
  expect(dayAfter('2024-02-29', 12)).toBe('2025-02-28')
})

test('months run over the end of a year', () => {
  expect(dayAfter('2026-11-30', 3)).toBe('2027-02-28')
})
