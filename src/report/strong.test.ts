import { describe, expect, test } from 'vitest'
import { seeded, specimenInstrument, specimenShort } from '../../tests/specimen.ts'
import type { Instrument } from '../assessment/instrument.ts'
import { CELLS, type Cell, type Cells, drawReports, truthShare } from '../assessment/strong-mode.ts'
import type { Estimate } from '../statistics/randomised-response.ts'
import { keysOfReports } from '../tally/response.ts'
import { type Tally, tallyOf } from '../tally/tally.ts'
import { GATE_SETTINGS } from './gate/settings.ts'
import type { Shown } from './shown.ts'
import { strongResultsOf } from './strong.ts'

/** What `n` people report whose cells are drawn by the shares of `CELLS`, concept by concept. */
function tallyOfStrong(instrument: Instrument, n: number, seed: number, shares: readonly number[] = [0.3, 0.3, 0.1, 0.3]): Tally {
  const random = seeded(seed)
  return tallyOf(
    Array.from({ length: n }, () => {
      const cells = instrument.concepts.map(({ id }) => {
        let at = 0
        for (let left = random() / 2 ** 32; at < 3 && left >= (shares[at] ?? 0); at++) left -= shares[at] ?? 0
        return [id, CELLS[at] as Cell] as const
      })
      return keysOfReports(drawReports(Object.fromEntries(cells) as Cells, random))
    }).flat(),
  )
}

const shownIn = (figure: Shown<Estimate> | undefined): Estimate => {
  if (figure?.kind !== 'shown') throw new Error('withheld')
  return figure.value
}

describe('the results of strong mode', () => {
  const tally = tallyOfStrong(specimenInstrument, 4000, 1)
  const results = strongResultsOf(tally, specimenInstrument)

  test('say how much is told of a person: ε of a concept, how many concepts, ε in all', () => {
    expect(results).toMatchObject({ epsilonPerConcept: 3, conceptsPerPerson: 2, epsilonPerPerson: 6 })
    expect(results.epsilonPerConcept).toBe(GATE_SETTINGS.strongEpsilon)
    const one = { ...specimenInstrument, concepts: specimenInstrument.concepts.slice(0, 1) }
    expect(strongResultsOf({}, one)).toMatchObject({ conceptsPerPerson: 1, epsilonPerPerson: 3 })
  })

  test('count people once and two reports of each', () => {
    expect(results.n).toEqual({ kind: 'shown', value: 4000 })
    const reports = results.concepts.reduce((sum, { n }) => sum + (n.kind === 'shown' ? n.value : 0), 0)
    expect(reports).toBe(8000)
  })

  test('are near the truth of every concept and within their intervals of it, most of the time', () => {
    expect(results.concepts.map(({ concept }) => concept)).toEqual(specimenInstrument.concepts.map(({ id }) => id))
    for (const { before, after, change } of results.concepts) {
      expect(Math.abs(shownIn(before).estimate - 0.4)).toBeLessThan(0.08)
      expect(Math.abs(shownIn(after).estimate - 0.6)).toBeLessThan(0.08)
      expect(Math.abs(shownIn(change).estimate - 0.2)).toBeLessThan(0.1)
    }
  })

  test('give a scale as the sum of its concepts, with variances that add and room for people who report two of them', () => {
    const knowledge = results.scales.find(({ scale }) => scale === 'knowledge')
    const parts = results.concepts.filter(({ scale }) => scale === 'knowledge').map(({ after }) => shownIn(after))
    const sum = (of: (part: Estimate) => number) => parts.reduce((total, part) => total + of(part), 0)
    expect(knowledge?.top).toBe(3)
    expect(shownIn(knowledge?.after).estimate).toBeCloseTo(
      sum(({ estimate }) => estimate),
      12,
    )
    // One in six of those who report one of seven concepts reports a given other.
    const spread = sum(({ variance }) => Math.sqrt(variance)) ** 2
    expect(shownIn(knowledge?.after).variance).toBeCloseTo((5 / 6) * sum(({ variance }) => variance) + spread / 6, 12)
    expect(Object.keys(knowledge ?? {}).sort()).toEqual(['after', 'before', 'change', 'scale', 'top'])
  })

  test('withhold a concept with fewer than 10 reports, and with it its scale and no other', () => {
    const debt = Object.keys(tally).filter((text) => text.startsWith('s:pooled:debt:'))
    const thin = Object.fromEntries(Object.entries(tally).filter(([text]) => !debt.includes(text)))
    const few = strongResultsOf({ ...thin, 's:pooled:debt:01': 5, 's:pooled:debt:11': 4 }, specimenInstrument)
    const gone = { kind: 'withheld', reason: 'fewer-than-10' }
    expect(few.concepts[0]).toMatchObject({ concept: 'debt', n: gone, before: gone, after: gone, change: gone })
    expect(few.scales[0]).toMatchObject({ scale: 'knowledge', before: gone, after: gone, change: gone })
    expect(few.concepts.slice(1).every(({ change }) => change.kind === 'shown')).toBe(true)
    expect(few.scales.slice(1).every(({ change }) => change.kind === 'shown')).toBe(true)
    const enough = strongResultsOf({ ...thin, 's:pooled:debt:01': 6, 's:pooled:debt:11': 4 }, specimenInstrument)
    expect(enough.concepts[0]?.change.kind).toBe('shown')
    expect(strongResultsOf(thin, specimenInstrument).concepts[0]).toMatchObject({ n: gone, change: gone })
  })

  test('of nobody, or of exact answers alone, are not released: never 0', () => {
    for (const none of [{}, { 'n:AB:endline': 40, 'p:AB:debt:1>0': 40 }]) {
      const { n, concepts, scales } = strongResultsOf(none, specimenShort)
      const held = { kind: 'withheld', reason: 'not-released' }
      expect(n).toEqual(held)
      for (const { before, after, change } of [...concepts, ...scales]) expect([before, after, change]).toEqual([held, held, held])
    }
  })

  test('unfold with the q that the phones draw by', () => {
    // All reports of one cell: its share would be (1 − u) / (q − u), whatever was reported.
    const q = truthShare(GATE_SETTINGS.strongEpsilon)
    const u = (1 - q) / 3
    const { concepts } = strongResultsOf({ 'n:pooled:strong': 50, 's:pooled:debt:11': 50 }, specimenShort)
    expect(shownIn(concepts[0]?.before).estimate).toBeCloseTo((1 - 2 * u) / (q - u), 12)
  })
})
