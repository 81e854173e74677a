import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Challenge,
  EXPECTED_TRIES,
  formatChallenge,
  formatProof,
  hashedText,
  isSolved,
  parseChallenge,
  parseProof,
  SOLUTIONS,
  THRESHOLD,
} from './proof.ts'
import { searchProof } from './proof-search.ts'

const firstBits = (hexadecimal: string): number => hash('sha256', Buffer.from(hexadecimal, 'hex'), 'buffer').readUInt32BE()
const never = () => false

const word32 = fc.nat(0xffffffff)
const mac = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 32, maxLength: 32 }).map((digits) => digits.join(''))
/** One try in 64 solves it. */
const easy: fc.Arbitrary<Challenge> = fc.record({ threshold: fc.constant(2 ** 26), ends: word32, mac })

describe('a challenge', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(fc.record({ threshold: word32, ends: word32, mac }), (challenge) => {
        expect(parseChallenge(formatChallenge(challenge))).toEqual(challenge)
      }),
    )
  })

  test('is 48 small hexadecimal digits and nothing else', () => {
    for (const text of [
      '',
      '0'.repeat(47),
      '0'.repeat(49),
      'A'.repeat(48),
      `${'0'.repeat(47)}g`,
      ` ${'0'.repeat(48)}`,
      `${'0'.repeat(48)}\n`,
    ])
      expect(parseChallenge(text)).toBeUndefined()
  })

  test('asks for as many tries as is said', () => {
    expect((2 ** 32 / THRESHOLD) * SOLUTIONS).toBeCloseTo(EXPECTED_TRIES, -1)
  })
})

describe('a proof', () => {
  test('that was searched for solves its challenge, by Node’s own SHA-256', () => {
    fc.assert(
      fc.property(easy, (challenge) => {
        const proof = parseProof(searchProof(formatChallenge(challenge), never))
        expect(proof).toMatchObject({ challenge })
        expect(proof && isSolved(proof, firstBits)).toBe(true)
      }),
    )
  })

  test('is the first numbers that there are: none below the last that solves is passed over', () => {
    fc.assert(
      fc.property(easy, (challenge) => {
        const { solutions = [] } = parseProof(searchProof(formatChallenge(challenge), never)) ?? {}
        const all = Array.from({ length: (solutions.at(-1) ?? 0) + 1 }, (_, number) => number)
        expect(all.filter((number) => firstBits(hashedText(challenge, number)) < challenge.threshold)).toEqual(solutions)
      }),
      { numRuns: 20 },
    )
  })

  test('solves no other challenge: with one bit changed it fails, as often as chance has it', () => {
    let kept = 0
    const runs = 300
    fc.assert(
      fc.property(easy, fc.integer({ min: 32, max: 191 }), (challenge, bit) => {
        const proof = parseProof(searchProof(formatChallenge(challenge), never))
        const bytes = Buffer.from(formatChallenge(challenge), 'hex')
        bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
        const changed = parseChallenge(bytes.toString('hex'))
        if (proof && changed && isSolved({ ...proof, challenge: changed }, firstBits)) kept++
      }),
      { numRuns: runs },
    )
    // Eight tries in 64 each: one in 10^14.
    expect(kept).toBe(0)
  })

  test('with another number in place of one that solves it fails', () => {
    fc.assert(
      fc.property(easy, fc.nat(SOLUTIONS - 1), word32, (challenge, at, other) => {
        const proof = parseProof(searchProof(formatChallenge(challenge), never))
        if (!proof) throw new Error('no proof')
        const solutions = proof.solutions.with(at, other)
        const solves = firstBits(hashedText(challenge, other)) < challenge.threshold
        expect(isSolved({ challenge, solutions }, firstBits)).toBe(solves)
      }),
    )
  })

  test('is read as it was written where its numbers ascend, and refused where they do not', () => {
    fc.assert(
      fc.property(easy, fc.array(word32, { minLength: SOLUTIONS, maxLength: SOLUTIONS }), (challenge, solutions) => {
        const ascends = solutions.every((number, at) => at === 0 || number > (solutions[at - 1] as number))
        const sorted = [...new Set(solutions)].sort((a, b) => a - b)
        const read = parseProof(formatProof(formatChallenge(challenge), solutions))
        expect(read).toEqual(ascends ? { challenge, solutions } : undefined)
        expect(parseProof(formatProof(formatChallenge(challenge), sorted))).toEqual(
          sorted.length === SOLUTIONS ? { challenge, solutions: sorted } : undefined,
        )
      }),
    )
  })

  const head = '0'.repeat(48)
  test.each([
    ['empty', ''],
    ['a challenge alone', head],
    ['seven numbers', `${head}.1.2.3.4.5.6.7`],
    ['nine numbers', `${head}.1.2.3.4.5.6.7.8.9`],
    ['one number eight times', `${head}${'.1'.repeat(8)}`],
    ['an empty number', `${head}.1.2.3.4.5.6.7.`],
    ['a number with a zero before it, which would be the same in another writing', `${head}.01.2.3.4.5.6.7.8`],
    ['capitals', `${head}.1.2.3.4.5.6.7.A`],
    ['a sign', `${head}.-1.2.3.4.5.6.7.8`],
    ['a number beyond 32 bits', `${head}.1.2.3.4.5.6.7.zzzzzzz`],
    ['white space behind', `${head}.1.2.3.4.5.6.7.8 `],
    ['a thousand numbers', `${head}${'.1'.repeat(1000)}`],
  ])('that is %s is none', (_, text) => {
    expect(parseProof(text)).toBeUndefined()
  })

  test('of any text at all is read or refused, and what is read is written alike', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f]{48}(\.[0-9a-z]{1,7}){8}$/)), (text) => {
        const proof = parseProof(text)
        if (proof) expect(formatProof(formatChallenge(proof.challenge), proof.solutions)).toBe(text)
      }),
    )
  })
})

describe('the search', () => {
  test('gives up when its time is over', () => {
    let asked = 0
    expect(searchProof(formatChallenge({ threshold: 1, ends: 0, mac: '0'.repeat(32) }), () => ++asked > 3)).toBe('')
    expect(asked).toBe(4)
  })

  test('of what is no challenge, or one that nothing solves, ends at once', () => {
    for (const text of ['', 'x'.repeat(48), '0'.repeat(48), '<html>']) expect(searchProof(text, never)).toBe('')
  })

  test('takes what it is said to take, on average', () => {
    const tries = Array.from({ length: 100 }, (_, at) => {
      const text = formatChallenge({ threshold: 2 ** 23, ends: at, mac: '0'.repeat(32) })
      return parseProof(searchProof(text, never))?.solutions.at(-1) ?? Number.NaN
    })
    const mean = tries.reduce((sum, number) => sum + number, 0) / tries.length
    // Eight chances in 512 each: a standard deviation of 1,450 for one, 145 for the mean of a hundred.
    expect(Math.abs(mean - SOLUTIONS * 512)).toBeLessThan(5 * 145)
  })
})
