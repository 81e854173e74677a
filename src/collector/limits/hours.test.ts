import { expect, test } from 'vitest'
import { hoursOfPlaces } from './hours.ts'

const withClock = () => {
  const clock = { ms: Date.parse('2026-11-28T14:10:00Z') }
  return { clock, hours: hoursOfPlaces(() => clock.ms) }
}

test('a place is over its cap from the first message beyond it, and another place is not', () => {
  const { hours } = withClock()
  expect([1, 2, 3, 4, 5].map(() => hours.count('terminal', 3))).toEqual([false, false, false, true, true])
  expect(hours.count('airport', 3)).toBe(false)
})

test('every hour begins anew, on the hour', () => {
  const { clock, hours } = withClock()
  hours.count('terminal', 1)
  expect(hours.count('terminal', 1)).toBe(true)
  clock.ms = Date.parse('2026-11-28T14:59:59Z')
  expect(hours.count('terminal', 1)).toBe(true)
  clock.ms = Date.parse('2026-11-28T15:00:00Z')
  expect(hours.count('terminal', 1)).toBe(false)
})

test('names that are made up by the thousand cost a bounded memory, and are counted together', () => {
  const { hours } = withClock()
  for (let name = 0; name < 5_000; name++) expect(hours.count(`made-up-${name}`, 10)).toBe(false)
  for (let name = 5_000; name < 5_010; name++) expect(hours.count(`made-up-${name}`, 10)).toBe(false)
  expect(hours.count('made-up-5010', 10)).toBe(true)
  expect(hours.count('made-up-0', 10)).toBe(false)
})
