import { expect, test } from 'vitest'
import { HITS_A_MINUTE } from './alarm.ts'
import { openLimits } from './limits.ts'
import type { LimitSettings } from './settings.ts'

const from = (address: string) => ({ peer: address, forwarded: undefined })
const answers = (place = 'terminal', isVenue = true) => ({ kind: 'answers', place, isVenue }) as const

function limits(settings: Partial<LimitSettings> = {}) {
  const clock = { ms: 0 }
  const logged: string[] = []
  const given = { network: { perMinute: 60, burst: 5 }, perHour: 3, trusted: '10.0.0.0/8', ...settings } as const
  const open = openLimits(given, { monotonic: () => clock.ms, now: () => clock.ms, log: (event) => logged.push(event) })
  return { clock, logged, open }
}

test('a network waits when its bucket is empty, and for ten minutes what it sends all the same is set aside', () => {
  const { clock, open } = limits()
  for (let write = 0; write < 5; write++) expect(open.wait(from('186.29.4.77'))).toBe(0)
  expect(open.quarantine(from('186.29.4.77'), answers())).toBeUndefined()
  expect(open.wait(from('186.29.4.7'))).toBe(1)
  clock.ms = 1_000
  expect(open.wait(from('186.29.4.7'))).toBe(0)
  expect(open.quarantine(from('186.29.4.7'), answers())).toBe('network')
  expect(open.quarantine(from('186.29.5.7'), answers('other'))).toBeUndefined()
  clock.ms = 601_000
  expect(open.quarantine(from('186.29.4.7'), answers('third'))).toBeUndefined()
  expect(open.counts).toEqual({ waited: 1, setAside: 1, floods: 0 })
})

test('a place over its hour is set aside whoever sends, answers and footfall each by themselves, and places that all share bear ten times as much', () => {
  const { open } = limits()
  const reasons = (message: Parameters<typeof open.quarantine>[1], times: number) =>
    Array.from({ length: times }, (_, n) => open.quarantine(from(`186.29.${n}.1`), message))
  expect(reasons(answers(), 5)).toEqual([undefined, undefined, undefined, 'place', 'place'])
  expect(reasons({ ...answers(), kind: 'footfall' }, 4)).toEqual([undefined, undefined, undefined, 'place'])
  expect(reasons(answers('unknown', false), 31).at(-2)).toBeUndefined()
  expect(open.quarantine(from('186.29.4.7'), answers('unknown', false))).toBe('place')
})

test('a venue that says how much it bears is held to that', () => {
  const { open } = limits()
  const reasons = Array.from({ length: 7 }, (_, n) => open.quarantine(from(`186.29.${n}.1`), { ...answers('stadium'), perHour: 6 }))
  expect(reasons).toEqual([...Array<undefined>(6).fill(undefined), 'place'])
})

test('this machine is not limited, nor is anybody where both limits are off', () => {
  const { open } = limits()
  for (let n = 0; n < 50; n++) {
    expect(open.wait(from('127.0.0.1'))).toBe(0)
    expect(open.quarantine(from('127.0.0.1'), answers())).toBeUndefined()
  }
  const { open: off } = limits({ network: 'off', perHour: 'off' })
  for (let n = 0; n < 50; n++) {
    expect(off.wait(from('186.29.4.77'))).toBe(0)
    expect(off.quarantine(from('186.29.4.77'), answers())).toBeUndefined()
  }
})

test('behind a trusted proxy each visitor’s network is held to its own bucket', () => {
  const { open } = limits()
  const through = (forwarded: string) => open.wait({ peer: '10.0.0.1', forwarded })
  for (let write = 0; write < 5; write++) through('186.29.4.77')
  expect(through('186.29.4.77')).toBe(1)
  expect(through('186.29.5.77')).toBe(0)
  expect(through('186.29.5.77, 186.29.4.77')).toBe(1)
})

test('a proxy that nobody named is told of once, without its address', () => {
  const { open, logged } = limits()
  open.wait({ peer: '10.0.0.1', forwarded: '186.29.4.77' })
  expect(logged).toEqual([])
  for (const peer of ['192.0.2.1', '127.0.0.1', '192.0.2.1']) open.wait({ peer, forwarded: '186.29.4.77' })
  expect(logged).toEqual(['forwarded-not-believed'])
})

test('a flood of writes over a limit raises the alarm, which is logged once up and once down, and counted', () => {
  const { clock, open, logged } = limits()
  for (let n = 0; n < HITS_A_MINUTE + 20; n++) open.wait(from('186.29.4.77'))
  expect(open.flood.raised()).toBe(true)
  clock.ms = 700_000
  expect(open.flood.raised()).toBe(false)
  expect(logged).toEqual(['flood-raised', 'flood-fallen'])
  expect(open.counts).toEqual({ waited: HITS_A_MINUTE + 15, setAside: 0, floods: 1 })
})
