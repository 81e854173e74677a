import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHALLENGE_SECONDS, formatProof, parseChallenge, parseProof } from '../protocol/proof.ts'
import { searchProof } from '../protocol/proof-search.ts'
import { proofOfWork } from './proof-of-work.ts'
import { Refusal } from './refusal.ts'

const KEY = Buffer.alloc(32, 7)
const ID = '0123456789abcdef0123456789abcdef'
const START = Date.UTC(2026, 5, 15, 10, 58)

const collectorAt = (clock: { ms: number }, key = KEY) => proofOfWork({ key, now: () => clock.ms })

/** The challenge that is answered to a message, or 'passes'. */
function ask(collector: ReturnType<typeof collectorAt>, id: string, proof?: string | readonly string[]): string {
  try {
    collector.demand(id, proof)
    return 'passes'
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'proof-wanted') throw error
    return error.more.challenge ?? 'no challenge'
  }
}

const solve = (challenge: string): string => searchProof(challenge, () => false)

describe('a collector that is flooded', () => {
  const clock = { ms: START }
  const collector = collectorAt(clock)
  const proof = solve(ask(collector, ID))

  test('asks for a proof where there is none, and takes it, as often as it is sent', () => {
    expect(ask(collector, ID)).toMatch(/^[0-9a-f]{48}$/)
    for (let times = 0; times < 3; times++) expect(ask(collector, ID, proof)).toBe('passes')
  })

  test('asks anew where a proof was made for another message', () => {
    const other = ID.replace('0', '1')
    expect(ask(collector, other, proof)).toMatch(/^[0-9a-f]{48}$/)
    expect(ask(collector, other, solve(ask(collector, other)))).toBe('passes')
  })

  test('asks anew where any bit of the challenge is another, its end and its threshold among them', () => {
    const { challenge, solutions } = parseProof(proof) ?? {}
    if (!challenge || !solutions) throw new Error('no proof')
    for (let bit = 0; bit < 192; bit++) {
      const bytes = Buffer.from(proof.slice(0, 48), 'hex')
      bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(ask(collector, ID, formatProof(bytes.toString('hex'), solutions)), `bit ${bit}`).not.toBe('passes')
    }
  })

  test('does not take a threshold that the sender has made easy, whatever is solved for it', () => {
    const easy = `ffffffff${proof.slice(8, 48)}`
    expect(ask(collector, ID, solve(easy))).not.toBe('passes')
  })

  test('asks anew where a number is another', () => {
    const { solutions = [] } = parseProof(proof) ?? {}
    for (let at = 0; at < solutions.length; at++) {
      const changed = solutions.map((number, place) => (place === at ? number + 1 : number))
      expect(ask(collector, ID, formatProof(proof.slice(0, 48), changed)), `number ${at}`).not.toBe('passes')
    }
  })

  test('asks anew for anything else that may stand in the header', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f]{48}(\.[0-9a-z]{1,7}){8}$/), fc.array(fc.string())),
        (header) => {
          expect(ask(collector, ID, header)).toMatch(/^[0-9a-f]{48}$/)
        },
      ),
    )
  })

  test('takes a proof until its challenge ends and not later, over the hour too', () => {
    expect(new Date(START + CHALLENGE_SECONDS * 1000).getUTCHours()).not.toBe(new Date(START).getUTCHours())
    clock.ms = START + CHALLENGE_SECONDS * 1000
    expect(ask(collector, ID, proof)).toBe('passes')
    clock.ms += 1
    expect(ask(collector, ID, proof)).toMatch(/^[0-9a-f]{48}$/)
    clock.ms = START
    expect(ask(collector, ID, proof)).toBe('passes')
  })

  test('does not take one that ends later than any collector would have said', () => {
    const ahead = collectorAt({ ms: START + 3_600_000 })
    const early = solve(ask(ahead, ID))
    expect(ask(ahead, ID, early)).toBe('passes')
    expect(ask(collector, ID, early)).not.toBe('passes')
  })

  test('says when the challenge ends', () => {
    expect(parseChallenge(ask(collector, ID))?.ends).toBe(START / 1000 + CHALLENGE_SECONDS)
  })
})

test('collectors with one key take each other’s challenges, with clocks a minute apart, and those with another key do not', () => {
  const first = collectorAt({ ms: START })
  const proof = solve(ask(first, ID))
  expect(ask(collectorAt({ ms: START + 60_000 }), ID, proof)).toBe('passes')
  expect(ask(collectorAt({ ms: START - 60_000 }), ID, proof)).toBe('passes')
  expect(ask(collectorAt({ ms: START }, Buffer.alloc(32, 8)), ID, proof)).not.toBe('passes')
})

test('a collector that ran for days takes the proofs of the hour it is', () => {
  const clock = { ms: START }
  const collector = collectorAt(clock)
  for (let hour = 0; hour < 60; hour++) {
    clock.ms += 3_600_000 - 7_000
    const challenge = ask(collector, ID)
    if (hour % 10 === 0) expect(ask(collector, ID, solve(challenge))).toBe('passes')
  }
})
