import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import en from '../../content/ui/en/results.json'
import es from '../../content/ui/es/results.json'
import { snapshotAt } from '../../tests/released.ts'
import { specimenCatalogue } from '../../tests/specimen.ts'
import { type Publication, publicationOf } from '../report/publication.ts'
import { reportOf } from '../report/report.ts'
import { type Shown, shown, withheld } from '../report/shown.ts'
import { barrierRows, conceptRows, knownRows, recalledRows, scaleRows, type Told, unitRows, worseRows } from './rows.ts'
import { leftOutSentence, overallOf, primaryOf, primarySentence, tallySentence, targetSentence } from './sentences.ts'

const snapshots = [snapshotAt('terminal-norte', 60), snapshotAt('terminal-sur', 45), snapshotAt('comparison', 40)]
const report = reportOf({ wave: 'second', snapshots, catalogue: specimenCatalogue, date: '2027-02-01' })
const publication = publicationOf(report, 0, (text) => createHash('sha256').update(text).digest('hex'))
const [instrument] = publication.instruments
const unit = instrument && overallOf(instrument)
if (!instrument || !unit) throw new Error('nothing was published')
const told: Told = { instrument, unit, language: 'es', primary: primaryOf(publication, instrument) }

type Score = Extract<
  Publication['instruments'][number]['units'][number]['results']['scales'][number]['change'],
  { kind: 'shown' }
>['value']

/** The publication with another change of its primary scale. */
function withPrimary(change: Shown<Score>): Publication {
  return {
    ...publication,
    instruments: publication.instruments.map((one) => ({
      ...one,
      units: one.units.map((each) => ({
        ...each,
        results: {
          ...each.results,
          scales: each.results.scales.map((scale) => (scale.scale === 'knowledge' ? { ...scale, change } : scale)),
        },
      })),
    })),
  }
}

const score = (change: number, interval: Score['interval']): Shown<Score> =>
  shown({ meanBefore: 1.2, meanAfter: 1.2 + change, change, interval })

describe('the primary sentence', () => {
  test.each([
    ['rose', score(0.8, { low: 0.5, high: 1.1 })],
    ['fell', score(-0.4, { low: -0.7, high: -0.1 })],
    ['unclear', score(0.1, { low: -0.2, high: 0.4 })],
    ['no-interval', score(0.8, 'no-interval')],
    ['withheld', withheld('cell-under-5')],
  ] as const)('says that it %s', (kind, change) => {
    expect(primarySentence(withPrimary(change), 'es').key).toBe(`primary.${kind}`)
  })

  test('writes its figures as the language does, and of a fall how far', () => {
    const fell = withPrimary(score(-0.4, { low: -0.7, high: -0.1 }))
    expect(primarySentence(fell, 'es').values).toMatchObject({
      before: '1,2',
      after: '0,8',
      change: '0,4',
      low: '0,1',
      high: '0,7',
    })
    expect(primarySentence(fell, 'en').values).toMatchObject({ before: '1.2', change: '0.4' })
    expect(primarySentence(withPrimary(score(0.1, { low: -0.2, high: 0.4 })), 'es').values).toMatchObject({
      change: '+0,1',
      low: '−0,2',
    })
  })

  test('of a questionnaire that nobody answered says so', () => {
    expect(primarySentence({ ...publication, instruments: [] }, 'en')).toEqual({
      key: 'primary.nobody',
      values: { name: 'Knowledge' },
    })
  })
})

describe('the target', () => {
  // Ten points of a hundred: of three ideas, 0.3.
  test.each([
    ['met', score(0.8, { low: 0.3, high: 1.1 })],
    ['missed', score(0.1, { low: -0.2, high: 0.2 })],
    ['open', score(0.4, { low: 0.2, high: 0.6 })],
    ['open', score(0.8, 'no-interval')],
  ] as const)('is %s', (state, change) => {
    expect(targetSentence(withPrimary(change), 'es')?.key).toBe(`target.${state}`)
  })
  test('is not spoken of where the figure is withheld, or the wave named none', () => {
    expect(targetSentence(withPrimary(withheld('cell-under-5')), 'es')).toBeUndefined()
    expect(targetSentence({ ...publication, wave: { ...publication.wave, targets: [] } }, 'es')).toBeUndefined()
  })
})

test('every sentence has its words in both languages, with the same places', () => {
  const words = { es, en } as Readonly<Record<string, Readonly<Record<string, string>>>>
  const sentences = (['es', 'en'] as const).flatMap((language) => [
    ...[
      score(0.8, { low: 0.5, high: 1.1 }),
      score(-0.4, { low: -0.7, high: -0.1 }),
      score(0, { low: -1, high: 1 }),
      score(1, 'no-interval'),
    ].flatMap((change) => [
      { language, ...primarySentence(withPrimary(change), language) },
      { language, ...(targetSentence(withPrimary(change), language) ?? { key: 'none', values: {} }) },
    ]),
    { language, ...primarySentence(withPrimary(withheld('fewer-than-10')), language) },
    ...(['nobody', 'not told', shown(10), withheld('cell-under-5')] as const).map((leftOut) => ({
      language,
      ...leftOutSentence({ ...publication, leftOut }, language),
    })),
    { language, ...tallySentence(conceptRows(told, () => true)) },
  ])
  for (const { language, key, values } of sentences) {
    const text = words[language]?.[key]
    expect(text, key).toBeTypeOf('string')
    for (const [, place = ''] of (text ?? '').matchAll(/\{(\w+)\}/g)) expect(values, `${key} {${place}}`).toHaveProperty(place)
  }
})

describe('rows', () => {
  const all = [
    ...knownRows(told, () => true),
    ...conceptRows(told, () => true),
    ...scaleRows(told),
    ...barrierRows(told),
    ...worseRows(told),
    ...recalledRows(told),
    ...unitRows(told, 'knowledge'),
  ]

  test('have their marks on the scale, inside of their limits', () => {
    const marks = all.flatMap(({ before, after }) => [before, after].filter((mark) => mark !== undefined))
    expect(marks.length).toBeGreaterThan(25)
    for (const { at, low = at, high = at } of marks) {
      expect(at).toBeGreaterThanOrEqual(0)
      expect(at).toBeLessThanOrEqual(100)
      expect(low).toBeLessThanOrEqual(at)
      expect(high).toBeGreaterThanOrEqual(at)
    }
  })

  test('have no mark for what is withheld, and say why', () => {
    const hidden = {
      ...told,
      unit: { ...unit, results: { ...unit.results, known: [{ concept: 'debt', share: withheld('cell-under-5') }] } },
    }
    expect(knownRows(hidden, () => true)).toEqual([
      {
        id: 'debt',
        name: 'debt (es)',
        figures: [{ mark: '<5', why: 'no se publica, porque dejaría ver una cuenta menor de 5' }],
      },
    ])
  })

  test('put the reason that most people gave first, and what is withheld last', () => {
    const named = (barrier: string, percent: number | undefined) => ({
      barrier,
      named: percent === undefined ? withheld('cell-under-5') : shown({ count: 5, percent, low: percent, high: percent }),
    })
    const barriers = [named('shy', undefined), named('none', 20), named('need-work', 60)]
    const rows = barrierRows({ ...told, unit: { ...unit, results: { ...unit.results, barriers } } })
    expect(rows.map(({ id }) => id)).toEqual(['need-work', 'none', 'shy'])
  })

  test('of places leave the comparison out, which has no before', () => {
    expect(unitRows(told, 'knowledge').map(({ id }) => id)).not.toContain('comparison-comparison')
    expect(instrument.units.some(({ level }) => level === 'comparison')).toBe(true)
  })

  test('are counted by what may be said of them', () => {
    const rows = (['rose', 'rose', 'fell', 'unclear', 'withheld'] as const).map((verdict) => ({
      id: '',
      name: '',
      figures: [],
      verdict,
    }))
    expect(tallySentence(rows).values).toEqual({ n: 5, rose: 2, fell: 1, unclear: 1, withheld: 1 })
  })
})
