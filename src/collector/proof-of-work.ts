/**
 * Asks for proof of work (protocol/proof) and checks it, while a flood alarm is raised.
 *
 * Nothing is stored: a challenge is known again by its MAC, which is made over its threshold, its end and the message's one-time number. So a proof serves one message, and that one as often as it is
 * sent. The MAC's key follows from the key of the printed codes and the hour in which the challenge ends (HKDF, RFC 5869), so all collectors of an installation take each other's challenges.
 * Checking costs one MAC and eight hashes at most, whatever was sent.
 */
import { createHmac, hash, hkdfSync, timingSafeEqual } from 'node:crypto'
import { CHALLENGE_SECONDS, formatChallenge, isSolved, parseProof, THRESHOLD } from '../protocol/proof.ts'
import { Refusal } from './refusal.ts'

/** Seconds by which the clock of another collector may be ahead. */
const SKEW_SECONDS = 60
const HOUR_SECONDS = 3600

export interface ProofOfWork {
  /**
   * Passes where the message brings its proof.
   * @param id the message's one-time number, 32 hexadecimal digits
   * @param header the proof as it was sent, or undefined
   * @throws Refusal `proof-wanted`, with a challenge for this message, where it is missing, over, somebody else's or no solution
   */
  demand(id: string, header: string | readonly string[] | undefined): void
}

/**
 * @param key of the printed codes, the same for all collectors
 * @param now the clock, in ms since 1970
 */
export function proofOfWork({ key, now }: { key: Buffer; now: () => number }): ProofOfWork {
  const keys = new Map<number, Buffer>()
  const keyOf = (hour: number): Buffer => {
    const known = keys.get(hour)
    if (known) return known
    const made = Buffer.from(hkdfSync('sha256', key, '', `eso-es-cuento proof of work ${hour}`, 32))
    // Ends that are looked at lie a few minutes ahead: in this hour or the next. Whatever else is here is of before.
    if (keys.size > 1) keys.delete(Math.min(...keys.keys()))
    keys.set(hour, made)
    return made
  }
  const macOf = (threshold: number, ends: number, id: string): string =>
    createHmac('sha256', keyOf(Math.floor(ends / HOUR_SECONDS)))
      .update(`${threshold} ${ends} ${id}`)
      .digest('hex')
      .slice(0, 32)
  const challengeFor = (id: string): string => {
    const ends = Math.floor(now() / 1000) + CHALLENGE_SECONDS
    return formatChallenge({ threshold: THRESHOLD, ends, mac: macOf(THRESHOLD, ends, id) })
  }
  const isProof = (id: string, header: string | readonly string[] | undefined): boolean => {
    const proof = typeof header === 'string' ? parseProof(header) : undefined
    if (!proof) return false
    const { threshold, ends, mac } = proof.challenge
    const left = ends - now() / 1000
    // Before the key of an hour that nobody made a challenge for is made.
    if (left < 0 || left > CHALLENGE_SECONDS + SKEW_SECONDS) return false
    if (!timingSafeEqual(Buffer.from(macOf(threshold, ends, id)), Buffer.from(mac))) return false
    return isSolved(proof, firstBits)
  }
  return {
    demand(id, header) {
      if (isProof(id, header)) return
      throw new Refusal('proof-wanted', {
        detail: `a proof in the header "proof" within ${CHALLENGE_SECONDS} s`,
        challenge: challengeFor(id),
      })
    },
  }
}

const firstBits = (hexadecimal: string): number => hash('sha256', Buffer.from(hexadecimal, 'hex'), 'buffer').readUInt32BE()
