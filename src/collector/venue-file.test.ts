import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Venue } from '../protocol/catalogue.ts'
import { venuesIn, withRaisedEpoch, withVenues } from './venue-file.ts'

const FILE = 'venues.yaml'
const ours = readFileSync(join(import.meta.dirname, '../../content/venues.yaml'), 'utf8')
const venue = (id: string): Venue => ({
  id,
  name: { es: `Sitio ${id}`, en: `Place ${id}` },
  kind: 'terminal',
  city: 'San José: "norte"',
  audience: 'travellers',
  epoch: 1,
})

describe('rows are added', () => {
  test('to the end, and not a letter before them changes', () => {
    const after = withVenues(ours, [venue('a'), venue('b')], FILE)
    expect(after.startsWith(ours)).toBe(true)
    expect(parse(after)).toEqual([...parse(ours), venue('a'), venue('b')])
  })

  test('to a file that does not end its last line, to one in blocks with comments, and to an empty one', () => {
    const written = '# head\n- id: x # the first\n  name: { es: X, en: X }\n  # inside\n  epoch: 2'
    expect(withVenues(written, [venue('a')], FILE).startsWith(`${written}\n- { id: a,`)).toBe(true)
    expect(venuesIn(withVenues('', [venue('a')], FILE), FILE)).toEqual([venue('a')])
    expect(venuesIn(withVenues('# nothing yet\n', [venue('a')], FILE), FILE)).toEqual([venue('a')])
  })

  test.each([
    ['- { id: x', 'venues.yaml is damaged'],
    ['id: x', 'venues.yaml is no list of venues'],
    ['[{ id: x }]', 'venues.yaml'],
  ])('to %j never', (text, reason) => {
    expect(() => withVenues(text, [venue('a')], FILE)).toThrow(reason)
  })
})

describe('an epoch is raised', () => {
  test('of one venue, by one, and nothing else of the file changes', () => {
    const { text, epoch } = withRaisedEpoch(ours, 'mesa-cali', FILE)
    expect(epoch).toBe(2)
    const [before, after] = [ours.split('\n'), text.split('\n')]
    const changed = before.filter((line, at) => line !== after[at])
    expect(after).toHaveLength(before.length)
    expect(changed).toHaveLength(1)
    expect(changed[0]).toContain('id: mesa-cali,')
    expect(after.find((line) => line.includes('id: mesa-cali,'))).toBe(changed[0]?.replace('epoch: 1', 'epoch: 2'))
  })

  test('any number of times, whichever the venue', () => {
    const ids = venuesIn(ours, FILE).map(({ id }) => id)
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.integer({ min: 1, max: 12 }), (id, times) => {
        let text = ours
        for (let time = 0; time < times; time++) text = withRaisedEpoch(text, id, FILE).text
        expect(venuesIn(text, FILE)).toEqual(
          venuesIn(ours, FILE).map((each) => (each.id === id ? { ...each, epoch: 1 + times } : each)),
        )
      }),
      { numRuns: 20 },
    )
  })

  test.each([
    ['- { id: x, epoch: 1 }', 'y', 'there is no venue "y" in venues.yaml'],
    ['- { id: x }', 'x', 'x has no epoch'],
    ['- { id: x, epoch: one }', 'x', 'x has no epoch'],
    ['- { id: x, epoch: 9999 }', 'x', 'x is at epoch 9999, and there is none after it'],
  ])('in %j of %s not, and it says why', (text, id, reason) => {
    expect(() => withRaisedEpoch(text, id, FILE)).toThrow(reason)
  })
})
