/**
 * Made-up campaigns as the gate meets them: people of small and large venues who come, leave, finish at once or days later, in both arms and form
 * orders, of all age bands; staff who ask for a snapshot after each arrival or once a day; the close of the wave with its pooled rests.
 *
 * Gate, close, tallies and places are the real ones. Beside the snapshots it is written down who was in which batch, which nobody who runs a campaign
 * knows; the attackers do. Adults may keep their result and answer again weeks later, in a leaf of their own.
 */
import { FORM_ORDERS, type FormOrder } from '../../src/assessment/design.ts'
import { type Answers, type Concept, codesOf, type Instrument } from '../../src/assessment/instrument.ts'
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
import { placeOf } from '../../src/tally/leaf.ts'
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

export interface Campaign {
  readonly instrument: Instrument
  readonly catalogue: Catalogue
  readonly people: readonly Person[]
  readonly batches: readonly Batch[]
  /** In order of release; an export could be made after each. */
  readonly snapshots: readonly Snapshot[]
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

interface LeafState {
  readonly place: string
  readonly live: Record<string, number>
  readonly people: Person[]
  memory: GateMemory
  /** Endline, content-first and follow-up answers since the last snapshot. */
  waiting: { endline: number; 'content-first': number; followup: number }
}

/** Who comes when to a campaign, and when the gate is asked. */
export type Course = Pick<Campaign, 'instrument' | 'catalogue' | 'people'> & Pick<Plan, 'asks' | 'late'>

export function runCampaign(plan: Plan, gate?: Gate): Campaign {
  const random = seeded(plan.seed)
  return follow({ ...plan, catalogue: catalogueOf(plan, random), people: peopleOf(plan, random) }, gate)
}

/** Follows a campaign to its close. With `gate` another gate than the real one is tried; the close is then left out. */
export function follow({ instrument, catalogue, people, asks, late }: Course, gate: Gate = decideRelease): Campaign {
  const leaves = new Map<string, LeafState>()
  const finished = new Set<Person>()
  /** What the acknowledgement of her baseline told each phone. */
  const told = new Map<Person, number>()
  const batches: Batch[] = []
  const snapshots: Snapshot[] = []

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

  const events = people.flatMap((person) => [
    { day: person.begins, person, occasion: person.arm === 'content-first' ? ('endline' as const) : ('baseline' as const) },
    ...(person.finishes === 'never' ? [] : [{ day: person.finishes, person, occasion: 'endline' as const }]),
    ...(person.returns === 'never' ? [] : [{ day: person.returns, person, occasion: 'followup' as const }]),
  ])
  const touched = new Set<LeafState>()
  let today = 0
  for (const { day, person, occasion } of events.sort((a, b) => a.day - b.day)) {
    if (asks === 'every day' && Math.floor(day) > today) {
      for (const leaf of touched) ask(leaf, today)
      touched.clear()
    }
    today = Math.floor(day)
    const leaf = leafOf(occasion === 'followup' ? 'followup' : person.place)
    if (occasion === 'followup') {
      back.add(person)
      leaf.people.push(person)
      leaf.waiting.followup++
    } else if (occasion === 'baseline') told.set(person, batchOfBaseline(leaf.memory))
    else if (late === 'a finish' && person.arm !== 'content-first' && told.get(person) !== batchOfBaseline(leaf.memory)) continue
    if (occasion !== 'followup' && (occasion === 'baseline' || person.arm === 'content-first')) leaf.people.push(person)
    if (person.arm === 'content-first') leaf.waiting['content-first']++
    else if (occasion === 'endline') {
      finished.add(person)
      leaf.waiting.endline++
    }
    const { arm, order, before, after, recalled, barriers } = person
    const response =
      occasion === 'followup'
        ? undefined
        : arm === 'content-first'
          ? { occasion, arm, order, answers: after, recalled, barriers }
          : occasion === 'baseline'
            ? { occasion, arm, order, answers: before, barriers }
            : { occasion, arm, order, answers: after, before, recalled }
    const keys = response
      ? keysOfResponse(instrument, response)
      : keysOfFollowup(instrument, { order, answers: person.later, baseline: before, endline: after })
    for (const text of keys) leaf.live[text] = (leaf.live[text] ?? 0) + 1
    if (asks === 'after each arrival') ask(leaf, day)
    else touched.add(leaf)
  }
  if (gate === decideRelease) close()
  return { instrument, catalogue, people, batches, snapshots }

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
