import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { specimenCatalogue } from '../../tests/specimen.ts'
import { parseVenueCode, VENUE_CODE_LENGTH } from '../protocol/venue-code.ts'
import { codeOfVenue, venueCheck, venueTag } from './venue-tag.ts'

const key = Buffer.alloc(32, 1)
const { venues } = specimenCatalogue

describe('a printed code', () => {
  test('names its venue', () => {
    for (const venue of venues) expect(venueCheck(key, venues)(codeOfVenue(key, venue))).toBe(venue)
  })

  test('has the shape and length that phones take', () => {
    for (const venue of venues) {
      const code = codeOfVenue(key, venue)
      expect(code.length).toBeLessThanOrEqual(VENUE_CODE_LENGTH)
      expect(parseVenueCode(code)).toEqual({ venue: venue.id, epoch: venue.epoch, tag: venueTag(key, venue.id, venue.epoch) })
    }
  })

  test('carries HMAC-SHA-256, cut to 60 bits', () => {
    // Worked out with Python's hmac: the first 60 bits of HMAC(0x01 × 32, 'online.1'), five at a time.
    expect(venueTag(key, 'online', 1)).toBe('0aw54amc761z')
  })

  test('made with another key, for another venue or in another epoch, names nothing', () => {
    for (const venue of venues) {
      const code = codeOfVenue(key, venue)
      const [id, epoch, tag] = code.split('.')
      const wrong = [
        codeOfVenue(Buffer.alloc(32, 2), venue),
        codeOfVenue(key, { ...venue, epoch: venue.epoch + 1 }),
        codeOfVenue(key, { ...venue, epoch: venue.epoch === 1 ? 9 : venue.epoch - 1 }),
        codeOfVenue(key, { ...venue, id: 'not-a-venue' }),
        `${venues.find((other) => other !== venue)?.id}.${epoch}.${tag}`,
        `${id}.${epoch}.${'0'.repeat(12)}`,
        `${id}.${venue.epoch + 1}.${tag}`,
        `${code}0`,
        code.toUpperCase(),
        ` ${code}`,
        '',
      ]
      for (const text of wrong) expect(venueCheck(key, venues)(text), text).toBeUndefined()
    }
  })

  test('no text that was not printed names a venue, and none makes it throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => venueCheck(key, venues)(text) === undefined))
    fc.assert(
      fc.property(
        fc.stringMatching(/^(online|mesa-norte)\.[0-9]{1,4}\.[0-9a-z]{12}$/),
        (text) => venueCheck(key, venues)(text) === undefined,
      ),
    )
  })
})
