/**
 * The flood alarm. Raised when within one minute 60 writes were over a limit (made to wait, or set aside), and not when a busy terminal touches one now and then; falls
 * by itself once ten minutes have gone by without such a minute. Its clock is handed in, and it needs no timer: it is looked at whenever somebody asks.
 */
export interface FloodAlarm {
  /** One write was over a limit. */
  hit(): void
  readonly raised: () => boolean
}

export const HITS_A_MINUTE = 60
export const QUIET_MS = 600_000
const MINUTE_MS = 60_000

/** @param now a clock in ms that never goes back. @param tell told once when it is raised and once when it falls */
export function floodAlarm(now: () => number, tell: (state: 'raised' | 'fallen') => void): FloodAlarm {
  let minuteFrom = Number.NEGATIVE_INFINITY
  let hits = 0
  let busyAt = Number.NEGATIVE_INFINITY
  let isRaised = false

  const look = (at: number): void => {
    const isBusy = at - busyAt < QUIET_MS
    if (isBusy === isRaised) return
    isRaised = isBusy
    tell(isBusy ? 'raised' : 'fallen')
  }
  return {
    hit() {
      const at = now()
      if (at - minuteFrom >= MINUTE_MS) {
        minuteFrom = at
        hits = 0
      }
      hits++
      look(at)
      if (hits < HITS_A_MINUTE) return
      busyAt = at
      look(at)
    },
    raised() {
      look(now())
      return isRaised
    },
  }
}
