import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endlineAfter, randomRecord, seeded, specimenInstrument, specimenShort } from '../../tests/specimen.ts'
import type { Answers, Instrument } from '../assessment/instrument.ts'
import { CELLS } from '../assessment/strong-mode.ts'
import { GROUPS, groupOf, key, keysOf, partsOf, pooledKey } from './keys.ts'
import { keysOfFollowup, keysOfReports, keysOfResponse, type Response } from './response.ts'

/** Every answer to every concept: all combinations of a small instrument. */
function everyAnswer(concepts: readonly { id: string; codes: readonly string[] }[]): Answers[] {
  return concepts.reduce<Answers[]>(
    (all, { id, codes }) => all.flatMap((answers) => codes.map((code) => ({ ...answers, [id]: code }))),
    [{}],
  )
}

describe('the set of keys', () => {
  test('holds every key that a valid response makes', () => {
    const known = new Map([specimenInstrument, specimenShort].map((instrument) => [instrument.id, keysOf(instrument)]))
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const record = randomRecord(seeded(seed))
        const instrument = record.instrument === specimenShort.id ? specimenShort : specimenInstrument
        for (const text of keysOfResponse(instrument, record)) expect(known.get(record.instrument)).toContain(text)
      }),
      { numRuns: 500 },
    )
  })

  test('holds nothing else: every key is made by some valid response', () => {
    // Small enough to try every response there is, and with two concepts on one scale, a then-test and barriers.
    const instrument: Instrument = {
      id: 'tiny@1',
      concepts: [
        { id: 'one', scale: 'knowledge', codes: ['0', '1', 'k'], right: ['0'], thenTest: false },
        { id: 'two', scale: 'knowledge', codes: ['0', '1', 'k'], right: ['0'], thenTest: true },
        { id: 'sure', scale: 'confidence', codes: ['1', '2', '3', '4', 'k'], right: ['3', '4'], thenTest: false },
      ],
      barriers: ['shy', 'none'],
    }
    const made = new Set<string>()
    const note = (response: Response) => {
      for (const text of keysOfResponse(instrument, response)) made.add(text)
    }
    const all = everyAnswer(instrument.concepts)
    for (const order of ['AB', 'BA'] as const)
      for (const answers of all) {
        note({ occasion: 'baseline', arm: 'questions-first', order, answers, barriers: instrument.barriers })
        for (const two of ['0', '1', 'k']) {
          note({ occasion: 'endline', arm: 'content-first', order, answers, recalled: { two }, barriers: instrument.barriers })
          for (const before of all) note({ occasion: 'endline', arm: 'questions-first', order, answers, before, recalled: { two } })
        }
      }
    for (const order of ['AB', 'BA'] as const)
      for (const baseline of all)
        for (const answers of all) {
          for (const text of keysOfFollowup(instrument, { order, answers, baseline, endline: baseline })) made.add(text)
        }
    for (const { id } of instrument.concepts)
      for (const cell of CELLS) for (const text of keysOfReports({ [id]: cell })) made.add(text)
    expect([...made].sort()).toEqual([...keysOf(instrument)].sort())
  })

  test('says of each key which group it belongs to', () => {
    for (const text of keysOf(specimenInstrument)) expect(GROUPS).toContain(groupOf(text))
  })

  test('lets no part of a key be taken for another: parts put together give the key back', () => {
    for (const text of keysOf(specimenInstrument)) {
      const { kind, order, measure, value } = partsOf(text)
      expect([`${kind}:${order}:${measure}`, `${kind}:${order}:${measure}:${value}`]).toContain(text)
    }
  })
})

describe('a group', () => {
  test('is told by the kind of a key, and by the name of a size', () => {
    expect(groupOf(key.n('baseline', 'AB'))).toBe('baseline')
    expect(groupOf(key.n('endline', 'pooled'))).toBe('endline')
    expect(groupOf(key.n('content-first', 'BA'))).toBe('content-first')
    expect(groupOf(key.baseline('AB', 'debt', '0'))).toBe('baseline')
    expect(groupOf(key.rightByScore('AB', 'debt', true, 2))).toBe('baseline')
    expect(groupOf(key.barrier('AB', 'shy'))).toBe('baseline')
    expect(groupOf(key.pairedScore('AB', 'knowledge', 0, 3))).toBe('endline')
    expect(groupOf(key.recalled('AB', 'can-check', '1', '4'))).toBe('endline')
    expect(groupOf(key.contentFirstBarrier('BA', 'shy'))).toBe('content-first')
    expect(groupOf(key.n('strong', 'pooled'))).toBe('strong')
    expect(groupOf(key.reported('debt', '01'))).toBe('strong')
    expect(groupOf(key.n('followup', 'pooled'))).toBe('followup')
    expect(groupOf(key.followup('baseline', 'AB', 'debt', '1', '0'))).toBe('followup')
    expect(groupOf(key.followupScore('endline', 'BA', 'knowledge', 1, 2))).toBe('followup')
    expect(groupOf(key.footfall('scan', '2026-11-24'))).toBe('footfall')
  })

  test('does not exist for what is no key', () => {
    expect(() => groupOf('z:AB:debt:0')).toThrow('tally: z:AB:debt:0 is not a key')
    expect(() => groupOf('')).toThrow(RangeError)
  })
})

describe('a pooled key', () => {
  test('is the same for both form orders', () => {
    expect(pooledKey('p:AB:debt:1>0')).toBe('p:pooled:debt:1>0')
    expect(pooledKey('n:BA:endline')).toBe('n:pooled:endline')
    expect(pooledKey('x:AB:shy')).toBe('x:pooled:shy')
  })

  test('changes neither when pooled again nor where there is no order', () => {
    expect(pooledKey(pooledKey('bs:AB:myths:2'))).toBe('bs:pooled:myths:2')
    expect(pooledKey('f:scan:2026-11-24')).toBe('f:scan:2026-11-24')
  })

  test('keeps kind, measure and value', () => {
    for (const text of keysOf(specimenInstrument)) expect(partsOf(pooledKey(text))).toEqual({ ...partsOf(text), order: 'pooled' })
  })
})

test('an endline makes no key of a baseline, so nobody is counted twice', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = seeded(seed)
      const baseline = randomRecord(random, { instrument: specimenInstrument.id, occasion: 'baseline' })
      const before = keysOfResponse(specimenInstrument, baseline)
      const after = keysOfResponse(specimenInstrument, endlineAfter(random, baseline))
      expect(before.map(groupOf).every((group) => group === 'baseline')).toBe(true)
      expect(after.map(groupOf).every((group) => group === 'endline')).toBe(true)
    }),
  )
})
