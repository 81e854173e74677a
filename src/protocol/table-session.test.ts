import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { specimenCatalogue } from '../../tests/specimen.ts'
import { venueOf } from './catalogue.ts'
import {
  isSpokenGood,
  parseSitting,
  sessionId,
  sittingOf,
  spokenIn,
  spokenInWords,
  type TableSession,
  venueOfSession,
} from './table-session.ts'
import { formatVenueCode, parseVenueCode, VENUE_CODE_LENGTH } from './venue-code.ts'

const days = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))
const sittings = fc.record({
  table: fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/),
  date: days,
  part: fc.integer({ min: 1, max: 9 }),
})

describe("a session's id", () => {
  test('says its table, day and part, and nothing is lost on the way', () => {
    fc.assert(fc.property(sittings, (sitting) => void expect(sittingOf(sessionId(sitting))).toEqual(sitting)))
    expect(sessionId({ table: 'mesa-bogota', date: '2026-11-28', part: 1 })).toBe('mesa-bogota-20261128')
  })

  test('fits a code that is carried', () => {
    const id = sessionId({ table: 'mesa-villavicencio', date: '2026-11-28', part: 9 })
    const code = formatVenueCode({ venue: id, epoch: 9999, tag: '0'.repeat(12) })
    expect(code.length).toBeLessThanOrEqual(VENUE_CODE_LENGTH)
    expect(parseVenueCode(code)?.venue).toBe(id)
  })

  test.each(['mesa-bogota', 'mesa-bogota-20260230', 'mesa-bogota-20261301', '-20261128', 'mesa-20261128-1', 'mesa-20261128-10'])(
    '%s is none',
    (id) => expect(sittingOf(id)).toBeUndefined(),
  )
})

describe('the venue that a session is', () => {
  test('has its table’s city, kind, audience and epoch, and a name with its day', () => {
    const table = specimenCatalogue.venues.find(({ id }) => id === 'mesa-norte')
    const venue = venueOfSession(specimenCatalogue, 'mesa-norte-20261128-2')
    expect(venue).toEqual({
      ...table,
      id: 'mesa-norte-20261128-2',
      name: { es: `${table?.name.es}, 2026-11-28 (2)`, en: `${table?.name.en}, 2026-11-28 (2)` },
    })
    expect(venueOf(specimenCatalogue, 'mesa-norte-20261128')?.kind).toBe('round-table')
  })

  test('is nowhere without such a table, and at no other kind of venue', () => {
    expect(venueOf(specimenCatalogue, 'mesa-sur-20261128')).toBeUndefined()
    expect(venueOf(specimenCatalogue, 'terminal-norte-20261128')).toBeUndefined()
  })
})

describe('spoken digits', () => {
  test('are read however they were typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (number) => {
        const spoken = String(number).padStart(6, '0')
        expect(spokenIn(spokenInWords(spoken))).toBe(spoken)
      }),
    )
    for (const text of [' 482-915', '48 29 15', '482.915']) expect(spokenIn(text)).toBe('482915')
    for (const text of ['', '48291', '4829155', '48291a', '４８２９１５']) expect(spokenIn(text)).toBeUndefined()
  })

  test('are good while the session is open, on its day and the days beside it', () => {
    const session: TableSession = { id: 'mesa-norte-20261128', wave: 'w', instrument: 'i', spoken: '482915', state: 'open' }
    const good = ['2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'].map((day) => isSpokenGood(session, day))
    expect(good).toEqual([false, true, true, true, false])
    expect(isSpokenGood({ ...session, state: 'ended' }, '2026-11-28')).toBe(false)
  })
})

describe('what staff send to open a session', () => {
  test('is a table and a day, and a part where there is a second', () => {
    expect(parseSitting({ table: 'mesa-norte', date: '2026-11-28' })).toEqual({
      ok: true,
      value: { table: 'mesa-norte', date: '2026-11-28', part: 1 },
    })
    expect(parseSitting({ table: 'mesa-norte', date: '2026-11-28', part: 2 })).toMatchObject({ value: { part: 2 } })
  })

  test.each([
    [{ table: 'mesa', date: '2026-02-30' }, 'date'],
    [{ table: 'mesa', date: 20261128 }, 'date'],
    [{ table: 1, date: '2026-11-28' }, 'table'],
    [{ table: 'mesa', date: '2026-11-28', part: 0 }, 'part'],
    [{ table: 'mesa', date: '2026-11-28', part: 1.5 }, 'part'],
    [{ table: 'mesa', date: '2026-11-28', more: 1 }, ''],
    ['mesa', ''],
  ])('%j is refused, and the field named', (value, name) => {
    const parsed = parseSitting(value)
    expect(parsed.ok ? [] : parsed.errors.map(({ field }) => field)).toContain(name)
  })
})
