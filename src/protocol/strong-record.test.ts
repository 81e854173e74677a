import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  randomRecord,
  randomStrongRecord,
  seeded,
  specimenCatalogue,
  specimenInstrument,
  specimenShort,
  strongCatalogue,
} from '../../tests/specimen.ts'
import { parseRecord } from './record.ts'
import { parseStrongRecord, type StrongRecord, saysStrong } from './strong-record.ts'

const seeds = fc.integer()
const good = (overrides: Partial<StrongRecord> = {}) =>
  randomStrongRecord(seeded(3), { instrument: specimenInstrument.id, age: '18+', ...overrides })

/** What is refused, as "field: detail" lines. */
function refusals(value: unknown, catalogue = strongCatalogue): string[] {
  const parsed = parseStrongRecord(value, catalogue)
  return parsed.ok ? [] : parsed.errors.map(({ field, detail }) => `${field}: ${detail}`)
}
const refusedFields = (value: unknown): string[] => [...new Set(refusals(value).map((line) => line.slice(0, line.indexOf(':'))))]

describe('a record of strong mode', () => {
  test('is taken as it is, of every age and instrument, and after JSON too', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const record = randomStrongRecord(seeded(seed))
        const parsed = parseStrongRecord(JSON.parse(JSON.stringify(record)), strongCatalogue)
        expect(parsed).toEqual({ ok: true, value: expect.objectContaining({ record }) })
        if (!parsed.ok) return
        expect(parsed.value.instrument.id).toBe(record.instrument)
        expect(parsed.value.wave.id).toBe('second')
      }),
      { numRuns: 300 },
    )
  })

  test('says that it is one, and no exact record does', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(saysStrong(randomStrongRecord(seeded(seed)))).toBe(true)
        expect(saysStrong(randomRecord(seeded(seed)))).toBe(false)
      }),
    )
    for (const value of [null, [], 'mode', 7, undefined, Object.create({ mode: 'strong' })]) expect(saysStrong(value)).toBe(false)
  })

  test('is refused by the parser of exact ones, and an exact one by its', () => {
    expect(parseRecord(good(), strongCatalogue).ok).toBe(false)
    expect(parseStrongRecord(randomRecord(seeded(1)), strongCatalogue).ok).toBe(false)
  })

  test('stays under 300 bytes', () => {
    const { length } = JSON.stringify(good({ venue: `airport-norte.${'9'.repeat(4)}.${'z'.repeat(12)}` }))
    expect(length).toBeLessThan(300)
  })

  test.each(['v', 'mode', 'id', 'wave', 'instrument', 'occasion', 'age', 'reports'])('is refused without its %s', (name) => {
    const record: Record<string, unknown> = { ...good() }
    delete record[name]
    expect(refusedFields(record)).toContain(name)
  })

  test('is refused with anything exact beside it, or any field that is not described', () => {
    for (const extra of ['answers', 'before', 'recalled', 'barriers', 'arm', 'order', 'name', '__proto__']) {
      const record = JSON.parse(JSON.stringify(good()).replace('{', `{${JSON.stringify(extra)}:{},`))
      expect(refusals(record)).toEqual([': 1 unknown field; known are v mode id wave instrument occasion age venue reports'])
    }
  })

  test.each<[string, Partial<Record<keyof StrongRecord, unknown>>, string]>([
    ['another version', { v: 2 }, 'v'],
    ['another mode', { mode: 'weak' }, 'mode'],
    ['a one-time number that is none', { id: 'x' }, 'id'],
    ['an unknown wave', { wave: 'third' }, 'wave'],
    ['an unknown instrument', { instrument: 'other@1' }, 'instrument'],
    ['a baseline', { occasion: 'baseline' }, 'occasion'],
    ['an age that is no band', { age: '13', venue: '' }, 'age'],
    ['three concepts', { reports: { debt: '00', 'own-papers': '01', anybody: '11' } }, 'reports'],
    ['one concept of seven', { reports: { debt: '00' } }, 'reports'],
    ['no concept', { reports: {} }, 'reports'],
    ['a list', { reports: ['00', '01'] }, 'reports'],
    ['a concept that is not asked', { reports: { debt: '00', other: '01' } }, 'reports'],
    ['a cell that is none', { reports: { debt: '00', anybody: '12' } }, 'reports.anybody'],
    ['a cell that is a number', { reports: { debt: '00', anybody: 11 } }, 'reports.anybody'],
    ['an exact answer for a cell', { reports: { debt: '0', anybody: '11' } }, 'reports.debt'],
  ])('is refused with %s, and the field named', (_, change, field) => {
    expect(refusedFields({ ...good(), ...change })).toEqual([field])
  })

  test('is refused with a concept of a longer instrument than its own', () => {
    const short = good({ instrument: specimenShort.id, reports: { debt: '00', anybody: '11' } })
    expect(refusedFields(short)).toEqual(['reports'])
    expect(refusedFields(good({ instrument: specimenShort.id, reports: { debt: '00', 'would-ask': '11' } }))).toEqual([])
  })

  test('of an adult has to name a strong venue of the wave; of everybody else it names none', () => {
    expect(refusedFields(good({ venue: 'terminal-norte.1.000000000000' }))).toEqual(['mode'])
    expect(refusedFields(good({ venue: '' }))).toEqual(['mode'])
    expect(refusedFields(good({ venue: 'airport-norte' }))).toEqual([])
    for (const age of ['14-17', 'unsaid'] as const) {
      expect(refusedFields(good({ age, venue: '' }))).toEqual([])
      expect(refusedFields(good({ age, venue: 'airport-norte.1.000000000000' }))).toEqual(['venue'])
    }
  })

  test('is refused in a wave that has no strong venue, whatever its age', () => {
    expect(refusals(good({ age: 'unsaid', venue: '' }), specimenCatalogue)).toEqual(['mode: is not used in this wave'])
  })

  test('never says in a refusal what was sent', () => {
    const secret = 'SECRET'
    for (const field of ['v', 'mode', 'id', 'wave', 'instrument', 'occasion', 'age', 'venue'])
      expect(refusals({ ...good(), [field]: secret }).join()).not.toContain(secret)
    expect(refusals({ ...good(), reports: { [secret]: secret, debt: secret } }).join()).not.toContain(secret)
  })
})

describe('an exact record that names a strong venue', () => {
  const exact = (venue: string) => randomRecord(seeded(2), { age: '18+', arm: 'questions-first', venue })

  test('is refused, genuine or not, and the mode named', () => {
    for (const venue of ['airport-norte.1.000000000000', 'airport-norte.9.zzzzzzzzzzzz', 'airport-norte', 'airport-norte.'])
      expect(parseRecord(exact(venue), strongCatalogue)).toEqual({
        ok: false,
        errors: [{ field: 'mode', detail: expect.stringContaining('strong') }],
      })
  })

  test('is taken where the venue is not strong, or is so in another wave alone', () => {
    expect(parseRecord(exact('terminal-norte.1.000000000000'), strongCatalogue).ok).toBe(true)
    expect(parseRecord(exact(''), strongCatalogue).ok).toBe(true)
    const first = randomRecord(seeded(2), {
      wave: 'first',
      age: '18+',
      arm: 'questions-first',
      venue: 'airport-norte.1.000000000000',
    })
    expect(parseRecord(first, strongCatalogue).ok).toBe(true)
  })
})
