import { describe, expect, test } from 'vitest'
import { sha256, snapshotAt, snapshotsWithFollowups } from '../../../tests/released.ts'
import { specimenCatalogue, specimenInstrument } from '../../../tests/specimen.ts'
import { partsOf } from '../../tally/keys.ts'
import { canonicalText, type Snapshot } from '../gate/snapshot.ts'
import { readSnapshot } from '../kiosk-files.ts'
import { type Report, reportOf, type UnitReport } from '../report.ts'

const reportFrom = (snapshots: readonly Snapshot[]): Report =>
  reportOf({ wave: 'second', snapshots, catalogue: specimenCatalogue, date: '2026-08-01' })
const unitOf = (report: Report, id: string): UnitReport | undefined => report.instruments[0]?.units.find((unit) => unit.id === id)
const indicatorsOf = (unit: UnitReport | undefined) => unit?.steps.flatMap(({ indicators }) => indicators) ?? []

const snapshots = snapshotsWithFollowups('terminal-norte', 90, 40)
const report = reportFrom(snapshots)
const tally = snapshots.find(({ place }) => place === 'followup')?.tally ?? {}

/** Counted from the tables by another way than the report's. */
function shares(kind: string, concept: string): { n: number; earlier: number; now: number } {
  const right = specimenInstrument.concepts.find(({ id }) => id === concept)?.right ?? []
  const sum = { n: 0, earlier: 0, now: 0 }
  for (const [text, count] of Object.entries(tally)) {
    const { kind: own, measure, value } = partsOf(text)
    if (own !== kind || measure !== concept) continue
    const [earlier = '', now = ''] = value.split('>')
    sum.n += count
    if (right.includes(earlier)) sum.earlier += count
    if (right.includes(now)) sum.now += count
  }
  return sum
}

describe('weeks later', () => {
  test.each([
    ['followup-baseline', 'fb'],
    ['followup-endline', 'fe'],
  ])('%s has each concept and scale, with the shares that its tables hold, or says why not', (id, kind) => {
    const indicators = indicatorsOf(unitOf(report, id))
    expect(indicators.map(({ measure }) => measure)).toEqual([
      ...specimenInstrument.concepts.map((concept) => concept.id),
      'knowledge',
      'myths',
      'intention',
      'confidence',
    ])
    let shown = 0
    for (const { kind: of, measure, baseline, endline, followup, change, step, role } of indicators) {
      expect([step, role]).toEqual([5, 'secondary'])
      expect(followup).toEqual(endline)
      if (of !== 'concept') continue
      const { n, earlier, now } = shares(kind, measure)
      if (baseline.kind === 'shown') expect(baseline.value.value).toBeCloseTo(earlier / n, 10)
      if (endline.kind === 'shown') expect(endline.value.value).toBeCloseTo(now / n, 10)
      if (change.kind === 'shown') {
        shown++
        expect(change.value.value).toBeCloseTo((now - earlier) / n, 10)
        expect(change.value.interval).not.toBe('no-interval')
      }
    }
    expect(shown).toBeGreaterThan(2)
  })

  test('says in each sentence between which occasions, in both languages, and names nothing primary', () => {
    for (const { sentence, groups, target } of indicatorsOf(unitOf(report, 'followup-endline'))) {
      if (/\d %/.test(sentence.es)) expect(sentence.es).toContain('de justo después de leer a semanas después')
      if (/\d%/.test(sentence.en)) expect(sentence.en).toContain('between right after reading and weeks later')
      expect(groups?.map(({ es }) => es)).toEqual(['Justo después de leer', 'Semanas después'])
      expect(target).toBe('none')
    }
  })

  test('shows of the answers now the same in both units, and withholds the same', () => {
    const now = (id: string) => unitOf(report, id)?.results.concepts.map(({ after, dontKnowAfter }) => [after, dontKnowAfter])
    expect(now('followup-baseline')).toEqual(now('followup-endline'))
  })

  test('stands in no view: the same people are in the overall one already', () => {
    const without = reportFrom(snapshots.filter(({ place }) => place !== 'followup'))
    const views = (of: Report) => of.instruments[0]?.units.filter(({ level }) => level !== 'followup')
    const retention = (of: Report) => JSON.stringify(views(of)?.map(({ n, results }) => ({ n, results })))
    expect(retention(report)).toBe(retention(without))
  })

  test('tells how many came back of those who finished, and where none is released says that', () => {
    const of = (one: Report) => indicatorsOf(unitOf(one, 'all')).find(({ id }) => id === 'retention:followup')
    expect(of(report)?.endline).toMatchObject({ kind: 'shown', value: { value: 40 / 90 } })
    const none = reportFrom([snapshotAt('terminal-norte', 60)])
    expect(of(none)?.endline).toEqual({ kind: 'withheld', reason: 'not-released' })
    expect(unitOf(none, 'followup-baseline')).toBeUndefined()
  })

  test('withholds an earlier figure that would leave under 5 of those who did not come back on one side', () => {
    for (let seed = 1; seed < 12; seed++) {
      const some = snapshotsWithFollowups('terminal-norte', 24, 13, seed)
      if (some.length < 2) continue
      const units = reportFrom(some).instruments[0]?.units ?? []
      const overall = units.find(({ level }) => level === 'overall')?.results
      for (const [id, side] of [
        ['followup-baseline', 'before'],
        ['followup-endline', 'after'],
      ] as const) {
        const back = units.find((unit) => unit.id === id)?.results
        for (const [at, concept] of (back?.concepts ?? []).entries()) {
          const all = overall?.concepts[at]?.[side]
          if (concept.before.kind !== 'shown' || all?.kind !== 'shown') continue
          const right = all.value.count - concept.before.value.count
          expect(right >= 5 && 24 - 13 - right >= 5).toBe(true)
        }
      }
    }
  })
})

describe('a file of follow-ups', () => {
  const followups = snapshots.find(({ place }) => place === 'followup') as Snapshot
  const read = (snapshot: unknown) => readSnapshot(JSON.stringify(snapshot), specimenCatalogue, sha256)
  const edited = (change: Readonly<Record<string, unknown>>) => {
    const { hash: _, ...body } = { ...followups, ...change }
    return { ...body, hash: sha256(canonicalText(body)) }
  }

  test('is read as the gate made it', () => {
    expect(read(followups).kind).toBe('read')
    expect(followups.n).toMatchObject({ baseline: 'not asked', endline: 0, contentFirst: 0, followup: 40 })
  })

  test('is refused under a place, with another number of people, or with tables that do not add up', () => {
    expect(read(edited({ place: 'terminal-norte' }))).toMatchObject({ kind: 'refused', reason: 'unknown-counter' })
    expect(read(edited({ n: { ...followups.n, followup: 41 } }))).toMatchObject({ reason: 'counts-disagree' })
    const [first = ''] = Object.keys(followups.tally).filter((text) => text.startsWith('fe:'))
    expect(read(edited({ tally: { ...followups.tally, [first]: (followups.tally[first] ?? 0) + 1 } }))).toMatchObject({
      reason: 'counts-disagree',
    })
  })
})
