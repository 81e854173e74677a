import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Venue } from './catalogue.ts'
import {
  AUDIENCES,
  draftOfAircraft,
  judgedDrafts,
  mistakesIn,
  VENUE_ID_LENGTH,
  VENUE_NAME_LENGTH,
  type VenueDraft,
  venueOfDraft,
  venueRow,
} from './new-venue.ts'
import { formatVenueCode, parseVenueCode } from './venue-code.ts'

const known: readonly Venue[] = [
  {
    id: 'terminal-bogota',
    name: { es: 'Terminal de Bogotá', en: 'Bogotá bus terminal' },
    kind: 'terminal',
    city: 'Bogotá',
    audience: 'travellers',
    epoch: 1,
  },
  {
    id: 'hk-4521',
    name: { es: 'Avión HK-4521', en: 'Aircraft HK-4521' },
    kind: 'flight',
    city: 'none',
    audience: 'travellers',
    epoch: 3,
  },
]

const cali: VenueDraft = {
  id: 'terminal-cali',
  nameEs: 'Terminal de Cali',
  nameEn: 'Cali bus terminal',
  kind: 'terminal',
  city: 'Cali',
  audience: 'travellers',
}

describe('a draft', () => {
  test('without mistakes becomes a venue whose code was never printed before', () => {
    expect(mistakesIn(cali, known)).toEqual([])
    expect(venueOfDraft(cali).epoch).toBe(1)
  })

  test.each<[Partial<VenueDraft>, string, string, string]>([
    [{ id: '' }, 'id', 'missing', ''],
    [{ nameEn: '  ' }, 'nameEn', 'missing', ''],
    [{ id: 'Terminal Cali' }, 'id', 'not-an-id', 'Terminal Cali'],
    [{ id: 'a--b' }, 'id', 'not-an-id', 'a--b'],
    [{ id: 'x'.repeat(VENUE_ID_LENGTH + 1) }, 'id', 'too-long', String(VENUE_ID_LENGTH)],
    [{ id: 'unknown' }, 'id', 'reserved', 'unknown'],
    [{ id: '14-17' }, 'id', 'reserved', '14-17'],
    [{ id: 'terminal-bogota' }, 'id', 'taken', 'terminal-bogota'],
    [{ id: 'terminal-b0gota' }, 'id', 'same-to-the-eye', 'terminal-bogota'],
    [{ id: 'terminal-bogata' }, 'id', 'one-slip-away', 'terminal-bogota'],
    [{ nameEs: 'terminal de  BOGOTA', city: 'Bogotá' }, 'nameEs', 'same-name', 'terminal-bogota'],
    [{ nameEs: 'Una\nlínea' }, 'nameEs', 'not-plain', ''],
    [{ nameEs: 'x'.repeat(VENUE_NAME_LENGTH + 1) }, 'nameEs', 'too-long', String(VENUE_NAME_LENGTH)],
    [{ kind: 'bus' }, 'kind', 'no-such-kind', 'airport, terminal, flight, round-table, online'],
    [{ audience: 'all' }, 'audience', 'no-such-audience', AUDIENCES.join(', ')],
    [{ city: 'none' }, 'city', 'needs-a-city', ''],
    [{ kind: 'flight' }, 'city', 'takes-no-city', 'none'],
    [{ city: 'Bogota' }, 'city', 'city-written-otherwise', 'Bogotá'],
    [{ city: 'Bogotáa' }, 'city', 'city-written-otherwise', 'Bogotá'],
  ])('with %j is told field and reason', (change, field, reason, about) => {
    expect(mistakesIn({ ...cali, ...change }, known)).toEqual([{ field, reason, about }])
  })

  test('may have the name of a place in another city', () => {
    expect(mistakesIn({ ...cali, nameEs: 'Terminal de Bogotá' }, known)).toEqual([])
  })

  test('of an aircraft needs its registration alone', () => {
    expect(mistakesIn(draftOfAircraft(' hk-4522 '), known)).toEqual([])
    expect(venueOfDraft(draftOfAircraft('hk-4522'))).toMatchObject({ id: 'hk-4522', name: { es: 'Avión HK-4522' }, city: 'none' })
    expect(mistakesIn(draftOfAircraft('HK-4521'), known)).toContainEqual({ field: 'id', reason: 'taken', about: 'hk-4521' })
  })

  test('with the longest id has a code that is carried at every epoch', () => {
    const id = 'x'.repeat(VENUE_ID_LENGTH)
    expect(mistakesIn({ ...cali, id }, known)).toEqual([])
    expect(parseVenueCode(formatVenueCode({ venue: id, epoch: 9999, tag: '0'.repeat(12) }))?.venue).toBe(id)
  })
})

describe('several drafts', () => {
  test('clash with one another as with what is there', () => {
    const [first, second, third] = judgedDrafts(
      [cali, cali, { ...cali, id: 'terminal-ca1i', nameEs: 'Otra', nameEn: 'Other' }],
      known,
      false,
    )
    expect(first).toEqual([])
    expect(second?.map(({ reason }) => reason)).toEqual(['taken', 'same-name', 'same-name'])
    expect(third).toEqual([{ field: 'id', reason: 'same-to-the-eye', about: 'terminal-cali' }])
  })

  test('may look alike where somebody has looked, and may not be the same', () => {
    const judged = judgedDrafts(
      [draftOfAircraft('HK-4521-A'), draftOfAircraft('HK-4521-B'), draftOfAircraft('HK-4521')],
      known,
      true,
    )
    expect(judged.map((mistakes) => mistakes.map(({ reason }) => reason))).toEqual([[], [], ['taken', 'same-name', 'same-name']])
  })

  test('are judged by the thousand in a moment', () => {
    const fleet = Array.from({ length: 2000 }, (_, at) => draftOfAircraft(`HK-${5000 + at}`))
    const start = performance.now()
    expect(judgedDrafts(fleet, known, false).flat()).toEqual([])
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

test('a row says in YAML what the venue is, whatever its names hold', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  const city = fc.oneof(name, fc.constantFrom('no', 'Yes', 'null', 'Santa Marta', '12', '#x', 'a: b', 'San Andrés'))
  const word = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/)
  fc.assert(
    fc.property(word, name, name, city, (id, es, en, place) => {
      const venue: Venue = { id, name: { es, en }, kind: 'terminal', city: place, audience: 'travellers', epoch: 1 }
      expect(parse(venueRow(venue))).toEqual([venue])
    }),
  )
})
