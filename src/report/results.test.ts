import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tallyOfPeople, tallyOfReaders } from '../../tests/released.ts'
import { seeded, specimenInstrument, specimenShort } from '../../tests/specimen.ts'
import { DONT_KNOW } from '../assessment/instrument.ts'
import { conceptsOf } from '../assessment/scoring.ts'
import { key, pooledKey } from '../tally/keys.ts'
import { mergeTallies, type Tally } from '../tally/tally.ts'
import { type ConceptResult, type Results, resultsOf } from './results.ts'
import type { Shown } from './shown.ts'

const conceptIn = (results: Results, id: string): ConceptResult => {
  const found = results.concepts.find(({ concept }) => concept === id)
  if (!found) throw new RangeError(id)
  return found
}
const reasonOf = (figure: Shown<unknown>) => (figure.kind === 'withheld' ? figure.reason : 'shown')

/** The paired tables of one concept and its one-concept scale: right or wrong before and after. */
function paired(concept: string, scale: string, [both, lost, gained, neither]: readonly [number, number, number, number]): Tally {
  const cells: [string, number][] = [
    [key.paired('pooled', concept, '0', '0'), both],
    [key.paired('pooled', concept, '0', '1'), lost],
    [key.paired('pooled', concept, '1', '0'), gained],
    [key.paired('pooled', concept, '1', '1'), neither],
    [key.pairedScore('pooled', scale, 1, 1), both],
    [key.pairedScore('pooled', scale, 1, 0), lost],
    [key.pairedScore('pooled', scale, 0, 1), gained],
    [key.pairedScore('pooled', scale, 0, 0), neither],
    [key.n('endline', 'pooled'), both + lost + gained + neither],
  ]
  return Object.fromEntries(cells.filter(([, count]) => count > 0))
}
const intention = (cells: readonly [number, number, number, number]) =>
  conceptIn(resultsOf(paired('would-ask', 'intention', cells), { ...specimenInstrument, concepts: onlyIntention }), 'would-ask')
const onlyIntention = conceptsOf(specimenInstrument, 'intention')

describe('a concept', () => {
  test('worked by hand: 20 right both times, 6 lost, 14 gained, 10 wrong both times', () => {
    const result = intention([20, 6, 14, 10])
    expect(result).toMatchObject({
      n: 50,
      before: { kind: 'shown', value: { count: 26, share: 0.52 } },
      after: { kind: 'shown', value: { count: 34, share: 0.68 } },
      change: { kind: 'shown', value: { difference: 0.16 } },
      gained: { kind: 'shown', value: 14 },
      lost: { kind: 'shown', value: 6 },
    })
  })

  test('counts "I don’t know" before and after', () => {
    const n = 40
    const tally = {
      [key.n('endline', 'pooled')]: n,
      [key.paired('pooled', 'would-ask', DONT_KNOW, '0')]: 12,
      [key.paired('pooled', 'would-ask', DONT_KNOW, DONT_KNOW)]: 8,
      [key.paired('pooled', 'would-ask', '1', '1')]: 10,
      [key.paired('pooled', 'would-ask', '0', '0')]: 10,
      [key.pairedScore('pooled', 'intention', 0, 1)]: 12,
      [key.pairedScore('pooled', 'intention', 0, 0)]: 18,
      [key.pairedScore('pooled', 'intention', 1, 1)]: 10,
    }
    const result = conceptIn(resultsOf(tally, { ...specimenInstrument, concepts: onlyIntention }), 'would-ask')
    expect(result.dontKnowBefore).toMatchObject({ kind: 'shown', value: { count: 20, share: 0.5 } })
    expect(result.dontKnowAfter).toMatchObject({ kind: 'shown', value: { count: 8, share: 0.2 } })
  })

  test('is the same from orders apart and orders pooled', () => {
    const tally = tallyOfPeople(seeded(1), 60, { before: 0.2, after: 0.4 })
    const pooled = mergeTallies(...Object.entries(tally).map(([text, count]) => ({ [pooledKey(text)]: count })))
    expect(resultsOf(pooled, specimenInstrument)).toEqual(resultsOf(tally, specimenInstrument))
  })
})

describe('withheld is', () => {
  test('everything of fewer than 10 people', () => {
    const results = resultsOf(tallyOfPeople(seeded(2), 9), specimenInstrument)
    expect(results.n.endline).toEqual({ kind: 'withheld', reason: 'fewer-than-10' })
    expect(results.n.baseline).toEqual({ kind: 'withheld', reason: 'fewer-than-10' })
    for (const { before, after, change, gained, lost } of results.concepts)
      expect([before, after, change, gained, lost].map(reasonOf)).toEqual(Array(5).fill('fewer-than-10'))
    for (const { change } of results.scales) expect(reasonOf(change)).toBe('fewer-than-10')
    for (const { named } of results.barriers) expect(reasonOf(named)).toBe('fewer-than-10')
  })

  test('what nothing was released of', () => {
    const results = resultsOf({}, specimenInstrument)
    for (const figure of [
      results.n.baseline,
      results.n.endline,
      results.n.contentFirst,
      ...results.scales.map(({ change }) => change),
      ...results.concepts.flatMap(({ before, after, change, gained, lost }) => [before, after, change, gained, lost]),
      ...results.barriers.map(({ named }) => named),
    ])
      expect(figure).toEqual({ kind: 'withheld', reason: 'not-released' })
  })

  test.each([
    ['fewer than 5 right before', [2, 2, 20, 26], 'before'],
    ['fewer than 5 wrong before', [26, 20, 2, 2], 'before'],
    ['fewer than 5 right after', [2, 20, 2, 26], 'after'],
    ['fewer than 5 wrong after', [26, 2, 20, 2], 'after'],
  ] as const)('a share with %s, and the change with it', (_, cells, side) => {
    const result = intention(cells)
    expect(reasonOf(result[side])).toBe('cell-under-5')
    expect(reasonOf(result.change)).toBe('cell-under-5')
    expect(reasonOf(result[side === 'before' ? 'after' : 'before'])).toBe('shown')
  })

  test.each([
    ['both', [4, 10, 10, 10]],
    ['lost', [10, 4, 10, 10]],
    ['gained', [10, 10, 4, 10]],
    ['neither', [10, 10, 10, 4]],
    ['lost, nobody', [10, 0, 10, 10]],
  ] as const)('each of the four cells where one is under 5: %s', (_, cells) => {
    const result = intention(cells)
    expect([result.gained, result.lost].map(reasonOf)).toEqual(['cell-under-5', 'cell-under-5'])
    expect([result.before, result.after].map(reasonOf)).toEqual(['shown', 'shown'])
  })

  test('nothing where every cell has 5', () => {
    const result = intention([5, 5, 5, 5])
    expect([result.before, result.after, result.change, result.gained, result.lost].map(reasonOf)).toEqual(Array(5).fill('shown'))
  })

  test('a scale of one concept, where the concept’s share is: the mean of the scale is that share', () => {
    const results = resultsOf(paired('would-ask', 'intention', [2, 1, 20, 27]), { ...specimenInstrument, concepts: onlyIntention })
    expect(results.scales.map(({ change }) => reasonOf(change))).toEqual(['cell-under-5'])
  })

  test('whose score fell, where the cells of a scale of one concept are: they are those who lost it', () => {
    const worse = (cells: readonly [number, number, number, number]) =>
      resultsOf(paired('would-ask', 'intention', cells), { ...specimenInstrument, concepts: onlyIntention }).worse.map(
        ({ share }) => reasonOf(share),
      )
    // 3 right both times: with the shares and the 8 who lost it the table would be whole.
    expect(worse([3, 8, 12, 10])).toEqual(['cell-under-5'])
    expect(worse([6, 8, 12, 10])).toEqual(['shown'])
  })

  test('what everybody knew, where what those knew who finished is: they are the same where nobody left', () => {
    const [debt, papers] = conceptsOf(specimenInstrument, 'knowledge')
    if (!debt || !papers) throw new RangeError('two concepts')
    const concepts = specimenInstrument.concepts.filter(({ id }) => id === debt.id || id === papers.id)
    const n = 40
    // Debt: 2 right before, so it is withheld; papers: 15, which goes along, since the mean of the scale is their sum.
    const tally: Tally = {
      [key.n('baseline', 'pooled')]: n,
      [key.n('endline', 'pooled')]: n,
      [key.baseline('pooled', debt.id, '0')]: 2,
      [key.baseline('pooled', debt.id, '1')]: 38,
      [key.baseline('pooled', papers.id, '0')]: 15,
      [key.baseline('pooled', papers.id, '1')]: 25,
      [key.paired('pooled', debt.id, '0', '0')]: 2,
      [key.paired('pooled', debt.id, '1', '0')]: 18,
      [key.paired('pooled', debt.id, '1', '1')]: 20,
      [key.paired('pooled', papers.id, '0', '0')]: 15,
      [key.paired('pooled', papers.id, '1', '0')]: 10,
      [key.paired('pooled', papers.id, '1', '1')]: 15,
      [key.pairedScore('pooled', 'knowledge', 0, 1)]: 23,
      [key.pairedScore('pooled', 'knowledge', 1, 1)]: 17,
    }
    const results = resultsOf(tally, { ...specimenInstrument, concepts })
    expect(reasonOf(conceptIn(results, papers.id).before)).toBe('cell-under-5')
    expect(results.known.map(({ share }) => reasonOf(share))).toEqual(['cell-under-5', 'cell-under-5'])
  })

  test('a second concept of a scale, where only one would be: the mean of the scale is their sum', () => {
    const myths = conceptsOf(specimenInstrument, 'myths')
    const [one, other] = myths.map(({ id }) => id) as [string, string]
    const tally: Tally = {
      [key.n('endline', 'pooled')]: 40,
      // One: 2 right before, 20 after. Other: 15 right before, 25 after.
      [key.paired('pooled', one, '1', '1')]: 2,
      [key.paired('pooled', one, '4', '1')]: 18,
      [key.paired('pooled', one, '4', '4')]: 20,
      [key.paired('pooled', other, '4', '4')]: 10,
      [key.paired('pooled', other, '4', '1')]: 5,
      [key.paired('pooled', other, '1', '4')]: 15,
      [key.paired('pooled', other, '1', '1')]: 10,
      [key.pairedScore('pooled', 'myths', 0, 1)]: 23,
      [key.pairedScore('pooled', 'myths', 1, 1)]: 17,
    }
    const before = (17 * 1) / 40
    const results = resultsOf(tally, { ...specimenInstrument, concepts: myths })
    expect(results.scales[0]?.change).toMatchObject({ kind: 'shown', value: { meanBefore: before } })
    expect(reasonOf(conceptIn(results, one).before)).toBe('cell-under-5')
    const second = conceptIn(results, other)
    // With before, every figure goes that gives before back: after less the change, and after less gained plus lost.
    expect([second.before, second.change, second.gained, second.lost].map(reasonOf)).toEqual(Array(4).fill('cell-under-5'))
    expect(reasonOf(second.after)).toBe('shown')
  })
})

/** Whether a sum of cells follows from other sums by adding and subtracting: Gaussian elimination. */
function follows(from: readonly (readonly number[])[], target: readonly number[]): boolean {
  const rank = (rows: readonly (readonly number[])[]): number => {
    const matrix = rows.map((row) => [...row])
    let found = 0
    for (let column = 0; column < target.length && found < matrix.length; column++) {
      const pivot = matrix.findIndex((row, i) => i >= found && Math.abs(row[column] ?? 0) > 1e-9)
      if (pivot < 0) continue
      const row = matrix.splice(pivot, 1)[0] as number[]
      matrix.splice(found, 0, row)
      for (let i = 0; i < matrix.length; i++) {
        const factor = (matrix[i]?.[column] ?? 0) / (row[column] ?? 1)
        if (i !== found && factor !== 0) matrix[i] = (matrix[i] as number[]).map((value, j) => value - factor * (row[j] ?? 0))
      }
      found++
    }
    return found
  }
  return rank([...from, target]) === rank(from)
}

/** Every sum over the cells before × after of one concept, each cell being right, "I don't know" or another answer. */
const KINDS = ['right', 'unsure', 'other'] as const
type Sum = (before: string, after: string) => boolean
const SUMS = {
  everybody: () => true,
  before: (before) => before === 'right',
  after: (_, after) => after === 'right',
  both: (before, after) => before === 'right' && after === 'right',
  lost: (before, after) => before === 'right' && after !== 'right',
  gained: (before, after) => before !== 'right' && after === 'right',
  neither: (before, after) => before !== 'right' && after !== 'right',
  dontKnowBefore: (before) => before === 'unsure',
  dontKnowAfter: (_, after) => after === 'unsure',
  otherBefore: (before) => before === 'other',
  otherAfter: (_, after) => after === 'other',
} satisfies Record<string, Sum>

test('no count under 5 follows from all that is shown of a scale and its concepts, by adding and subtracting', () => {
  const chance = fc.constantFrom(0, 0.3, 0.7, 0.9, 0.97)
  let withheldSeen = 0
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 10, max: 90 }), chance, chance, (seed, n, before, after) => {
      const tally = tallyOfPeople(seeded(seed), n, { before, after })
      const results = resultsOf(tally, specimenInstrument)
      for (const scale of results.scales) {
        const concepts = conceptsOf(specimenInstrument, scale.scale)
        // A column for each cell of each concept.
        const row = (concept: number, sum: Sum, weight = 1) =>
          concepts.flatMap((_, at) => KINDS.flatMap((b) => KINDS.map((a) => (at === concept && sum(b, a) ? weight : 0))))
        const plus = (a: number[], b: number[]) => a.map((value, i) => value + (b[i] ?? 0))
        const known = concepts.map((_, at) => row(at, SUMS.everybody))
        concepts.forEach(({ id }, at) => {
          const result = conceptIn(results, id)
          for (const name of ['before', 'after', 'gained', 'lost', 'dontKnowBefore', 'dontKnowAfter'] as const)
            if (result[name].kind === 'shown') known.push(row(at, SUMS[name]))
          if (result.change.kind === 'shown') known.push(plus(row(at, SUMS.after), row(at, SUMS.before, -1)))
        })
        if (scale.change.kind === 'shown')
          for (const side of ['before', 'after'] as const) known.push(concepts.map((_, at) => row(at, SUMS[side])).reduce(plus))
        concepts.forEach(({ id, right }, at) => {
          const kindOf = (code: string) => (right.includes(code) ? 'right' : code === DONT_KNOW ? 'unsure' : 'other')
          for (const [name, sum] of Object.entries(SUMS)) {
            let count = 0
            for (const order of ['AB', 'BA'] as const)
              for (const [text, cell] of Object.entries(tally)) {
                if (!text.startsWith(`p:${order}:${id}:`)) continue
                const [b = '', a = ''] = text.slice(`p:${order}:${id}:`.length).split('>')
                if (sum(kindOf(b), kindOf(a))) count += cell
              }
            if (count >= 5 && n - count >= 5) continue
            if (name === 'everybody') continue
            withheldSeen++
            expect([id, name, count, follows(known, row(at, sum))]).toEqual([id, name, count, false])
          }
        })
      }
    }),
    { numRuns: 60 },
  )
  expect(withheldSeen).toBeGreaterThan(100)
})

test('the interval of a change with withheld cells follows from its two shares alone, and is the wider one', () => {
  // Twice 30 people with 12 right before and 18 after; the four cells differ, and some are under 5.
  const concepts = specimenInstrument.concepts.slice(0, 1)
  const [{ id, scale, right, codes } = specimenInstrument.concepts[1] as (typeof concepts)[0]] = concepts
  const [yes = '', no = ''] = [right[0], codes.find((code) => !right.includes(code))]
  const resultsFor = (both: number) => {
    const cells = [
      [1, 1, both],
      [1, 0, 12 - both],
      [0, 1, 18 - both],
      [0, 0, both],
    ] as const
    const tally = mergeTallies(
      ...cells.flatMap(([before, after, count]) => [
        { [key.paired('pooled', id, before ? yes : no, after ? yes : no)]: count },
        { [key.pairedScore('pooled', scale, before, after)]: count },
      ]),
    )
    return resultsOf({ [key.n('endline', 'pooled')]: 30, ...tally }, { ...specimenInstrument, concepts })
  }
  const changeOf = (both: number) => conceptIn(resultsFor(both), id).change
  expect(changeOf(10)).toMatchObject({ kind: 'shown', value: { basis: 'margins' } })
  expect(changeOf(10)).toEqual(changeOf(11))
  expect(changeOf(10)).toEqual(changeOf(1))
  const pairs = changeOf(6)
  expect(pairs).toMatchObject({ kind: 'shown', value: { basis: 'pairs' } })
  if (pairs.kind === 'shown') {
    const wide = changeOf(10)
    expect(wide.kind === 'shown' && wide.value.low <= pairs.value.low && wide.value.high >= pairs.value.high).toBe(true)
  }
  // A scale of one concept has the same four cells, and its t interval would give them back too.
  expect(resultsFor(10).scales[0]?.change).toMatchObject({ value: { interval: 'no-interval' } })
  expect(resultsFor(6).scales[0]?.change).not.toMatchObject({ value: { interval: 'no-interval' } })
})

describe('a scale', () => {
  test('tells the mean score before and after, and its top', () => {
    const tally = {
      [key.n('endline', 'pooled')]: 20,
      [key.pairedScore('pooled', 'knowledge', 1, 2)]: 8,
      [key.pairedScore('pooled', 'knowledge', 0, 3)]: 2,
      [key.pairedScore('pooled', 'knowledge', 2, 2)]: 10,
    }
    const [scale] = resultsOf(tally, { ...specimenInstrument, concepts: conceptsOf(specimenInstrument, 'knowledge') }).scales
    expect(scale).toMatchObject({ scale: 'knowledge', top: 3, n: 20 })
    // No concept has a table here, so each of them has nobody right; the means are the score table's.
    if (scale?.change.kind === 'shown') expect(scale.change.value).toMatchObject({ n: 20, meanBefore: 1.4, meanAfter: 2.1 })
  })

  test('stands only where the instrument measures it', () => {
    expect(resultsOf({}, specimenShort).scales.map(({ scale }) => scale)).toEqual(['knowledge', 'intention'])
  })
})

describe('a barrier', () => {
  const baseline = (named: number, n: number) =>
    resultsOf({ [key.n('baseline', 'pooled')]: n, [key.barrier('pooled', 'shy')]: named }, specimenInstrument).barriers.find(
      ({ barrier }) => barrier === 'shy',
    )?.named

  test('is a share of those who answered before', () => {
    expect(baseline(12, 40)).toMatchObject({ kind: 'shown', value: { count: 12, share: 0.3 } })
  })

  test('that fewer than 5 named, or all but fewer than 5, is withheld', () => {
    for (const named of [0, 4, 36, 40]) expect(baseline(named, 40)).toEqual({ kind: 'withheld', reason: 'cell-under-5' })
  })
})

test('those who read first are counted by themselves', () => {
  const results = resultsOf(tallyOfReaders(seeded(9), 15), specimenInstrument)
  expect(results.n).toEqual({
    baseline: { kind: 'withheld', reason: 'not-released' },
    endline: { kind: 'withheld', reason: 'not-released' },
    contentFirst: { kind: 'shown', value: 15 },
  })
})
