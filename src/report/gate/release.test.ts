import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endlineAfter, type Random, randomRecord, seeded, specimenInstrument } from '../../../tests/specimen.ts'
import { FORM_ORDERS, type FormOrder } from '../../assessment/design.ts'
import type { Answers } from '../../assessment/instrument.ts'
import type { AnswerRecord } from '../../protocol/record.ts'
import { GROUPS, type Group, groupOf, key, partsOf, pooledKey } from '../../tally/keys.ts'
import { keysOfResponse } from '../../tally/response.ts'
import { EMPTY, filterTally, mergeTallies, type Tally, tallyOf } from '../../tally/tally.ts'
import { type Decision, decideRelease, type GateMemory, heldBack, NOTHING_RELEASED, sizeOf } from './release.ts'

type Released = Extract<Decision, { kind: 'released' }>

const counted = (records: readonly AnswerRecord[]): Tally =>
  mergeTallies(...records.map((record) => tallyOf(keysOfResponse(specimenInstrument, record))))
const pooled = (tally: Tally): Tally =>
  mergeTallies(...Object.entries(tally).map(([text, count]) => ({ [pooledKey(text)]: count })))
const withoutFootfall = (tally: Tally): Tally => filterTally(tally, (text) => groupOf(text) !== 'footfall')
const size = (decision: Decision, group: Group): number => (decision.kind === 'released' ? sizeOf(decision.tally, group) : 0)

function released(decision: Decision): Released {
  if (decision.kind === 'held') throw new Error(`held: ${decision.reason}`)
  return decision
}

/** People who begin in one form order and answer at random. */
const beginners = (
  random: Random,
  n: number,
  order: (person: number) => FormOrder = (person) => (person % 2 === 0 ? 'AB' : 'BA'),
) =>
  Array.from({ length: n }, (_, person) =>
    randomRecord(random, {
      instrument: specimenInstrument.id,
      occasion: 'baseline',
      arm: 'questions-first',
      age: '18+',
      order: order(person),
    }),
  )
const finished = (random: Random, people: readonly AnswerRecord[]) => people.map((person) => endlineAfter(random, person))
const readers = (random: Random, n: number) =>
  Array.from({ length: n }, () => randomRecord(random, { instrument: specimenInstrument.id, arm: 'content-first' }))

/** Everybody answers as the first one does. */
const alike = (people: readonly AnswerRecord[]): AnswerRecord[] =>
  people.map((person) => ({ ...person, answers: people[0]?.answers ?? person.answers }))

describe('a batch', () => {
  test.each([1, 5, 9])('of %i people who finished is held', (n) => {
    const random = seeded(n)
    const people = beginners(random, n)
    const decision = decideRelease(counted([...people, ...finished(random, people)]), NOTHING_RELEASED)
    expect(decision).toMatchObject({ kind: 'held', reason: 'fewer-than-10-new' })
  })

  test('of exactly 10 who differ is released, before and after', () => {
    const random = seeded(10)
    const people = beginners(random, 10)
    const decision = released(decideRelease(counted([...people, ...finished(random, people)]), NOTHING_RELEASED))
    expect(sizeOf(decision.tally, 'endline')).toBe(10)
    expect(sizeOf(decision.tally, 'baseline')).toBe(10)
  })

  test('of 10 who read first is released by itself, and 9 are held', () => {
    const random = seeded(11)
    expect(size(decideRelease(counted(readers(random, 10)), NOTHING_RELEASED), 'content-first')).toBe(10)
    expect(decideRelease(counted(readers(random, 9)), NOTHING_RELEASED).kind).toBe('held')
  })

  test('of beginners alone is held, however many', () => {
    expect(decideRelease(counted(beginners(seeded(12), 200)), NOTHING_RELEASED).kind).toBe('held')
  })

  test('that puts everybody into one cell of some table is held', () => {
    const random = seeded(13)
    const people = beginners(random, 12)
    const endlines = alike(finished(random, people)).map((record) => ({ ...record, before: people[0]?.answers ?? {} }))
    expect(decideRelease(counted([...people, ...endlines]), NOTHING_RELEASED)).toMatchObject({
      kind: 'held',
      reason: 'one-answer-for-all',
    })
    const first = readers(random, 12)
    expect(decideRelease(counted(alike(first)), NOTHING_RELEASED)).toMatchObject({ kind: 'held', reason: 'one-answer-for-all' })
  })

  test('in which one table alone has everybody in one cell is held too', () => {
    const random = seeded(14)
    const same = <T extends { readonly answers: Answers }>(record: T, debt: string): T => ({
      ...record,
      answers: { ...record.answers, debt },
    })
    const people = beginners(random, 10).map((person) => same(person, '1'))
    const endlines = finished(random, people).map((record) => same(record, '0'))
    expect(decideRelease(counted([...people, ...endlines]), NOTHING_RELEASED)).toMatchObject({
      kind: 'held',
      reason: 'one-answer-for-all',
    })
    const named = readers(random, 10).map((record) => ({ ...record, barriers: ['shy'] }))
    expect(decideRelease(counted(named), NOTHING_RELEASED)).toMatchObject({ kind: 'held', reason: 'one-answer-for-all' })
  })

  test('held for what it holds is not looked at again before 10 more have come, so that nobody opens the gate by differing', () => {
    const random = seeded(16)
    const same = alike(readers(random, 12))
    const held = decideRelease(counted(same), NOTHING_RELEASED)
    expect(held).toMatchObject({ kind: 'held', reason: 'one-answer-for-all', next: { tried: { 'content-first': 12 } } })
    let memory = (held as { next: GateMemory }).next
    const others = readers(random, 10)
    for (let more = 1; more < 10; more++) {
      const decision = decideRelease(counted([...same, ...others.slice(0, more)]), memory)
      expect(decision.kind).toBe('held')
      memory = decision.next
    }
    expect(size(decideRelease(counted([...same, ...others]), memory), 'content-first')).toBe(22)
  })

  test('is released once: the next needs 10 people more', () => {
    const random = seeded(15)
    const first = beginners(random, 10)
    const live = counted([...first, ...finished(random, first)])
    const { next } = released(decideRelease(live, NOTHING_RELEASED))
    expect(decideRelease(live, next)).toMatchObject({ kind: 'held', reason: 'fewer-than-10-new' })
    const nine = beginners(random, 9)
    const later = mergeTallies(live, counted([...nine, ...finished(random, nine)]))
    expect(decideRelease(later, next)).toMatchObject({ kind: 'held', reason: 'fewer-than-10-new' })
    const one = beginners(random, 1)
    const full = mergeTallies(later, counted([...one, ...finished(random, one)]))
    expect(size(decideRelease(full, next), 'endline')).toBe(10)
  })
})

describe('those who began and those who finished', () => {
  const decide = (began: number, done: number) => {
    const random = seeded(100 + began + done)
    const people = beginners(random, began)
    return decideRelease(counted([...people, ...finished(random, people.slice(0, done))]), NOTHING_RELEASED)
  }

  test('are both released where nobody left', () => {
    expect(size(decide(15, 15), 'baseline')).toBe(15)
  })

  test.each([1, 2, 9])('are not both released where %i left: those would be the difference', (left) => {
    const decision = decide(20 + left, 20)
    expect(size(decision, 'endline')).toBe(20)
    expect(size(decision, 'baseline')).toBe(0)
  })

  test('are both released where 10 left', () => {
    const decision = decide(30, 20)
    expect(size(decision, 'endline')).toBe(20)
    expect(size(decision, 'baseline')).toBe(30)
  })

  test('wait together where all 10 who left had answered alike', () => {
    const random = seeded(120)
    const stayed = beginners(random, 20)
    const left = alike(beginners(random, 10))
    const decision = decideRelease(counted([...stayed, ...left, ...finished(random, stayed)]), NOTHING_RELEASED)
    expect(size(decision, 'endline')).toBe(20)
    expect(size(decision, 'baseline')).toBe(0)
  })

  test('are measured over all batches since the baseline last went out', () => {
    const random = seeded(121)
    let live: Tally = EMPTY
    let memory: GateMemory = NOTHING_RELEASED
    const shown: number[] = []
    // 3 of 13 leave each time: 3, 6, 9 are too few, 12 are enough.
    for (let round = 0; round < 4; round++) {
      const people = beginners(random, 13)
      live = mergeTallies(live, counted([...people, ...finished(random, people.slice(0, 10))]))
      const decision = released(decideRelease(live, memory))
      memory = decision.next
      shown.push(sizeOf(decision.tally, 'baseline'))
      expect(sizeOf(decision.tally, 'endline')).toBe(10)
    }
    expect(shown).toEqual([0, 0, 0, 52])
  })

  test('are not both released where a cell of their difference is below zero: it shows single people who finished late', () => {
    const random = seeded(122)
    const saying = (people: AnswerRecord[], debt: (person: number) => string) =>
      people.map((record, person) => ({ ...record, answers: { ...record.answers, debt: debt(person) } }))
    const early = saying(beginners(random, 22), (person) => (person < 10 ? `${person % 2}` : `${person % 3}`))
    const first = counted([...early, ...finished(random, early.slice(0, 10))])
    const { next, tally } = released(decideRelease(first, NOTHING_RELEASED))
    expect(sizeOf(tally, 'baseline')).toBe(22)
    // Of 40 new people 28 finish, and one early leaver with an answer that none of the new ones gave: 40 − 29 is 11, and −1 in her cell.
    const late = early
      .slice(10)
      .filter(({ answers }) => answers.debt === '2')
      .slice(0, 1)
    const newcomers = saying(beginners(random, 40), (person) => `${person % 2}`)
    const live = mergeTallies(first, counted([...newcomers, ...finished(random, [...late, ...newcomers.slice(0, 28)])]))
    const decision = decideRelease(live, next)
    expect(late).toHaveLength(1)
    expect(size(decision, 'endline')).toBe(29)
    expect(size(decision, 'baseline')).toBe(0)
  })

  test('do not give away the last who left: finishing late is held while 1 to 9 would remain', () => {
    const random = seeded(5)
    const people = beginners(random, 22)
    const first = counted([...people, ...finished(random, people.slice(0, 10))])
    const { next, tally } = released(decideRelease(first, NOTHING_RELEASED))
    expect(sizeOf(tally, 'baseline')).toBe(22)
    // 10 of the 12 leavers come back: released alone, 22 − 20 = the answers of 2 people.
    const later = mergeTallies(first, counted(finished(random, people.slice(10, 20))))
    expect(decideRelease(later, next)).toMatchObject({ kind: 'held', reason: 'fewer-than-10-new' })
    // All 12 come back with one new person: 22 − 23 = the answers of the new one.
    const newcomer = beginners(random, 1)
    const all = mergeTallies(first, counted([...finished(random, people.slice(10)), ...newcomer, ...finished(random, newcomer)]))
    expect(decideRelease(all, next)).toMatchObject({ kind: 'held', reason: 'fewer-than-10-new' })
    // 11 of 12 come back with one new person: what remains of both is one each, not one group.
    const mixed = mergeTallies(first, counted([...finished(random, people.slice(11)), ...newcomer, ...finished(random, newcomer)]))
    expect(decideRelease(mixed, next)).toMatchObject({ kind: 'held', reason: 'fewer-than-10-new' })
    // All 12 come back: nobody remains.
    const none = mergeTallies(first, counted(finished(random, people.slice(10))))
    expect(size(decideRelease(none, next), 'endline')).toBe(12)
  })
})

describe('form orders', () => {
  const decide = (ab: number, ba: number, seed: number) => {
    const random = seeded(seed)
    const people = beginners(random, ab + ba, (person) => (person < ab ? 'AB' : 'BA'))
    return decideRelease(counted([...people, ...finished(random, people)]), NOTHING_RELEASED)
  }
  const ordersIn = (tally: Tally) => [...new Set(Object.keys(tally).map((text) => partsOf(text).order))].sort().join()
  /** Over many draws, since among five people there is often an answer that all of them gave. */
  const ordersOver = (ab: number, ba: number) => {
    const decisions = Array.from({ length: 60 }, (_, seed) => decide(ab, ba, seed))
    return [...new Set(decisions.map((decision) => (decision.kind === 'released' ? ordersIn(decision.tally) : 'held')))]
  }

  test('stand apart where each has at least 5 people', () => {
    expect(ordersOver(5, 5)).toContain('AB,BA')
    expect(ordersOver(5, 30)).toContain('AB,BA')
    expect(ordersOver(40, 40)).toEqual(['AB,BA'])
  })

  test('are added up where one has fewer', () => {
    for (const [ab, ba] of [
      [4, 6],
      [30, 4],
      [0, 12],
    ] as const)
      expect(ordersOver(ab, ba).filter((orders) => orders !== 'held')).toEqual(['pooled'])
  })

  test('are added up where one of them puts everybody into one cell', () => {
    const random = seeded(210)
    const one = beginners(random, 6, () => 'AB').map((person) => ({ ...person, barriers: ['shy'] }))
    const other = beginners(random, 8, () => 'BA').map((person) => ({ ...person, barriers: [] }))
    const people = [...one, ...other]
    const decision = released(decideRelease(counted([...people, ...finished(random, people)]), NOTHING_RELEASED))
    const baseline = filterTally(decision.tally, (text) => groupOf(text) === 'baseline')
    expect(ordersIn(baseline)).toBe('pooled')
  })

  test('of the baseline are added up where the leavers of one order are 1 to 9', () => {
    const random = seeded(211)
    const people = beginners(random, 40)
    const done = people.filter((_, person) => person >= 16 || person % 8 === 0)
    // 14 left: 6 of AB, 8 of BA.
    const decision = released(decideRelease(counted([...people, ...finished(random, done)]), NOTHING_RELEASED))
    expect(ordersIn(filterTally(decision.tally, (text) => groupOf(text) === 'baseline'))).toBe('pooled')
    expect(decision.tally[key.n('endline', 'AB')]).toBeGreaterThan(4)
  })
})

/** A shuffled stream of one leaf's days: people begin, leave, finish at once or late, some read first; now and then the gate is asked. */
interface Course {
  readonly seed: number
  readonly steps: number
  readonly leave: number
  readonly linger: number
  readonly skew: number
  readonly ask: number
}

interface Moment {
  readonly live: Tally
  readonly decision: Decision
  readonly memory: GateMemory
  /** Sum of all snapshots so far, orders pooled. */
  readonly shown: Tally
  readonly footfall: number
  /** People whose baseline went out and whose endline did not. */
  readonly leavers: number
}

function course({ seed, steps, leave, linger, skew, ask }: Course): Moment[] {
  const random = seeded(seed)
  const chance = (share: number) => random() < share * 2 ** 32
  const lean = (record: AnswerRecord): AnswerRecord => ({
    ...record,
    answers: Object.fromEntries(
      specimenInstrument.concepts.map(({ id, right }) => [id, chance(skew) ? (right[0] ?? '') : (record.answers[id] ?? '')]),
    ),
  })
  interface Person {
    readonly record: AnswerRecord
    stage: 'began' | 'left' | 'finished'
    baselineOut?: boolean
    endlineOut?: boolean
  }
  const people: Person[] = []
  const moments: Moment[] = []
  const live: Record<string, number> = {}
  let memory: GateMemory = NOTHING_RELEASED
  let shown: Tally = EMPTY
  let footfall = 0
  const count = (text: string) => {
    live[text] = (live[text] ?? 0) + 1
  }
  const add = (record: AnswerRecord) => keysOfResponse(specimenInstrument, record).forEach(count)
  for (let step = 0; step < steps; step++) {
    count(key.footfall('start', `2026-11-${10 + (step % 20)}`))
    if (chance(0.15)) add(lean(readers(random, 1)[0] as AnswerRecord))
    else {
      const record = lean(beginners(random, 1, () => (chance(0.5) ? 'AB' : 'BA'))[0] as AnswerRecord)
      add(record)
      people.push({ record, stage: chance(leave) ? 'left' : 'began' })
    }
    for (const person of people)
      if (person.stage === 'began' && !chance(linger)) {
        add(lean(endlineAfter(random, person.record)))
        person.stage = 'finished'
      }
    if (!chance(ask)) continue
    const decision = decideRelease(live, memory)
    if (decision.kind === 'released') {
      memory = decision.next
      shown = mergeTallies(shown, pooled(decision.tally))
      footfall += decision.footfall.starts
      for (const person of people) {
        if (sizeOf(decision.tally, 'baseline') > 0) person.baselineOut = true
        if (sizeOf(decision.tally, 'endline') > 0 && person.stage === 'finished') person.endlineOut = true
      }
    }
    const leavers = people.filter(({ baselineOut, endlineOut }) => baselineOut && !endlineOut).length
    moments.push({ live: { ...live }, decision, memory, shown, footfall, leavers })
  }
  return moments
}

/** The same courses serve every law below: they are followed once. */
const followed = new Map<string, Moment[]>()
function follow(plan: Course): Moment[] {
  const name = JSON.stringify(plan)
  const moments = followed.get(name) ?? course(plan)
  followed.set(name, moments)
  return moments
}
const runs = { seed: Math.floor(Math.random() * 2 ** 31), numRuns: 80 }

const courses = (linger: fc.Arbitrary<number>): fc.Arbitrary<Course> =>
  fc.record({
    seed: fc.integer(),
    steps: fc.integer({ min: 20, max: 120 }),
    leave: fc.constantFrom(0, 0.1, 0.3, 0.6),
    linger,
    skew: fc.constantFrom(0, 0.5, 0.9),
    ask: fc.constantFrom(0.05, 0.3, 1),
  })
const anyCourse = courses(fc.constantFrom(0, 0.3, 0.9, 0.98))

/** Baseline tables that are out, less the endline's "before": what anybody can work out. */
function visibleDifference(shown: Tally): Record<string, number> {
  const difference: Record<string, number> = {}
  const add = (text: string, count: number) => {
    difference[text] = (difference[text] ?? 0) + count
  }
  for (const [text, count] of Object.entries(shown)) {
    const { kind, measure, value } = partsOf(text)
    const [before = ''] = value.split('>')
    if (kind === 'n' && measure === 'baseline') add('n', count)
    if (kind === 'n' && measure === 'endline') add('n', -count)
    if (kind === 'b' || kind === 'bs') add(`${kind}:${measure}:${value}`, count)
    if (kind === 'p' || kind === 'ps') add(`${kind === 'p' ? 'b' : 'bs'}:${measure}:${before}`, -count)
  }
  return difference
}

describe('at any time', { timeout: 120_000 }, () => {
  test('what was released and what is held back make up what was counted', () => {
    fc.assert(
      fc.property(anyCourse, (plan) => {
        for (const { live, memory, shown, footfall } of follow(plan)) {
          const held = heldBack(live, memory)
          const counted = pooled(withoutFootfall(live))
          const kept = mergeTallies(shown, pooled(withoutFootfall(held)))
          expect(new Set([...Object.keys(kept), ...Object.keys(counted)]).size).toBe(Object.keys(counted).length)
          expect(Object.keys(counted).filter((text) => counted[text] !== kept[text])).toEqual([])
          const starts = (tally: Tally) =>
            Object.entries(tally).reduce((sum, [text, count]) => sum + (text.startsWith('f:start:') ? count : 0), 0)
          expect(footfall + starts(held)).toBe(starts(live))
        }
      }),
      runs,
    )
  })

  test('a snapshot holds groups of at least 10, orders of at least 5, no right-by-score table and no day', () => {
    fc.assert(
      fc.property(anyCourse, (plan) => {
        for (const { decision } of follow(plan)) {
          if (decision.kind === 'held') continue
          expect(GROUPS.some((group) => size(decision, group) > 0)).toBe(true)
          for (const group of GROUPS) {
            expect(size(decision, group) === 0 || size(decision, group) >= 10).toBe(true)
            for (const order of FORM_ORDERS) expect([1, 2, 3, 4]).not.toContain(decision.tally[key.n(group, order)] ?? 0)
          }
          for (const text of Object.keys(decision.tally)) expect(text).not.toMatch(/^[rf]:/)
          expect(JSON.stringify({ tally: decision.tally, footfall: decision.footfall })).not.toContain('2026-')
        }
      }),
      runs,
    )
  })

  test('no table of a snapshot has everybody in one cell', () => {
    fc.assert(
      fc.property(anyCourse, (plan) => {
        for (const { decision } of follow(plan)) {
          if (decision.kind === 'held') continue
          for (const [text, count] of Object.entries(decision.tally)) {
            const { kind, order } = partsOf(text)
            if (kind !== 'n') expect(count).toBeLessThan(decision.tally[`n:${order}:${groupOf(text)}`] ?? 0)
          }
        }
      }),
      runs,
    )
  })

  test('baseline less endline never reads as a group of 1 to 9 people', () => {
    fc.assert(
      fc.property(anyCourse, (plan) => {
        for (const { shown } of follow(plan)) {
          const difference = visibleDifference(shown)
          const counts = Object.values(difference)
          const isOneGroup = counts.every((count) => count >= 0) || counts.every((count) => count <= 0)
          const left = Math.abs(difference.n ?? 0)
          if (isOneGroup) expect(left === 0 || left >= 10).toBe(true)
        }
      }),
      runs,
    )
  })

  test('those whose baseline went out and whose endline did not are nobody or at least 10, where nobody finishes late', () => {
    fc.assert(
      fc.property(courses(fc.constant(0)), (plan) => {
        for (const { leavers } of follow(plan)) expect(leavers === 0 || leavers >= 10).toBe(true)
      }),
      runs,
    )
  })

  test('when baseline tables go out, all that are out less all endline tables are nobody or at least 10, cell by cell', () => {
    fc.assert(
      fc.property(anyCourse, (plan) => {
        for (const { decision, shown } of follow(plan)) {
          if (size(decision, 'baseline') === 0) continue
          const difference = visibleDifference(shown)
          expect(Object.values(difference).every((count) => count >= 0)).toBe(true)
          expect(difference.n === 0 || (difference.n ?? 0) >= 10).toBe(true)
        }
      }),
      runs,
    )
  })

  test('the courses tried are no empty ones: all kinds of snapshots occur in them', () => {
    const seen = { endlineAlone: 0, both: 0, contentFirst: 0, held: 0, alike: 0, pooled: 0, apart: 0 }
    for (let seed = 0; seed < 40; seed++) {
      const leave = [0, 0.1, 0.3, 0.6][seed % 4] ?? 0
      const skew = [0, 0.5, 0.9][seed % 3] ?? 0
      for (const { decision } of follow({ seed, steps: 150, leave, linger: seed % 2 ? 0 : 0.9, skew, ask: 0.3 })) {
        if (decision.kind === 'held') {
          seen.held++
          if (decision.reason === 'one-answer-for-all') seen.alike++
          continue
        }
        const endline = size(decision, 'endline') > 0
        if (endline && size(decision, 'baseline') > 0) seen.both++
        else if (endline) seen.endlineAlone++
        if (size(decision, 'content-first') > 0) seen.contentFirst++
        if (decision.tally[key.n('endline', 'pooled')]) seen.pooled++
        if (decision.tally[key.n('endline', 'AB')]) seen.apart++
      }
    }
    for (const [kind, count] of Object.entries(seen)) expect([kind, count > 5]).toEqual([kind, true])
  })
})

describe('footfall', () => {
  const people = beginners(seeded(300), 10)
  const answers = counted([...people, ...finished(seeded(301), people)])
  const footfall = {
    [key.footfall('scan', '2026-11-23')]: 12,
    [key.footfall('scan', '2026-11-24')]: 3,
    [key.footfall('start', '2026-11-23')]: 11,
    [key.footfall('finish', '2026-11-24')]: 10,
  }

  test('is shown as sums over all days since the last snapshot', () => {
    const first = released(decideRelease(mergeTallies(answers, footfall), NOTHING_RELEASED))
    expect(first.footfall).toEqual({ scans: 15, starts: 11, finishes: 10 })
    expect(Object.keys(first.tally).filter((text) => text.startsWith('f:'))).toEqual([])
    const more = beginners(seeded(302), 10)
    const live = mergeTallies(answers, footfall, counted([...more, ...finished(seeded(303), more)]), {
      [key.footfall('scan', '2026-11-23')]: 1,
    })
    expect(released(decideRelease(live, first.next)).footfall).toEqual({ scans: 1, starts: 0, finishes: 0 })
  })

  test('alone releases nothing', () => {
    expect(decideRelease(footfall, NOTHING_RELEASED)).toMatchObject({ kind: 'held', reason: 'fewer-than-10-new' })
  })
})

test('an empty leaf is held', () => {
  expect(decideRelease(EMPTY, NOTHING_RELEASED)).toMatchObject({ kind: 'held', reason: 'fewer-than-10-new' })
})

test('a memory that holds more than was counted is of another series, and is refused', () => {
  const random = seeded(400)
  const people = beginners(random, 10)
  const { next } = released(decideRelease(counted([...people, ...finished(random, people)]), NOTHING_RELEASED))
  expect(() => decideRelease(EMPTY, next)).toThrow(RangeError)
})
