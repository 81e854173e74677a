import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256, snapshotAt, tallyOfPeople, tallyOfReaders } from '../../tests/released.ts'
import { randomStrongRecord, seeded, specimenCatalogue, specimenInstrument, strongCatalogue } from '../../tests/specimen.ts'
import { keysOfReports } from '../tally/response.ts'
import { mergeTallies, subtractTally, type Tally, tallyOf } from '../tally/tally.ts'
import { decideRelease, NOTHING_RELEASED } from './gate/release.ts'
import { type Snapshot, snapshotOf } from './gate/snapshot.ts'
import { type Indicator, STEPS } from './icat/indicator.ts'
import { type Report, reportOf } from './report.ts'

const released = (place: string, live: Tally, number = 1, week = '2026-W30', memory = NOTHING_RELEASED) => {
  const decision = decideRelease(live, memory)
  if (decision.kind === 'held') throw new Error(`${place} is held: ${decision.reason}`)
  const leaf = { wave: 'second', instrument: specimenInstrument.id, place }
  return { snapshot: snapshotOf(leaf, decision, { number, week, hash: sha256 }), memory: decision.next }
}

const reportFrom = (snapshots: readonly Snapshot[]): Report =>
  reportOf({ wave: 'second', snapshots, catalogue: specimenCatalogue, date: '2026-08-01' })

const overall = (report: Report): readonly Indicator[] =>
  report.instruments[0]?.units.find(({ level }) => level === 'overall')?.steps.flatMap(({ indicators }) => indicators) ?? []

const named = (report: Report, id: string): Indicator => {
  const found = overall(report).find((indicator) => indicator.id === id)
  if (!found) throw new Error(`no indicator ${id}`)
  return found
}

const people = (n: number, seed: number, before = 0.2, after = 0.6) => tallyOfPeople(seeded(seed), n, { before, after })

describe('the report of a wave', () => {
  const report = reportFrom([snapshotAt('terminal-norte', 60), snapshotAt('terminal-sur', 45), snapshotAt('comparison', 40)])

  test('has the five steps in order for each leaf and view', () => {
    for (const { steps } of report.instruments[0]?.units ?? []) expect(steps.map(({ step }) => step)).toEqual([...STEPS])
  })

  test('has each indicator once in a unit', () => {
    const ids = overall(report).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(30)
  })

  test('names the primary outcome, and it alone, and leaves it out of Holm’s correction', () => {
    const primary = overall(report).filter(({ role }) => role === 'primary')
    expect(primary.map(({ id }) => id)).toEqual(['scale:knowledge'])
    expect(primary[0]?.tests[0]).toMatchObject({ kind: 'shown', value: { name: 'paired-t' } })
    expect(JSON.stringify(primary[0]?.tests)).not.toContain('adjusted')
    expect(JSON.stringify(named(report, 'scale:myths').tests[0])).toContain('adjusted')
  })

  test('says of what nobody asks that nobody asks it', () => {
    for (const { followup } of overall(report)) expect(followup).toEqual({ kind: 'not-asked' })
  })

  test('holds no NaN and no blank anywhere, in sentences either', () => {
    const text = JSON.stringify(report, (_, value) => {
      if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('a number that is none')
      return value
    })
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
    for (const { sentence } of overall(report))
      for (const words of [sentence.es, sentence.en]) expect(words).toMatch(/^\S.{20,}\.$/)
  })

  test('is empty of instruments for a wave without a snapshot, and says so by that', () => {
    expect(reportFrom([]).instruments).toEqual([])
    expect(() => reportOf({ wave: 'third', snapshots: [], catalogue: specimenCatalogue, date: '2026-08-01' })).toThrow(/third/)
  })

  test('does not depend on the order of snapshots', () => {
    const parts = [snapshotAt('terminal-norte', 60), snapshotAt('terminal-sur', 45), snapshotAt('14-17', 30)]
    const there = JSON.stringify(reportFrom(parts).instruments)
    expect(JSON.stringify(reportFrom([...parts].reverse()).instruments) === there).toBe(true)
  })
})

describe('a sentence', () => {
  test('claims a rise or a fall only where the interval leaves zero out, whatever the answers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 20, max: 120 }),
        fc.constantFrom(0, 0.3, 0.7),
        (seed, n, after) => {
          const decision = decideRelease(people(n, seed, 0.3, after), NOTHING_RELEASED)
          if (decision.kind === 'held') return
          const leaf = { wave: 'second', instrument: specimenInstrument.id, place: 'terminal-norte' }
          const report = reportFrom([snapshotOf(leaf, decision, { number: 1, week: '2026-W30', hash: sha256 })])
          for (const { change, tests, sentence } of overall(report)) {
            if (change.kind !== 'shown') continue
            const { interval } = change.value
            const claims = [/: subió|\): subió/, /: bajó|\): bajó/].map((words) => words.test(sentence.es))
            expect([/: rose|\): rose/, /: fell|\): fell/].map((words) => words.test(sentence.en))).toEqual(claims)
            if (claims[0]) expect(interval !== 'no-interval' && interval.low > 0).toBe(true)
            if (claims[1]) expect(interval !== 'no-interval' && interval.high < 0).toBe(true)
            const [test] = tests
            if (test?.kind === 'shown' && (test.value.adjusted ?? 0) >= 0.05) expect(claims).toEqual([false, false])
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('of a withheld figure says why and names no number', () => {
    const report = reportFrom([released('terminal-norte', people(40, 4, 0.9, 0.9)).snapshot])
    const hidden = overall(report).filter(({ kind, change }) => kind === 'concept' && change.kind === 'withheld')
    expect(hidden.length).toBeGreaterThan(0)
    for (const { sentence } of hidden) {
      expect(sentence.es).toMatch(/no se publica|aún no lo publica/)
      expect(sentence.en).not.toMatch(/\d%/)
    }
  })
})

describe('nearly everybody right before', () => {
  const report = reportFrom([released('terminal-norte', people(200, 5, 0.93, 0.95)).snapshot])
  const quality = report.instruments[0]?.quality

  test('gives items that are to be dropped or made harder, with a sentence that says why', () => {
    expect(quality?.items.length).toBe(specimenInstrument.concepts.length)
    for (const { verdict, sentence } of quality?.items ?? []) {
      expect(['drop', 'harden', 'not-told']).toContain(verdict)
      if (verdict !== 'not-told') expect(sentence.en).toMatch(/drop it|make it harder/)
    }
    expect(quality?.items.some(({ verdict }) => verdict === 'drop')).toBe(true)
  })

  test('shows the ceiling of a scale', () => {
    expect(quality?.scales[0]?.ceiling).toMatchObject({ kind: 'shown' })
    expect(JSON.stringify(report)).not.toMatch(/NaN|null/)
  })
})

describe('those who left', () => {
  const left = (n: number, seed: number) =>
    subtractTally(
      people(n, seed),
      Object.fromEntries(
        Object.entries(people(n, seed)).filter(([text]) => /^(p|ps|t|n:\w+:endline)/.test(text) && !text.includes(':baseline')),
      ),
    )

  test('are compared at the start once the gate has let both groups out', () => {
    const live = mergeTallies(people(60, 1), left(40, 2))
    const report = reportFrom([released('terminal-norte', live).snapshot])
    expect(named(report, 'retention:endline').endline).toMatchObject({ kind: 'shown', value: { value: 0.6 } })
    const leavers = named(report, 'leavers:knowledge')
    expect(leavers.n).toMatchObject({ baseline: { kind: 'shown', value: 60 }, endline: { kind: 'shown', value: 40 } })
    expect(leavers.change.kind).toBe('shown')
  })

  test('are not told of while some of those who finished wait among the baseline’s', () => {
    const live = mergeTallies(people(60, 1), left(4, 2))
    const { snapshot } = released('terminal-norte', live)
    expect(snapshot.n.baseline).toBe('withheld')
    const report = reportFrom([snapshot])
    expect(named(report, 'retention:endline').endline.kind).toBe('withheld')
    expect(named(report, 'leavers:knowledge').change.kind).toBe('withheld')
  })

  test('are said to be nobody where everybody finished', () => {
    const report = reportFrom([released('terminal-norte', people(60, 1)).snapshot])
    expect(named(report, 'leavers:knowledge').sentence.es).toContain('nadie se fue')
  })
})

describe('the arm that read first', () => {
  test('is held against adults alone: those of 14 to 17 are in the overall figures and not in this one', () => {
    const snapshots = [
      released('terminal-norte', people(50, 1)).snapshot,
      released('14-17', people(30, 2)).snapshot,
      released('comparison', tallyOfReaders(seeded(3), 40)).snapshot,
    ]
    const report = reportFrom(snapshots)
    expect(named(report, 'scale:knowledge').n.endline).toEqual({ kind: 'shown', value: 80 })
    expect(named(report, 'content-first:knowledge').n).toEqual({
      baseline: { kind: 'shown', value: 50 },
      endline: { kind: 'shown', value: 40 },
    })
    expect(named(report, 'testing:knowledge').n.endline).toEqual({ kind: 'shown', value: 50 })
  })
})

describe('a target', () => {
  test('is met only where the whole interval reaches it', () => {
    const at = (n: number, after: number) =>
      named(reportFrom([released('terminal-norte', people(n, 11, 0.2, after)).snapshot]), 'scale:knowledge').target
    expect(at(300, 0.9)).toMatchObject({ change: 0.1, state: 'met' })
    expect(at(300, 0.2)).toMatchObject({ state: 'missed' })
    expect(at(20, 0.35)).toMatchObject({ state: 'open' })
  })
})

describe('the trend', () => {
  test('adds people week by week and ends at the wave’s own figure', () => {
    const first = released('terminal-norte', people(40, 1))
    const live = mergeTallies(people(40, 1), people(30, 2, 0.2, 0.8))
    const second = released('terminal-norte', live, 2, '2026-W32', first.memory)
    const report = reportFrom([second.snapshot, first.snapshot])
    const trend = report.instruments[0]?.units[0]?.trend ?? []
    expect(trend.map(({ week, n }) => [week, n])).toEqual([
      ['2026-W30', 40],
      ['2026-W32', 70],
    ])
    const last = trend.at(-1)?.after
    const whole = named(report, 'scale:knowledge').endline
    if (last?.kind !== 'shown' || whole.kind !== 'shown') throw new Error('not shown')
    expect(last.value.value).toBeCloseTo(whole.value.value, 12)
  })
})

describe('pictures', () => {
  test('carry counts in steps of 5, none under 5', () => {
    const report = reportFrom([snapshotAt('terminal-norte', 60), snapshotAt('terminal-sur', 45)])
    for (const { histograms, transitions } of report.instruments[0]?.units ?? []) {
      const counts = [
        ...histograms.flatMap(({ before, after }) => [...before, ...after]),
        ...transitions.flatMap(({ both, gained, lost, neither }) => [both, gained, lost, neither]),
      ].flatMap((count) => (count.kind === 'shown' ? [count.value] : []))
      expect(counts.every((count) => count >= 5 && count % 5 === 0)).toBe(true)
    }
  })
})

describe('a venue in strong mode', () => {
  const random = seeded(21)
  const [venue = ''] = strongCatalogue.waves.find(({ id }) => id === 'second')?.strongVenues ?? []
  const live = mergeTallies(
    ...Array.from({ length: 400 }, () =>
      tallyOf(keysOfReports(randomStrongRecord(random, { instrument: specimenInstrument.id }).reports)),
    ),
  )
  const report = reportOf({
    wave: 'second',
    snapshots: [released(venue, live).snapshot, released('terminal-norte', people(60, 1)).snapshot],
    catalogue: strongCatalogue,
    date: '2026-08-01',
  })
  const indicatorsAt = (id: string) =>
    report.instruments[0]?.units.find((unit) => unit.id === id)?.steps.flatMap(({ indicators }) => indicators) ?? []

  test('has estimates of its own, which nobody takes for exact shares, and no others', () => {
    const shownAt = indicatorsAt(venue).filter(({ change, baseline, endline }) =>
      [change, baseline, endline].some((figure) => figure.kind === 'shown'),
    )
    expect(new Set(shownAt.map(({ kind }) => kind))).toEqual(new Set(['randomised']))
    expect(shownAt.length).toBe(specimenInstrument.concepts.length + 4)
    for (const { change, definition } of shownAt) {
      expect(change).toMatchObject({ kind: 'shown', value: { basis: 'randomised' } })
      expect(definition.en).toContain('ε = 3')
    }
  })

  test('adds nothing to the exact figures of other places', () => {
    expect(indicatorsAt('terminal-norte').filter(({ kind }) => kind === 'randomised')).toEqual([])
    const all = indicatorsAt('all').find(({ id }) => id === 'scale:knowledge')
    expect(all?.n.endline).toEqual({ kind: 'shown', value: 60 })
  })
})
