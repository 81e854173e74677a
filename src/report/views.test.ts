import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { follows } from '../../tests/fractions.ts'
import { snapshotAt } from '../../tests/released.ts'
import { specimenCatalogue } from '../../tests/specimen.ts'
import type { Catalogue } from '../protocol/catalogue.ts'
import { key } from '../tally/keys.ts'
import { mergeTallies } from '../tally/tally.ts'
import { sizeOf } from './gate/release.ts'
import type { Snapshot } from './gate/snapshot.ts'
import { type Unit, unitsOf } from './views.ts'

const snapshots = [
  snapshotAt('terminal-norte', 30, { week: '2026-W30' }),
  snapshotAt('terminal-norte', 12, { number: 2, week: '2026-W34', seed: 60 }),
  snapshotAt('terminal-sur', 14, { week: '2026-W31' }),
  snapshotAt('airport-norte', 25, { week: '2026-W29' }),
  snapshotAt('mesa-norte', 11, { week: '2026-W33' }),
  snapshotAt('online', 22, { week: '2026-W32' }),
  snapshotAt('14-17', 40, { week: '2026-W28' }),
  snapshotAt('unknown', 35, { week: '2026-W35' }),
  snapshotAt('comparison', 26, { week: '2026-W27' }),
]
const units = unitsOf(snapshots, specimenCatalogue)
const idsAt = (level: Unit['level']) => units.filter((unit) => unit.level === level).map(({ id }) => id)
const unitAt = (level: Unit['level'], id: string): Unit => {
  const found = units.find((unit) => unit.level === level && unit.id === id)
  if (!found) throw new RangeError(`${level} ${id}`)
  return found
}

describe('a view', () => {
  test('stands for all, for each audience, each city and each kind that has something', () => {
    expect(units[0]).toMatchObject({ level: 'overall', id: 'all' })
    expect(idsAt('audience')).toEqual(['everybody', 'prosecutors'])
    expect(idsAt('city')).toEqual(['Norte'])
    expect(idsAt('kind')).toEqual(['airport', 'online', 'round-table'])
  })

  test('with just one hidden leaf is left out, since it would be that leaf under another name or give it by subtraction', () => {
    // terminal-sur has 14 people: it is the only place of its city, and the only hidden one of its kind and audience.
    for (const { level, places } of units) if (level !== 'overall') expect(places).not.toContain('terminal-sur')
    const grown = unitsOf([...snapshots, snapshotAt('terminal-sur', 10, { number: 2, seed: 300 })], specimenCatalogue)
    const ids = grown.map(({ level, id }) => `${level} ${id}`)
    expect(ids).toEqual(expect.arrayContaining(['leaf terminal-sur', 'city Sur', 'kind terminal', 'audience travellers']))
  })

  test('is the sum of the leaves that it names, footfall too', () => {
    for (const unit of units) {
      const parts = snapshots.filter(({ place }) => unit.places.includes(place))
      expect(unit.tally).toEqual(mergeTallies(...parts.map(({ tally }) => tally)))
      expect(unit.footfall.scans).toBe(parts.reduce((sum, { footfall }) => sum + footfall.scans, 0))
      expect(unit.footfall.finishes).toBe(parts.reduce((sum, { footfall }) => sum + footfall.finishes, 0))
    }
    expect(unitAt('city', 'Norte').n).toBe(30 + 12 + 25 + 11)
    expect(unitAt('overall', 'all').n).toBe(30 + 12 + 14 + 25 + 11 + 22 + 40 + 35)
  })

  test('of every audience adds up to the whole of the venues, once none is left out', () => {
    const grown = unitsOf([...snapshots, snapshotAt('terminal-sur', 10, { number: 2, seed: 300 })], specimenCatalogue)
    const people = (level: Unit['level']) => grown.filter((unit) => unit.level === level).reduce((sum, { n }) => sum + n, 0)
    expect(people('audience') + 40 + 35).toBe(people('overall'))
  })

  test('tells the first and the last week of what it adds up', () => {
    expect(unitAt('leaf', 'terminal-norte').weeks).toEqual(['2026-W30', '2026-W34'])
    expect(unitAt('overall', 'all').weeks).toEqual(['2026-W28', '2026-W35'])
  })

  test('of a city has no place that stands in none', () => {
    for (const id of idsAt('city')) expect(unitAt('city', id).places).not.toContain('online')
  })
})

describe('a leaf', () => {
  test('stands by itself from 20 people, a round table from 10; smaller ones only within their views', () => {
    expect(idsAt('leaf')).toEqual(['airport-norte', 'mesa-norte', 'online', 'terminal-norte'])
    expect(unitAt('overall', 'all').places).toContain('terminal-sur')
  })

  test('of several snapshots counts all of them', () => {
    const two = [snapshotAt('terminal-sur', 10), snapshotAt('terminal-sur', 10, { number: 2, seed: 99 })]
    expect(unitsOf(two, specimenCatalogue).filter(({ level }) => level === 'leaf')).toHaveLength(1)
    expect(unitsOf(two.slice(1), specimenCatalogue).filter(({ level }) => level === 'leaf')).toHaveLength(0)
  })

  test('is named as its venue', () => {
    expect(unitAt('leaf', 'terminal-norte').name).toEqual(specimenCatalogue.venues[0]?.name)
  })
})

describe('people of 14 to 17, and those of no known place,', () => {
  test('count overall, and in no row by themselves or by audience, city or kind', () => {
    expect(unitAt('overall', 'all').places).toEqual(expect.arrayContaining(['14-17', 'unknown']))
    for (const { level, places } of units)
      if (level !== 'overall') {
        expect(places).not.toContain('14-17')
        expect(places).not.toContain('unknown')
      }
  })
})

describe('the comparison arm', () => {
  test('stands by itself and in no view', () => {
    expect(unitAt('comparison', 'comparison')).toMatchObject({ n: 26, places: ['comparison'] })
    for (const { level, tally } of units) {
      if (level === 'comparison') expect(sizeOf(tally, 'content-first')).toBe(26)
      else expect(sizeOf(tally, 'content-first')).toBe(0)
    }
  })
})

test('a place that the catalogue no longer has counts overall alone', () => {
  const old = unitsOf([snapshotAt('closed-terminal', 25)], specimenCatalogue)
  expect(old.map(({ level, id }) => `${level} ${id}`)).toEqual(['overall all'])
})

test('without snapshots there is no unit', () => {
  expect(unitsOf([], specimenCatalogue)).toEqual([])
})

test('a unit never holds more people than its leaves released', () => {
  const total = mergeTallies(...snapshots.map(({ tally }) => tally))
  for (const { tally } of units)
    for (const text of Object.keys(tally)) expect(tally[text] ?? 0).toBeLessThanOrEqual(total[text] ?? 0)
  expect(total[key.n('endline', 'AB')]).toBeGreaterThan(0)
})

/** A snapshot of so many people, without tables: only sizes matter here. */
const sized = (place: string, people: number, strong = 0): Snapshot => ({
  ...(snapshots[0] as Snapshot),
  place,
  n: { baseline: people, endline: people, contentFirst: 0, strong },
  tally: {},
})

/** Places with a city, a kind and an audience each, some of them small, beside the shared places. */
const structures = fc.record({
  venues: fc.array(
    fc.record({
      city: fc.constantFrom('Norte', 'Sur', 'none'),
      kind: fc.constantFrom('terminal', 'airport', 'online'),
      audience: fc.constantFrom('travellers', 'everybody'),
      people: fc.constantFrom<number>(10, 12, 18, 20, 25, 40, 60),
      isStrong: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  shared: fc.subarray(['14-17', 'unknown', 'residue']),
})

function unitsOfStructure({ venues, shared }: typeof structures extends fc.Arbitrary<infer T> ? T : never): Unit[] {
  const named = venues.map((venue, at) => ({ ...venue, id: `v${at}`, name: { es: '', en: '' }, epoch: 1 }))
  const catalogue = { ...specimenCatalogue, venues: named } as unknown as Catalogue
  return unitsOf(
    [
      ...named.map(({ id, people, isStrong }) => (isStrong ? sized(id, 0, people) : sized(id, people))),
      ...shared.map((place, at) => sized(place, 30 + at)),
    ],
    catalogue,
  )
}

describe('over random places and views', () => {
  test('no place without a row follows from the sizes of the rows, not from several of them together either', () => {
    let isLeft = 0
    fc.assert(
      fc.property(structures, (structure) => {
        const rows = unitsOfStructure(structure)
        for (const mode of ['exact', 'strong'] as const) {
          // Who answered in the other mode is no unknown of this one's sums.
          const places = [
            ...structure.venues.flatMap(({ isStrong }, at) => (isStrong === (mode === 'strong') ? [`v${at}`] : [])),
            ...(mode === 'exact' ? structure.shared : []),
          ]
          const sums = rows.map((unit) => places.map((place) => (unit.places.includes(place) ? 1 : 0)))
          for (const [at, place] of places.entries()) {
            if (rows.some(({ level, id }) => level === 'leaf' && id === place)) continue
            const people = structure.venues[Number(place.slice(1))]?.people ?? 30
            if (places.length === 1) continue
            // A large leaf may be left out to cover a small one; where it follows, the small one must not.
            if (people >= 20 && place.startsWith('v')) isLeft++
            else
              expect([
                place,
                follows(
                  sums,
                  places.map((_, other) => (other === at ? 1 : 0)),
                ),
              ]).toEqual([place, false])
          }
        }
      }),
      { numRuns: 500 },
    )
    expect(isLeft).toBeGreaterThan(20)
  })

  test('overall is always there and holds everybody', () => {
    fc.assert(
      fc.property(structures, (structure) => {
        const [overall] = unitsOfStructure(structure)
        expect(overall).toMatchObject({ level: 'overall' })
        expect(overall?.places).toHaveLength(structure.venues.length + structure.shared.length)
      }),
    )
  })

  test('nothing is left out in vain: where no place is hidden every row stands', () => {
    fc.assert(
      fc.property(structures, ({ venues }) => {
        const grown = venues.map((venue) => ({ ...venue, people: venue.people + 20 }))
        const groups = new Set(
          grown.flatMap(({ city, kind, audience }) => [city, kind, audience]).filter((name) => name !== 'none'),
        )
        expect(unitsOfStructure({ venues: grown, shared: [] })).toHaveLength(1 + groups.size + grown.length)
      }),
    )
  })
})

describe('a small place that only overall and all other leaves would give', () => {
  test('takes the smallest leaf along', () => {
    const rows = unitsOf([sized('terminal-norte', 60), sized('airport-norte', 30), sized('14-17', 12)], specimenCatalogue)
    // 102 less 60 and 30 would be the 12; so would be 102 less the audience, or less both kinds.
    const ids = rows.map(({ level, id }) => `${level} ${id}`)
    expect(ids[0]).toBe('overall all')
    expect(ids).toContain('leaf terminal-norte')
    expect(ids).not.toContain('leaf airport-norte')
    for (const gone of ['audience travellers', 'city Norte', 'kind airport']) expect(ids).not.toContain(gone)
  })

  test('takes none along beside a second one', () => {
    const two = [sized('terminal-norte', 60), sized('airport-norte', 30), sized('14-17', 12), sized('unknown', 15)]
    const ids = unitsOf(two, specimenCatalogue).map(({ level, id }) => `${level} ${id}`)
    expect(ids).toEqual([
      'overall all',
      'audience travellers',
      'city Norte',
      'kind airport',
      'kind terminal',
      'leaf airport-norte',
      'leaf terminal-norte',
    ])
  })
})

test('no file holds the tables by place: they stand under a symbol', () => {
  expect(JSON.stringify(units)).not.toContain('terminal-sur":{')
  expect(Object.keys(units[0] as Unit)).not.toContain('BY_PLACE')
  expect(JSON.stringify({ ...units[0], tally: undefined })).not.toContain('p:AB:')
})
