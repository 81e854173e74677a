import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_NETWORKS, openBuckets } from './buckets.ts'

const withClock = (perMinute: number, burst: number) => {
  const clock = { ms: 0 }
  return { clock, buckets: openBuckets({ perMinute, burst }, () => clock.ms) }
}

test('a network may write as often at once as its burst, then as often as its rate, and is told in how many seconds', () => {
  const { clock, buckets } = withClock(60, 5)
  expect(Array.from({ length: 5 }, () => buckets.take('10.0.0.1'))).toEqual([0, 0, 0, 0, 0])
  expect(buckets.take('10.0.0.2')).toBe(1)
  clock.ms = 1000
  expect(buckets.take('10.0.0.1')).toBe(0)
  expect(buckets.take('10.0.0.1')).toBe(1)
})

test('another network is not made to wait', () => {
  const { buckets } = withClock(1, 1)
  expect(buckets.take('10.0.0.1')).toBe(0)
  expect(buckets.take('10.0.0.1')).toBe(60)
  expect(buckets.take('10.0.1.1')).toBe(0)
  expect(buckets.take('2001:db8::1')).toBe(0)
})

test('whoever comes back after the seconds she was told is let in, whatever the settings and however she hurried before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 100 }),
      (perMinute, burst, pauses) => {
        const { clock, buckets } = withClock(perMinute, burst)
        for (const pause of pauses) {
          clock.ms += pause
          const seconds = buckets.take('10.0.0.1')
          if (seconds === 0) continue
          clock.ms += seconds * 1000
          expect(buckets.take('10.0.0.1')).toBe(0)
        }
      },
    ),
  )
})

test('nobody gets more than burst plus rate times time', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 200 }), (pauses) => {
      const { clock, buckets } = withClock(60, 10)
      let taken = 0
      for (const pause of pauses) {
        clock.ms += pause
        if (buckets.take('10.0.0.1') === 0) taken++
      }
      expect(taken).toBeLessThanOrEqual(10 + clock.ms / 1000)
    }),
  )
})

test('a network that was made to wait is remembered as such for ten minutes, and no other', () => {
  const { clock, buckets } = withClock(60, 1)
  buckets.take('10.0.0.1')
  expect(buckets.hasWaited('10.0.0.1')).toBe(false)
  buckets.take('10.0.0.9')
  expect(buckets.hasWaited('10.0.0.1')).toBe(true)
  expect(buckets.hasWaited('10.0.1.1')).toBe(false)
  clock.ms = 599_000
  expect(buckets.take('10.0.0.1')).toBe(0)
  expect(buckets.hasWaited('10.0.0.1')).toBe(true)
  clock.ms = 600_000
  expect(buckets.hasWaited('10.0.0.1')).toBe(false)
})

test('after a day every bucket is forgotten with the key that found it', () => {
  const { clock, buckets } = withClock(1, 1)
  buckets.take('10.0.0.1')
  buckets.take('10.0.1.1')
  expect(buckets.size).toBe(2)
  clock.ms = 86_400_000
  buckets.take('10.0.0.1')
  expect(buckets.size).toBe(1)
})

test('its memory is bounded, and who was seen last stays', () => {
  const { buckets } = withClock(1, 1)
  for (let network = 0; network < MOST_NETWORKS + 10; network++)
    buckets.take(`${network >> 16}.${(network >> 8) & 255}.${network & 255}.1`)
  expect(buckets.size).toBe(MOST_NETWORKS)
  const last = MOST_NETWORKS + 9
  expect(buckets.take(`${last >> 16}.${(last >> 8) & 255}.${last & 255}.1`)).toBeGreaterThan(0)
})

test('settings that would let nobody in are refused', () => {
  for (const [perMinute, burst] of [
    [0, 5],
    [5, 0],
    [Number.NaN, 5],
  ] as const)
    expect(() => openBuckets({ perMinute, burst }, () => 0)).toThrow(RangeError)
})
