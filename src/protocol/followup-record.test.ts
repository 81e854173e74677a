import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomFollowup, randomRecord, seeded, specimenCatalogue, specimenInstrument } from '../../tests/specimen.ts'
import { parseFollowupRecord, saysFollowup } from './followup-record.ts'
import { parseRecord } from './record.ts'

const followupOf = (seed: number) => randomFollowup(seeded(seed), { instrument: specimenInstrument.id })
const refusals = (value: unknown): string[] => {
  const parsed = parseFollowupRecord(value, specimenCatalogue)
  return parsed.ok ? [] : parsed.errors.map(({ field, detail }) => `${field}: ${detail}`)
}

describe('a follow-up record', () => {
  test('comes through as it was sent, its earlier answers apart', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const record = randomFollowup(seeded(seed))
        const parsed = parseFollowupRecord(JSON.parse(JSON.stringify(record)), specimenCatalogue)
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
        expect(parsed.value.record).toEqual(record)
        for (const [concept, codes] of Object.entries(record.earlier)) {
          expect(parsed.value.response.baseline[concept]).toBe(codes[0])
          expect(parsed.value.response.endline[concept]).toBe(codes[1])
        }
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    ['a place', { venue: 'terminal-norte.1.000000000000' }, ': 1 unknown field'],
    ['an empty place', { venue: '' }, ': 1 unknown field'],
    ['an arm', { arm: 'questions-first' }, ': 1 unknown field'],
    ['barriers', { barriers: [] }, ': 1 unknown field'],
    ['a minor', { age: '14-17' }, 'age: has to be one of 18+'],
    ['an age that was not said', { age: 'unsaid' }, 'age: has to be one of 18+'],
    ['another occasion', { occasion: 'endline' }, 'occasion: has to be one of followup'],
    ['a wave that is none', { wave: 'never' }, 'wave: is not a wave'],
    ['an instrument that is not asked then', { wave: 'first', instrument: 'short@1' }, 'instrument: '],
    ['a number that is none', { id: 'abc' }, 'id: has to be 32'],
    ['an order that is none', { order: 'BB' }, 'order: has to be one of AB BA'],
    ['no earlier answers', { earlier: undefined }, 'earlier: has to be an object'],
  ])('with %s is refused, and the field is named', (_, change, refusal) => {
    expect(refusals({ ...followupOf(1), ...change }).some((text) => text.startsWith(refusal))).toBe(true)
  })

  test('takes an earlier pair only of codes that the concept has', () => {
    const { earlier, ...rest } = followupOf(2)
    const [concept = ''] = Object.keys(earlier)
    for (const pair of ['', '0', '000', '9k', 'k9', 'kk ', 0, null])
      expect(refusals({ ...rest, earlier: { ...earlier, [concept]: pair } })).toHaveLength(1)
    expect(refusals({ ...rest, earlier: { ...earlier, [concept]: 'kk' } })).toEqual([])
    expect(refusals({ ...rest, earlier: { ...earlier, other: 'kk' } })).toEqual([
      'earlier: names a concept that the instrument does not ask here',
    ])
  })

  test('is no answer record, and the reverse: each parser refuses the other’s', () => {
    expect(parseRecord(followupOf(3), specimenCatalogue).ok).toBe(false)
    expect(refusals(randomRecord(seeded(3))).length).toBeGreaterThan(0)
    expect([saysFollowup(followupOf(3)), saysFollowup(randomRecord(seeded(3))), saysFollowup(null), saysFollowup([])]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  test('whatever else is sent, it is refused and never thrown at', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseFollowupRecord(value, specimenCatalogue).ok).toBe(false)
      }),
    )
  })
})
