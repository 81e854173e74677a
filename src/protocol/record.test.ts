import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { randomRecord, seeded, specimenCatalogue, specimenInstrument, specimenShort } from '../../tests/specimen.ts'
import { ARMS, FORM_ORDERS, VISIT_OCCASIONS } from '../assessment/design.ts'
import { type AnswerKind, codesOf, type Instrument, type Scale } from '../assessment/instrument.ts'
import type { Catalogue } from './catalogue.ts'
import { type FollowupRecord, parseFollowupRecord } from './followup-record.ts'
import { type AnswerRecord, parseRecord } from './record.ts'
import { VENUE_CODE_LENGTH } from './venue-code.ts'

const seeds = fc.integer()
const baselineOf = (seed: number) =>
  randomRecord(seeded(seed), { instrument: specimenInstrument.id, occasion: 'baseline', arm: 'questions-first', age: '18+' })
const endlineOf = (seed: number) =>
  randomRecord(seeded(seed), { instrument: specimenInstrument.id, occasion: 'endline', arm: 'questions-first', age: '18+' })
const contentFirstOf = (seed: number) => randomRecord(seeded(seed), { instrument: specimenInstrument.id, arm: 'content-first' })

/** What is refused, as "field: detail" lines. */
function refusals(value: unknown): string[] {
  const parsed = parseRecord(value, specimenCatalogue)
  return parsed.ok ? [] : parsed.errors.map(({ field, detail }) => `${field}: ${detail}`)
}
/** The fields named, each once. */
const refusedFields = (value: unknown): string[] => [...new Set(refusals(value).map((line) => line.slice(0, line.indexOf(':'))))]
const without = (record: AnswerRecord, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([field]) => field !== name))

describe('a valid record', () => {
  test('is taken, with the instrument and the wave that it names', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const record = randomRecord(seeded(seed))
        const parsed = parseRecord(record, specimenCatalogue)
        expect(parsed).toEqual({ ok: true, value: expect.objectContaining({ record }) })
        if (!parsed.ok) return
        expect(parsed.value.instrument.id).toBe(record.instrument)
        expect(parsed.value.wave.id).toBe(record.wave)
      }),
      { numRuns: 500 },
    )
  })

  test('goes through JSON and comes out the same', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const record = randomRecord(seeded(seed))
        const parsed = parseRecord(JSON.parse(JSON.stringify(record)), specimenCatalogue)
        expect(parsed.ok && parsed.value.record).toEqual(record)
      }),
    )
  })

  test('may be of every occasion and arm that there is', () => {
    expect([baselineOf(1), endlineOf(1), contentFirstOf(1)].map(refusals)).toEqual([[], [], []])
  })
})

describe('a record is refused, and the field named,', () => {
  test.each(['v', 'id', 'wave', 'instrument', 'occasion', 'arm', 'order', 'age', 'venue', 'answers', 'barriers'])(
    'without %s',
    (name) => {
      const refused = refusedFields(without(baselineOf(3), name))
      expect(refused).toContain(name)
      // Where occasion, arm or age is missing, what hangs on it cannot be told either.
      if (!['occasion', 'arm', 'age'].includes(name)) expect(refused).toEqual([name])
    },
  )

  test.each(['before', 'recalled'])('without %s at an endline that needs it', (name) => {
    expect(refusedFields(without(endlineOf(3), name))).toEqual([name])
  })

  const wrong: [string, unknown][] = [
    'v',
    'id',
    'wave',
    'instrument',
    'occasion',
    'arm',
    'order',
    'age',
    'venue',
    'answers',
  ].flatMap((name) => [7, null, true, [], {}, 'x'.repeat(5000)].map((value): [string, unknown] => [name, value]))
  test.each(wrong)('with %s of a wrong kind (%j)', (name, value) => {
    const refused = refusedFields({ ...baselineOf(4), [name]: value })
    if (name === 'answers' && JSON.stringify(value) === '{}')
      expect(refused).toEqual(specimenInstrument.concepts.map(({ id }) => `answers.${id}`))
    else expect(refused).toContain(name)
  })

  test('of another version', () => {
    expect(refusals({ ...baselineOf(5), v: 2 })).toEqual(['v: has to be 1'])
    expect(refusals({ ...baselineOf(5), v: '1' })).toEqual(['v: has to be 1'])
  })

  test.each(['', 'f'.repeat(31), 'f'.repeat(33), 'F'.repeat(32), 'g'.repeat(32), `${'0'.repeat(32)}\n`])(
    'with the one-time number "%s"',
    (id) => {
      expect(refusedFields({ ...baselineOf(5), id })).toEqual(['id'])
    },
  )

  test('with an unknown field', () => {
    expect(refusals({ ...baselineOf(6), name: 'Ana' })).toEqual([expect.stringMatching(/^: 1 unknown field; known are v id /)])
    expect(refusals({ ...baselineOf(6), a: 1, b: 2 })).toEqual([expect.stringMatching(/^: 2 unknown fields/)])
  })

  test('with an unknown or another wave’s instrument, or an unknown wave', () => {
    expect(refusals({ ...baselineOf(7), instrument: 'specimen@2' })).toEqual(['instrument: is not an instrument of this campaign'])
    expect(refusedFields({ ...baselineOf(7), wave: 'third' })).toEqual(['wave'])
    const short = randomRecord(seeded(7), { instrument: specimenShort.id, occasion: 'baseline', arm: 'questions-first' })
    expect(refusals({ ...short, wave: 'first' })).toEqual(['instrument: is not asked in this wave'])
  })

  test('with a code that the concept does not have, a concept missing, or one unknown', () => {
    const { answers } = baselineOf(8)
    const refusalsWith = (changed: Record<string, unknown>) => refusals({ ...baselineOf(8), answers: changed })
    expect(refusalsWith({ ...answers, debt: '3' })).toEqual(['answers.debt: has to be one of 0 1 2 k'])
    expect(refusalsWith({ ...answers, debt: 0 })).toEqual(['answers.debt: has to be one of 0 1 2 k'])
    expect(refusalsWith({ ...answers, debt: ['0'] })).toEqual(['answers.debt: has to be one of 0 1 2 k'])
    const { debt: _, ...fewer } = answers
    expect(refusalsWith(fewer)).toEqual(['answers.debt: is missing'])
    expect(refusalsWith({ ...answers, email: '0' })).toEqual(['answers: names a concept that the instrument does not ask here'])
    expect(refusals({ ...endlineOf(8), recalled: { ...endlineOf(8).recalled, debt: '0' } })).toEqual([
      'recalled: names a concept that the instrument does not ask here',
    ])
  })

  test('with answers of another occasion', () => {
    const { answers } = baselineOf(9)
    expect(refusedFields({ ...baselineOf(9), before: answers })).toEqual(['before'])
    expect(refusedFields({ ...baselineOf(9), recalled: { 'can-check': '1' } })).toEqual(['recalled'])
    expect(refusedFields({ ...endlineOf(9), barriers: [] })).toEqual(['barriers'])
    expect(refusedFields({ ...contentFirstOf(9), before: answers })).toEqual(['before'])
    expect(refusedFields({ ...baselineOf(9), before: null })).toEqual(['before'])
    expect(refusedFields({ ...baselineOf(9), batch: 0 })).toEqual(['batch'])
    expect(refusedFields({ ...contentFirstOf(9), batch: 0 })).toEqual(['batch'])
    const short = randomRecord(seeded(9), { instrument: specimenShort.id, occasion: 'endline', arm: 'questions-first' })
    expect(refusedFields({ ...short, recalled: {} })).toEqual(['recalled'])
  })

  test('with a batch that is no whole number; without one it is taken', () => {
    for (const batch of ['0', -1, 0.5, Number.NaN, 2 ** 60, null])
      expect(refusedFields({ ...endlineOf(9), batch })).toEqual(['batch'])
    const { batch: _, ...silent } = endlineOf(9)
    expect(refusals(silent)).toEqual([])
  })

  test('with barriers that are no list, unknown or named twice', () => {
    const refusedWith = (barriers: unknown) => refusals({ ...baselineOf(10), barriers })
    expect(refusedWith(['shy', 'shy'])).toEqual(['barriers: names a barrier twice'])
    expect(refusedWith(['afraid'])).toEqual(['barriers: names a barrier that the instrument does not list'])
    expect(refusedWith([1])).toEqual(['barriers: names a barrier that the instrument does not list'])
    expect(refusedWith('shy')).toEqual(['barriers: has to be a list of barriers'])
    expect(refusedWith({ length: 0 })).toEqual(['barriers: has to be a list of barriers'])
    expect(refusedWith(Array(10_000).fill('shy'))).toEqual(['barriers: has to be a list of barriers'])
    expect(refusedWith([])).toEqual([])
  })

  test('with a baseline in the content-first arm, or that arm for anybody but adults', () => {
    expect(refusals({ ...baselineOf(11), arm: 'content-first' })).toContain('occasion: the content-first arm has no baseline')
    for (const age of ['14-17', 'unsaid'])
      expect(refusals({ ...contentFirstOf(11), age, venue: '' })).toEqual(['arm: only adults are drawn into the content-first arm'])
  })

  test('with a venue for anybody but adults', () => {
    for (const age of ['14-17', 'unsaid'])
      expect(refusals({ ...baselineOf(12), age, venue: 'online.1.000000000000' })).toEqual([
        'venue: has to be empty unless the age band is 18+',
      ])
    expect(refusedFields({ ...baselineOf(12), age: 'under-14', venue: '' })).toEqual(['age'])
  })

  test('when it is no object at all', () => {
    for (const value of [undefined, null, 1, 'x', true, [], [baselineOf(13)], () => 1])
      expect(refusals(value)).toEqual([': a record is a JSON object'])
  })
})

describe('names that every object inherits', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('are unknown fields like any other: %s', (name) => {
    const text = JSON.stringify(baselineOf(14))
    const planted = JSON.parse(text.replace(/}$/, `,"${name}":{"v":1}}`)) as unknown
    expect(refusals(planted)).toEqual([expect.stringMatching(/^: 1 unknown field;/)])
    const inAnswers = JSON.parse(text.replace('"answers":{', `"answers":{"${name}":"0",`)) as unknown
    expect(refusals(inAnswers)).toEqual(['answers: names a concept that the instrument does not ask here'])
    const asBarrier = { ...baselineOf(14), barriers: [name] }
    expect(refusedFields(asBarrier)).toEqual(['barriers'])
    for (const field of ['wave', 'instrument', 'occasion', 'arm', 'order', 'age'])
      expect(refusedFields({ ...baselineOf(14), [field]: name })).toContain(field)
  })

  test('cannot stand in for fields that are not there', () => {
    expect(refusedFields(Object.create(baselineOf(15)))).toEqual(
      expect.arrayContaining(['v', 'id', 'wave', 'occasion', 'arm', 'order', 'age', 'venue']),
    )
    const inherited = { ...baselineOf(15), answers: Object.create(baselineOf(15).answers) as unknown }
    expect(refusedFields(inherited)).toContain('answers.debt')
  })
})

test('a refusal never repeats what was sent', () => {
  // Prefixed, so that it cannot occur in the messages by chance.
  const junk = fc.string({ minLength: 1, maxLength: 60 }).map((text) => `§${text}`)
  // Never empty: an empty list of barriers is a good answer, and carries nothing that could be repeated.
  const planted = fc.oneof(
    junk,
    fc.array(junk, { minLength: 1, maxLength: 3 }),
    fc.dictionary(junk, junk, { minKeys: 1, maxKeys: 3 }),
  )
  const fields = fc.constantFrom(...Object.keys(endlineOf(16)), 'barriers', '', 'name')
  fc.assert(
    fc.property(seeds, fc.array(fc.tuple(fc.oneof(fields, junk), planted), { minLength: 1, maxLength: 5 }), (seed, changes) => {
      const parsed = parseRecord({ ...randomRecord(seeded(seed)), ...Object.fromEntries(changes) }, specimenCatalogue)
      // A venue's code may be any short text: whether it is genuine only the collector can tell.
      if (changes.some(([name]) => name !== 'venue')) expect(parsed.ok).toBe(false)
      if (!parsed.ok) expect(JSON.stringify(parsed.errors)).not.toContain('§')
    }),
    { numRuns: 500 },
  )
})

test('anything at all is either taken or refused, and nothing throws', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (value) => {
      expect(parseRecord(value, specimenCatalogue).ok).toBe(false)
    }),
  )
  fc.assert(
    fc.property(seeds, fc.constantFrom(...Object.keys(endlineOf(1))), fc.anything(), (seed, name, value) => {
      parseRecord({ ...endlineOf(seed), [name]: value }, specimenCatalogue)
    }),
  )
})

describe.each(['core', 'prosecutors', 'responders'])('the largest record of the real instrument %s', (name) => {
  interface Written {
    readonly version: number
    readonly barriers: readonly string[]
    readonly pick?: readonly string[]
    readonly concepts: readonly {
      readonly id: string
      readonly scale: Scale
      readonly answer: AnswerKind
      readonly thenTest?: boolean
      readonly items: { readonly A: { readonly options?: readonly unknown[] } }
    }[]
  }
  const read = (of: string) =>
    parse(readFileSync(new URL(`../../content/instruments/${of}.yaml`, import.meta.url), 'utf8')) as Written
  const written = read(name)
  const picked = read('core').concepts.filter(({ id }) => written.pick?.includes(id))
  const core: Instrument = {
    id: `${name}@${written.version}`,
    barriers: written.barriers,
    concepts: [...written.concepts, ...picked].map(({ id, scale, answer, thenTest, items }) => ({
      id,
      scale,
      ...codesOf(answer, items.A.options?.length ?? 4),
      thenTest: thenTest ?? false,
    })),
  }
  const wave = { ...(specimenCatalogue.waves[0] ?? fail()), id: '2026-12', instruments: [core.id] }
  const catalogue = { ...specimenCatalogue, waves: [wave], instruments: [core] } as unknown as Catalogue

  const longest = (codes: readonly string[]) => [...codes].sort((a, b) => b.length - a.length)[0] ?? ''
  const all = Object.fromEntries(core.concepts.map(({ id, codes }) => [id, longest(codes)]))
  const recalled = Object.fromEntries(core.concepts.filter(({ thenTest }) => thenTest).map(({ id, codes }) => [id, longest(codes)]))
  const shapes = VISIT_OCCASIONS.flatMap((occasion) =>
    ARMS.filter((arm) => arm === 'questions-first' || occasion === 'endline').map((arm) => ({ occasion, arm })),
  )

  test('stays under 1024 bytes weeks later too, with all three answers to each concept', () => {
    const record: FollowupRecord = {
      v: 1,
      id: 'f'.repeat(32),
      wave: wave.id,
      instrument: core.id,
      occasion: 'followup',
      age: '18+',
      order: FORM_ORDERS[0],
      answers: all,
      earlier: Object.fromEntries(Object.entries(all).map(([concept, code]) => [concept, code + code])),
    }
    expect(parseFollowupRecord(record, catalogue)).toEqual({ ok: true, value: expect.objectContaining({ record }) })
    expect(new TextEncoder().encode(JSON.stringify(record)).length).toBeLessThan(1024)
  })

  test.each(shapes)('stays under 1024 bytes: $arm, $occasion', ({ occasion, arm }) => {
    const endline = occasion === 'endline'
    const paired = endline && arm === 'questions-first'
    const record: AnswerRecord = {
      v: 1,
      id: 'f'.repeat(32),
      wave: wave.id,
      instrument: core.id,
      occasion,
      arm,
      order: FORM_ORDERS[0],
      age: '18+',
      venue: 'x'.repeat(VENUE_CODE_LENGTH),
      answers: all,
      ...(paired && { before: all }),
      ...(endline && { recalled }),
      ...(!paired && { barriers: core.barriers }),
    }
    expect(parseRecord(record, catalogue)).toEqual({ ok: true, value: expect.objectContaining({ record }) })
    expect(new TextEncoder().encode(JSON.stringify(record)).length).toBeLessThan(1024)
  })
})

function fail(): never {
  throw new Error('the specimen has no wave')
}
