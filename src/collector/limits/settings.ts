/** The limits that the environment sets. Refuses, in one sentence that says what to set. */
import type { BucketSettings } from './buckets.ts'
import { trustedProxies } from './sender.ts'

export interface LimitSettings {
  /** Writes of one network. */
  readonly network: BucketSettings | 'off'
  /** Messages of one kind, answers or scans and starts, that may come for a place in an hour before what still comes is set aside. */
  readonly perHour: number | 'off'
  /** As written; `trustedProxies` reads it. */
  readonly trusted: string
}

/**
 * One visitor sends four messages. 600 at once are a hall of 150 who all begin together; 120 a minute, 1,800 visitors an hour out of one network. 1,200 an hour for one
 * place are ten people a minute who finish, behind one code, all hour long.
 */
export const LIMIT_DEFAULTS = { perMinute: 120, burst: 600, perHour: 1_200 } as const

export function limitsFrom(env: Readonly<Record<string, string | undefined>>): LimitSettings {
  const perMinute = numberOf('NETWORK_PER_MINUTE', env.NETWORK_PER_MINUTE, LIMIT_DEFAULTS.perMinute)
  const burst = numberOf('NETWORK_BURST', env.NETWORK_BURST, LIMIT_DEFAULTS.burst)
  const trusted = env.TRUSTED_PROXIES ?? ''
  trustedProxies(trusted)
  return {
    network: perMinute === 'off' || burst === 'off' ? 'off' : { perMinute, burst },
    perHour: numberOf('PLACE_PER_HOUR', env.PLACE_PER_HOUR, LIMIT_DEFAULTS.perHour),
    trusted,
  }
}

function numberOf(name: string, text: string | undefined, usual: number): number | 'off' {
  if (text === undefined) return usual
  if (text === 'off' || text === '0') return 'off'
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new Error(`${name} is "${text}"; set it to a whole number of messages, to off, or leave it out for ${usual}.`)
}
