/**
 * One life of a store: operations done to the real thing (parsers, counting, group commit, store) and to the mirror, which have to agree at every step. Ends at the first step
 * at which they do not.
 */
import { isDeepStrictEqual } from 'node:util'
import { type Committer, groupCommit, NotCounted } from '../../src/collector/group-commit.ts'
import { BadSubmission, StoreFault } from '../../src/collector/store/fault.ts'
import { isGood } from '../../src/collector/store/staff-token.ts'
import type { LaterStore, Submission } from '../../src/collector/store/store.ts'
import { codeOfVenue, venueCheck } from '../../src/collector/venue-tag.ts'
import { ONE_TIME_NUMBER_DAYS } from '../../src/protocol/acknowledgement.ts'
import { type Catalogue, instrumentOf, type Wave } from '../../src/protocol/catalogue.ts'
import { countedFootfall, countedRecord } from '../../src/protocol/counting.ts'
import { parseFollowupRecord } from '../../src/protocol/followup-record.ts'
import { COUNTED_EVENTS, type Footfall, parseFootfall } from '../../src/protocol/footfall.ts'
import { type AnswerRecord, parseRecord } from '../../src/protocol/record.ts'
import { parseStrongRecord } from '../../src/protocol/strong-record.ts'
import { sessionId } from '../../src/protocol/table-session.ts'
import { leafId } from '../../src/tally/leaf.ts'
import { keysOfFollowup } from '../../src/tally/response.ts'
import { followupKeysByHand, keysByHand } from '../collector/oracle.ts'
import {
  endlineAfter,
  oneOf,
  oneTimeNumber,
  type Random,
  randomFollowup,
  randomRecord,
  randomStrongRecord,
  seeded,
  strongCatalogue,
} from '../specimen.ts'
import { type ByHand, dayAt, type Mirror, mirror } from './mirror.ts'
import type { Message, Operation } from './operations.ts'

/** A kind of store: how one begins, and how it goes on after a close or a crash. */
export interface Kind {
  readonly open: () => Promise<LaterStore>
  /** The same store, after it was closed. */
  readonly reopen: () => Promise<LaterStore>
  /** The same store as a crash at this moment would leave it; the old one is closed by who asks, and must no longer matter. */
  readonly crash: () => Promise<LaterStore>
  /** Every one-time number that it still knows. */
  readonly remembered: () => Promise<ReadonlySet<string>>
  readonly remove: () => Promise<void>
}

export interface LifeCounts {
  operations: number
  counted: number
  repeated: number
  late: number
  refused: number
  snapshots: number
  restarts: number
  crashes: number
  waves: number
}

export const NO_COUNTS: Readonly<LifeCounts> = {
  operations: 0,
  counted: 0,
  repeated: 0,
  late: 0,
  refused: 0,
  snapshots: 0,
  restarts: 0,
  crashes: 0,
  waves: 0,
}

export type Outcome =
  | { readonly kind: 'agreed'; readonly counts: LifeCounts }
  /** `at` is the place of the operation at which they differed. */
  | { readonly kind: 'differed'; readonly at: number; readonly what: string }

class Difference extends Error {
  override name = 'Difference'
}

const KEY = Buffer.alloc(32, 9)
const VENUES = ['terminal-norte', 'terminal-sur', 'mesa-norte', 'online'] as const
const STRONG_VENUE = 'airport-norte'
const codes = new Map(strongCatalogue.venues.map((venue) => [venue.id, codeOfVenue(KEY, venue)]))
const venueOf = venueCheck(KEY, strongCatalogue.venues)
const FIRST_DAY = Date.parse('2026-02-02') / 86_400_000

/** One that was sent: as the collector makes it of what arrives, and as somebody counts it by hand. */
interface Sent {
  readonly submission: Submission
  readonly byHand: ByHand
  readonly wave: string
  /** Of a baseline: what its endline follows. */
  readonly baseline?: AnswerRecord
  readonly isBad?: true
}

/** Names of what differs first, and both sides of it. */
function differenceOf(what: string, found: unknown, wanted: unknown): string {
  const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
  if (isPlain(found) && isPlain(wanted))
    for (const name of new Set([...Object.keys(found), ...Object.keys(wanted)]))
      if (!isDeepStrictEqual(found[name], wanted[name])) return differenceOf(`${what} › ${name}`, found[name], wanted[name])
  return `${what}: ${JSON.stringify(found)}, and should be ${JSON.stringify(wanted)}`
}

function agree(what: string, found: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(found, wanted)) throw new Difference(differenceOf(what, found, wanted))
}

const waveNumbered = (number: number): Wave => ({
  ...(strongCatalogue.waves[1] as Wave),
  id: `wave-${number}`,
  starts: '2000-01-01',
  ends: '2999-12-31',
})

function fitting<T>(parsed: { ok: true; value: T } | { ok: false; errors: readonly { field: string; detail: string }[] }): T {
  if (!parsed.ok) throw new Error(`the model sent what does not fit: ${JSON.stringify(parsed.errors)}`)
  return parsed.value
}

/** @param kind a store that is empty */
export async function live(
  kind: Kind,
  operations: readonly Operation[],
  onStep: (done: number) => void = () => undefined,
): Promise<Outcome> {
  const wanted: Mirror = mirror()
  const counts = { ...NO_COUNTS, waves: 1 }
  let day = FIRST_DAY
  /** The latest day that the clock ever said: a window that was over once stays forgotten, however it is put back. */
  let furthest = day
  let wave = waveNumbered(1)
  let catalogue: Catalogue = { ...strongCatalogue, waves: [wave] }
  let pending: Sent[] = []
  let recent: Sent[] = []
  let baselines: Sent[] = []
  /** Every one-time number of this life. Two operations of one seed draw the same, which phones do not: it would be sent anew long after it may be forgotten. */
  const drawn = new Set<string>()
  let trouble: 'before' | 'after' | undefined

  let store = await kind.open()
  let commits = onStore(store)

  /** Group commit with small batches, so that a flush is several; a store that was left is never settled again. */
  function onStore(own: LaterStore) {
    const committer: Committer = {
      commit: async (batch, today) => {
        const failing = trouble
        trouble = undefined
        if (failing === 'before') throw new StoreFault('failing', 'trouble, before')
        const batches = await own.commit(batch, today)
        if (failing === 'after') throw new StoreFault('failing', 'trouble, after')
        return batches
      },
      settle: async (today) => own !== store || own.settle(today),
    }
    return groupCommit(committer, {
      limit: 100_000,
      largest: LARGEST,
      idleMs: 3_600_000,
      busyMs: 3_600_000,
      today: () => dayAt(day),
      onFault: () => undefined,
    })
  }

  function draw(what: Message, seed: number, back: number): Sent | undefined {
    const random = seeded(seed)
    const today = dayAt(day)
    const finish = [`f:finish:${today}`]
    const leafOf = (instrument: string, place: string) => leafId({ wave: wave.id, instrument, place })
    if (what === 'footfall') {
      const { age, venue, place } = somewhere(random)
      const { instrument } = randomRecord(random)
      const event = oneOf(random, COUNTED_EVENTS)
      const footfall: Footfall = {
        v: 1,
        id: oneTimeNumber(random),
        event,
        wave: wave.id,
        instrument,
        age,
        arm: 'questions-first',
        venue,
      }
      const { footfall: parsed } = fitting(parseFootfall(onTheWire(footfall), catalogue))
      const submission = { id: parsed.id, ...countedFootfall(parsed, venueOf(parsed.venue)?.id, today) }
      return {
        submission,
        byHand: { id: footfall.id, leaf: leafOf(instrument, place), keys: [`f:${event}:${today}`] },
        wave: wave.id,
      }
    }
    if (what === 'followup') {
      const record = randomFollowup(random, { wave: wave.id })
      const { instrument, response } = fitting(parseFollowupRecord(onTheWire(record), catalogue))
      const leaf = leafOf(record.instrument, 'followup')
      return {
        submission: { id: record.id, leaf, keys: keysOfFollowup(instrument, response) },
        byHand: { id: record.id, leaf, keys: followupKeysByHand(record, instrument) },
        wave: wave.id,
      }
    }
    if (what === 'strong') {
      const isAdult = random() % 4 > 0
      const age = isAdult ? '18+' : oneOf(random, ['14-17', 'unsaid'] as const)
      const record = randomStrongRecord(random, { wave: wave.id, age, venue: isAdult ? (codes.get(STRONG_VENUE) ?? '') : '' })
      const parsed = fitting(parseStrongRecord(onTheWire(record), catalogue))
      const { leaf, keys } = countedRecord(parsed, venueOf(record.venue)?.id, today)
      const reported = Object.entries(record.reports).map(([concept, cell]) => `s:pooled:${concept}:${cell}`)
      return {
        submission: { id: record.id, leaf, keys },
        byHand: {
          id: record.id,
          leaf: leafOf(record.instrument, isAdult ? STRONG_VENUE : 'unknown'),
          keys: ['n:pooled:strong', ...reported, ...finish],
        },
        wave: wave.id,
      }
    }
    const record = recordOf(what, random, back)
    if (record === undefined) return undefined
    const parsed = fitting(parseRecord(onTheWire(record), catalogue))
    const { leaf, keys, late } = countedRecord(parsed, venueOf(record.venue)?.id, today)
    const instrument = instrumentOf(catalogue, record.instrument)
    if (!instrument) throw new Error(`no instrument ${record.instrument}`)
    const place =
      record.age === '14-17' ? '14-17' : record.arm === 'content-first' ? 'comparison' : (venueOf(record.venue)?.id ?? 'unknown')
    const { batch } = parsed.record
    return {
      submission: { id: record.id, leaf, keys, ...(late && { follows: { batch, late } }) },
      byHand: {
        id: record.id,
        leaf: leafOf(record.instrument, place),
        keys: keysByHand(record, instrument, today),
        ...(record.before && { follows: { batch: record.batch, late: finish } }),
      },
      wave: wave.id,
      ...(record.occasion === 'baseline' && { baseline: record }),
    }
  }

  function somewhere(random: Random) {
    const age = oneOf(random, ['18+', '18+', '18+', '14-17', 'unsaid'] as const)
    const place = age === '14-17' ? '14-17' : age === '18+' ? oneOf(random, [...VENUES, 'unknown'] as const) : 'unknown'
    return { age, place, venue: age === '18+' ? (codes.get(place) ?? '') : '' }
  }

  function recordOf(
    what: 'baseline' | 'return' | 'content-first' | 'unpaired',
    random: Random,
    back: number,
  ): AnswerRecord | undefined {
    if (what === 'return') {
      const came = baselines.at(-1 - back)
      if (!came?.baseline) return undefined
      baselines = baselines.filter((one) => one !== came)
      // Who heard no acknowledgement knows of no batch.
      const heard = wanted.known.get(came.baseline.id)?.batch
      const { batch: _, ...record } = endlineAfter(random, came.baseline)
      return heard === undefined ? record : { ...record, batch: heard }
    }
    const instrument = oneOf(random, wave.instruments)
    if (what === 'content-first')
      return randomRecord(random, { wave: wave.id, instrument, arm: 'content-first', age: '18+', venue: somewhereAdult(random) })
    const { age, venue } = somewhere(random)
    const occasion = what === 'baseline' ? 'baseline' : 'endline'
    const record = randomRecord(random, { wave: wave.id, instrument, occasion, arm: 'questions-first', age, venue })
    if (what === 'baseline') return record
    const { batch: _, ...unpaired } = record
    return unpaired
  }
  const somewhereAdult = (random: Random): string => codes.get(oneOf(random, VENUES)) ?? ''

  async function flush(with_?: 'before' | 'after'): Promise<void> {
    const batch = with_ === undefined ? pending : pending.filter(({ isBad }) => !isBad)
    pending = []
    if (batch.length === 0) return
    trouble = with_
    const answers = await Promise.allSettled(batch.map(({ submission }) => commits.submit(submission)))
    trouble = undefined
    for (const [index, { byHand, submission, isBad, baseline }] of batch.entries()) {
      const answer = answers[index] as PromiseSettledResult<number>
      const hadTrouble = with_ !== undefined && index < LARGEST
      const isRepeated = wanted.known.has(byHand.id)
      if (isBad) {
        agree(
          'a message that the store will not have',
          answer.status === 'rejected' && answer.reason instanceof BadSubmission,
          true,
        )
        counts.refused++
        continue
      }
      if (hadTrouble) agree('an answer in trouble', answer.status === 'rejected' && answer.reason instanceof NotCounted, true)
      if (hadTrouble && with_ === 'before') continue
      const before = wanted.batchOf(byHand.leaf)
      const told = wanted.count(byHand, day)
      if (isRepeated) counts.repeated++
      else {
        counts.counted++
        if (byHand.follows && byHand.follows.batch !== before) counts.late++
      }
      if (hadTrouble) continue
      if (answer.status === 'rejected') throw new Difference(`not counted: ${submission.id} (${answer.reason})`)
      agree(`the batch of ${submission.id}`, answer.value, told)
      if (baseline) baselines.push(batch[index] as Sent)
    }
    baselines = baselines.slice(-60)
  }

  async function check(): Promise<void> {
    for (const id of [wave.id, `wave-${counts.waves - 1}`]) {
      agree(`leaves of ${id}`, byPlace(await store.leaves(id)), byPlace(wanted.leaves(id)))
      agree(`closing of ${id}`, await store.closing(id), wanted.closing(id))
      agree(`quality of ${id}`, await store.quality(id), wanted.quality(id))
      agree(`snapshots of ${id}`, await store.snapshots(id), wanted.snapshots(id))
    }
    const good = (await store.tokens()).filter((token) => isGood(token, dayAt(day))).map(({ hash }) => hash)
    agree('tokens', good.sort(), wanted.tokens(dayAt(day)))
    const remembered = await kind.remembered()
    for (const [id, { day: first }] of wanted.known) {
      const age = furthest - first
      if (age <= ONE_TIME_NUMBER_DAYS && !remembered.has(id)) throw new Difference(`${id} is forgotten after ${age} days`)
      // The store may know it for two windows, and for a day more where the clock was put back.
      if (age > 2 * ONE_TIME_NUMBER_DAYS + 2) wanted.known.delete(id)
    }
    for (const id of remembered)
      if (!wanted.known.has(id)) throw new Difference(`${id} is remembered, and nobody sent it or it is too old`)
  }

  async function step(operation: Operation): Promise<void> {
    switch (operation.do) {
      case 'send': {
        const sent = draw(operation.what, operation.seed, operation.back)
        if (!sent || drawn.has(sent.byHand.id)) return
        drawn.add(sent.byHand.id)
        pending.push(sent)
        recent = [...recent.slice(-299), sent]
        return
      }
      case 'again': {
        const first = recent.at(-1 - operation.back)
        const came = first && wanted.known.get(first.byHand.id)
        // After the window a number may be known or not; nobody sends it then.
        if (!first || first.wave !== wave.id || (came && furthest - came.day > ONE_TIME_NUMBER_DAYS)) return
        if (operation.seed === undefined) return void pending.push(first)
        const { id } = first.byHand
        const other = draw('content-first', operation.seed, 0)
        if (other) pending.push({ submission: { ...other.submission, id }, byHand: { ...other.byHand, id }, wave: wave.id })
        return
      }
      case 'bad': {
        const sent = draw('footfall', operation.seed, 0)
        if (sent)
          pending.push({
            ...sent,
            isBad: true,
            submission: { ...sent.submission, keys: ['n:AB:baseline', null as unknown as string] },
          })
        return
      }
      case 'flush':
        return flush(operation.trouble)
      default:
        await flush()
    }
    const today = dayAt(day)
    switch (operation.do) {
      case 'snapshots': {
        const found = await store.takeSnapshots(wave.id, today, operation.place)
        agree('snapshots taken', found, wanted.takeSnapshots(wave.id, today, operation.place))
        counts.snapshots += found.filter(({ outcome }) => outcome === 'released').length
        return
      }
      case 'settle':
        return commits.drained()
      case 'day':
        day += operation.by
        furthest = Math.max(furthest, day)
        // As a collector does every hour, whoever comes or not: what is too old is forgotten by it.
        return commits.drained()
      case 'restart':
        await commits.stopped()
        await store.close()
        store = await kind.reopen()
        commits = onStore(store)
        counts.restarts++
        return
      case 'crash': {
        const [left, leftCommits] = [store, commits]
        store = await kind.crash()
        await leftCommits.stopped()
        await left.close()
        commits = onStore(store)
        counts.crashes++
        return
      }
      case 'close-wave': {
        agree('the close', await store.closeWave(wave.id, today), wanted.closeWave(wave.id, today))
        agree('the close, asked for again', await store.closeWave(wave.id, dayAt(day + 1)), wanted.closing(wave.id))
        await check()
        wanted.forget(`wave-${counts.waves - 1}`)
        counts.waves++
        wave = waveNumbered(counts.waves)
        catalogue = { ...strongCatalogue, waves: [wave] }
        baselines = []
        return
      }
      case 'open-table': {
        const { table, part, spoken } = operation
        const id = sessionId({ table, date: today, part })
        const session = { id, wave: wave.id, instrument: wave.primaryOutcome.instrument, spoken, state: 'open' } as const
        agree('a session', await store.keepTable(session), wanted.keepTable(session))
        return
      }
      case 'end-table': {
        const id = [...wanted.tables.keys()].at(-1 - operation.back) ?? 'none-20260101'
        agree('a session ended', await store.endTable(id), wanted.endTable(id))
        agree('sessions', byId(await store.tables()), byId([...wanted.tables.values()]))
        return
      }
      case 'people': {
        const leaf = leafId({ wave: wave.id, instrument: wave.primaryOutcome.instrument, place: operation.place })
        agree(`people of ${leaf}`, await store.people(leaf), wanted.people(leaf))
        return
      }
      case 'token': {
        if (wanted.hasToken(operation.hash)) return
        const expires = dayAt(day + operation.days)
        await store.addToken(operation.hash, expires)
        wanted.addToken(operation.hash, expires)
        return
      }
      case 'check':
        return check()
    }
  }

  try {
    for (const [at, operation] of operations.entries()) {
      try {
        await step(operation)
      } catch (error) {
        if (error instanceof Difference) return { kind: 'differed', at, what: `${operation.do}: ${error.message}` }
        throw error
      }
      counts.operations++
      onStep(at + 1)
    }
    return { kind: 'agreed', counts }
  } finally {
    await commits.stopped().catch(() => undefined)
    await store.close().catch(() => undefined)
  }
}

/** Messages in one commit at most. */
const LARGEST = 7

/** What arrives is text. */
const onTheWire = (record: unknown): unknown => JSON.parse(JSON.stringify(record))

const byPlace = (leaves: readonly { instrument: string; place: string }[]) =>
  Object.fromEntries(leaves.map((leaf) => [`${leaf.instrument}/${leaf.place}`, leaf]))
const byId = (tables: readonly { id: string }[]) => Object.fromEntries(tables.map((table) => [table.id, table]))
