import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { specimenCatalogue, specimenInstrument, specimenShort } from '../../tests/specimen.ts'
import { AGE_BANDS, ARMS } from '../assessment/design.ts'
import { COUNTED_EVENTS, type Footfall, parseFootfall } from './footfall.ts'

const scan: Footfall = {
  v: 1,
  id: '0123456789abcdef0123456789abcdef',
  event: 'scan',
  wave: 'second',
  instrument: specimenInstrument.id,
  age: '18+',
  arm: 'questions-first',
  venue: 'online.1.000000000000',
}

/** The fields named in a refusal, each once. */
function refusedFields(value: unknown): string[] {
  const parsed = parseFootfall(value, specimenCatalogue)
  return parsed.ok ? [] : [...new Set(parsed.errors.map(({ field }) => field))]
}

describe('a bare count', () => {
  test('is taken for each event, age and arm, with the wave that it names', () => {
    for (const event of COUNTED_EVENTS)
      for (const age of AGE_BANDS)
        for (const arm of ARMS) {
          const footfall: Footfall = { ...scan, event, age, arm, venue: age === '18+' ? scan.venue : '' }
          const parsed = parseFootfall(JSON.parse(JSON.stringify(footfall)), specimenCatalogue)
          if (arm === 'content-first' && age !== '18+') expect(refusedFields(footfall)).toEqual(['arm'])
          else expect(parsed).toEqual({ ok: true, value: { footfall, wave: specimenCatalogue.waves[1] } })
        }
  })

  test.each(Object.keys(scan))('is refused without %s, and the field named', (name) => {
    const lacking = Object.fromEntries(Object.entries({ ...scan, venue: '' }).filter(([field]) => field !== name))
    expect(refusedFields(lacking)).toEqual([name])
  })

  test.each(Object.keys(scan).flatMap((name) => [7, null, [], {}, '§'].map((value): [string, unknown] => [name, value])))(
    'is refused where %s is %j',
    (name, value) => {
      if (name === 'venue' && value === '§') expect(refusedFields({ ...scan, venue: value })).toEqual([])
      else expect(refusedFields({ ...scan, [name]: value })).toContain(name)
    },
  )

  test('carries no answer: any other field is refused', () => {
    expect(refusedFields({ ...scan, answers: { debt: '0' } })).toEqual([''])
    expect(refusedFields({ ...scan, day: '2026-11-24' })).toEqual([''])
    expect(refusedFields(JSON.parse(`{"__proto__":1,${JSON.stringify(scan).slice(1)}`))).toEqual([''])
  })

  test('is not of an event that only a record makes', () => {
    expect(refusedFields({ ...scan, event: 'finish' })).toEqual(['event'])
  })

  test('is of an instrument that its wave asks', () => {
    expect(refusedFields({ ...scan, wave: 'first', instrument: specimenShort.id })).toEqual(['instrument'])
  })

  test('has no venue for anybody but adults', () => {
    expect(refusedFields({ ...scan, age: '14-17' })).toEqual(['venue'])
    expect(refusedFields({ ...scan, age: 'unsaid' })).toEqual(['venue'])
  })

  test('is an object', () => {
    for (const value of [undefined, null, 1, 'scan', [scan]]) expect(refusedFields(value)).toEqual([''])
  })
})

test('a refusal never repeats what was sent', () => {
  const junk = fc.string({ minLength: 1, maxLength: 60 }).map((text) => `§${text}`)
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(junk, fc.constantFrom(...Object.keys(scan))), junk, { minKeys: 1 }), (changes) => {
      const parsed = parseFootfall({ ...scan, ...changes }, specimenCatalogue)
      if (!parsed.ok) expect(JSON.stringify(parsed.errors)).not.toContain('§')
    }),
  )
})
