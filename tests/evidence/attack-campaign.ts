/**
 * Made-up campaigns as the gate meets them: people of small and large venues who come, leave, finish at once or days later, in both arms and form
 * orders, of all age bands; staff who ask for a snapshot after each arrival or once a day; the close of the wave with its pooled rests.
 *
 * Gate, close, tallies and places are the real ones. Beside the snapshots it is written down who was in which batch, which nobody who runs a campaign
 * knows; the attackers do. Adults may keep their result and answer again weeks later, in a leaf of their own. What comes while a place or a network is over
 * its limit stands in quarantine by the product's own rules, until staff take its hours in, one by one or all in one go, or drop them.
 */

import { FORM_ORDERS, type FormOrder } from '../../src/assessment/design.ts'
import { type Answers, type Concept, codesOf, type Instrument } from '../../src/assessment/instrument.ts'
import { toldNumber, whereCounted } from '../../src/collector/quarantine.ts'
import { quarantineWork } from '../../src/collector/store/quarantine-work.ts'
import type { Catalogue } from '../../src/protocol/catalogue.ts'
import { decideClose } from '../../src/report/gate/close.ts'
import {
  batchOfBaseline,
  type Decision,
  decideRelease,
  type GateMemory,
  NOTHING_RELEASED,
  sizeOf,
} from '../../src/report/gate/release.ts'
import { GATE_SETTINGS } from '../../src/report/gate/settings.ts'
import type { Snapshot } from '../../src/report/gate/snapshot.ts'
import { visitsOf } from '../../src/report/gate/wave.ts'
import { type Group, groupOf } from '../../src/tally/keys.ts'
import { leafId, parseLeafId, placeOf } from '../../src/tally/leaf.ts'
import { numbersFrom, type QuarantineReason, type ShardState, shardId, shardsOf } from '../../src/tally/quarantine.ts'
import { keysOfFollowup, keysOfResponse } from '../../src/tally/response.ts'
import { filterTally, type Tally } from '../../src/tally/tally.ts'
import { oneOf, type Random, seeded, specimenInstrument, specimenShort } from '../specimen.ts'

type Released = Extract<Decision, { kind: 'released' }>
export type Gate = (live: Tally, memory: GateMemory, visited?: Tally) => Decision

/** Three concepts, so that many campaigns can be run: two of one scale, one of another, and two barriers. */
export const smallInstrument: Instrument = {
  id: 'small@1',
  concepts: [
    { id: 'debt', scale: 'knowledge', ...codesOf('choice', 3), thenTest: false },
    { id: 'papers', scale: 'knowledge', ...codesOf('choice', 3), thenTest: false },
    { id: 'sure', scale: 'confidence', ...codesOf('confidence', 4), thenTest: true },
  ],
  barriers: ['shy', 'none'],
}

export const INSTRUMENTS: readonly Instrument[] = [smallInstrument, specimenInstrument, specimenShort]

export interface Person {
  readonly place: string
  readonly order: FormOrder
  readonly arm: 'questions-first' | 'content-first'
  readonly before: Answers
  readonly after: Answers
  readonly recalled: Answers
  readonly barriers: readonly string[]
  /** Days since the start; an endline may never come. */
  readonly begins: number
  readonly finishes: number | 'never'
  /** Weeks later: when she answers again, and what. */
  readonly returns: number | 'never'
  readonly later: Answers
  /** Numbers of the batches whose tables she is in. */
  readonly batches: Partial<Record<Group, number>>
}

/** Tables of one group that were released at once, for both form orders apart or added up. */
export interface Batch {
  readonly number: number
  readonly place: string
  readonly group: Group
  readonly isApart: boolean
  readonly tables: Tally
}

/** Some time in which what comes for a place, or a share of it, is over a limit. */
export interface Flood {
  readonly place: string
  /** Days since the start. */
  readonly from: number
  readonly until: number
  readonly reason: QuarantineReason
  /** Share of the messages that are over it: all of a place's, or those of some network. */
  readonly share: number
  /** Days at which staff decide on all hours of it that wait, in one go. What waits after the last is dropped by the close. */
  readonly decided: readonly number[]
  /** What they do with the hours, in their order and round again. */
  readonly takes: readonly ('accepted' | 'dropped')[]
}

export interface Campaign {
  readonly instrument: Instrument
  readonly catalogue: Catalogue
  readonly people: readonly Person[]
  readonly batches: readonly Batch[]
  /** In order of release; an export could be made after each. */
  readonly snapshots: readonly Snapshot[]
  readonly floods: readonly Flood[]
  /** Messages that staff took in out of the quarantine, and pairs of a before and an after both of which came out of one hour of it. */
  readonly takenIn: { readonly messages: number; readonly pairs: number }
}

export interface Plan {
  readonly seed: number
  /** When staff ask. */
  readonly asks: 'after each arrival' | 'every day'
  /** Share of those who begin and don't finish at once: they leave, or finish days later. */
  readonly leaves: number
  readonly lingers: number
  /**
   * What becomes of an endline whose baseline went out before it came. The product counts a finish and no answers; `paired`, as any other, opens a hole
   * (attack.test.ts, "who finishes late").
   */
  readonly late: 'a finish' | 'paired'
  /** Share of the adults who finish that answer again. */
  readonly returns: number
  /** Chance of each place, and of the follow-ups, to be over a limit for some time. */
  readonly floods: number
  /** Chances to be right. */
  readonly before: number
  readonly after: number
  readonly instrument: Instrument
  /** People at each venue; the first is a round table. */
  readonly venues: readonly number[]
}

const unit = (random: Random): number => random() / 2 ** 32
const between = (random: Random, low: number, high: number): number => low * (high / low) ** unit(random)

/** A plan that follows from the seed alone. `sizes` bounds the number of people at a venue. */
export function planOf(seed: number, sizes: readonly [number, number] = [3, 200]): Plan {
  const random = seeded(Math.imul(seed + 1, 0x9e3779b1))
  return {
    seed,
    asks: unit(random) < 0.6 ? 'after each arrival' : 'every day',
    leaves: oneOf(random, [0, 0.1, 0.25, 0.5]),
    lingers: oneOf(random, [0, 0, 0.05, 0.2, 0.6]),
    late: 'a finish',
    before: oneOf(random, [0.3, 0.45, 0.6, 0.8]),
    after: oneOf(random, [0.45, 0.6, 0.8, 0.95]),
    // The larger the instrument, the more a campaign costs: most have the small one.
    instrument: INSTRUMENTS[oneOf(random, [0, 0, 0, 0, 0, 0, 1, 2, 2, 2])] as Instrument,
    // By dice of its own, so that a campaign of before there were follow-ups keeps its number.
    returns: oneOf(seeded(seed + 7), [0, 0.1, 0.3, 0.6, 0.9]),
    // And of before there was a quarantine.
    floods: oneOf(seeded(seed + 19), [0, 0, 0.3, 0.7, 1]),
    venues: [
      Math.round(between(random, 8, 25)),
      ...Array.from({ length: random() % 6 }, () => Math.round(between(random, ...sizes))),
    ],
  }
}

const catalogueOf = ({ venues }: Plan, random: Random): Catalogue => {
  const named = venues.map((_, at) => ({
    id: `v${at}`,
    name: { es: '', en: '' },
    kind: at === 0 ? 'round-table' : oneOf(random, ['terminal', 'airport', 'online']),
    city: oneOf(random, ['Norte', 'Sur', 'none']),
    audience: at === 0 ? 'prosecutors' : oneOf(random, ['travellers', 'women']),
    epoch: 1,
  }))
  // Views look at venues alone.
  return { venues: named } as unknown as Catalogue
}

function peopleOf({ seed, venues, leaves, lingers, returns, before, after, instrument }: Plan, random: Random): Person[] {
  const dice = seeded(seed + 13)
  const answer = ({ codes, right }: Concept, chance: number): string =>
    unit(random) < chance
      ? oneOf(random, right)
      : oneOf(
          random,
          codes.filter((code) => !right.includes(code)),
        )
  const answers = (chance: number, concepts = instrument.concepts): Answers =>
    Object.fromEntries(concepts.map((concept) => [concept.id, answer(concept, chance)]))
  /** Most remember what they knew right after reading; whom one asks again decides for herself. */
  const later = (was: Answers): Answers =>
    Object.fromEntries(instrument.concepts.map(({ id, codes }) => [id, unit(dice) < 0.7 ? (was[id] ?? '') : oneOf(dice, codes)]))
  return venues.flatMap((people, venue) =>
    Array.from({ length: people }, (): Person => {
      const age = unit(random) < 0.85 ? '18+' : oneOf(random, ['14-17', 'unsaid'] as const)
      const arm = age === '18+' && unit(random) < 0.15 ? 'content-first' : 'questions-first'
      // A round table sits on one day; others come over six weeks.
      const begins = venue === 0 ? 10 + unit(random) / 8 : 42 * unit(random)
      const chance = unit(random)
      const person = {
        place: placeOf(age, arm, unit(random) < 0.95 ? `v${venue}` : undefined),
        order: oneOf(random, FORM_ORDERS),
        arm,
        before: answers(before),
        after: answers(after),
        recalled: answers(
          before,
          instrument.concepts.filter(({ thenTest }) => thenTest),
        ),
        barriers: instrument.barriers.filter(() => unit(random) < 0.3),
        begins,
        finishes:
          arm === 'content-first' || chance < leaves
            ? 'never'
            : begins + (unit(random) < lingers ? 6 * unit(random) : 0.003 * unit(random)),
        batches: {},
      } as const
      const isBack = age === '18+' && person.finishes !== 'never' && unit(dice) < returns
      return {
        ...person,
        returns: isBack ? Number(person.finishes) + 14 + 60 * unit(dice) : 'never',
        later: later(person.after),
      }
    }),
  )
}

/** Of each place that its people come to: whether it is over a limit, when, and what staff do about it. */
function floodsOf({ seed, floods }: Plan, people: readonly Person[]): Flood[] {
  const dice = seeded(seed + 29)
  return [...new Set([...people.map(({ place }) => place), 'followup'])].flatMap((place) => {
    const isOver = unit(dice) < floods
    const hours = people.filter((person) => person.place === place).map(({ begins }) => begins)
    const [first, last] = place === 'followup' ? [14, 100] : [Math.min(...hours), Math.max(...hours)]
    const from = first + (last - first) * oneOf(dice, [0, 0, 0.3, 0.6])
    const until = from + (last - from) * oneOf(dice, [0.2, 0.6, 1]) + 1e-6
    // At once, the next day, days later, or at the end; again for what came after.
    const decided = until + oneOf(dice, [0, 0.001, 1, 4, 20])
    const again = oneOf(dice, [[], [decided + 7], [129]])
    const takes = oneOf(dice, [['accepted'], ['accepted'], ['accepted'], ['accepted', 'dropped'], ['dropped']] as const)
    const isPlace = unit(dice) < 0.6
    const share = isPlace ? 1 : oneOf(dice, [0.2, 0.5, 0.8])
    if (!isOver) return []
    return [{ place, from, until, reason: isPlace ? 'place' : 'network', share, decided: [decided, ...again], takes }]
  })
}

interface LeafState {
  readonly place: string
  readonly live: Record<string, number>
  readonly people: Person[]
  memory: GateMemory
  /** Endline, content-first and follow-up answers since the last snapshot. */
  waiting: { endline: number; 'content-first': number; followup: number }
}

/** Who comes when to a campaign, and when the gate is asked. */
export type Course = Pick<Campaign, 'instrument' | 'catalogue' | 'people'> &
  Partial<Pick<Campaign, 'floods'>> &
  Pick<Plan, 'asks' | 'late'>

/** A message in quarantine: what it says of whom, and the batch that an endline's baseline was counted for where that was not in quarantine itself. */
interface Waiting {
  readonly person: Person
  readonly occasion: 'baseline' | 'endline' | 'followup'
  readonly after?: number
  /** It adds no answer: its baseline has gone out, or was decided on. */
  readonly isLate: boolean
}

const VENUE_KEY = Buffer.from('a key of made-up campaigns')

export function runCampaign(plan: Plan, gate?: Gate): Campaign {
  const random = seeded(plan.seed)
  const catalogue = catalogueOf(plan, random)
  const people = peopleOf(plan, random)
  // The quarantine goes by the batch of each pair, which `paired` leaves out.
  const floods = plan.late === 'paired' ? [] : floodsOf(plan, people)
  return follow({ ...plan, catalogue, people, floods }, gate)
}

/** Follows a campaign to its close. With `gate` another gate than the real one is tried; the close is then left out. */
export function follow({ instrument, catalogue, people, floods = [], asks, late }: Course, gate: Gate = decideRelease): Campaign {
  const leaves = new Map<string, LeafState>()
  const finished = new Set<Person>()
  /** What the acknowledgement of her baseline told each phone. */
  const told = new Map<Person, number>()
  const batches: Batch[] = []
  const snapshots: Snapshot[] = []
  /** The quarantine: counters by leaf, decisions by shard, and whose messages wait in each shard. */
  const quarantine = new Map<string, Record<string, number>>()
  const decisions = new Map<string, number>()
  const waiting = new Map<string, Waiting[]>()
  const takenIn = { messages: 0, pairs: 0 }
  const overLimit = seeded(people.length)

  const leafOf = (place: string): LeafState => {
    const known = leaves.get(place)
    if (known) return known
    const fresh = {
      place,
      live: {},
      people: [],
      memory: NOTHING_RELEASED,
      waiting: { endline: 0, 'content-first': 0, followup: 0 },
    }
    leaves.set(place, fresh)
    return fresh
  }
  const back = new Set<Person>()
  const isIn = (person: Person, group: Group): boolean =>
    group === 'content-first' || group === 'followup'
      ? group === 'followup'
        ? back.has(person)
        : person.arm === 'content-first'
      : person.arm === 'questions-first' && (group === 'baseline' || finished.has(person))

  /** Writes down a release: its batches, who is in them, and the snapshot. */
  const keep = (place: string, from: readonly LeafState[], { tally, footfall }: Released, day: number) => {
    for (const group of ['baseline', 'endline', 'content-first', 'followup'] as const) {
      const n = sizeOf(tally, group)
      if (n === 0) continue
      const members = from.flatMap((leaf) => leaf.people.filter((p) => p.batches[group] === undefined && isIn(p, group)))
      if (members.length !== n) throw new Error(`attack: ${place} released ${n} of ${group}, and ${members.length} were waiting`)
      for (const person of members) person.batches[group] = batches.length
      const tables = filterTally(tally, (text) => groupOf(text) === group)
      const isApart = tables[`n:pooled:${group}`] === undefined
      batches.push({ number: batches.length, place, group, isApart, tables })
    }
    snapshots.push({
      format: 'eso-es-cuento/snapshot@1',
      wave: 'wave',
      instrument: instrument.id,
      place,
      number: snapshots.length + 1,
      week: `2026-W${10 + Math.floor(day / 7)}`,
      n: {
        baseline: sizeOf(tally, 'baseline'),
        endline: sizeOf(tally, 'endline'),
        contentFirst: sizeOf(tally, 'content-first'),
        followup: sizeOf(tally, 'followup'),
      },
      footfall,
      tally,
      settings: GATE_SETTINGS,
      hash: '',
    })
  }
  const asked = () =>
    [...leaves.values()].map(({ place, live, memory }) => ({ wave: 'wave', instrument: instrument.id, place, live, memory }))
  const ask = (leaf: LeafState, day: number) => {
    const { tried } = leaf.memory
    // The gate would hold these and remember nothing new (held by a test).
    const isDue = (['endline', 'content-first', 'followup'] as const).some(
      (group) => leaf.waiting[group] >= (tried[group] ?? 0) + GATE_SETTINGS.minimumBatch,
    )
    if (!isDue && gate === decideRelease) return
    const decision = gate(leaf.live, leaf.memory, leaf.place === 'followup' ? visitsOf(instrument.id, asked()) : undefined)
    leaf.memory = decision.next
    if (decision.kind === 'held') return
    for (const group of ['endline', 'content-first', 'followup'] as const) leaf.waiting[group] -= sizeOf(decision.tally, group)
    keep(leaf.place, [leaf], decision, day)
  }

  /** Writes down that somebody's message counts in a leaf from here on. */
  const enters = (leaf: LeafState, { person, occasion }: Pick<Waiting, 'person' | 'occasion'>) => {
    if (occasion === 'followup') {
      back.add(person)
      leaf.people.push(person)
      leaf.waiting.followup++
    } else if (person.arm === 'content-first') {
      leaf.people.push(person)
      leaf.waiting['content-first']++
    } else if (occasion === 'baseline') leaf.people.push(person)
    else {
      finished.add(person)
      leaf.waiting.endline++
    }
  }
  const count = (tally: Record<string, number>, keys: readonly string[]) => {
    for (const text of keys) tally[text] = (tally[text] ?? 0) + 1
  }
  const overAt = (place: string, day: number): Flood | undefined => {
    const flood = floods.find((one) => one.place === place && one.from <= day && day <= one.until)
    return flood && unit(overLimit) < flood.share ? flood : undefined
  }
  const batchNumber = (place: string): number => batchOfBaseline(leaves.get(place)?.memory ?? NOTHING_RELEASED)
  /** The shards of a place that hold something, as a store gives them. */
  const shardsAt = (place: string): ShardState[] =>
    shardsOf(
      [...quarantine].flatMap(([id, live]) => {
        const leaf = parseLeafId(id)
        if (!leaf.place.startsWith(`${place}~`)) return []
        return [{ ...leaf, live, memory: { batches: { baseline: decisions.get(id) ?? 0 } } }]
      }),
    )
  /** Staff decide on all hours of a place that wait, one after the other and nothing in between. */
  const decide = ({ place, takes }: Flood) => {
    const states = shardsAt(place)
    for (const [at, state] of states.entries()) {
      const decision = takes[at % takes.length] as (typeof takes)[number]
      const batch = batchNumber(place)
      const { add, forget, decided } = quarantineWork(state, decision, batch)
      const id = shardId(state.shard)
      for (const each of forget) quarantine.delete(each)
      // A decided shard keeps its number and no counter.
      quarantine.set(id, {})
      decisions.set(id, decided)
      const messages = waiting.get(id) ?? []
      waiting.delete(id)
      if (decision === 'dropped' || messages.length === 0) continue
      const leaf = leafOf(place)
      for (const text in add) leaf.live[text] = (leaf.live[text] ?? 0) + (add[text] as number)
      const began = new Set(messages.flatMap(({ person, occasion }) => (occasion === 'baseline' ? [person] : [])))
      for (const message of messages) {
        if (message.isLate || (message.after !== undefined && message.after !== batch)) continue
        enters(leaf, message)
        takenIn.messages++
        if (message.occasion === 'endline' && began.has(message.person)) takenIn.pairs++
      }
    }
    return states.length > 0
  }

  type Event = { readonly day: number } & (
    | { readonly person: Person; readonly occasion: Waiting['occasion'] }
    | { readonly flood: Flood }
  )
  const events: Event[] = [
    ...people.flatMap((person): Event[] => [
      { day: person.begins, person, occasion: person.arm === 'content-first' ? 'endline' : 'baseline' },
      ...(person.finishes === 'never' ? [] : [{ day: person.finishes, person, occasion: 'endline' as const }]),
      ...(person.returns === 'never' ? [] : [{ day: person.returns, person, occasion: 'followup' as const }]),
    ]),
    ...floods.flatMap((flood) => flood.decided.map((day): Event => ({ day, flood }))),
  ]
  const touched = new Set<LeafState>()
  let today = 0
  for (const event of events.sort((a, b) => a.day - b.day)) {
    const { day } = event
    if (asks === 'every day' && Math.floor(day) > today) {
      for (const leaf of touched) ask(leaf, today)
      touched.clear()
    }
    today = Math.floor(day)
    if ('flood' in event) {
      const known = decide(event.flood) ? leaves.get(event.flood.place) : undefined
      if (known && asks === 'after each arrival') ask(known, day)
      else if (known) touched.add(known)
      continue
    }
    const { person, occasion } = event
    const { arm, order, before, after, recalled, barriers } = person
    const response =
      occasion === 'followup'
        ? undefined
        : arm === 'content-first'
          ? { occasion: 'endline' as const, arm, order, answers: after, recalled, barriers }
          : occasion === 'baseline'
            ? { occasion, arm, order, answers: before, barriers }
            : { occasion, arm, order, answers: after, before, recalled }
    const keys = response
      ? keysOfResponse(instrument, response)
      : keysOfFollowup(instrument, { order, answers: person.later, baseline: before, endline: after })
    const place = occasion === 'followup' ? 'followup' : person.place
    const own = leafId({ wave: 'wave', instrument: instrument.id, place })
    const isPaired = late === 'a finish' && occasion === 'endline' && arm !== 'content-first'
    const {
      leaf: where,
      keys: added,
      follows,
    } = whereCounted(
      VENUE_KEY,
      { id: '', leaf: own, keys, ...(isPaired && { follows: { batch: told.get(person), late: [] } }) },
      overAt(place, day)?.reason,
      1000 * Math.floor(86_400 * day) + Date.UTC(2026, 2, 1),
    )
    const isSetAside = where !== own
    const current = isSetAside ? numbersFrom(where) + (decisions.get(where) ?? 0) : batchNumber(place)
    if (occasion === 'baseline') told.set(person, toldNumber(VENUE_KEY, own, current))
    const isLate = added.length === 0 || (follows !== undefined && follows.batch !== current)
    if (!isSetAside) {
      if (isLate) continue
      const leaf = leafOf(place)
      enters(leaf, { person, occasion })
      count(leaf.live, added)
      if (asks === 'after each arrival') ask(leaf, day)
      else touched.add(leaf)
      continue
    }
    const tally = quarantine.get(where) ?? {}
    quarantine.set(where, tally)
    if (!isLate) count(tally, added)
    const part = /^(.*)~after-(\d+)$/.exec(where)
    const shard = part?.[1] ?? where
    const message: Waiting = { person, occasion, isLate, ...(part && { after: Number(part[2]) }) }
    waiting.set(shard, [...(waiting.get(shard) ?? []), message])
  }
  if (gate === decideRelease) close()
  return { instrument, catalogue, people, batches, snapshots, floods, takenIn }

  function close(): void {
    const { released, rests } = decideClose(asked())
    for (const { leaf: of, decision } of released) {
      const pooled = rests.filter(({ fate }) => fate === 'pooled').map(({ place }) => place)
      const from = of.place === 'residue' ? pooled : [of.place]
      keep(
        of.place,
        from.map((place) => leafOf(place)),
        decision,
        130,
      )
    }
  }
}
