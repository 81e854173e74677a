import { expect, test } from 'vitest'
import { floodAlarm, HITS_A_MINUTE, QUIET_MS } from './alarm.ts'

function alarm() {
  const clock = { ms: 0 }
  const told: string[] = []
  const flood = floodAlarm(
    () => clock.ms,
    (state) => told.push(state),
  )
  const hits = (n: number, everyMs: number) => {
    for (let hit = 0; hit < n; hit++, clock.ms += everyMs) flood.hit()
  }
  return { clock, told, flood, hits }
}

test('is raised by a minute that is full of writes over a limit, and told once', () => {
  const { flood, hits, told } = alarm()
  hits(HITS_A_MINUTE - 1, 100)
  expect(flood.raised()).toBe(false)
  hits(500, 100)
  expect(flood.raised()).toBe(true)
  expect(told).toEqual(['raised'])
})

test('is not raised by a limit that is touched now and then, however long', () => {
  const { flood, hits, told } = alarm()
  hits(10_000, 1_100)
  expect(flood.raised()).toBe(false)
  expect(told).toEqual([])
})

test('falls by itself after ten quiet minutes, and can be raised again', () => {
  const { clock, flood, hits, told } = alarm()
  hits(HITS_A_MINUTE, 0)
  clock.ms = QUIET_MS - 1
  expect(flood.raised()).toBe(true)
  clock.ms = QUIET_MS
  expect(flood.raised()).toBe(false)
  hits(HITS_A_MINUTE, 0)
  expect(told).toEqual(['raised', 'fallen', 'raised'])
})

test('stays up while the flood goes on, and is not kept up by a trickle', () => {
  const { clock, flood, hits, told } = alarm()
  hits(60 * 60, 1_000)
  expect(told).toEqual(['raised'])
  for (let minute = 0; minute < 12; minute++, clock.ms += 60_000) hits(3, 0)
  expect(flood.raised()).toBe(false)
  expect(told).toEqual(['raised', 'fallen'])
})
