import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { snapshotAt, snapshotsWithFollowups } from '../../../tests/released.ts'
import { seeded, specimenCatalogue, specimenInstrument } from '../../../tests/specimen.ts'
import { key } from '../../tally/keys.ts'
import type { Snapshot } from '../gate/snapshot.ts'
import { reportOf } from '../report.ts'
import { alarmsIn } from './anomaly.ts'
import { type AnomalyCheck, CHECK_KINDS, NOT_RUN_REASONS } from './check.ts'
import { chanceOfPooling, formOrderOf } from './form-order.ts'
import { startsOf } from './starts.ts'
import { CHECK_WORDS, NOT_RUN_WORDS, sentenceOf } from './words.ts'

const checksOf = (snapshots: readonly Snapshot[], alarms?: readonly { place: string; hours: number }[]): readonly AnomalyCheck[] =>
  reportOf({ wave: 'second', snapshots, catalogue: specimenCatalogue, date: '2026-08-01', alarms }).anomalies

const PLAIN = snapshotAt('terminal-norte', 40)

/** A snapshot with nothing in it but the sizes of its groups. */
const sized = (tally: Record<string, number>, { baseline = 100, endline = 0, contentFirst = 0, starts = 1000 } = {}): Snapshot => ({
  ...PLAIN,
  tally,
  n: { baseline, endline, contentFirst },
  footfall: { scans: 0, starts, finishes: 0 },
})
const orders = (ab: number, ba: number): Snapshot => sized({ [key.n('endline', 'AB')]: ab, [key.n('endline', 'BA')]: ba })

describe('form order', () => {
  test('has the exact p of all batches together, doubled for the two looks', () => {
    // R: binom.test(60, 100)$p.value
    expect(formOrderOf([orders(40, 20), orders(20, 20)], 0.5)).toMatchObject({ kind: 'tested', seen: 0.6, expected: 0.5 })
    const found = formOrderOf([orders(40, 20), orders(20, 20)], 0.5)
    expect(found.kind === 'tested' && found.p).toBeCloseTo(2 * 5.68879336409809e-2, 12)
  })

  test('is as it should be for any share that the wave sets, and odd for another', () => {
    const share = (wanted: number) => {
      const found = formOrderOf([orders(300, 700)], wanted)
      return found.kind === 'tested' ? found.p : Number.NaN
    }
    expect(share(0.3)).toBe(1)
    expect(share(0.5)).toBeLessThan(1e-30)
  })

  test('off by less than five points is no flag, however many people', () => {
    expect(formOrderOf([orders(540_000, 460_000)], 0.5)).toMatchObject({ p: 1 })
    expect(formOrderOf([orders(560_000, 440_000)], 0.5)).toMatchObject({ p: expect.closeTo(0, 9) })
  })

  test('counts endlines alone that are apart, and nobody from the rests of several places', () => {
    const rests = { ...orders(90, 10), place: 'residue' }
    expect(formOrderOf([rests], 0.5)).toEqual({ kind: 'not-run', reason: 'too-few' })
  })

  test('is not checked where nothing is drawn, or nobody is there', () => {
    expect(formOrderOf([orders(50, 50)], 1)).toEqual({ kind: 'not-run', reason: 'not-drawn' })
    expect(formOrderOf([], 0.5)).toEqual({ kind: 'not-run', reason: 'too-few' })
  })

  /** A batch that the gate has added up, with one table of half right and half wrong. */
  const pooledBatch = (n: number, share = 0.5) => ({
    [key.n('endline', 'pooled')]: n,
    [key.paired('pooled', 'debt', '1', '0')]: Math.round(n * share),
    [key.paired('pooled', 'debt', '0', '0')]: n - Math.round(n * share),
  })

  test('of a large batch whose orders were added up is odd, where its baseline went out beside it', () => {
    expect(formOrderOf([sized(pooledBatch(120))], 0.5)).toMatchObject({ kind: 'tested', seen: 'not-told', p: expect.closeTo(0, 6) })
    const alone = { ...sized(pooledBatch(120)), n: { baseline: 'withheld' as const, endline: 120, contentFirst: 0 } }
    expect(formOrderOf([alone], 0.5)).toEqual({ kind: 'not-run', reason: 'too-few' })
  })

  test('of a small batch, or of one in which nearly everybody answers alike, it is not odd', () => {
    expect(formOrderOf([sized(pooledBatch(12))], 0.5)).toEqual({ kind: 'not-run', reason: 'orders-pooled' })
    expect(formOrderOf([sized(pooledBatch(120, 0.97))], 0.5)).toEqual({ kind: 'not-run', reason: 'orders-pooled' })
  })

  test('the bound of adding up is no smaller than what chance does: honest batches of any size and ease, two thousand of each', () => {
    const random = seeded(3)
    const unit = () => random() / 2 ** 32
    for (const n of [20, 40])
      for (const ease of [0.5, 0.8]) {
        let pooled = 0
        let bound = 0
        const runs = 2_000
        for (let run = 0; run < runs; run++) {
          const people = Array.from({ length: n }, () => ({ isFirst: unit() < 0.5, isRight: unit() < ease }))
          const right = people.filter(({ isRight }) => isRight).length
          const isAdded = [true, false].some((order) => {
            const own = people.filter(({ isFirst }) => isFirst === order)
            return own.length < 5 || own.every(({ isRight }) => isRight) || own.every(({ isRight }) => !isRight)
          })
          pooled += Number(isAdded)
          bound += chanceOfPooling(pooledBatch(n, right / n), 'endline', 0.5)
        }
        expect(pooled / runs, `${n} people, ease ${ease}`).toBeLessThanOrEqual(bound / runs)
      }
  })
})

describe('ends without a beginning', () => {
  const ends = (endline: number, starts: number) => startsOf([sized({}, { endline, starts })])
  test('are odd where more than one in ten is missing beyond chance', () => {
    expect(ends(100, 100)).toMatchObject({ p: 1, seen: 1 })
    expect(ends(100, 400)).toMatchObject({ p: 1, seen: 1 })
    // R: pbinom(80, 100, .9)
    expect(ends(100, 80)).toMatchObject({ seen: 0.8, p: expect.closeTo(1.97856086577123e-3, 12) })
    expect(ends(100, 0)).toMatchObject({ seen: 0 })
    expect(ends(19, 0)).toEqual({ kind: 'not-run', reason: 'too-few' })
  })

  test('grow odder the fewer began', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 3000 }), fc.nat(), (n, drawn) => {
        const starts = drawn % n
        const [fewer, one] = [ends(n, starts), ends(n, starts + 1)]
        if (fewer.kind !== 'tested' || one.kind !== 'tested') throw new Error('not run')
        expect(fewer.p).toBeLessThanOrEqual(one.p)
      }),
    )
  })
})

describe('the checks of a wave', () => {
  const calm = [snapshotAt('terminal-norte', 60), snapshotAt('terminal-sur', 45), snapshotAt('comparison', 40)]

  test('say of each row what came of them, and of what could not be run why', () => {
    const checks = checksOf(calm, [])
    expect(
      checks.map(({ kind, level, unit, finding }) => [
        kind,
        level,
        unit,
        finding.kind === 'not-run' ? finding.reason : finding.kind,
      ]),
    ).toEqual([
      ['form-order', 'overall', 'all', 'clear'],
      ['alike', 'overall', 'all', 'clear'],
      ['starts', 'overall', 'all', 'clear'],
      ['form-order', 'leaf', 'terminal-norte', 'clear'],
      ['alike', 'leaf', 'terminal-norte', 'too-few'],
      ['starts', 'leaf', 'terminal-norte', 'clear'],
      ['form-order', 'leaf', 'terminal-sur', 'clear'],
      ['alike', 'leaf', 'terminal-sur', 'too-few'],
      ['starts', 'leaf', 'terminal-sur', 'clear'],
      ['form-order', 'comparison', 'comparison', 'clear'],
      ['starts', 'comparison', 'comparison', 'clear'],
      ['pace', 'overall', 'all', 'clear'],
    ])
  })

  test('flag a place of whose people hardly any began, in coarse figures and with the chance as a power of ten', () => {
    const [norte, ...others] = calm as [Snapshot, ...Snapshot[]]
    const odd = checksOf([{ ...norte, footfall: { ...norte.footfall, starts: 20 } }, ...others]).filter(
      ({ finding }) => finding.kind === 'flagged',
    )
    expect(odd.map(({ kind, unit }) => `${kind} ${unit}`)).toContain('starts terminal-norte')
    for (const { finding } of odd) {
      if (finding.kind !== 'flagged' || finding.chance === 'none' || finding.seen === 'not-told') throw new Error('no figures')
      expect(Number.isInteger(Number((finding.seen * 20).toFixed(9)))).toBe(true)
      expect(Number.isInteger(Number(Math.log10(finding.chance).toFixed(9)))).toBe(true)
      expect(finding.chance).toBeLessThanOrEqual(0.001)
      expect(finding.chance).toBeGreaterThanOrEqual(1e-9)
    }
  })

  test('look at no follow-ups and at no row that the report does not have', () => {
    const checks = checksOf([...snapshotsWithFollowups('terminal-norte', 60, 30), snapshotAt('terminal-sur', 12)])
    expect(checks.filter(({ level }) => level === 'followup')).toEqual([])
    expect(checks.filter(({ unit }) => unit === 'terminal-sur')).toEqual([])
  })

  test('are the same in whatever order the snapshots come', () => {
    expect(checksOf([...calm].reverse(), [])).toEqual(checksOf(calm, []))
  })

  test('take a collector’s crowded hours as it gives them, and say that nobody watched where it gives none', () => {
    const pace = (alarms?: { place: string; hours: number }[]) => checksOf(calm, alarms).filter(({ kind }) => kind === 'pace')
    expect(pace()).toMatchObject([{ unit: 'all', finding: { kind: 'not-run', reason: 'not-watched' } }])
    expect(pace([{ place: 'terminal-sur', hours: 0 }])).toMatchObject([{ unit: 'all', finding: { kind: 'clear' } }])
    const [sur, elsewhere, ...none] = pace([
      { place: 'terminal-sur', hours: 1 },
      { place: 'unknown', hours: 3 },
    ])
    expect(none).toEqual([])
    expect(sur).toMatchObject({ level: 'leaf', unit: 'terminal-sur', finding: { kind: 'flagged', seen: 1, chance: 'none' } })
    expect(sur?.sentence.en).toBe('terminal-sur (en): in 1 hour more arrived than can pass through it.')
    expect(elsewhere?.sentence.es).toBe('Sin lugar conocido: en 3 horas llegó más de lo que por ahí puede pasar.')
  })

  test('of a wave without snapshots are that nobody watched, and nothing else', () => {
    expect(checksOf([]).map(({ kind }) => kind)).toEqual(['pace'])
  })

  test('look for answers alike on two scales or more, and the short questionnaire has one', () => {
    const one = specimenInstrument.concepts.filter(({ scale }) => scale === 'knowledge')
    const short = { ...specimenInstrument, concepts: one }
    const catalogue = {
      ...specimenCatalogue,
      instruments: specimenCatalogue.instruments.map((each) => (each.id === short.id ? short : each)),
    }
    const { anomalies } = reportOf({ wave: 'second', snapshots: calm, catalogue, date: '2026-08-01' })
    expect(anomalies.find(({ kind }) => kind === 'alike')?.finding).toEqual({ kind: 'not-run', reason: 'too-short' })
  })
})

test('alarms are a list of places and whole hours, or there are none', () => {
  expect(alarmsIn([{ place: 'online', hours: 2, more: 1 }])).toEqual([{ place: 'online', hours: 2 }])
  expect(alarmsIn([])).toEqual([])
  for (const bad of [
    undefined,
    null,
    {},
    'online',
    [{ place: 'online' }],
    [{ place: 1, hours: 1 }],
    [{ place: 'x', hours: -1 }],
    [null],
  ])
    expect(alarmsIn(bad)).toBeUndefined()
})

test('every check and every reason has its words, and none calls anybody a fraud', () => {
  expect(Object.keys(CHECK_WORDS).sort()).toEqual([...CHECK_KINDS].sort())
  expect(Object.keys(NOT_RUN_WORDS).sort()).toEqual([...NOT_RUN_REASONS].sort())
  const name = { es: 'Lugar', en: 'Place' }
  const said = JSON.stringify([
    CHECK_WORDS,
    NOT_RUN_WORDS,
    CHECK_KINDS.map((kind) => sentenceOf(kind, name, { kind: 'flagged', seen: 0.4, expected: 0.5, chance: 0.0001 })),
  ])
  expect(said).not.toMatch(/fraud|fake|falsific|trampa|engañ|mentir|cheat|culpable|guilty|suspect|sospech/i)
  for (const { innocent } of Object.values(CHECK_WORDS)) expect(innocent.length).toBeGreaterThan(1)
})
