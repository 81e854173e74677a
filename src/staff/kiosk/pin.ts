/**
 * The staff's PIN. It keeps passers-by out of the staff's screen; whoever takes the tablet away can try all of them at leisure, however it is kept. Salted and
 * stretched all the same, so that a PIN that is used elsewhere too does not lie about.
 */
import { pbkdf2 } from '../hmac.ts'
import { hexadecimal } from '../sha-256.ts'

export const PIN = /^[0-9]{4,8}$/

/** Enough to be felt on a tablet and no more: some tenths of a second. */
const ROUNDS = 2000

export interface KeptPin {
  readonly salt: string
  readonly rounds: number
  readonly hash: string
}

/** @param salt random, in hexadecimal */
export const keepPin = (pin: string, salt: string, rounds = ROUNDS): KeptPin => ({
  salt,
  rounds,
  hash: stretched(pin, salt, rounds),
})

export const isPin = (pin: string, { salt, rounds, hash }: KeptPin): boolean => stretched(pin, salt, rounds) === hash

const stretched = (pin: string, salt: string, rounds: number): string =>
  hexadecimal(pbkdf2(new TextEncoder().encode(pin), new TextEncoder().encode(salt), rounds))

/** Wrong tries in a row, and the moment (ms since 1970) until which none is taken. */
export interface Lock {
  readonly tries: number
  readonly until: number
}

export const UNLOCKED: Lock = { tries: 0, until: 0 }

const FREE_TRIES = 5
const FIRST_WAIT_MS = 60_000
const LONGEST_WAIT_MS = 3_600_000

/** After five wrong tries a minute, and twice as long after each further one, up to an hour. */
export function afterWrong({ tries }: Lock, now: number): Lock {
  const wrong = tries + 1
  const wait = wrong < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES))
  return { tries: wrong, until: now + wait }
}

/** Milliseconds until a try is taken; a clock that was put back makes nobody wait longer than the longest wait. */
export const waitOf = ({ until }: Lock, now: number): number => Math.min(LONGEST_WAIT_MS, Math.max(0, until - now))
