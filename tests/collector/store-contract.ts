/**
 * What every store promises, whatever it is made of. Each test opens a new one, empty, and whoever calls this sees to it that it is closed.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AUDIT_BEGINNING, lastMark, verifyLog } from '../../src/collector/store/audit-log.ts'
import { BadSubmission } from '../../src/collector/store/fault.ts'
import { isGood, NO_TERMS } from '../../src/collector/store/staff-token.ts'
import type { LaterStore, Submission } from '../../src/collector/store/store.ts'
import { sessionId, type TableSession } from '../../src/protocol/table-session.ts'
import { parseLeafId } from '../../src/tally/leaf.ts'
import { numbersFrom, partAfter, type Shard, shardAt, shardId } from '../../src/tally/quarantine.ts'
import { keysOfResponse } from '../../src/tally/response.ts'
import { subtractTally, type Tally, tallyOf } from '../../src/tally/tally.ts'
import { visitsOf } from '../released.ts'
import { endlineAfter, oneTimeNumber, randomRecord, seeded, specimenInstrument } from '../specimen.ts'

export const LEAF = '2026-2/specimen@1/online'
export const DAY = '2026-06-15'
const DAY_MS = 86_400_000
export const dayAfter = (days: number, from = DAY): string => new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10)

/** The first day of a window of 9 days: the table's name changes on it. */
export const WINDOW_START = new Date(9 * DAY_MS * Math.ceil(Date.parse(DAY) / (9 * DAY_MS))).toISOString().slice(0, 10)

export const number = (n: number): string => n.toString(16).padStart(32, '0')
export const one = (id: number, key = 'n:AB:baseline', leaf = LEAF): Submission => ({ id: number(id), leaf, keys: [key] })

export { later } from './later.ts'

const live = async (store: LaterStore, wave = '2026-2') =>
  Object.fromEntries((await store.leaves(wave)).map(({ place, live }) => [place, live]))

export function storeContract(open: () => Promise<LaterStore>, { runs = 30 } = {}): void {
  test('counts a one-time number once within a batch', async () => {
    const store = await open()
    await store.commit([one(1), one(2), one(1), one(1)], DAY)
    expect(await live(store)).toEqual({ online: { 'n:AB:baseline': 2 } })
  })

  test('counts a one-time number once across batches, whatever the repetition says', async () => {
    const store = await open()
    await store.commit([one(1)], DAY)
    await store.commit([one(1, 'n:BA:baseline'), one(2)], DAY)
    await store.commit([one(1, 'n:AB:baseline', '2026-2/specimen@1/unknown')], DAY)
    expect(await live(store)).toEqual({ online: { 'n:AB:baseline': 2 } })
  })

  test('knows a number for at least 9 days, on whichever day of a window it came', async () => {
    for (let offset = 0; offset < 9; offset++) {
      const store = await open()
      const came = dayAfter(offset, WINDOW_START)
      await store.commit([one(1)], came)
      for (let later = 0; later <= 9; later++) await store.commit([one(1)], dayAfter(later, came))
      expect(await live(store)).toEqual({ online: { 'n:AB:baseline': 1 } })
    }
  })

  test('knows a number when the clock is put back over the turn of a window', async () => {
    const store = await open()
    await store.commit([one(1)], dayAfter(-1, WINDOW_START))
    await store.commit([one(2)], WINDOW_START)
    await store.commit([one(1), one(2)], dayAfter(-1, WINDOW_START))
    await store.commit([one(1), one(2)], WINDOW_START)
    expect(await live(store)).toEqual({ online: { 'n:AB:baseline': 2 } })
  })

  test('loses no number to a clock that starts in 1970 and is then put right', async () => {
    const store = await open()
    await store.commit([one(1)], DAY)
    await store.settle('1970-01-01')
    await store.commit([], '1970-01-05')
    await store.commit([one(1)], DAY)
    expect(await live(store)).toEqual({ online: { 'n:AB:baseline': 1 } })
  })

  test('tells how many messages it knew already, and counts none of a batch that it did not take', async () => {
    const store = await open()
    await store.commit([one(1), one(2), one(1)], DAY)
    expect(await store.repeats()).toBe(1)
    await store.commit([], DAY)
    await store.commit([one(3), one(2), one(1), one(3)], DAY)
    expect(await store.repeats()).toBe(4)
    const broken: Submission = { id: number(4), leaf: LEAF, keys: [null as unknown as string] }
    await expect(store.commit([one(1), broken], DAY)).rejects.toThrow(BadSubmission)
    expect(await store.repeats()).toBe(4)
  })

  test('counts any batches as a plain set would', async () => {
    const keys = ['n:AB:baseline', 'n:BA:baseline', 'x:AB:shy'] as const
    const keyOf = (id: number) => keys[id % 3] ?? keys[0]
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.nat(30), { maxLength: 12 }), { maxLength: 8 }), async (batches) => {
        const store = await open()
        for (const batch of batches)
          await store.commit(
            batch.map((id) => one(id, keyOf(id))),
            DAY,
          )
        expect((await live(store)).online ?? {}).toEqual(tallyOf([...new Set(batches.flat())].map(keyOf)))
      }),
      { numRuns: runs },
    )
  })

  test('does all or nothing when a statement fails midway', async () => {
    const store = await open()
    await store.commit([one(1)], DAY)
    // A key that is no text is refused by the table itself, after the batch's numbers and its first counters have been written.
    const broken: Submission = { id: number(3), leaf: LEAF, keys: [null as unknown as string] }
    await expect(store.commit([one(2, 'a:first'), broken, one(4)], DAY)).rejects.toThrow(BadSubmission)
    expect(await live(store)).toEqual({ online: { 'n:AB:baseline': 1 } })
    await store.commit([one(2), one(4)], DAY)
    expect(await live(store)).toEqual({ online: { 'n:AB:baseline': 3 } })
  })

  test('makes the tables of a new window again when the batch that made them failed', async () => {
    const store = await open()
    const broken: Submission = { id: number(3), leaf: LEAF, keys: [null as unknown as string] }
    await expect(store.commit([broken], DAY)).rejects.toThrow(BadSubmission)
    await store.commit([one(3)], DAY)
    expect(await live(store)).toEqual({ online: { 'n:AB:baseline': 1 } })
  })

  test('gives back every counter of every leaf, and of no other wave', async () => {
    const store = await open()
    const waves = ['2026', '2026-2', '2026-20', '2026-2a', '2026-1', '2026-3']
    await store.commit(
      waves.flatMap((wave, w) => [1, 2].map((i) => one(10 * w + i, `key-of-${wave}`, `${wave}/specimen@1/place-${i}`))),
      DAY,
    )
    for (const wave of waves)
      expect(await store.leaves(wave)).toEqual(
        [1, 2].map((i) => ({
          wave,
          instrument: 'specimen@1',
          place: `place-${i}`,
          live: { [`key-of-${wave}`]: 1 },
          memory: { spent: {}, unmatched: {}, tried: {}, batches: {} },
        })),
      )
    expect(await store.leaves('2027')).toEqual([])
  })

  test('numbers snapshots from 1 in each leaf, remembers what it released, and mixes no waves', async () => {
    const store = await open()
    for (const [wave, seed] of [
      ['2026-2', 1],
      ['2026-20', 2],
    ] as const)
      await store.commit(twelvePeople(`${wave}/specimen@1/online`, seed), DAY)
    expect(await store.takeSnapshots('2026-2', DAY)).toEqual([
      { wave: '2026-2', instrument: 'specimen@1', place: 'online', outcome: 'released', n: 12 },
    ])
    expect(await store.snapshots('2026-20')).toEqual([])
    expect((await store.takeSnapshots('2026-2', DAY)).map(({ outcome }) => outcome)).toEqual(['held'])
    await store.commit(twelvePeople(LEAF, 3), DAY)
    await store.takeSnapshots('2026-2', DAY)
    await store.takeSnapshots('2026-20', DAY)
    expect((await store.snapshots('2026-2')).map(({ number, week }) => [number, week])).toEqual([
      [1, '2026-W25'],
      [2, '2026-W25'],
    ])
    expect((await store.snapshots('2026-20')).map(({ number }) => number)).toEqual([1])
    const [leaf] = await store.leaves('2026-2')
    expect(leaf && Object.keys(subtractTally(leaf.live, leaf.memory.spent)).every((key) => key.startsWith('r:'))).toBe(true)
  })

  test('says of each submission how many batches of baselines its leaf had released when it was first counted', async () => {
    const store = await open()
    const random = seeded(9)
    // Eleven leave, so that the tables of the baseline go out as well.
    const left = Array.from({ length: 11 }, () => journey(random, LEAF)[0] as Submission)
    await store.commit([...twelvePeople(LEAF, 1), ...left], DAY)
    expect(await store.commit([one(1), one(2), one(1)], DAY)).toEqual([0, 0, 0])
    expect(await store.takeSnapshots('2026-2', DAY)).toMatchObject([{ outcome: 'released' }])
    expect(await store.commit([one(3), one(1), one(4, 'n:AB:baseline', '2026-2/specimen@1/unknown'), one(3)], DAY)).toEqual([
      1, 0, 0, 1,
    ])
    expect(await store.commit([one(1)], dayAfter(9))).toEqual([0])
    expect((await store.leaves('2026-2'))[0]?.memory.batches).toEqual({ baseline: 1 })
  })

  test('counts what follows a baseline as what it says for late ones where the batch is not its baseline’s any more, or not known', async () => {
    const store = await open()
    const following = (id: number, batch: number | undefined): Submission => ({
      ...one(id, 'n:AB:endline'),
      follows: { batch, late: ['f:finish:2026-06-15'] },
    })
    await store.commit([following(1, 0), following(2, 1), following(3, undefined)], DAY)
    expect(await live(store)).toEqual({ online: { 'n:AB:endline': 1, 'f:finish:2026-06-15': 2 } })
  })

  test('releases follow-ups beside the visits they belong to, and not before those', async () => {
    const store = await open()
    const { visits, returns } = visitsOf(seeded(91), 40)
    await store.commit(comeBack(returns.slice(0, 12)), DAY)
    const [alone] = await store.takeSnapshots('2026-2', DAY)
    expect(alone).toMatchObject({ place: 'followup', outcome: 'held', n: 0 })
    await store.commit([{ id: number(1), leaf: LEAF, keys: repeated(visits) }], DAY)
    // The follow-ups are held once they were tried: a second look at the same twelve would tell who was new.
    await store.takeSnapshots('2026-2', DAY)
    await store.commit(comeBack(returns.slice(12, 24), 12), DAY)
    const outcomes = await store.takeSnapshots('2026-2', DAY)
    expect(outcomes.map(({ place, outcome, n }) => [place, outcome, n])).toEqual([
      ['followup', 'released', 24],
      ['online', 'held', 0],
    ])
    const snapshot = (await store.snapshots('2026-2')).find(({ place }) => place === 'followup')
    expect(snapshot?.n).toMatchObject({ followup: 24, endline: 0 })
    expect((await store.leaves('2026-2')).find(({ place }) => place === 'followup')?.memory.tried).toEqual({})
  })

  test('closes the follow-ups of a wave with it: released with their visits, or told among the rests', async () => {
    const store = await open()
    const { visits, returns } = visitsOf(seeded(92), 40)
    await store.commit([{ id: number(1), leaf: LEAF, keys: repeated(visits) }, ...comeBack(returns.slice(0, 12))], DAY)
    const few = comeBack(returns.slice(0, 3), 20).map((each) => ({ ...each, leaf: '2026-20/specimen@1/followup' }))
    await store.commit(few, DAY)
    const rests = await store.closeWave('2026-2', DAY)
    expect(rests.find(({ place }) => place === 'followup')).toMatchObject({ fate: 'none left', people: 0 })
    const released = (await store.snapshots('2026-2')).map(({ place, n }) => [place, n.endline, n.followup ?? 0])
    expect(released).toEqual([
      ['followup', 0, 12],
      ['online', 40, 0],
    ])
    const [rest] = await store.closeWave('2026-20', DAY)
    expect(rest).toMatchObject({ place: 'followup', fate: 'given up' })
    expect(await store.snapshots('2026-20')).toEqual([])
  })

  test('closes a wave once: rests are told, counters and the gate’s memory of it are gone, other waves are untouched', async () => {
    const store = await open()
    await store.commit([...twelvePeople('2026-2/specimen@1/online', 1), ...twelvePeople('2026-20/specimen@1/online', 2)], DAY)
    expect(await store.closing('2026-2')).toBeUndefined()
    const rests = await store.closeWave('2026-2', DAY)
    expect(rests).toEqual([{ wave: '2026-2', instrument: 'specimen@1', place: 'online', fate: 'none left', people: 0 }])
    expect(await store.closeWave('2026-2', DAY)).toEqual(rests)
    expect(await store.closing('2026-2')).toEqual(rests)
    expect(await store.snapshots('2026-2')).toHaveLength(1)
    expect(await store.leaves('2026-2')).toEqual([])
    expect(await store.takeSnapshots('2026-2', DAY)).toEqual([])
    expect(await store.leaves('2026-20')).toHaveLength(1)
    expect(await store.closing('2026-20')).toBeUndefined()
  })

  test('keeps the items’ quality of a closed wave of 100 and more, and tells of it only then', async () => {
    const store = await open()
    for (let batch = 0; batch < 9; batch++) await store.commit(twelvePeople('2026-2/specimen@1/online', 20 + batch), DAY)
    await store.commit(twelvePeople('2026-20/specimen@1/online', 1), DAY)
    expect(await store.quality('2026-2')).toEqual([])
    await store.closeWave('2026-2', DAY)
    await store.closeWave('2026-20', DAY)
    const [kept, ...others] = await store.quality('2026-2')
    expect(others).toEqual([])
    expect(kept?.instrument).toBe('specimen@1')
    expect(Object.keys(kept?.tally ?? {}).length).toBeGreaterThan(0)
    expect(Object.keys(kept?.tally ?? {}).every((key) => key.startsWith('r:'))).toBe(true)
    expect(await store.quality('2026-20')).toEqual([])
  })

  test('keeps the first of two sessions of one name, ends it once it is there, and gives the newest day first', async () => {
    const store = await open()
    const older = sessionOn('2026-06-15')
    const newer = sessionOn('2026-06-16')
    expect(await store.tables()).toEqual([])
    expect(await store.endTable(older.id)).toBe(false)
    expect(await store.keepTable(older)).toEqual(older)
    expect(await store.keepTable({ ...older, spoken: '654321' })).toEqual(older)
    await store.keepTable(newer)
    expect(await store.tables()).toEqual([newer, older])
    expect(await store.endTable(older.id)).toBe(true)
    expect(await store.tables()).toEqual([newer, { ...older, state: 'ended' }])
  })

  test('says how many have answered before and after in one leaf, and asks the gate about one place alone', async () => {
    const store = await open()
    const other = '2026-2/specimen@1/other'
    await store.commit([...twelvePeople(LEAF, 1), ...twelvePeople(other, 2), journey(seeded(3), other)[0] as Submission], DAY)
    expect(await store.people(LEAF)).toEqual({ before: 12, after: 12 })
    expect(await store.people(other)).toEqual({ before: 13, after: 12 })
    expect(await store.people('2026-2/specimen@1/nobody')).toEqual({ before: 0, after: 0 })
    const outcomes = await store.takeSnapshots('2026-2', DAY, 'online')
    expect(outcomes.map(({ place, outcome }) => [place, outcome])).toEqual([['online', 'released']])
    expect((await store.snapshots('2026-2')).map(({ place }) => place)).toEqual(['online'])
  })

  test('keeps what is set aside out of the leaf, its people, its snapshots and every list but its own', async () => {
    const store = await open()
    await store.commit(twelvePeople(LEAF, 1), DAY)
    const before = await store.leaves('2026-2')
    await store.commit(
      twelvePeople(LEAF, 2).map((each) => aside(each)),
      DAY,
    )
    expect(await store.leaves('2026-2')).toEqual(before)
    expect(await store.people(LEAF)).toEqual({ before: 12, after: 12 })
    expect((await store.takeSnapshots('2026-2', DAY)).map(({ place, n }) => [place, n])).toEqual([['online', 12]])
    expect((await store.snapshots('2026-2')).map(({ n }) => n.endline)).toEqual([12])
    expect(await store.quarantined('2026-20')).toEqual([])
    const [state, ...others] = await store.quarantined('2026-2')
    expect(others).toEqual([])
    expect(state).toMatchObject({ shard: SHARD, decided: 0 })
    expect(state?.tally).toEqual(tallyOf(twelvePeople(LEAF, 2).flatMap(({ keys }) => keys)))
  })

  test('takes a shard into its leaf, so that nothing tells that it was ever apart', async () => {
    const [store, plain] = [await open(), await open()]
    const [usual, other] = [twelvePeople(LEAF, 1), twelvePeople(LEAF, 2)]
    await store.commit([...usual, ...other.map((each) => aside(each))], DAY)
    await plain.commit([...usual, ...other], DAY)
    expect(await store.decideQuarantine(shardId(SHARD), 'accepted', DAY)).toBe(12)
    expect(await store.decideQuarantine(shardId(SHARD), 'accepted', DAY)).toBeUndefined()
    expect(await store.leaves('2026-2')).toEqual(await plain.leaves('2026-2'))
    expect(await store.quarantined('2026-2')).toEqual([])
    await store.takeSnapshots('2026-2', DAY)
    await plain.takeSnapshots('2026-2', DAY)
    expect(await store.snapshots('2026-2')).toEqual(await plain.snapshots('2026-2'))
  })

  test('drops a shard whole, and remembers its hour', async () => {
    const store = await open()
    await store.commit(
      twelvePeople(LEAF, 2).map((each) => aside(each)),
      DAY,
    )
    expect(await store.decideQuarantine(shardId(SHARD), 'dropped', DAY)).toBe(12)
    expect(await store.leaves('2026-2')).toEqual([])
    expect(await store.quarantined('2026-2')).toEqual([])
    expect(await store.alarms('2026-2')).toEqual([{ place: 'online', hours: 1 }])
  })

  test('knows a number that was set aside, and tells whoever repeats it where it was counted first', async () => {
    const store = await open()
    const told = numbersFrom(shardId(SHARD))
    expect(await store.commit([aside(one(1)), one(2)], DAY)).toEqual([told, 0])
    expect(await store.commit([one(1), aside(one(2))], DAY)).toEqual([told, 0])
    await store.decideQuarantine(shardId(SHARD), 'accepted', DAY)
    expect(await store.commit([aside(one(3)), one(1)], DAY)).toEqual([told + 1, told])
    expect(await live(store)).toEqual({ online: { 'n:AB:baseline': 2 } })
  })

  test('is, however visitors, staff and gate take turns, what it would be had all that was taken in arrived at that moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 150, maxLength: 300 }), async (steps) => {
        await playBoth(await open(), await open(), steps)
      }),
      { numRuns: Math.ceil(runs / 3), interruptAfterTimeLimit: 20_000 },
    )
  })

  test('says in how many hours a place was over its limit, each once, whatever became of it, and nothing of networks', async () => {
    const store = await open()
    const at = (hours: number, leaf = LEAF) => shardAt(leaf, Date.parse(`${DAY}T00:00:00Z`) + hours * HOUR, 'place')
    const short = '2026-2/specimen-short@1/online'
    const other = '2026-2/specimen@1/terminal'
    const shards = [at(1), at(1, short), at(30), at(30, other), shardAt(other, HOUR, 'network')]
    await store.commit(
      shards.map((shard, index) => aside(one(index + 1), shard)),
      DAY,
    )
    const alarms = [
      { place: 'online', hours: 2 },
      { place: 'terminal', hours: 1 },
    ]
    expect(await store.alarms('2026-2')).toEqual(alarms)
    await store.decideQuarantine(shardId(at(1)), 'dropped', DAY)
    await store.decideQuarantine(shardId(at(1, short)), 'accepted', DAY)
    expect(await store.alarms('2026-2')).toEqual(alarms)
    await store.closeWave('2026-2', DAY)
    expect(await store.alarms('2026-2')).toEqual(alarms)
    expect(await store.alarms('2026-20')).toEqual([])
  })

  test('drops at the close what nobody decided on, and tells how many were dropped in all', async () => {
    const store = await open()
    await store.commit(
      [
        ...twelvePeople(LEAF, 1),
        ...twelvePeople(LEAF, 2).map((each) => aside(each)),
        aside(one(7, 'n:AB:strong'), SHARDS['second hour']),
      ],
      DAY,
    )
    await store.decideQuarantine(shardId(SHARD), 'dropped', DAY)
    await store.commit(
      [aside(one(8, 'f:scan:2026-06-15', '2026-2/specimen@1/other'), shardAt('2026-2/specimen@1/other', HOUR, 'place'))],
      DAY,
    )
    const rests = await store.closeWave('2026-2', DAY)
    expect(rests).toEqual([
      { ...parseLeafId(LEAF), fate: 'none left', people: 0 },
      { ...parseLeafId(LEAF), fate: 'dropped', people: 13 },
    ])
    expect(await store.closing('2026-2')).toEqual(rests)
    expect(await store.quarantined('2026-2')).toEqual([])
    expect(await store.leaves('~2026-2')).toEqual([])
    expect((await store.snapshots('2026-2')).map(({ n }) => n.endline)).toEqual([12])
  })

  test('knows a token until the day it expires, with its terms, and without any as one that may do everything', async () => {
    const store = await open()
    const terms = { name: 'room in Cali, "loaned"; é', scopes: ['table', 'read'], made: '2026-06-01' } as const
    await store.addToken('first', '2026-06-15')
    await store.addToken('second', '2026-07-01', terms)
    expect(await goodOn(store, '2026-06-15')).toEqual(['first', 'second'])
    expect(await goodOn(store, '2026-06-16')).toEqual(['second'])
    expect(await goodOn(store, '2026-07-02')).toEqual([])
    expect(await store.tokens()).toEqual([
      { hash: 'first', expires: '2026-06-15', revoked: 'no', ...NO_TERMS },
      { hash: 'second', expires: '2026-07-01', revoked: 'no', ...terms },
    ])
  })

  test('ends tokens at once or after a day that is not later than theirs, and says how many there were to end', async () => {
    const store = await open()
    for (const hash of ['a', 'b', 'c', 'd']) await store.addToken(hash, '2026-07-01')
    const ends = [
      { hash: 'a', how: 'at once', day: DAY },
      { hash: 'b', how: 'after the day', day: DAY },
      { hash: 'c', how: 'after the day', day: '2026-08-01' },
      { hash: 'nobody', how: 'at once', day: DAY },
    ] as const
    expect(await store.endTokens(ends)).toBe(3)
    expect(await goodOn(store, DAY)).toEqual(['b', 'c', 'd'])
    expect(await goodOn(store, dayAfter(1))).toEqual(['c', 'd'])
    expect(await goodOn(store, '2026-07-02')).toEqual([])
    // What was revoked stays revoked, on the day it was.
    expect(await store.endTokens([{ hash: 'a', how: 'at once', day: dayAfter(1) }])).toBe(0)
    expect((await store.tokens()).find(({ hash }) => hash === 'a')?.revoked).toBe(DAY)
  })

  test('puts a token in another’s place with one stroke, or does neither', async () => {
    const store = await open()
    await store.addToken('old', '2026-07-01')
    await expect(store.addToken('old', '2026-07-02', NO_TERMS, [{ hash: 'old', how: 'at once', day: DAY }])).rejects.toThrow()
    expect(await goodOn(store, DAY)).toEqual(['old'])
    await store.addToken('new', '2026-07-02', NO_TERMS, [{ hash: 'old', how: 'at once', day: DAY }])
    expect(await goodOn(store, DAY)).toEqual(['new'])
  })

  test('notes what was done once an hour, in the order it was done, as a chain', async () => {
    const store = await open()
    expect(await store.auditLog()).toEqual({ forgotten: AUDIT_BEGINNING, lines: [] })
    const entry = { at: `${DAY}T10`, who: 'abcd1234', act: 'fetched results', about: '2026-2' }
    const entries = [entry, { ...entry, about: '' }, { ...entry, who: 'command line' }, { ...entry, at: `${DAY}T11` }]
    for (const each of [...entries, ...entries]) await store.note(each)
    const log = await store.auditLog()
    expect(log.lines.map(({ number, hash, ...said }) => said)).toEqual(entries)
    expect(log.lines.map(({ number }) => number)).toEqual([1, 2, 3, 4])
    expect(verifyLog(log)).toEqual({ kind: 'whole' })
  })

  test('forgets lines of the audit log after 400 days, from the beginning on, and the rest is a chain still', async () => {
    const store = await open()
    const entry = { who: 'command line', act: 'export', about: '2026-2' }
    for (const day of [DAY, dayAfter(1), dayAfter(200)]) await store.note({ ...entry, at: `${day}T10` })
    const before = await store.auditLog()
    await store.note({ ...entry, at: `${dayAfter(400)}T10` })
    expect((await store.auditLog()).lines).toHaveLength(4)
    await store.note({ ...entry, at: `${dayAfter(401)}T00` })
    const after = await store.auditLog()
    expect(after.lines.map(({ at, number }) => [number, at])).toEqual([
      [2, `${dayAfter(1)}T10`],
      [3, `${dayAfter(200)}T10`],
      [4, `${dayAfter(400)}T10`],
      [5, `${dayAfter(401)}T00`],
    ])
    expect(after.forgotten).toEqual({ number: 1, hash: before.lines[0]?.hash })
    expect(verifyLog(after)).toEqual({ kind: 'whole' })
    expect(verifyLog(after, lastMark(before))).toEqual({ kind: 'whole' })
    await store.note({ ...entry, at: `${dayAfter(4000)}T00` })
    expect((await store.auditLog()).lines.map(({ number }) => number)).toEqual([6])
  })
}

/** Hashes of the tokens that are good on a day. */
const goodOn = async (store: LaterStore, day: string): Promise<string[]> =>
  (await store.tokens())
    .filter((token) => isGood(token, day))
    .map(({ hash }) => hash)
    .sort()
const HOUR = 3_600_000
const SHARD = shardAt(LEAF, Date.parse(`${DAY}T14:00:00Z`), 'place')

/** The same message, set aside. */
const aside = (submission: Submission, shard: Shard = SHARD): Submission => ({ ...submission, leaf: shardId(shard) })

/** What staff, visitors and the gate may do, one after the other. `as` says where a message is counted. */
type Step =
  | { readonly step: 'before'; readonly who: number; readonly as: 'usual' | 'first hour' | 'second hour' }
  | { readonly step: 'after'; readonly who: number; readonly as: 'usual' | 'first hour' | 'second hour' }
  | { readonly step: 'accept'; readonly as: 'first hour' | 'second hour' }
  | { readonly step: 'drop'; readonly as: 'first hour' | 'second hour' }
  | { readonly step: 'snapshot' }

const PEOPLE = 60
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.record({
      step: fc.constantFrom('before', 'after'),
      who: fc.nat(PEOPLE - 1),
      as: fc.constantFrom('usual', 'first hour', 'second hour'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ step: fc.constantFrom('accept', 'accept', 'drop'), as: fc.constantFrom('first hour', 'second hour') }),
  },
  { weight: 2, arbitrary: fc.constant({ step: 'snapshot' } as const) },
) as fc.Arbitrary<Step>

const SHARDS = { 'first hour': SHARD, 'second hour': shardAt(LEAF, Date.parse(`${DAY}T15:00:00Z`), 'network') }

/**
 * Plays the steps on a store with a quarantine; and on another without one, where what was set aside arrives at the moment it is taken in, pair by pair, and never where it
 * is dropped. Both have to hold the same afterwards.
 */
async function playBoth(guarded: LaterStore, plain: LaterStore, steps: readonly Step[]): Promise<void> {
  const random = seeded(5)
  const people = Array.from({ length: PEOPLE }, () => journey(random, LEAF) as [Submission, Submission])
  /** What each was told when her baseline was counted, in both stores. */
  const told = new Map<number, { guarded: number; plain: number | undefined }>()
  const finished = new Set<number>()
  const waiting = {
    'first hour': [] as ((batch: number) => Promise<void>)[],
    'second hour': [] as ((batch: number) => Promise<void>)[],
  }
  const late = ['f:finish:2026-06-15']
  const follows = (batch: number | undefined) => ({ follows: { batch, late } })
  const withFinish = (submission: Submission): Submission => ({ ...submission, keys: [...submission.keys, ...late] })
  for (const step of steps) {
    if (step.step === 'snapshot') {
      await guarded.takeSnapshots('2026-2', DAY)
      await plain.takeSnapshots('2026-2', DAY)
    } else if (step.step === 'accept' || step.step === 'drop') {
      const shard = SHARDS[step.as]
      const batch = await numberNow(plain, LEAF)
      const people = await guarded.decideQuarantine(shardId(shard), step.step === 'accept' ? 'accepted' : 'dropped', DAY)
      expect(people === undefined).toBe(waiting[step.as].length === 0)
      const arriving = waiting[step.as].splice(0)
      if (step.step === 'accept') for (const arrive of arriving) await arrive(batch)
    } else if (step.step === 'before') {
      if (told.has(step.who)) continue
      const [baseline] = people[step.who] as [Submission, Submission]
      if (step.as === 'usual') {
        const [mine = -1] = await guarded.commit([baseline], DAY)
        const [theirs] = await plain.commit([baseline], DAY)
        told.set(step.who, { guarded: mine, plain: theirs })
      } else {
        const [mine = -1] = await guarded.commit([aside(baseline, SHARDS[step.as])], DAY)
        const entry: { guarded: number; plain: number | undefined } = { guarded: mine, plain: undefined }
        told.set(step.who, entry)
        waiting[step.as].push(async () => void (await plain.commit([baseline], DAY)))
      }
    } else {
      const before = told.get(step.who)
      if (!before || finished.has(step.who)) continue
      finished.add(step.who)
      const endline = withFinish((people[step.who] as [Submission, Submission])[1])
      const own = Object.entries(SHARDS).find(
        ([, shard]) => numbersFrom(shardId(shard)) <= before.guarded && before.guarded < numbersFrom(shardId(shard)) + 1000,
      )
      if (own) {
        // She follows her baseline into its shard; late where that has been decided on, and then a finish is all that waits.
        const [name, shard] = own as ['first hour', Shard]
        const isLate = before.guarded !== (await numberNow(guarded, shardId(shard)))
        await guarded.commit([{ ...aside(endline, shard), ...follows(before.guarded) }], DAY)
        waiting[name].push(
          async (batch) => void (await plain.commit([{ ...endline, ...follows(isLate ? undefined : batch) }], DAY)),
        )
      } else if (step.as === 'usual') {
        await guarded.commit([{ ...endline, ...follows(before.guarded) }], DAY)
        await plain.commit([{ ...endline, ...follows(before.plain) }], DAY)
      } else {
        await guarded.commit([{ ...endline, leaf: partAfter(SHARDS[step.as], before.guarded) }], DAY)
        waiting[step.as].push(async () => void (await plain.commit([{ ...endline, ...follows(before.plain) }], DAY)))
      }
    }
    const [mine, theirs] = [await guarded.leaves('2026-2'), await plain.leaves('2026-2')]
    expect(mine).toEqual(theirs)
  }
  expect(await guarded.snapshots('2026-2')).toEqual(await plain.snapshots('2026-2'))
}

let fresh = 1_000_000

/** What a baseline that is counted in a leaf now is told. Counts nothing. */
const numberNow = async (store: LaterStore, leaf: string): Promise<number> => {
  const [told = -1] = await store.commit([{ id: number(fresh++), leaf, keys: [] }], DAY)
  return told
}

/** Baseline and endline of one person who comes alone: two messages, one after the other. */
export function journey(random: () => number, leaf: string): Submission[] {
  const baseline = randomRecord(random, { instrument: specimenInstrument.id, occasion: 'baseline', arm: 'questions-first' })
  return [baseline, endlineAfter(random, baseline)].map((record) => ({
    id: oneTimeNumber(random),
    leaf,
    keys: keysOfResponse(specimenInstrument, record),
  }))
}

export function twelvePeople(leaf: string, seed: number): Submission[] {
  const random = seeded(seed)
  return Array.from({ length: 12 }, () => journey(random, leaf)).flat()
}

const sessionOn = (date: string): TableSession => ({
  id: sessionId({ table: 'mesa-bogota', date, part: 1 }),
  wave: '2026-2',
  instrument: 'specimen@1',
  spoken: '123456',
  state: 'open',
})

/** The keys of a tally, each as often as it counts: all of it in one message. */
export const repeated = (tally: Tally): string[] => Object.entries(tally).flatMap(([key, n]) => Array<string>(n).fill(key))

/** A message for each who comes back (tests/released, `visitsOf`). @param from how many came back before */
export const comeBack = (returns: readonly Tally[], from = 0): Submission[] =>
  returns.map((tally, at) => ({
    id: number(1_000 + from + at),
    leaf: '2026-2/specimen@1/followup',
    keys: repeated(tally),
  }))
