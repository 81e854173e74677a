import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visitsOf as people } from '../../../tests/released.ts'
import { seeded, specimenInstrument } from '../../../tests/specimen.ts'
import { groupOf, partsOf } from '../../tally/keys.ts'
import { EMPTY, filterTally, mergeTallies, subtractTally, type Tally } from '../../tally/tally.ts'
import { decideClose } from './close.ts'
import { type GateMemory, NOTHING_RELEASED, sizeOf } from './release.ts'
import { type AskedLeaf, decideWave } from './wave.ts'

const leafOf = (place: string, live: Tally, memory: GateMemory = NOTHING_RELEASED): AskedLeaf => ({
  wave: 'second',
  instrument: specimenInstrument.id,
  place,
  live,
  memory,
})
/** What is released of the follow-ups where so many of the people of one terminal came back. */
function backAt(n: number, back: number, seed = 1) {
  const { visits, returns } = people(seeded(seed), n)
  return decideWave([leafOf('followup', mergeTallies(...returns.slice(0, back))), leafOf('terminal', visits)])[0]?.decision
}
const shownOf = (decision: ReturnType<typeof backAt>) => (decision?.kind === 'released' ? sizeOf(decision.tally, 'followup') : 0)

describe('follow-ups', () => {
  test('are released from 10 on, in the same run as the visits that they belong to', () => {
    expect([9, 10, 15].map((back) => shownOf(backAt(40, back)))).toEqual([0, 10, 15])
  })

  test('hold nothing but pairs with the answers of weeks later', () => {
    const decision = backAt(40, 20)
    if (decision?.kind !== 'released') throw new Error('held')
    for (const text of Object.keys(decision.tally)) expect(text).toMatch(/^(n:\w+:followup$|fbs?:|fes?:)/)
    expect(decision.footfall).toEqual({ scans: 0, starts: 0, finishes: 0 })
  })

  test('wait while 1 to 9 of those whose visits are out did not come back, and go with nobody or 10 of them', () => {
    for (const away of [1, 2, 5, 9]) expect([away, shownOf(backAt(30, 30 - away))]).toEqual([away, 0])
    expect(shownOf(backAt(30, 30))).toBe(30)
    // The ten may happen to answer alike somewhere: not always.
    expect([1, 2, 3, 4, 5, 6, 7, 8].some((seed) => shownOf(backAt(30, 20, seed)) === 20)).toBe(true)
  })

  test('wait while a visit of theirs is not out: the difference would be a mixture', () => {
    const { visits } = people(seeded(3), 22)
    const others = people(seeded(4), 12)
    const leaves = [leafOf('followup', mergeTallies(...others.returns)), leafOf('terminal', visits)]
    const held = decideWave(leaves)[0]
    expect(held?.decision.kind).toBe('held')
    // Not looked at again before 10 more have come.
    expect(held?.memory.tried).toEqual({ followup: 12 })
  })

  test('do not rest on visits of another instrument, or of those of 14 to 17', () => {
    const { visits, returns } = people(seeded(5), 40)
    const back = mergeTallies(...returns.slice(0, 15))
    expect(decideWave([leafOf('followup', back), leafOf('14-17', visits)])[0]?.decision.kind).toBe('held')
    expect(decideWave([leafOf('followup', back), { ...leafOf('terminal', visits), instrument: 'other@1' }])[0]?.decision.kind).toBe(
      'held',
    )
  })

  test('all of whom answered alike before reading, or alike both right after and now, wait', () => {
    const { visits, returns } = people(seeded(6), 40)
    const back = mergeTallies(...returns.slice(0, 12))
    const alike = (kind: string, from: (value: string) => string) => {
      const changed: Record<string, number> = {}
      for (const text in back) {
        const { kind: own, order, measure, value } = partsOf(text)
        const key = own === kind && measure === 'debt' ? `${own}:${order}:${measure}:${from(value)}` : text
        changed[key] = (changed[key] ?? 0) + (back[text] as number)
      }
      return decideWave([leafOf('followup', changed), leafOf('terminal', mergeTallies(visits, visits))])[0]?.decision
    }
    expect(alike('fb', (value) => `0>${value.split('>')[1]}`)).toMatchObject({ kind: 'held' })
    expect(alike('fe', () => '0>0')).toMatchObject({ kind: 'held' })
  })

  test('released and held back make up what was counted, and each batch goes once, whoever comes when', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
        (seed, parts) => {
          const random = seeded(seed)
          let leaves: AskedLeaf[] = [leafOf('followup', EMPTY), leafOf('terminal', EMPTY)]
          let released = EMPTY
          for (const n of parts) {
            const { visits, returns } = people(random, n + 12)
            const back = mergeTallies(...returns.filter(() => random() % 2 === 0))
            leaves = leaves.map((leaf) => ({ ...leaf, live: mergeTallies(leaf.live, leaf.place === 'followup' ? back : visits) }))
            leaves = decideWave(leaves).map(({ leaf, decision, memory }) => {
              if (leaf.place === 'followup' && decision.kind === 'released') released = mergeTallies(released, decision.tally)
              return { ...leaf, memory }
            })
          }
          const [followups] = leaves as [AskedLeaf]
          expect(sizeOf(followups.memory.spent, 'followup')).toBe(sizeOf(released, 'followup'))
          expect(sizeOf(subtractTally(followups.live, followups.memory.spent), 'followup')).toBe(
            sizeOf(followups.live, 'followup') - sizeOf(released, 'followup'),
          )
          // What anybody can work out of those who did not come back is nobody, or 10 and more.
          const terminal = leaves[1] as AskedLeaf
          const out = filterTally(terminal.memory.spent, (text) => groupOf(text) === 'endline')
          const away = sizeOf(out, 'endline') - sizeOf(released, 'followup')
          if (sizeOf(released, 'followup') > 0) expect(away === 0 || away >= 10).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('at the close of a wave', () => {
  test('fewer than 10 follow-ups are given up, never pooled, and counted', () => {
    const { visits, returns } = people(seeded(7), 40)
    const few = people(seeded(8), 5)
    const { released, rests } = decideClose([
      leafOf('followup', mergeTallies(...returns.slice(0, 6))),
      leafOf('terminal', visits),
      leafOf('small', few.visits),
    ])
    expect(released.map(({ leaf }) => leaf.place)).toEqual(['terminal'])
    expect(rests.map(({ place, fate, people: n }) => [place, fate, n])).toEqual([
      ['followup', 'given up', 6],
      ['terminal', 'none left', 0],
      ['small', 'given up', 5],
    ])
  })
})
