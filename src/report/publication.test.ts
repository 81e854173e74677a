import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { snapshotAt } from '../../tests/released.ts'
import { specimenCatalogue } from '../../tests/specimen.ts'
import { changedFigures, corrected, saySame } from './correction.ts'
import { publicRows, publishedRows } from './formats/public-table.ts'
import type { Snapshot } from './gate/snapshot.ts'
import { publicVerdicts } from './public-verdict.ts'
import { editionDate, isSealed, type Publication, publicationOf, whyNotPublished } from './publication.ts'
import { type Report, reportOf, type WaveState } from './report.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const LAST = '2027-01-07'

const reportFrom = (snapshots: readonly Snapshot[], date = '2027-02-01', closing: WaveState = []): Report =>
  reportOf({ wave: 'second', snapshots, catalogue: specimenCatalogue, date, closing })

const some = [snapshotAt('terminal-norte', 60), snapshotAt('terminal-sur', 45), snapshotAt('comparison', 40)]
const more = [...some, snapshotAt('airport-norte', 50)]
const publication = publicationOf(reportFrom(some), 0, sha256)

/** Every number in a value, with the name that it stands under. */
function numbersIn(value: unknown, name = ''): { name: string; number: number }[] {
  if (typeof value === 'number') return [{ name, number: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, Array.isArray(value) ? name : key))
}

describe('a publication', () => {
  test('holds no count of people that is not a multiple of 5, and none under 5', () => {
    const counts = publication.instruments.flatMap(({ units }) =>
      units.flatMap(({ results }) => {
        const people = [results.n, ...results.concepts.flatMap(({ n, gained, lost }) => [n, gained, lost])]
        return [...people.flatMap((told) => numbersIn(told)), ...numbersIn(results).filter(({ name }) => name === 'count')]
      }),
    )
    expect(counts.length).toBeGreaterThan(60)
    expect(counts.filter(({ number }) => number % 5 !== 0 || number < 5)).toEqual([])
  })

  test('holds neither tallies nor snapshots nor exact figures: of the results only what was rounded', () => {
    const report = reportFrom(some)
    const text = JSON.stringify(publication)
    for (const { hash, leaf } of report.snapshots) {
      expect(text).not.toContain(hash)
      expect(text).not.toContain(leaf)
    }
    const exact = report.instruments[0]?.units[0]?.results.concepts[0]?.before
    expect(exact?.kind === 'shown' && text.includes(String(exact.value.share))).toBe(false)
  })

  test('has the figures of the table for the public, and no others', () => {
    expect(publishedRows(publication).map(({ report: _, unit: { name, ...unit }, ...row }) => ({ ...row, unit: unit.id }))).toEqual(
      publicRows(reportFrom(some)).map(({ report: _, unit: { name, ...unit }, ...row }) => ({ ...row, unit: unit.id })),
    )
  })

  test('is sealed: whatever is changed in it is found', () => {
    expect(isSealed(publication, sha256)).toBe(true)
    expect(isSealed({ ...publication, published: '2027-02-02' }, sha256)).toBe(false)
    expect(isSealed(JSON.parse(JSON.stringify(publication)) as Publication, sha256)).toBe(true)
  })

  test('says the same of the same release, whatever order its snapshots come in', () => {
    expect(saySame(publication, publicationOf(reportFrom([...some].reverse(), '2027-03-09'), 0, sha256))).toBe(true)
    expect(saySame(publication, publicationOf(reportFrom(more), 0, sha256))).toBe(false)
  })

  const rest = (people: number, fate: 'given up' | 'pooled') => [
    { wave: 'second', instrument: 'specimen@1', place: 'online', fate, people },
  ]
  test.each([
    ['nobody', [], 'nobody'],
    ['nobody where all rests were pooled', rest(9, 'pooled'), 'nobody'],
    ['fewer than 5 withheld', rest(4, 'given up'), { kind: 'withheld', reason: 'cell-under-5' }],
    ['more to the nearest 5', [...rest(9, 'given up'), ...rest(3, 'given up')], { kind: 'shown', value: 10 }],
    ['not told where nobody closed it', 'open', 'not told'],
  ] as const)('tells of those in no figure: %s', (_, closing, told) => {
    expect(publicationOf(reportFrom(some, '2027-02-01', closing), 0, sha256).leftOut).toEqual(told)
  })
})

describe('a wave is published', () => {
  test('not before phones have delivered', () => {
    expect(whyNotPublished(reportFrom(some, LAST), 'collector', LAST)).toContain(
      'phones may still deliver records of second until 2027-01-07',
    )
    expect(whyNotPublished(reportFrom(some, '2027-01-08'), 'collector', LAST)).toBeUndefined()
  })

  test('not before its collector has closed it; files cannot tell', () => {
    expect(whyNotPublished(reportFrom(some, '2027-02-01', 'open'), 'collector', LAST)).toBe(
      'second is not closed yet: npm run staff -- close --wave second',
    )
    expect(whyNotPublished(reportFrom(some, '2027-02-01', 'open'), 'files', LAST)).toBeUndefined()
  })

  test('not where the gate has released nothing', () => {
    expect(whyNotPublished(reportFrom([]), 'collector', LAST)).toBe('the gate has released nothing of second')
  })

  test('not where those who read first are all there is', () => {
    expect(whyNotPublished(reportFrom([snapshotAt('comparison', 40)]), 'collector', LAST)).toContain('no group of 10 people')
  })
})

describe('a correction', () => {
  const reason = { es: 'Faltaba un lugar.', en: 'A place was missing.' }
  const after = publicationOf(reportFrom(more, '2027-03-01'), 0, sha256)
  const edition = corrected(publication, after, reason, sha256)

  test('keeps the day of the first edition and adds its own, with the reason', () => {
    expect(edition.published).toBe('2027-02-01')
    expect(editionDate(edition)).toBe('2027-03-01')
    expect(edition.corrections.map(({ date, reason: why }) => [date, why])).toEqual([['2027-03-01', reason]])
    expect(isSealed(edition, sha256)).toBe(true)
    expect(saySame(edition, after)).toBe(true)
  })

  test('names every figure that is not what it was, and no other', () => {
    const figures = edition.corrections[0]?.figures ?? []
    const cells = (of: Publication) =>
      new Map(
        publishedRows(of).flatMap(({ instrument, unit, table, measure, figures: own }) =>
          Object.entries(own).map(([figure, cell]) => [[instrument, unit.level, unit.id, table, measure, figure].join(), cell]),
        ),
      )
    const [was, is] = [cells(publication), cells(after)]
    const named = new Map(
      figures.map((one) => [[one.instrument, one.level, one.unit, one.table, one.measure, one.figure].join(), [one.was, one.is]]),
    )
    for (const key of new Set([...was.keys(), ...is.keys()]))
      expect(named.get(key), key).toEqual(
        was.get(key) === is.get(key) ? undefined : [was.get(key) ?? 'absent', is.get(key) ?? 'absent'],
      )
    expect(figures.find(({ level, measure }) => level === 'overall' && measure === 'endline')).toMatchObject({ was: 105, is: 155 })
    expect(figures.some(({ unit, was: before }) => unit === 'airport-norte' && before === 'absent')).toBe(true)
  })

  test('of nothing has no figure, and a second one keeps the first', () => {
    expect(changedFigures(publication, publication)).toEqual([])
    const back = corrected(edition, publicationOf(reportFrom(some, '2027-04-01'), 0, sha256), reason, sha256)
    expect(back.corrections.map(({ date }) => date)).toEqual(['2027-03-01', '2027-04-01'])
  })
})

describe('a verdict', () => {
  test('claims no change that the exact interval leaves open, over many waves', () => {
    let claims = 0
    for (let seed = 1; seed <= 12; seed++) {
      const snapshots = [
        snapshotAt('terminal-norte', 20 + seed * 9, { seed }),
        snapshotAt('online', 30 + seed * 4, { seed: seed + 50 }),
      ]
      const report = reportFrom(snapshots)
      const [instrument] = publicationOf(report, 0, sha256).instruments
      for (const [at, unit] of (instrument?.units ?? []).entries()) {
        const exact = report.instruments[0]?.units[at]?.results
        for (const [id, verdict] of publicVerdicts(unit.results, 'knowledge')) {
          if (verdict === 'unclear') continue
          claims++
          const [kind, measure] = id.split(':')
          const change =
            kind === 'concept'
              ? exact?.concepts.find(({ concept }) => concept === measure)?.change
              : exact?.scales.find(({ scale }) => scale === measure)?.change
          if (change?.kind !== 'shown') throw new Error(`${id} is claimed and not shown`)
          const interval = 'interval' in change.value ? change.value.interval : change.value
          if (interval === 'no-interval') throw new Error(`${id} is claimed without an interval`)
          expect(verdict === 'rose' ? interval.low > 0 : interval.high < 0, id).toBe(true)
        }
      }
    }
    expect(claims).toBeGreaterThan(10)
  })

  const change = (concept: string, points: number, low: number, high: number) => ({
    concept,
    scale: 'myths' as const,
    n: { kind: 'shown' as const, value: 100 },
    change: { kind: 'shown' as const, value: { points, low, high } },
  })
  const results = (concepts: readonly ReturnType<typeof change>[]) =>
    ({ scales: [], concepts }) as unknown as Parameters<typeof publicVerdicts>[0]

  test('of one among many needs more than an interval that leaves zero out', () => {
    const alone = publicVerdicts(results([change('a', 10, 1, 19)]), undefined)
    expect(alone.get('concept:a')).toBe('rose')
    const others = Array.from({ length: 9 }, (_, at) => change(`other-${at}`, 0, -9, 9))
    expect(publicVerdicts(results([change('a', 10, 1, 19), ...others]), undefined).get('concept:a')).toBe('unclear')
    expect(publicVerdicts(results([change('a', -30, -39, -21), ...others]), undefined).get('concept:a')).toBe('fell')
  })
})
