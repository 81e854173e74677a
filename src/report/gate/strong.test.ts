/** Strong mode behind the gate, and an attacker in front of it. */
import { describe, expect, test } from 'vitest'
import { sha256, tallyOfPeople } from '../../../tests/released.ts'
import { type Random, randomStrongRecord, seeded, specimenInstrument, specimenShort } from '../../../tests/specimen.ts'
import { CELLS, type Cell, type Cells, drawReports, truthShare } from '../../assessment/strong-mode.ts'
import { groupOf, key, partsOf } from '../../tally/keys.ts'
import { keysOfReports } from '../../tally/response.ts'
import { filterTally, mergeTallies, subtractTally, type Tally, tallyOf } from '../../tally/tally.ts'
import { decideClose } from './close.ts'
import { type Decision, decideRelease, NOTHING_RELEASED, sizeOf } from './release.ts'
import { GATE_SETTINGS } from './settings.ts'
import { snapshotOf } from './snapshot.ts'

const reporters = (n: number, seed: number, instrument = specimenInstrument.id): Tally => {
  const random = seeded(seed)
  return tallyOf(Array.from({ length: n }, () => keysOfReports(randomStrongRecord(random, { instrument }).reports)).flat())
}
const alike = (n: number): Tally =>
  tallyOf(Array.from({ length: n }, () => keysOfReports({ debt: '01', 'would-ask': '11' })).flat())
const exact = (n: number, seed: number) => tallyOfPeople(seeded(seed), n, { before: 0.3, after: 0.6 })

function released(decision: Decision) {
  if (decision.kind === 'held') throw new Error(`held: ${decision.reason}`)
  return decision
}

describe('the reports of strong mode', () => {
  test('are held for 9 people and released for 10, whole', () => {
    expect(decideRelease(reporters(9, 1), NOTHING_RELEASED)).toMatchObject({ kind: 'held', reason: 'fewer-than-10-new' })
    const live = reporters(10, 2)
    expect(released(decideRelease(live, NOTHING_RELEASED)).tally).toEqual(live)
  })

  test('are released once each: the next batch starts anew', () => {
    const first = reporters(14, 3)
    const { next } = released(decideRelease(first, NOTHING_RELEASED))
    const more = mergeTallies(first, reporters(9, 4))
    expect(decideRelease(more, next).kind).toBe('held')
    const second = reporters(12, 5)
    expect(released(decideRelease(mergeTallies(first, second), next)).tally).toEqual(second)
  })

  test('are held where everybody reports one cell, and not looked at again before 10 more', () => {
    const held = decideRelease(alike(12), NOTHING_RELEASED)
    expect(held).toMatchObject({ kind: 'held', reason: 'one-answer-for-all', next: { tried: { strong: 12 } } })
    const others = reporters(10, 6, specimenShort.id)
    const { next } = held
    expect(decideRelease(mergeTallies(alike(12), reporters(9, 6, specimenShort.id)), next).kind).toBe('held')
    expect(sizeOf(released(decideRelease(mergeTallies(alike(12), others), next)).tally, 'strong')).toBe(22)
  })

  test('and exact answers in one leaf wait for each other in nothing', () => {
    const both = mergeTallies(reporters(11, 7), exact(4, 8))
    const decision = released(decideRelease(both, NOTHING_RELEASED))
    expect([sizeOf(decision.tally, 'strong'), sizeOf(decision.tally, 'endline')]).toEqual([11, 0])
    const other = released(decideRelease(mergeTallies(reporters(4, 9), exact(11, 10)), NOTHING_RELEASED))
    expect([sizeOf(other.tally, 'strong'), sizeOf(other.tally, 'endline')]).toEqual([0, 11])
  })

  test('make a snapshot that says how many they are of, and that no baseline was asked at their venue', () => {
    const decision = released(decideRelease(reporters(15, 11), NOTHING_RELEASED))
    const at = (place: string) =>
      snapshotOf({ wave: 'second', instrument: specimenInstrument.id, place }, decision, {
        number: 1,
        week: '2026-W30',
        hash: sha256,
      }).n
    expect(at('airport-norte')).toEqual({ baseline: 'not asked', endline: 0, contentFirst: 0, strong: 15 })
    // Younger people's leaf has some who were asked for an exact one, too.
    expect(at('14-17')).toEqual({ baseline: 'withheld', endline: 0, contentFirst: 0, strong: 15 })
  })

  test('carry no form order, score, barrier or exact answer', () => {
    for (const text of Object.keys(reporters(40, 12))) {
      expect(partsOf(text)).toMatchObject({ kind: expect.stringMatching(/^[ns]$/), order: 'pooled' })
      expect(text).toMatch(/^(n:pooled:strong|s:pooled:[a-z-]+:[01][01])$/)
    }
  })
})

describe('the close of a wave with strong mode', () => {
  const leafOf = (place: string, live: Tally) => ({
    wave: 'second',
    instrument: specimenInstrument.id,
    place,
    live,
    memory: NOTHING_RELEASED,
  })
  const closed = (...leaves: ReturnType<typeof leafOf>[]) => {
    const { released, rests } = decideClose(leaves)
    return {
      released: released.map(({ leaf, decision }) => [
        leaf.place,
        sizeOf(decision.tally, 'endline'),
        sizeOf(decision.tally, 'strong'),
      ]),
      rests: rests.map(({ place, fate, people }) => [place, fate, people]),
    }
  }

  test('pools rests of reports across leaves, and says so', () => {
    expect(closed(leafOf('airport-norte', reporters(6, 20)), leafOf('14-17', reporters(5, 21)))).toEqual({
      released: [['residue', 0, 11]],
      rests: [
        ['airport-norte', 'pooled', 6],
        ['14-17', 'pooled', 5],
      ],
    })
  })

  test('pools reports and exact answers apart: a leaf may stand twice, with a fate for each', () => {
    const mixed = mergeTallies(exact(6, 22), reporters(3, 23))
    expect(closed(leafOf('14-17', mixed), leafOf('terminal-sur', exact(5, 24)), leafOf('airport-norte', reporters(4, 25)))).toEqual(
      {
        released: [['residue', 11, 0]],
        rests: [
          ['14-17', 'pooled', 6],
          ['14-17', 'given up', 3],
          ['terminal-sur', 'pooled', 5],
          ['airport-norte', 'given up', 4],
        ],
      },
    )
  })

  test('releases both pools where both have enough, each by itself, and footfall once', () => {
    const live = (tally: Tally, starts: number) => ({ ...tally, 'f:start:2026-07-01': starts })
    const leaves = [
      leafOf('14-17', live(mergeTallies(exact(6, 26), reporters(6, 27)), 12)),
      leafOf('terminal-sur', live(exact(5, 28), 5)),
      leafOf('airport-norte', live(reporters(7, 29), 7)),
    ]
    expect(closed(...leaves).released).toEqual([
      ['residue', 11, 0],
      ['residue', 0, 13],
    ])
    const { released } = decideClose(leaves)
    expect(released.reduce((sum, { decision }) => sum + decision.footfall.starts, 0)).toBe(24)
    for (const { decision } of released) {
      const groups = new Set(Object.keys(decision.tally).map(groupOf))
      expect(groups.has('strong') && groups.size > 1).toBe(false)
    }
  })

  test('never pools the reports of one leaf with themselves, nor counts an exact rest as the second', () => {
    expect(closed(leafOf('airport-norte', reporters(9, 30)), leafOf('terminal-sur', exact(9, 31)))).toEqual({
      released: [],
      rests: [
        ['airport-norte', 'given up', 9],
        ['terminal-sur', 'given up', 9],
      ],
    })
  })
})

/**
 * The strongest attacker there is: she knows the true answers of everybody but one and reads every counter at every moment, so that the difference of two
 * readings is the record itself. She knows the drawing code, and guesses by Bayes. Whatever else there is to see (snapshots, sums, files) is made from the
 * records and cannot tell her more.
 */
describe('an attacker who reads the exact counters before and after one person', () => {
  const concepts = specimenInstrument.concepts.map(({ id }) => id)
  const q = truthShare(GATE_SETTINGS.strongEpsilon)
  const likelihood = (reported: Cell, truth: Cell) => (reported === truth ? q : (1 - q) / 3)

  /** Her reports, got by subtraction. */
  function recordIn(before: Tally, after: Tally): Cells {
    const added = filterTally(subtractTally(after, before), (text) => text.startsWith('s:'))
    return Object.fromEntries(Object.keys(added).map((text) => [partsOf(text).measure, partsOf(text).value as Cell]))
  }

  /** The likeliest cell given what was seen of it; `seen` may hold several reports of one truth. */
  function guess(prior: readonly number[], seen: readonly Cell[]): Cell {
    const weights = CELLS.map((truth, at) =>
      seen.reduce((weight, reported) => weight * likelihood(reported, truth), prior[at] ?? 0),
    )
    return CELLS[weights.indexOf(Math.max(...weights))] as Cell
  }

  const cellBy = (prior: readonly number[], random: Random): Cell => {
    let at = 0
    for (let left = random() / 2 ** 32; at < 3 && left >= (prior[at] ?? 0); at++) left -= prior[at] ?? 0
    return CELLS[at] as Cell
  }

  function attack(people: number, prior: readonly number[], seed: number) {
    const random = seeded(seed)
    const others = reporters(25, seed)
    const hits = { reported: 0, whole: 0, unreported: 0 }
    for (let person = 0; person < people; person++) {
      const truth = Object.fromEntries(concepts.map((id) => [id, cellBy(prior, random)]))
      const after = mergeTallies(others, tallyOf(keysOfReports(drawReports(truth, random))))
      const record = recordIn(others, after)
      const right = Object.entries(record).map(([concept, reported]) => guess(prior, [reported]) === truth[concept])
      expect(right).toHaveLength(2)
      if (right[0]) hits.reported++
      if (right.every(Boolean)) hits.whole++
      const unreported = concepts.find((concept) => !(concept in record)) ?? ''
      if (guess(prior, []) === truth[unreported]) hits.unreported++
    }
    return { reported: hits.reported / people, whole: hits.whole / people, unreported: hits.unreported / people }
  }

  /** A few seconds of work, on a machine that may be busy. */
  const SLOW = { timeout: 120_000 }
  const uniform = [0.25, 0.25, 0.25, 0.25]

  test(
    'guesses a reported cell no better than e³/(e³+3), both no better than its square, and another not at all (100,000 people)',
    SLOW,
    () => {
      const { reported, whole, unreported } = attack(100_000, uniform, 40)
      expect(reported).toBeLessThan(q + 0.01)
      expect(whole).toBeLessThan(q * q + 0.01)
      expect(unreported).toBeLessThan(0.25 + 0.01)
      // And no worse: the attack is the best there is, so that a leak would show.
      expect(reported).toBeGreaterThan(q - 0.01)
      expect(whole).toBeGreaterThan(q * q - 0.01)
    },
  )

  test('who knows beforehand how most people answer is told little more than that', SLOW, () => {
    const prior = [0.9, 0.04, 0.03, 0.03]
    // Her best success: over all reports, the likelier of what she would have said anyhow and what was reported.
    const best = CELLS.reduce(
      (sum, seen) => sum + Math.max(...CELLS.map((truth, at) => (prior[at] ?? 0) * likelihood(seen, truth))),
      0,
    )
    const { reported } = attack(100_000, prior, 41)
    expect(Math.abs(reported - best)).toBeLessThan(0.005)
    expect(best).toBeLessThan(0.95)
  })

  test('never gets odds that are more than e³ times those she had', () => {
    for (const prior of [uniform, [0.9, 0.04, 0.03, 0.03], [0.01, 0.01, 0.97, 0.01]])
      for (const seen of CELLS)
        for (const [one, first] of CELLS.entries())
          for (const [other, second] of CELLS.entries()) {
            const before = (prior[one] ?? 0) / (prior[other] ?? 1)
            const after = ((prior[one] ?? 0) * likelihood(seen, first)) / ((prior[other] ?? 1) * likelihood(seen, second))
            expect(after / before).toBeLessThanOrEqual(Math.exp(3) * (1 + 1e-12))
          }
  })

  test('would do better with three drawings of one truth: so it is drawn once', () => {
    const random = seeded(42)
    let hits = 0
    for (let person = 0; person < 20_000; person++) {
      const truth = cellBy(uniform, random)
      const seen = [1, 2, 3].map(() => drawReports({ debt: truth }, random).debt as Cell)
      if (guess(uniform, seen) === truth) hits++
    }
    expect(hits / 20_000).toBeGreaterThan(q + 0.05)
  })

  test('has nothing else to read: a person adds to her count and her two cells alone', () => {
    const added = keysOfReports(randomStrongRecord(seeded(43), { instrument: specimenInstrument.id }).reports)
    expect(added.filter((text) => !text.startsWith('s:'))).toEqual([key.n('strong', 'pooled')])
    expect(added).toHaveLength(3)
  })
})
