/**
 * What stands between the phones and the counters: a bucket for each network, an hour for each place, and the alarm that both raise. One object for a collector; in memory
 * alone. Where there is no sender to hold anything against (this machine itself), nothing is limited.
 */
import type { QuarantineReason } from '../../tally/quarantine.ts'
import { type FloodAlarm, floodAlarm } from './alarm.ts'
import { openBuckets } from './buckets.ts'
import { hoursOfPlaces } from './hours.ts'
import { senderOf, trustedProxies } from './sender.ts'
import type { LimitSettings } from './settings.ts'

/** What is looked at of a request. */
export interface Arrival {
  readonly peer: string | undefined
  /** The value of `X-Forwarded-For`. */
  readonly forwarded: string | undefined
}

export interface PlacedMessage {
  readonly kind: 'answers' | 'footfall'
  readonly place: string
  readonly isVenue: boolean
  /** What the venue bears in an hour, where its own is told in `content/`. */
  readonly perHour?: number | undefined
}

export interface Limits {
  /** The address that something can be held against; undefined where there is none (this machine itself, or a proxy on it that names nobody). */
  sender(arrival: Arrival): string | undefined
  /** Takes one write; gives 0, or in how many whole seconds it is let in. */
  wait(arrival: Arrival): number
  /**
   * Counts one message for a place in this hour and says whether it has to be set aside.
   * @param place a venue whose code was genuine, else one of the places without a code, which all venues share and which bear ten times as much
   */
  quarantine(arrival: Arrival, message: PlacedMessage): QuarantineReason | undefined
  readonly flood: FloodAlarm
  /** Since the start: writes that had to wait, messages set aside, floods. Plain numbers, for whoever watches the collector. */
  readonly counts: { readonly waited: number; readonly setAside: number; readonly floods: number }
}

const SHARED_BEARS = 10

export interface LimitsParts {
  /** A clock in ms that never goes back. */
  readonly monotonic: () => number
  /** ms since 1970. */
  readonly now: () => number
  /** Takes an event's name and nothing else: there is nothing else to be said of it. */
  readonly log: (event: string) => void
}

export function openLimits({ network, perHour, trusted }: LimitSettings, { monotonic, now, log }: LimitsParts): Limits {
  const isTrusted = trustedProxies(trusted)
  const buckets = network === 'off' ? undefined : openBuckets(network, monotonic)
  const hours = hoursOfPlaces(now)
  const counts = { waited: 0, setAside: 0, floods: 0 }
  const flood = floodAlarm(monotonic, (state) => {
    if (state === 'raised') counts.floods++
    log(state === 'raised' ? 'flood-raised' : 'flood-fallen')
  })
  let isToldOfProxy = false

  const sender = ({ peer, forwarded }: Arrival): string | undefined => {
    const address = senderOf(peer, forwarded, isTrusted)
    if (forwarded !== undefined && !isToldOfProxy && senderOf(peer, undefined, () => false) === address) {
      // A proxy that is not named would be one sender for everybody, or nobody: whoever runs the collector has to hear of it.
      isToldOfProxy = true
      log('forwarded-not-believed')
    }
    return address
  }
  return {
    sender,
    flood,
    counts,
    wait(arrival) {
      const address = sender(arrival)
      if (buckets === undefined || address === undefined) return 0
      const seconds = buckets.take(address)
      if (seconds > 0) {
        counts.waited++
        flood.hit()
      }
      return seconds
    },
    quarantine(arrival, { kind, place, isVenue, perHour: own }) {
      const address = sender(arrival)
      if (address === undefined) return undefined
      const isOver = perHour !== 'off' && hours.count(`${kind} ${place}`, isVenue ? (own ?? perHour) : perHour * SHARED_BEARS)
      const reason = isOver ? 'place' : buckets?.hasWaited(address) ? 'network' : undefined
      if (reason !== undefined) {
        counts.setAside++
        flood.hit()
      }
      return reason
    },
  }
}
