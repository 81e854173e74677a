import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatVenueCode, parseVenueCode, VENUE_CODE_LENGTH } from './venue-code.ts'

describe('a venue’s code', () => {
  test('is read into venue, epoch and tag', () => {
    expect(parseVenueCode('terminal-bogota.1.9f2k7c3m1x0q')).toEqual({ venue: 'terminal-bogota', epoch: 1, tag: '9f2k7c3m1x0q' })
  })

  test('is written as it was read, and read as it was written', () => {
    const codes = fc.record({
      venue: fc.stringMatching(/^[a-z0-9]{1,10}(-[a-z0-9]{1,10}){0,3}$/).filter((venue) => venue.length <= 42),
      epoch: fc.integer({ min: 1, max: 9999 }),
      tag: fc.stringMatching(/^[0-9a-z]{12}$/),
    })
    fc.assert(
      fc.property(codes, (code) => {
        expect(parseVenueCode(formatVenueCode(code))).toEqual(code)
      }),
    )
  })

  test.each([
    ['nothing', ''],
    ['no tag', 'online.1'],
    ['a tag too short', 'online.1.00000000000'],
    ['a tag too long', 'online.1.0000000000000'],
    ['capitals', 'Online.1.000000000000'],
    ['an epoch of 0', 'online.0.000000000000'],
    ['an epoch with a leading 0', 'online.01.000000000000'],
    ['an epoch of five digits', 'online.10000.000000000000'],
    ['a hyphen at an end', '-online.1.000000000000'],
    ['two hyphens', 'on--line.1.000000000000'],
    ['a path', '../online.1.000000000000'],
    ['a line break', 'online.1.000000000000\n'],
    ['more behind it', 'online.1.000000000000.x'],
  ])('is none with %s', (_, text) => {
    expect(parseVenueCode(text)).toBeUndefined()
  })

  test('is carried up to its greatest length and no further', () => {
    const venue = 'a'.repeat(VENUE_CODE_LENGTH - '.1.000000000000'.length)
    expect(parseVenueCode(`${venue}.1.000000000000`)).toBeDefined()
    expect(parseVenueCode(`${venue}a.1.000000000000`)).toBeUndefined()
  })

  test('is looked for in any text without throwing or hanging', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const code = parseVenueCode(text)
        if (code) expect(formatVenueCode(code)).toBe(text)
      }),
    )
    expect(parseVenueCode('a-'.repeat(100_000))).toBeUndefined()
  })
})
