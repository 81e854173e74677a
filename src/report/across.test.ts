import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countsThatFollow } from '../../tests/evidence/attack-files.ts'
import { snapshotAt, tallyOfPeople } from '../../tests/released.ts'
import { seeded, specimenCatalogue, specimenInstrument } from '../../tests/specimen.ts'
import { key } from '../tally/keys.ts'
import { mergeTallies, type Tally } from '../tally/tally.ts'
import { resultsOfUnits } from './across.ts'
import type { Snapshot } from './gate/snapshot.ts'
import { type Results, resultsOf } from './results.ts'
import { type Unit, unitsOf } from './views.ts'

/** A snapshot with tables of any kind, so that counts may be chosen. */
const snapshotOfTally = (place: string, n: number, tally: Tally): Snapshot => ({
  ...snapshotAt('terminal-norte', 20),
  place,
  n: { baseline: n, endline: n, contentFirst: 0 },
  tally: { [key.n('endline', 'pooled')]: n, [key.n('baseline', 'pooled')]: n, ...tally },
})

const wouldAsk = {
  ...specimenInstrument,
  concepts: specimenInstrument.concepts.filter(({ id }) => id === 'would-ask'),
  barriers: ['shy'],
}

/** `before` of `n` people ask before, `after` after, as many as possible both times; `shy` of them name a barrier. */
function asking(place: string, n: number, before: number, after: number, shy = 0): Snapshot {
  const both = Math.min(before, after)
  const cells = [
    ['0', '0', both],
    ['0', '1', before - both],
    ['1', '0', after - both],
    ['1', '1', n - Math.max(before, after)],
  ] as const
  return snapshotOfTally(
    place,
    n,
    mergeTallies(
      { [key.barrier('pooled', 'shy')]: shy },
      ...cells.flatMap(([b, a, count]) => [
        { [key.paired('pooled', 'would-ask', b, a)]: count },
        { [key.pairedScore('pooled', 'intention', b === '0' ? 1 : 0, a === '0' ? 1 : 0)]: count },
      ]),
    ),
  )
}

/** What a unit says of the one concept before. */
function standing(snapshots: readonly Snapshot[], side: 'before' | 'after' = 'before'): Record<string, string> {
  const units = unitsOf(snapshots, specimenCatalogue)
  return Object.fromEntries(
    resultsOfUnits(units, wouldAsk).map(({ concepts }, at) => {
      const { level, id } = units[at] as Unit
      const figure = concepts[0]?.[side]
      return [`${level} ${id}`, figure?.kind === 'shown' ? String(figure.value.count) : (figure?.reason ?? '')]
    }),
  )
}

describe('a leaf whose figure is withheld', () => {
  const three = [asking('terminal-norte', 30, 3, 12), asking('airport-norte', 40, 18, 25), asking('terminal-sur', 50, 22, 30)]

  test('takes along whatever would give it, the smallest first, and no more', () => {
    // 3 of 30 in the north. Overall 43 less 18 and 22 would be 3, as city Norte less the airport, and kind terminal less terminal-sur.
    expect(standing(three)).toEqual({
      'overall all': '43',
      'audience travellers': '43',
      'city Norte': 'cell-under-5',
      'city Sur': 'cell-under-5',
      'kind airport': '18',
      'kind terminal': '25',
      'leaf airport-norte': '18',
      'leaf terminal-norte': 'cell-under-5',
      'leaf terminal-sur': 'cell-under-5',
    })
  })

  test('takes nothing along where all are large', () => {
    const large = [asking('terminal-norte', 30, 8, 12), ...three.slice(1)]
    expect(Object.values(standing(large))).not.toContain('cell-under-5')
  })

  test('is one side alone: after is shown where it may be', () => {
    expect(Object.values(standing(three, 'after'))).not.toContain('cell-under-5')
  })

  test('takes change, gained and lost along wherever it takes a share', () => {
    const units = unitsOf(three, specimenCatalogue)
    for (const { concepts } of resultsOfUnits(units, wouldAsk))
      for (const { before, after, change, gained, lost } of concepts) {
        if (before.kind === 'withheld' || after.kind === 'withheld') expect(change.kind).toBe('withheld')
        if (change.kind === 'withheld') expect([gained.kind, lost.kind]).toEqual(['withheld', 'withheld'])
        expect(gained.kind).toBe(lost.kind)
      }
  })
})

describe('places without a row of their own', () => {
  test('do not show a count under 5 as what is left of a view', () => {
    // Two small places with 1 and 2 who would ask: overall less the three leaves is 3 of 27.
    const places = [
      asking('terminal-norte', 30, 12, 15),
      asking('airport-norte', 40, 18, 25),
      asking('terminal-sur', 50, 22, 30),
      asking('14-17', 14, 1, 6),
      asking('unknown', 13, 2, 6),
    ]
    const figures = standing(places)
    expect(figures['overall all']).toBe('55')
    expect(Object.values(figures).filter((figure) => figure === 'cell-under-5').length).toBeGreaterThan(0)
    // With 6 of 27 nothing need be withheld.
    const more = [...places.slice(0, 3), asking('14-17', 14, 4, 6), asking('unknown', 13, 2, 6)]
    expect(Object.values(standing(more))).not.toContain('cell-under-5')
  })
})

test('a barrier is protected among those who answered before', () => {
  const places = [
    asking('terminal-norte', 30, 12, 15, 2),
    asking('airport-norte', 40, 18, 25, 12),
    asking('terminal-sur', 50, 22, 30, 20),
  ]
  const units = unitsOf(places, specimenCatalogue)
  const named = Object.fromEntries(
    resultsOfUnits(units, wouldAsk).map(({ barriers }, at) => [`${units[at]?.level} ${units[at]?.id}`, barriers[0]?.named.kind]),
  )
  expect(named['overall all']).toBe('shown')
  expect(named['leaf terminal-norte']).toBe('withheld')
  // Terminal-sur is as withheld as what is left of overall and kind terminal without it; the airport is told by no sum with the 2.
  expect([named['leaf terminal-sur'], named['city Sur'], named['city Norte']]).toEqual(['withheld', 'withheld', 'withheld'])
  expect([named['leaf airport-norte'], named['kind terminal']]).toEqual(['shown', 'shown'])
})

test('those who left are protected as those who stayed are: what everybody knew is not shown where it would tell theirs', () => {
  /** `left` more people began, `right` of whom would ask. */
  const withLeavers = (place: string, n: number, before: number, left: number, right: number): Snapshot => {
    const snapshot = asking(place, n, before, before + 5, Math.round(n / 3))
    const tally = {
      ...snapshot.tally,
      [key.n('baseline', 'pooled')]: n + left,
      [key.baseline('pooled', 'would-ask', '0')]: before + right,
      [key.baseline('pooled', 'would-ask', '1')]: n + left - before - right,
    }
    return { ...snapshot, n: { ...snapshot.n, baseline: n + left }, tally }
  }
  // Of 10 who left the first 2 would ask, of 20 who left the third 10; nobody left the second, which so is no cover for the first: 12 less 10 are the 2.
  const places = [withLeavers('a', 30, 12, 10, 2), withLeavers('b', 40, 18, 0, 0), withLeavers('c', 50, 22, 20, 10)]
  const [venue] = specimenCatalogue.venues
  const units = unitsOf(places, {
    ...specimenCatalogue,
    venues: ['a', 'b', 'c'].map((id) => ({ ...(venue as NonNullable<typeof venue>), id })),
  })
  const alone = units.map(({ tally }) => resultsOf(tally, wouldAsk))
  const found = (results: readonly Results[]) =>
    countsThatFollow(units, results, wouldAsk).filter(({ figure }) => figure === 'would-ask right before of those who left')
  expect(found(alone)).toContainEqual(expect.objectContaining({ count: 2, n: 10 }))
  const across = resultsOfUnits(units, wouldAsk)
  expect(found(across)).toEqual([])
  expect(across.filter(({ known }) => known[0]?.share.kind === 'shown').length).toBeGreaterThan(0)
})

test('one unit by itself, and the comparison, say what they say alone', () => {
  const units = unitsOf([snapshotAt('online', 40), snapshotAt('comparison', 30)], specimenCatalogue)
  expect(resultsOfUnits(units, specimenInstrument)).toEqual(units.map(({ tally }) => resultsOf(tally, specimenInstrument)))
  expect(resultsOfUnits([], specimenInstrument)).toEqual([])
})

/** A campaign of up to 7 places, small and large, with answers that lean. */
interface Plan {
  readonly seed: number
  readonly sizes: readonly number[]
  readonly before: number
  readonly after: number
}

const plans: fc.Arbitrary<Plan> = fc.record({
  seed: fc.integer(),
  sizes: fc.array(fc.constantFrom(0, 10, 12, 15, 20, 25, 40, 90), { minLength: 7, maxLength: 7 }),
  before: fc.constantFrom(0, 0.3, 0.7),
  after: fc.constantFrom(0, 0.4, 0.8, 0.95),
})

const PLACES = ['terminal-norte', 'terminal-sur', 'airport-norte', 'mesa-norte', 'online', '14-17', 'unknown']

function unitsOfPlan({ seed, sizes, before, after }: Plan): Unit[] {
  const random = seeded(seed)
  const snapshots = PLACES.flatMap((place, at) => {
    const n = sizes[at] as number
    return n > 0 ? [snapshotOfTally(place, n, tallyOfPeople(random, n, { before, after }))] : []
  }).map((snapshot) => {
    const { [key.n('endline', 'pooled')]: _, [key.n('baseline', 'pooled')]: __, ...tally } = snapshot.tally
    return { ...snapshot, tally }
  })
  return unitsOf(snapshots, specimenCatalogue)
}

const withheldIn = (results: readonly Results[]): number => (JSON.stringify(results).match(/"cell-under-5"/g) ?? []).length

describe('over random campaigns', { timeout: 120_000 }, () => {
  test('no count under 5 of any set of places follows from what all units show, by elimination or bounds', () => {
    let withheld = 0
    let found = 0
    fc.assert(
      fc.property(plans, (plan) => {
        const units = unitsOfPlan(plan)
        const results = resultsOfUnits(units, specimenInstrument)
        expect(countsThatFollow(units, results, specimenInstrument)).toEqual([])
        // The same attacker finds some where each unit is protected by itself.
        const alone = units.map(({ tally }) => resultsOf(tally, specimenInstrument))
        found += countsThatFollow(units, alone, specimenInstrument).length
        withheld += withheldIn(results) - withheldIn(alone)
      }),
      { numRuns: 60, seed: Math.floor(Math.random() * 2 ** 31) },
    )
    expect(found).toBeGreaterThan(100)
    expect(withheld).toBeGreaterThan(100)
  })

  test('nothing is shown that a unit by itself withholds, and what is shown is the same', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const units = unitsOfPlan(plan)
        resultsOfUnits(units, specimenInstrument).forEach((results, at) => {
          const alone = resultsOf((units[at] as Unit).tally, specimenInstrument)
          results.concepts.forEach((concept, index) => {
            const single = alone.concepts[index]
            for (const figure of ['before', 'after', 'gained', 'lost', 'dontKnowBefore', 'dontKnowAfter'] as const)
              if (concept[figure].kind === 'shown') expect(concept[figure]).toEqual(single?.[figure])
            if (concept.change.kind === 'shown')
              expect(concept.change).toMatchObject({ value: { basis: concept.gained.kind === 'shown' ? 'pairs' : 'margins' } })
          })
          results.barriers.forEach(({ named }, index) => {
            if (named.kind === 'shown') expect(named).toEqual(alone.barriers[index]?.named)
          })
        })
      }),
      { numRuns: 25 },
    )
  })

  test('nothing follows in whatever order the places stand', () => {
    fc.assert(
      fc.property(plans, fc.integer(), (plan, seed) => {
        const random = seeded(seed)
        const shuffled = unitsOfPlan(plan).map((unit) => {
          const places = unit.places.map((place) => ({ place, at: random() })).sort((a, b) => a.at - b.at)
          return { ...unit, places: places.map(({ place }) => place) }
        })
        expect(countsThatFollow(shuffled, resultsOfUnits(shuffled, specimenInstrument), specimenInstrument)).toEqual([])
      }),
      { numRuns: 15 },
    )
  })

  test('nothing is withheld in vain: one figure more, and some count under 5 follows', () => {
    // The layers of a scale are tried together, so only the figures of one concept by itself are looked at here.
    fc.assert(
      fc.property(plans, (plan) => {
        const units = unitsOfPlan(plan)
        const results = resultsOfUnits(units, wouldAsk)
        const alone = units.map(({ tally }) => resultsOf(tally, wouldAsk))
        results.forEach(({ barriers }, at) => {
          const single = alone[at]?.barriers[0]
          if (barriers[0]?.named.kind === 'shown' || single?.named.kind !== 'shown') return
          const same = new Set(units[at]?.places)
          const twins = units.flatMap((unit, index) =>
            unit.places.length === same.size && unit.places.every((place) => same.has(place)) ? [index] : [],
          )
          const more = results.map((result, index) => (twins.includes(index) ? { ...result, barriers: [single] } : result))
          expect(countsThatFollow(units, more, wouldAsk).length).toBeGreaterThan(0)
        })
      }),
      { numRuns: 60 },
    )
  })
})
