import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALARMING, type LockOut, type LockOutOptions, MOST_RIGHT, openLockOut, TRIES, TRY_AGAIN_MS } from './lock-out.ts'

const withClock = (options: LockOutOptions = {}) => {
  const clock = { ms: 0 }
  const alarms: number[] = []
  const lockOut = openLockOut(() => clock.ms, { onAlarm: () => alarms.push(clock.ms), ...options })
  return { clock, alarms, lockOut }
}
/** The address of one of many networks. */
const addressOf = (network: number) => `${network >> 16}.${(network >> 8) & 255}.${network & 255}.1`
const STAFF = '186.29.4.77'
/** Sends a wrong token; whether it was listened to. */
const guess = (lockOut: LockOut, address: string, token = 'Bearer wrong') => lockOut.knock(address, token).seconds === 0
/** Sends a right token; whether it was listened to. */
function enter(lockOut: LockOut, address: string, token = 'Bearer right'): boolean {
  const knock = lockOut.knock(address, token)
  if (knock.seconds === 0) knock.right()
  return knock.seconds === 0
}
const raiseAlarm = (lockOut: LockOut, from = 0) => {
  for (let network = from; network < from + ALARMING + 1; network++) guess(lockOut, addressOf(network))
}

test('a network has ten wrong tries, then one more every six minutes, and is told in how many seconds', () => {
  const { clock, lockOut } = withClock()
  expect(Array.from({ length: TRIES + 2 }, () => guess(lockOut, STAFF))).toEqual([...Array(TRIES).fill(true), false, false])
  expect(lockOut.knock(STAFF, 'Bearer wrong').seconds).toBe(TRY_AGAIN_MS / 1000)
  clock.ms += TRY_AGAIN_MS
  expect([guess(lockOut, STAFF), guess(lockOut, STAFF)]).toEqual([true, false])
})

test('while it waits not even a right token is listened to, from another network it is', () => {
  const { lockOut } = withClock()
  for (let tries = 0; tries < TRIES; tries++) guess(lockOut, STAFF)
  expect(enter(lockOut, STAFF)).toBe(false)
  expect(enter(lockOut, '186.29.5.77')).toBe(true)
})

test('a token that was right from a network before is listened to there, however many wrong ones come beside it', () => {
  const { lockOut } = withClock()
  expect(enter(lockOut, STAFF)).toBe(true)
  for (let tries = 0; tries < 2 * TRIES; tries++) guess(lockOut, STAFF)
  raiseAlarm(lockOut)
  expect(enter(lockOut, STAFF)).toBe(true)
  expect(enter(lockOut, STAFF, 'Bearer another right one')).toBe(false)
})

test('right tokens and those that are over cost no tries', () => {
  const { lockOut } = withClock()
  for (let times = 0; times < 3 * TRIES; times++) {
    expect(enter(lockOut, STAFF, `Bearer right ${times}`)).toBe(true)
    const knock = lockOut.knock(STAFF, 'Bearer over')
    expect(knock.seconds).toBe(0)
    knock.forgive()
  }
  expect(guess(lockOut, STAFF)).toBe(true)
})

test('a thousand that come together, before any was looked at, are not all heard', () => {
  const { lockOut } = withClock()
  const knocks = Array.from({ length: 1000 }, (_, n) => lockOut.knock(STAFF, `Bearer ${n}`))
  expect(knocks.filter(({ seconds }) => seconds === 0)).toHaveLength(TRIES)
})

describe('any tries', () => {
  test('of many networks at once raise an alarm, told once, in which each has a single try; it falls by itself', () => {
    const { clock, alarms, lockOut } = withClock()
    raiseAlarm(lockOut)
    expect(alarms).toEqual([0])
    expect(lockOut.isAlarmed).toBe(true)
    expect([guess(lockOut, STAFF), guess(lockOut, STAFF)]).toEqual([true, false])
    expect(alarms).toEqual([0])
    clock.ms += 3_600_000
    expect(lockOut.isAlarmed).toBe(false)
    raiseAlarm(lockOut, 10_000)
    expect(alarms).toEqual([0, 3_600_000])
  })

  test('of others lock out nobody: whatever they send, a network with no wrong token of its own is listened to', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            network: fc.nat(300),
            times: fc.integer({ min: 1, max: 15 }),
            pause: fc.integer({ min: 0, max: 600_000 }),
            isRight: fc.boolean(),
          }),
          { maxLength: 300 },
        ),
        (tries) => {
          const { clock, lockOut } = withClock()
          for (const { network, times, pause, isRight } of tries) {
            clock.ms += pause
            for (let time = 0; time < times; time++)
              if (isRight) enter(lockOut, addressOf(network))
              else guess(lockOut, addressOf(network), `Bearer ${time}`)
            expect(enter(lockOut, STAFF, `Bearer right ${clock.ms}`)).toBe(true)
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  test('of one network are heard ten times, and once more for each six minutes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 200 }), (pauses) => {
        const { clock, lockOut } = withClock()
        let heard = 0
        for (const pause of pauses) {
          clock.ms += pause
          if (guess(lockOut, STAFF)) heard++
        }
        expect(heard).toBeLessThanOrEqual(TRIES + clock.ms / TRY_AGAIN_MS)
      }),
    )
  })

  test('that come back after the seconds they were told are heard', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 100 }), (pauses) => {
        const { clock, lockOut } = withClock()
        for (const pause of pauses) {
          clock.ms += pause
          const { seconds } = lockOut.knock(STAFF, 'Bearer wrong')
          if (seconds === 0) continue
          clock.ms += seconds * 1000
          expect(guess(lockOut, STAFF)).toBe(true)
        }
      }),
    )
  })
})

test('its memory is bounded, and who was seen last stays', () => {
  const { lockOut } = withClock({ mostNetworks: 200 })
  for (let token = 0; token < MOST_RIGHT + 10; token++) enter(lockOut, STAFF, `Bearer ${token}`)
  for (let network = 0; network < 300; network++) guess(lockOut, addressOf(network))
  expect(lockOut.size).toBe(MOST_RIGHT + 200)
  expect(guess(lockOut, addressOf(299))).toBe(false)
  expect(guess(lockOut, addressOf(0))).toBe(true)
})

test('after a day all is forgotten with the key that found it', () => {
  const { clock, lockOut } = withClock()
  enter(lockOut, STAFF)
  for (let tries = 0; tries < TRIES + 1; tries++) guess(lockOut, '186.29.5.77')
  expect(lockOut.size).toBe(2)
  clock.ms = 86_400_000
  guess(lockOut, '186.29.6.77')
  expect(lockOut.size).toBe(1)
})
