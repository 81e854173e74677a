import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tallyOfPeople } from '../../tests/released.ts'
import { seeded, specimenInstrument } from '../../tests/specimen.ts'
import { pairedDifference } from '../statistics/paired-difference.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import { type ConceptResult, leastCorrelated, type Results, resultsOf } from './results.ts'
import { type PublicConcept, publicResults, roundedCount } from './rounding.ts'
import { type Shown, shown, withheld } from './shown.ts'

/** Results of one concept with these four cells, as `resultsOf` would have them. */
function resultsWith(both: number, lost: number, gained: number, neither: number): Results {
  const n = both + lost + gained + neither
  const isShown = Math.min(both, lost, gained, neither) >= 5
  const share = (count: number) =>
    Math.min(count, n - count) < 5 ? withheld('cell-under-5') : shown({ count, share: count / n, ...wilsonInterval(count, n) })
  const table = { both, lost, gained, neither }
  const before = share(both + lost)
  const after = share(both + gained)
  const change = isShown
    ? shown({ ...pairedDifference(table), basis: 'pairs' as const })
    : shown({ ...pairedDifference(leastCorrelated(table)), basis: 'margins' as const })
  const cell = (count: number) => (isShown ? shown(count) : withheld('cell-under-5'))
  const concept: ConceptResult = {
    concept: 'would-ask',
    scale: 'intention',
    n,
    before,
    after,
    change: before.kind === 'withheld' ? before : after.kind === 'withheld' ? after : change,
    gained: cell(gained),
    lost: cell(lost),
    dontKnowBefore: withheld('cell-under-5'),
    dontKnowAfter: withheld('cell-under-5'),
  }
  const size = n >= 10 ? shown(n) : withheld('fewer-than-10')
  return {
    n: { baseline: size, endline: size, contentFirst: withheld('not-released') },
    scales: [],
    concepts: [concept],
    barriers: [],
    known: [],
    worse: [],
    recalled: [],
  }
}

const publicConcept = (...cells: readonly [number, number, number, number]): PublicConcept =>
  publicResults(resultsWith(...cells)).concepts[0] as PublicConcept

const valueIn = <T>(figure: Shown<T>): T => {
  if (figure.kind === 'withheld') throw new RangeError(figure.reason)
  return figure.value
}

test.each([
  [0, 0],
  [2, 0],
  [3, 5],
  [5, 5],
  [7, 5],
  [8, 10],
  [12, 10],
  [13, 15],
  [1002, 1000],
  [1003, 1005],
])('a count of %i is written as %i', (count, written) => {
  expect(roundedCount(count)).toBe(written)
})

describe('worked by hand: 20 right both times, 6 lost, 14 gained, 12 wrong both times', () => {
  const concept = publicConcept(20, 6, 14, 12)

  test('is written as 25 and 35 of 50: 50 and 70 percent, 20 points', () => {
    expect(concept.n).toEqual(shown(50))
    expect(valueIn(concept.before)).toMatchObject({ count: 25, percent: 50 })
    expect(valueIn(concept.after)).toMatchObject({ count: 35, percent: 70 })
    expect(valueIn(concept.change)).toMatchObject({ points: 20 })
    expect([concept.gained, concept.lost]).toEqual([shown(15), shown(5)])
  })

  test('has limits of before from 23 of 52 to 27 of 48', () => {
    expect(valueIn(concept.before)).toMatchObject({
      low: Math.floor(wilsonInterval(23, 52).low * 100),
      high: Math.ceil(wilsonInterval(27, 48).high * 100),
    })
  })

  test('reads the same for whatever is rounded to the same', () => {
    // 21 + 5 before, 21 + 13 after of 52, gained 13 and lost 5: other people, the same figures.
    expect(publicConcept(21, 5, 13, 13)).toEqual(concept)
  })
})

const cells = fc.tuple(
  ...Array.from({ length: 4 }, () => fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 }))),
)
const tables = cells.filter(([both = 0, lost = 0, gained = 0, neither = 0]) => both + lost + gained + neither > 0)

describe('over random tables', () => {
  test('each interval holds the exact one, and the figure that is written', () => {
    let pairs = 0
    fc.assert(
      fc.property(tables, ([both = 0, lost = 0, gained = 0, neither = 0]) => {
        const exact = resultsWith(both, lost, gained, neither).concepts[0] as ConceptResult
        const written = publicConcept(both, lost, gained, neither)
        for (const side of ['before', 'after'] as const) {
          const [from, to] = [exact[side], written[side]]
          if (from.kind === 'withheld' || to.kind === 'withheld') continue
          expect(to.value.low).toBeLessThanOrEqual(from.value.low * 100)
          expect(to.value.high).toBeGreaterThanOrEqual(from.value.high * 100)
          expect(to.value.percent >= to.value.low && to.value.percent <= to.value.high).toBe(true)
          expect(to.value.low >= 0 && to.value.high <= 100).toBe(true)
          expect(to.value.percent > 0 && to.value.percent < 100).toBe(true)
        }
        if (exact.change.kind === 'withheld' || written.change.kind === 'withheld') return
        if (exact.change.value.basis === 'pairs') pairs++
        expect(written.change.value.low).toBeLessThanOrEqual(exact.change.value.low * 100)
        expect(written.change.value.high).toBeGreaterThanOrEqual(exact.change.value.high * 100)
        expect(Number.isInteger(written.change.value.points)).toBe(true)
      }),
      { numRuns: 3000 },
    )
    expect(pairs).toBeGreaterThan(100)
  })

  test('all that is written follows from what was rounded: the same rounded counts give the same figures', () => {
    const near = fc.integer({ min: -2, max: 2 })
    let same = 0
    fc.assert(
      fc.property(tables, near, near, near, near, ([both = 0, lost = 0, gained = 0, neither = 0], ...moves) => {
        const [b, l, g, w] = moves
        const other = [both + b, lost + l, gained + g, neither + w] as const
        if (other.some((count) => count < 0)) return
        const [one, two] = [resultsWith(both, lost, gained, neither), resultsWith(...other)]
        const rounded = (results: Results) => {
          const concept = results.concepts[0] as ConceptResult
          const count = (figure: Shown<number | { count: number }>) =>
            figure.kind === 'withheld'
              ? 'withheld'
              : roundedCount(typeof figure.value === 'number' ? figure.value : figure.value.count)
          return [results.n.endline, concept.before, concept.after, concept.gained, concept.lost].map(count)
        }
        if (JSON.stringify(rounded(one)) !== JSON.stringify(rounded(two))) return
        same++
        expect(publicResults(one)).toEqual(publicResults(two))
      }),
      { numRuns: 4000 },
    )
    expect(same).toBeGreaterThan(100)
  })

  test('the limits of a change move with right answers one way only, over all tables of up to 30 people', () => {
    for (let n = 10; n <= 30; n++)
      for (let both = 0; both <= n; both++)
        for (let lost = 0; both + lost <= n; lost++)
          for (let gained = 0; both + lost + gained < n; gained++) {
            const neither = n - both - lost - gained
            const at = pairedDifference({ both, lost, gained, neither })
            const more = pairedDifference({ both, lost, gained: gained + 1, neither: neither - 1 })
            if (Math.min(both, lost, gained, neither) < 3) continue
            expect(more.low >= at.low && more.high >= at.high).toBe(true)
            const fewer = pairedDifference({ both: both - 1, lost: lost + 1, gained, neither })
            expect(fewer.low <= at.low && fewer.high <= at.high).toBe(true)
          }
  })
})

/** Every figure of either kind of results, with the path to it. */
function* figures(value: unknown, path = ''): Generator<[string, Shown<unknown>]> {
  if (typeof value !== 'object' || value === null) return
  if ('kind' in value && (value.kind === 'shown' || value.kind === 'withheld')) yield [path, value as Shown<unknown>]
  else for (const [name, part] of Object.entries(value)) yield* figures(part, `${path}/${name}`)
}

describe('over random campaigns', () => {
  const results = fc
    .record({
      seed: fc.integer(),
      n: fc.integer({ min: 0, max: 120 }),
      before: fc.constantFrom(0, 0.4, 0.9),
      after: fc.constantFrom(0, 0.9),
    })
    .map(({ seed, n, before, after }) => resultsOf(tallyOfPeople(seeded(seed), n, { before, after }), specimenInstrument))

  test('what was withheld stays withheld for the same reason, and what was shown is shown', () => {
    let withheldSeen = 0
    fc.assert(
      fc.property(results, (exact) => {
        const written = new Map(figures(publicResults(exact)))
        for (const [path, figure] of figures(exact)) {
          const found = written.get(path)
          if (figure.kind === 'withheld') {
            withheldSeen++
            expect([path, found]).toEqual([path, figure])
          } else expect([path, found?.kind]).toEqual([path, 'shown'])
        }
      }),
      { numRuns: 60 },
    )
    expect(withheldSeen).toBeGreaterThan(100)
  })

  test('each count is a multiple of 5 and at least 5, each size at least 10, percent and points are whole, scores in tenths', () => {
    fc.assert(
      fc.property(results, (exact) => {
        const { n, concepts, scales, barriers } = publicResults(exact)
        const sizes = [...Object.values(n), ...concepts.map((concept) => concept.n), ...scales.map((scale) => scale.n)]
        for (const size of sizes)
          if (size.kind === 'shown') {
            expect(size.value % 5).toBe(0)
            expect(size.value).toBeGreaterThanOrEqual(10)
          }
        const shares = [
          ...concepts.flatMap(({ before, after, dontKnowBefore, dontKnowAfter }) => [before, after, dontKnowBefore, dontKnowAfter]),
          ...barriers.map(({ named }) => named),
        ]
        for (const share of shares)
          if (share.kind === 'shown') {
            expect(share.value.count % 5).toBe(0)
            expect(share.value.count).toBeGreaterThanOrEqual(5)
            for (const percent of [share.value.percent, share.value.low, share.value.high])
              expect(Number.isInteger(percent)).toBe(true)
          }
        for (const { gained, lost } of concepts)
          for (const cell of [gained, lost]) if (cell.kind === 'shown') expect(cell.value % 5).toBe(0)
        for (const [at, { change }] of scales.entries()) {
          const from = exact.scales[at]?.change
          if (change.kind === 'withheld' || from?.kind !== 'shown') continue
          const { meanBefore, meanAfter, interval } = change.value
          for (const mean of [meanBefore, meanAfter, change.value.change]) expect(mean).toBe(Number(mean.toFixed(1)))
          if (interval === 'no-interval' || from.value.interval === 'no-interval') expect(interval).toBe(from.value.interval)
          else {
            expect(interval.low).toBeLessThanOrEqual(from.value.interval.low)
            expect(interval.high).toBeGreaterThanOrEqual(from.value.interval.high)
            expect(interval.low).toBe(Number(interval.low.toFixed(1)))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('no number is −0, which a file would write as a sign without a number', () => {
    fc.assert(
      fc.property(results, (exact) => {
        const numbers: number[] = []
        JSON.stringify(publicResults(exact), (_, value) => {
          if (typeof value === 'number') numbers.push(value)
          return value
        })
        for (const number of numbers) expect(Object.is(number, -0)).toBe(false)
      }),
      { numRuns: 40 },
    )
  })
})

test('nobody at all is withheld throughout', () => {
  for (const [, figure] of figures(publicResults(resultsOf({}, specimenInstrument))))
    expect(figure).toEqual({ kind: 'withheld', reason: 'not-released' })
})
