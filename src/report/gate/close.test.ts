import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tallyOfPeople, tallyOfReaders } from '../../../tests/released.ts'
import { seeded } from '../../../tests/specimen.ts'
import { pooledKey } from '../../tally/keys.ts'
import { mergeTallies, subtractTally, type Tally } from '../../tally/tally.ts'
import { type ClosingLeaf, decideClose } from './close.ts'
import { decideRelease, NOTHING_RELEASED, sizeOf } from './release.ts'

const leafOf = (place: string, live: Tally, memory = NOTHING_RELEASED, instrument = 'specimen@1'): ClosingLeaf => ({
  wave: 'second',
  instrument,
  place,
  live,
  memory,
})
const people = (n: number, seed: number) => tallyOfPeople(seeded(seed), n, { before: 0.3, after: 0.6 })
const fates = (leaves: readonly ClosingLeaf[]) => decideClose(leaves).rests.map(({ place, fate, people }) => [place, fate, people])
const releasedAt = (leaves: readonly ClosingLeaf[]) =>
  decideClose(leaves).released.map(({ leaf, decision }) => [
    leaf.place,
    sizeOf(decision.tally, 'endline') + sizeOf(decision.tally, 'content-first'),
  ])

describe('the close of a wave', () => {
  test('releases a last batch of 10 and leaves no rest', () => {
    const leaves = [leafOf('a', people(12, 1))]
    expect(releasedAt(leaves)).toEqual([['a', 12]])
    expect(fates(leaves)).toEqual([['a', 'none left', 0]])
  })

  test('pools rests under 10 of several leaves where they are 10 together', () => {
    const leaves = [leafOf('a', people(6, 2)), leafOf('b', people(5, 3)), leafOf('c', people(20, 4))]
    expect(releasedAt(leaves)).toEqual([
      ['c', 20],
      ['residue', 11],
    ])
    expect(fates(leaves)).toEqual([
      ['a', 'pooled', 6],
      ['b', 'pooled', 5],
      ['c', 'none left', 0],
    ])
  })

  test('gives up what is too few together, and says how many', () => {
    const leaves = [leafOf('a', people(6, 5)), leafOf('b', people(3, 6))]
    expect(releasedAt(leaves)).toEqual([])
    expect(fates(leaves)).toEqual([
      ['a', 'given up', 6],
      ['b', 'given up', 3],
    ])
  })

  test('never releases the rest of one leaf by itself, nor mixes instruments or the comparison into a pool', () => {
    const leaves = [
      leafOf('a', people(9, 7)),
      leafOf('b', people(9, 8), NOTHING_RELEASED, 'other@1'),
      leafOf('comparison', tallyOfReaders(seeded(9), 9)),
    ]
    expect(releasedAt(leaves)).toEqual([])
    expect(fates(leaves).map(([, fate]) => fate)).toEqual(['given up', 'given up', 'given up'])
  })

  test('looks once more at a batch that was held for being alike', () => {
    const live = people(15, 10)
    expect(decideRelease(live, { ...NOTHING_RELEASED, tried: { endline: 15 } }).kind).toBe('held')
    expect(releasedAt([leafOf('a', live, { ...NOTHING_RELEASED, tried: { endline: 15 } })])).toEqual([['a', 15]])
  })

  test('keeps the items’ quality of a whole wave from 100 people on', () => {
    const small = decideClose([leafOf('a', people(60, 11)), leafOf('b', people(39, 12))])
    expect(small.quality).toEqual([])
    const [whole] = decideClose([leafOf('a', people(60, 11)), leafOf('b', people(40, 13))]).quality
    expect(whole?.leaf.place).toBe('whole')
    expect(Object.keys(whole?.tally ?? {}).every((key) => key.startsWith('r:'))).toBe(true)
  })

  test('releases nobody twice and nobody who was given up, whatever was released before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 14 })), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        (sizes, seed) => {
          const before: Tally[] = []
          const leaves = sizes.map(([first, later], index) => {
            const early = people(first, seed + index * 2)
            const decision = decideRelease(early, NOTHING_RELEASED)
            if (decision.kind === 'released') before.push(decision.tally)
            return leafOf(`p${index}`, mergeTallies(early, people(later, seed + index * 2 + 1)), decision.next)
          })
          const { released, rests } = decideClose(leaves)
          const all = (tallies: readonly Tally[]) =>
            mergeTallies(
              ...tallies.flatMap((tally) => Object.keys(tally).map((key) => ({ [pooledKey(key)]: tally[key] as number }))),
            )
          const live = all(leaves.map((leaf) => leaf.live))
          // Would throw where more was released than counted.
          const held = subtractTally(live, all([...before, ...released.map(({ decision }) => decision.tally)]))
          const givenUp = rests.filter(({ fate }) => fate === 'given up').reduce((sum, rest) => sum + rest.people, 0)
          expect(sizeOf(held, 'endline')).toBe(givenUp)
          for (const { decision } of released) expect(sizeOf(decision.tally, 'endline')).toBeGreaterThanOrEqual(10)
        },
      ),
      { numRuns: 60 },
    )
  })
})
