/**
 * Who sends wrong staff tokens is not listened to for a while. Nothing is stored: networks are known by a keyed hash whose key lives in memory for a day at most,
 * as in `buckets`; each collector has its own.
 *
 * Two bounds, made so that nobody can lock staff out:
 * - a network has a few wrong tries, then waits for each further one;
 * - where many networks try at once, those few become one each. Another bound on all of them together would be a door that a botnet can shut; this one
 *   leaves the law that holds throughout: **a network that has sent no wrong token lately is listened to**, whatever all the others do.
 *
 * A network that waits is not listened to at all, since a right guess among the wrong ones is what it hopes for. Except to a token that was right from there
 * before: a guest in staff's own hotel cannot shut out the page that is open in the next room.
 *
 * Tokens are 256 random bits, so all this is not against guessing one, which is hopeless. It is against noise, and against the last characters of one that leaked
 * in part: with 30 bits missing, 65,000 networks (an IPv6 /32) that try as fast as they may take some seventy days, more than the thirty a token is good for.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { networkOf } from './network.ts'

export interface LockOut {
  /** Asks to be listened to, with an Authorization header's value. A try is taken at once, so that a thousand that come together are not all heard. */
  knock(address: string, authorization: string): Knock
  /** Whether many networks have been trying. */
  readonly isAlarmed: boolean
  /** How many networks, and tokens of theirs, are remembered now. */
  readonly size: number
}

/** A wrong try, unless one of its calls is made. */
export interface Knock {
  /** 0, or in how many whole seconds this network is listened to again. */
  readonly seconds: number
  /** It was a token, and is none any more; or nobody could say. Whoever sent it has not guessed it: the try is given back. */
  forgive(): void
  /** It was right: the try is given back, and the token is listened to from this network from now on. */
  right(): void
}

/** Wrong tries at once, from one network; and while there is an alarm. */
export const TRIES = 10
const TRIES_IN_ALARM = 1
/** One more of them after this time. */
export const TRY_AGAIN_MS = 360_000
/** Wrong tries of all networks together that raise the alarm; as many an hour keep it up. */
export const ALARMING = 100
const ALARM_FALLS_MS = 3_600_000 / ALARMING
const DAY_MS = 86_400_000
/** Networks remembered at once, some 100 bytes each; tokens that were right, from somewhere. Those seen longest ago go first. */
export const MOST_NETWORKS = 100_000
export const MOST_RIGHT = 1_000

/** Wrong tries that still count, at a moment. They are forgotten one by one. */
interface Debt {
  readonly tries: number
  readonly at: number
}

const clamp = (tries: number, most: number): number => Math.min(most, Math.max(0, tries))

const debtAt = (debt: Debt | undefined, at: number, forgetMs: number): number =>
  debt === undefined ? 0 : Math.max(0, debt.tries - (at - debt.at) / forgetMs)

export interface LockOutOptions {
  /** Told when the alarm is raised. */
  readonly onAlarm?: () => void
  readonly mostNetworks?: number
}

/** @param now a clock in ms that never goes back */
export function openLockOut(
  now: () => number,
  { onAlarm = () => undefined, mostNetworks = MOST_NETWORKS }: LockOutOptions = {},
): LockOut {
  let key = randomBytes(32)
  let bornAt = now()
  let all: Debt = { tries: 0, at: bornAt }
  const networks = new Map<string, Debt>()
  const rights = new Set<string>()

  const hashOf = (text: string): string => createHmac('sha256', key).update(text).digest('base64')
  const networkBy = (address: string): string => hashOf(`network ${networkOf(address)}`)
  const rightBy = (address: string, authorization: string): string => hashOf(`right ${networkOf(address)} ${authorization}`)

  /** The present moment. With the key goes all that was found by it. */
  function turned(): number {
    const at = now()
    if (at - bornAt < DAY_MS) return at
    key = randomBytes(32)
    bornAt = at
    networks.clear()
    rights.clear()
    return at
  }

  const isAlarmed = (at: number): boolean => debtAt(all, at, ALARM_FALLS_MS) > ALARMING

  /** Adds tries to what stands against a network and against all, or gives them back. */
  function add(tries: 1 | -1, network: string, at: number): void {
    const wasAlarmed = isAlarmed(at)
    // Bounded, or a flood that is over would be felt for days.
    all = { tries: clamp(debtAt(all, at, ALARM_FALLS_MS) + tries, 2 * ALARMING), at }
    if (!wasAlarmed && isAlarmed(at)) onAlarm()
    const debt = clamp(debtAt(networks.get(network), at, TRY_AGAIN_MS) + tries, TRIES)
    // Seen last stands last: a Map keeps the order of its entries.
    networks.delete(network)
    if (debt > 0) networks.set(network, { tries: debt, at })
    if (networks.size > mostNetworks) networks.delete(networks.keys().next().value as string)
  }

  function remember(right: string): void {
    rights.delete(right)
    rights.add(right)
    if (rights.size > MOST_RIGHT) rights.delete(rights.keys().next().value as string)
  }

  return {
    get isAlarmed() {
      return isAlarmed(now())
    },
    get size() {
      return networks.size + rights.size
    },
    knock(address, authorization) {
      const at = turned()
      const network = networkBy(address)
      const right = rightBy(address, authorization)
      if (rights.has(right)) return { seconds: 0, forgive: () => undefined, right: () => remember(right) }
      const over = debtAt(networks.get(network), at, TRY_AGAIN_MS) + 1 - (isAlarmed(at) ? TRIES_IN_ALARM : TRIES)
      // What is left of a try by rounding is none.
      if (over > 1e-6) return { seconds: Math.ceil((over * TRY_AGAIN_MS) / 1000), forgive: () => undefined, right: () => undefined }
      add(1, network, at)
      const forgive = () => add(-1, network, now())
      return {
        seconds: 0,
        forgive,
        right: () => {
          forgive()
          remember(right)
        },
      }
    },
  }
}
