import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choosePlaces, sensitivityOf } from './choice.ts'
import { type Place, readPlaces } from './places.ts'

const place = (city: string, cases: number, prosecutorPeriods: number): Place => ({
  city,
  cases,
  prosecutorPeriods,
  periods: ['1'],
})
const chosen = (places: readonly Place[], wanted: number) => {
  const choice = choosePlaces(places, wanted)
  if (choice.kind === 'refused') throw new Error(choice.reason)
  return choice.ranked.filter(({ isChosen }) => isChosen).map(({ place: { city } }) => city)
}

/** Made-up cities: one large with few cases, one tiny with none, others as usual. */
const MADE_UP = [place('large', 4, 60), place('tiny', 0, 2), place('usual', 22, 50), place('busy', 40, 45), place('other', 20, 48)]

describe('the choice of places', () => {
  test('takes few cases for many prosecutors, and not a tiny place that had none by luck', () => {
    expect(chosen(MADE_UP, 1)).toEqual(['large'])
    // By its plain rate of 0 the tiny one would come first.
    const choice = choosePlaces(MADE_UP, 2)
    if (choice.kind === 'refused') throw new Error(choice.reason)
    expect(choice.differs).toBe(true)
    expect(choice.ranked.find(({ place: { city } }) => city === 'tiny')).toMatchObject({ rank: 2, own: { rate: 0 } })
    expect(choice.ranked.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5])
  })

  test('is open where places differ no more than chance makes them: all share the first rank', () => {
    const choice = choosePlaces([place('a', 10, 100), place('b', 11, 100), place('c', 9, 100)], 1)
    expect(choice).toMatchObject({ differs: false, ranked: [{ rank: 1 }, { rank: 1 }, { rank: 1 }] })
  })

  test('is refused for one place, and where nobody identified anything', () => {
    expect(choosePlaces([place('a', 3, 4)], 1)).toEqual({ kind: 'refused', reason: 'too-few' })
    expect(choosePlaces([place('a', 0, 4), place('b', 0, 9)], 1)).toEqual({ kind: 'refused', reason: 'no-events' })
    expect(() => choosePlaces(MADE_UP, 0)).toThrow(/wanted is 0/)
  })

  test('does not depend on the order of the file, and ranks a place no better with more cases', () => {
    const cities = fc.uniqueArray(
      fc.record({ city: fc.string({ minLength: 1, maxLength: 3 }), cases: fc.nat(60), of: fc.integer({ min: 1, max: 80 }) }),
      {
        selector: ({ city }) => city,
        minLength: 2,
        maxLength: 8,
      },
    )
    fc.assert(
      fc.property(cities, fc.integer({ min: 1, max: 8 }), (given, wanted) => {
        fc.pre(given.some(({ cases }) => cases > 0))
        const places = given.map(({ city, cases, of }) => place(city, cases, of))
        expect(chosen([...places].reverse(), wanted).sort()).toEqual(chosen(places, wanted).sort())
        expect(chosen(places, wanted).length).toBeGreaterThanOrEqual(Math.min(wanted, places.length))
      }),
    )
  })

  test('says how it moves when one count moves by one or two', () => {
    const places = [place('sure', 2, 90), place('edge', 9, 40), place('rival', 10, 40), place('far', 60, 50)]
    const found = Object.fromEntries(sensitivityOf(places, 2, 2).map(({ city, chosen: how }) => [city, how]))
    expect(found).toEqual({ sure: 'always', edge: 'sometimes', rival: 'sometimes', far: 'never' })
    for (const { ranks } of sensitivityOf(places, 2, 0)) expect(ranks[0]).toBe(ranks[1])
  })
})

describe('the form that places are chosen from', () => {
  test('adds up the periods of a city, however it is spelt', () => {
    expect(readPlaces('ciudad,periodo,casos,fiscales\nIbagué,2015,1,5\nNeiva,2016,2,4\nIBAGUE,2016,3,6\n')).toEqual({
      kind: 'read',
      places: [
        { city: 'Ibagué', cases: 4, prosecutorPeriods: 11, periods: ['2015', '2016'] },
        { city: 'Neiva', cases: 2, prosecutorPeriods: 4, periods: ['2016'] },
      ],
    })
  })

  test('is refused where a period stands twice', () => {
    expect(readPlaces('city,period,cases,prosecutors\nCali,2016,1,5\nCali,2016,2,5\n')).toMatchObject({
      kind: 'refused',
      mistakes: [{ line: 3, column: 'period', reason: 'repeated' }],
    })
  })
})
