import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256, snapshotAt, tallyOfPeople } from '../../tests/released.ts'
import { seeded, specimenCatalogue, specimenInstrument } from '../../tests/specimen.ts'
import { CELLS, type Cell, drawReports } from '../assessment/strong-mode.ts'
import { keysOfReports } from '../tally/response.ts'
import { mergeTallies, tallyOf } from '../tally/tally.ts'
import { decideRelease, NOTHING_RELEASED } from './gate/release.ts'
import { GATE_SETTINGS } from './gate/settings.ts'
import { canonicalText, type Snapshot, snapshotOf } from './gate/snapshot.ts'
import { COLLECTOR, type FileRefusal, type GivenFile, LARGEST_FILE, mergeFiles, readSnapshot } from './kiosk-files.ts'

const fileOf = (snapshot: unknown, name = 'a.json'): GivenFile => ({ name, text: JSON.stringify(snapshot, null, 2) })
const merge = (files: readonly GivenFile[], held: readonly Snapshot[] = []) => mergeFiles(held, files, specimenCatalogue, sha256)

const norte = snapshotAt('terminal-norte', 40)
const second = snapshotAt('terminal-norte', 25, { number: 2, week: '2026-W32' })
const sur = snapshotAt('terminal-sur', 60, { seed: 2 })
const readers = snapshotAt('comparison', 30)
const all = [norte, second, sur, readers]

/** Edited by somebody who knows to hash again. */
function edited(snapshot: Snapshot, change: Readonly<Record<string, unknown>>): unknown {
  const { hash: _, ...body } = { ...snapshot, ...change }
  return { ...body, hash: sha256(canonicalText(body)) }
}
const refusalOf = (content: unknown): readonly [FileRefusal, string] | 'read' => {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  const found = readSnapshot(text, specimenCatalogue, sha256)
  return found.kind === 'read' ? 'read' : [found.reason, found.about]
}

describe('files of snapshots', () => {
  test('make the same release in any order, some of them twice, beside what is held or not', () => {
    const expected = merge(all.map((snapshot, index) => fileOf(snapshot, `${index}.json`))).snapshots
    expect(expected).toHaveLength(4)
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 0, 3], { minLength: 6 }), fc.subarray([0, 1, 2, 3]), (order, alreadyHeld) => {
        const files = order.map((index, place) => fileOf(all[index], `${place}.json`))
        const held = alreadyHeld.map((index) => all[index] as Snapshot)
        expect(merge(files, held).snapshots).toEqual(expected)
      }),
    )
  })

  test('are read whatever white space and order of fields they were written with', () => {
    const turned = Object.fromEntries(Object.entries(norte).reverse())
    expect(refusalOf(JSON.stringify(turned))).toBe('read')
    expect(refusalOf(JSON.stringify(norte, null, 2))).toBe('read')
  })

  test('every snapshot that the gate makes can be read, of any size and place', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('terminal-norte', 'online', 'mesa-norte', '14-17', 'unknown', 'comparison', 'residue'),
        fc.integer({ min: 12, max: 70 }),
        fc.integer({ min: 1, max: 1000 }),
        (place, n, seed) => {
          expect(refusalOf(snapshotAt(place, n, { seed }))).toBe('read')
        },
      ),
      { numRuns: 60 },
    )
  })

  test('an endline that the gate let out alone is read too', () => {
    const random = seeded(7)
    const people = tallyOfPeople(random, 30, { before: 0.3, after: 0.5 })
    // Three more began and have not finished: the baseline waits.
    const more = tallyOfPeople(random, 3)
    const begun = Object.fromEntries(Object.entries(more).filter(([key]) => /^(n:\w+:baseline|b|bs|x|r)/.test(key)))
    const decision = decideRelease(mergeTallies(people, begun), NOTHING_RELEASED)
    if (decision.kind === 'held') throw new Error('held')
    const leaf = { wave: 'second', instrument: specimenInstrument.id, place: 'online' }
    const snapshot = snapshotOf(leaf, decision, { number: 1, week: '2026-W30', hash: sha256 })
    expect(snapshot.n.baseline).toBe('withheld')
    expect(refusalOf(snapshot)).toBe('read')
  })
})

describe('in strong mode', () => {
  const catalogue = {
    ...specimenCatalogue,
    waves: specimenCatalogue.waves.map((wave) => ({ ...wave, strongVenues: ['online'] })),
  }
  const random = seeded(11)
  const cells = Object.fromEntries(specimenInstrument.concepts.map(({ id }, place) => [id, CELLS[place % 4] as Cell]))
  const live = mergeTallies(...Array.from({ length: 40 }, () => tallyOf(keysOfReports(drawReports(cells, random)))))
  const decision = decideRelease(live, NOTHING_RELEASED)
  if (decision.kind === 'held') throw new Error('held')
  const leaf = { wave: 'second', instrument: specimenInstrument.id, place: 'online' }
  const snapshot = snapshotOf(leaf, decision, { number: 1, week: '2026-W30', hash: sha256 })
  const read = (content: unknown) => readSnapshot(JSON.stringify(content), catalogue, sha256)

  test('a snapshot is read where the mode holds, and no other one there', () => {
    expect(read(snapshot).kind).toBe('read')
    expect(refusalOf(snapshot)).toMatchObject(['unknown-counter', expect.stringMatching(/^(s|n):pooled/)])
    expect(read({ ...(edited(norte, { place: 'online' }) as Snapshot) })).toMatchObject({ reason: 'unknown-counter' })
  })

  test('a gate that lets a report say more of a person, or more reports, is looser', () => {
    for (const name of ['strongEpsilon', 'strongConcepts'] as const)
      expect(read(edited(snapshot, { settings: { ...GATE_SETTINGS, [name]: 4 } }))).toMatchObject({
        reason: 'looser-gate',
        about: name,
      })
    expect(read(edited(snapshot, { settings: { ...GATE_SETTINGS, strongEpsilon: 2 } })).kind).toBe('read')
  })

  test('a snapshot from before there was such a mode is still read', () => {
    const { strongEpsilon: _, strongConcepts: __, ...settings } = GATE_SETTINGS
    expect(refusalOf(edited(norte, { settings }))).toBe('read')
    expect(read(edited(snapshot, { settings }))).toMatchObject({ reason: 'looser-gate' })
  })

  test('reports that are not two of each person are refused', () => {
    const [report = ''] = Object.keys(snapshot.tally).filter((text) => text.startsWith('s:'))
    const tally = { ...snapshot.tally, [report]: (snapshot.tally[report] as number) + 1 }
    expect(read(edited(snapshot, { tally }))).toMatchObject({ reason: 'counts-disagree', about: 'n.strong' })
  })
})

describe('a file is refused, and the reason names the place, where', () => {
  const counter = Object.keys(norte.tally).find((key) => key.startsWith('p:')) ?? ''

  test.each<[string, unknown, readonly [FileRefusal, string]]>([
    ['it is cut off', JSON.stringify(norte).slice(0, 400), ['not-json', '']],
    ['it is longer than any snapshot', ' '.repeat(LARGEST_FILE) + JSON.stringify(norte), ['too-large', '']],
    ['it is a report', { format: 'eso-es-cuento/report@1' }, ['other-format', 'eso-es-cuento/report@1']],
    ['it is a list', [norte], ['other-format', '']],
    ['it is nothing', 'null', ['other-format', '']],
    ['a count was edited', { ...norte, n: { ...norte.n, endline: norte.n.endline + 1 } }, ['hash-differs', '']],
    ['a counter was edited', { ...norte, tally: { ...norte.tally, [counter]: 99 } }, ['hash-differs', '']],
    ['a field is missing', { ...norte, week: undefined }, ['field', 'week']],
    ['a field was added', { ...norte, note: 'x' }, ['field', 'note']],
    ['the week is none', edited(norte, { week: '2026-W60' }), ['field', 'week']],
    ['the number is 0', edited(norte, { number: 0 }), ['field', 'number']],
    ['a counter is below zero', edited(norte, { tally: { ...norte.tally, [counter]: -1 } }), ['field', `tally.${counter}`]],
    ['a counter is a text', edited(norte, { tally: { ...norte.tally, [counter]: '7' } }), ['field', `tally.${counter}`]],
    ['the scans are broken', edited(norte, { footfall: { ...norte.footfall, scans: 1.5 } }), ['field', 'footfall.scans']],
    ['a setting is a list', edited(norte, { settings: { ...norte.settings, more: [[]] } }), ['field', 'settings.more']],
    ['the wave is not ours', edited(norte, { wave: 'third' }), ['unknown-wave', 'third']],
    ['the instrument is not ours', edited(norte, { instrument: 'other@1' }), ['unknown-instrument', 'other@1']],
    ['the instrument has another version', edited(norte, { instrument: 'specimen@2' }), ['other-version', 'specimen@2']],
    [
      'the wave did not ask the instrument',
      edited(norte, { wave: 'first', instrument: 'specimen-short@1' }),
      ['other-version', 'specimen-short@1'],
    ],
    ['the place is of another campaign', edited(norte, { place: 'terminal-oeste' }), ['unknown-place', 'terminal-oeste']],
    ['it claims to be the items’ quality', edited(norte, { place: 'whole' }), ['unknown-place', 'whole']],
    [
      'its gate let smaller batches through',
      edited(norte, { settings: { ...GATE_SETTINGS, minimumBatch: 9 } }),
      ['looser-gate', 'minimumBatch'],
    ],
    ['its gate kept a setting to itself', edited(norte, { settings: {} }), ['looser-gate', 'minimumBatch']],
    [
      'a counter is of no concept',
      edited(norte, { tally: { ...norte.tally, 'b:AB:height:1': 3 } }),
      ['unknown-counter', 'b:AB:height:1'],
    ],
    [
      'a counter is a method of objects',
      edited(norte, { tally: { ...norte.tally, 'constructor:AB:debt': 3 } }),
      ['unknown-counter', 'constructor:AB:debt'],
    ],
    [
      'it holds right or wrong × score',
      edited(norte, { tally: { ...norte.tally, 'r:AB:debt:1>2': 3 } }),
      ['unknown-counter', 'r:AB:debt:1>2'],
    ],
    ['a venue holds readers', edited(readers, { place: 'online' }), ['unknown-counter', Object.keys(readers.tally)[0] ?? '']],
    [
      'n is not that of the tables',
      edited(norte, { n: { ...norte.n, endline: norte.n.endline + 1 } }),
      ['counts-disagree', 'n.endline'],
    ],
    [
      'nobody is in it',
      edited(norte, { tally: {}, n: { baseline: 'withheld', endline: 0, contentFirst: 0 } }),
      ['gate-would-hold', 'n'],
    ],
  ])('%s', (_, content, refusal) => {
    expect(refusalOf(content)).toEqual(refusal)
  })

  test('one table does not add up to its people, or a scale is not the sum of its concepts', () => {
    const more = { ...norte.tally, [counter]: (norte.tally[counter] as number) + 1 }
    expect(refusalOf(edited(norte, { tally: more }))).toEqual(['counts-disagree', counter.split(':').slice(0, 3).join(':')])
    // One person's score is moved, and the table still adds up.
    const [from = ''] = Object.keys(norte.tally).filter((key) => /^bs:\w+:knowledge:[12]$/.test(key))
    const to = from.replace(/\d$/, (score) => String(Number(score) - 1))
    const moved: Record<string, number> = {
      ...norte.tally,
      [from]: (norte.tally[from] as number) - 1,
      [to]: (norte.tally[to] ?? 0) + 1,
    }
    if (moved[from] === 0) delete moved[from]
    expect(refusalOf(edited(norte, { tally: moved }))).toEqual(['counts-disagree', from.split(':').slice(0, 3).join(':')])
  })

  test('a group is too small for any gate, or all of it gave one answer', () => {
    const few = tallyOfPeople(seeded(3), 8)
    const tally = Object.fromEntries(Object.entries(few).filter(([key]) => !key.startsWith('r:')))
    const n = { baseline: 8, endline: 8, contentFirst: 0 }
    expect(refusalOf(edited(norte, { tally, n }))).toEqual(['gate-would-hold', 'n.baseline'])
    const alike = tallyOfPeople(seeded(3), 30, { before: 1, after: 1 })
    const same = Object.fromEntries(Object.entries(alike).filter(([key]) => !key.startsWith('r:')))
    expect(refusalOf(edited(norte, { tally: same, n: { baseline: 30, endline: 30, contentFirst: 0 } }))[0]).toBe('gate-would-hold')
  })

  test('it is already merged, from the collector or from another file, which is named', () => {
    expect(merge([fileOf(norte)], [norte]).outcomes).toEqual([
      { name: 'a.json', kind: 'refused', reason: 'already-merged', about: COLLECTOR },
    ])
    const twice = merge([fileOf(norte, 'first.json'), fileOf(norte, 'again.json')])
    expect(twice.outcomes[1]).toEqual({ name: 'again.json', kind: 'refused', reason: 'already-merged', about: 'first.json' })
    expect(twice.snapshots).toEqual([norte])
  })

  test('two say different things of one snapshot: neither is taken, and what is held stands', () => {
    const other = snapshotAt('terminal-norte', 33, { seed: 9 })
    const files = [fileOf(norte, 'a.json'), fileOf(other, 'b.json'), fileOf(sur, 'c.json')]
    const { outcomes, snapshots } = merge(files)
    expect(outcomes.map((one) => (one.kind === 'refused' ? [one.reason, one.about] : one.kind))).toEqual([
      ['conflict', 'b.json'],
      ['conflict', 'a.json'],
      'merged',
    ])
    expect(snapshots).toEqual([sur])
    expect(merge([fileOf(other)], [norte])).toMatchObject({
      snapshots: [norte],
      outcomes: [{ kind: 'refused', reason: 'conflict', about: COLLECTOR }],
    })
  })

  test('any one character of it was changed, and the release stays as it was', () => {
    const text = JSON.stringify(norte)
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('0', '1', '9', 'a', '"', '}', ',', ' '), (at, character) => {
        const damaged = text.slice(0, at) + character + text.slice(at + 1)
        const { outcomes, snapshots } = merge([{ name: 'x.json', text: damaged }], [sur])
        if (damaged === text) return
        expect(outcomes[0]?.kind).toBe('refused')
        expect(snapshots).toEqual([sur])
      }),
      { numRuns: 300 },
    )
  })
})

test('numbers missing below the highest are named, since their people are in no figure', () => {
  const third = snapshotAt('terminal-norte', 25, { number: 3, seed: 4 })
  expect(merge([fileOf(norte, '1'), fileOf(third, '3'), fileOf(sur, 's')]).gaps).toEqual([
    { leaf: 'second/specimen@1/terminal-norte', missing: [2] },
  ])
})
