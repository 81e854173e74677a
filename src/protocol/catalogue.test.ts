import { describe, expect, test } from 'vitest'
import { specimenCatalogue, specimenInstrument } from '../../tests/specimen.ts'
import { instrumentOf, parseCatalogue, venueOf, waveOf } from './catalogue.ts'

describe('the catalogue', () => {
  test('is taken as a build wrote it', () => {
    expect(parseCatalogue(JSON.parse(JSON.stringify(specimenCatalogue)))).toEqual(specimenCatalogue)
  })

  test.each([null, undefined, 'x', 1, [], {}, { format: 'other@1' }])('is not %j', (value) => {
    expect(() => parseCatalogue(value)).toThrow('catalogue: format is not eso-es-cuento/catalogue@1')
  })

  test.each(['waves', 'venues', 'instruments'])('has %s', (list) => {
    expect(() => parseCatalogue({ ...specimenCatalogue, [list]: [] })).toThrow(`catalogue: ${list} is missing or empty`)
    expect(() => parseCatalogue({ ...specimenCatalogue, [list]: undefined })).toThrow(TypeError)
  })

  test('finds by id, and nothing under a name that objects inherit', () => {
    expect(instrumentOf(specimenCatalogue, 'specimen@1')).toBe(specimenInstrument)
    expect(waveOf(specimenCatalogue, 'first')?.ends).toBe('2025-06-30')
    expect(venueOf(specimenCatalogue, 'mesa-norte')?.kind).toBe('round-table')
    for (const find of [instrumentOf, waveOf, venueOf]) {
      expect(find(specimenCatalogue, 'nowhere')).toBeUndefined()
      expect(find(specimenCatalogue, 'constructor')).toBeUndefined()
    }
  })
})
