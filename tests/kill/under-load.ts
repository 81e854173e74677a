/**
 * Kills under load. Phones send records of every kind until each is acknowledged, through any number of deaths, repeat some that were acknowledged, and send some
 * to two collectors at once. At the end, what was acknowledged is what is remembered, and every counter equals a count by hand.
 */
import { Agent } from 'node:http'
import { codeOfVenue, venueCheck } from '../../src/collector/venue-tag.ts'
import type { AnswerRecord } from '../../src/protocol/record.ts'
import { type Counts, countedByHand } from '../collector/oracle.ts'
import { isAcknowledged, openCatalogue, send } from '../collector/process.ts'
import { endlineAfter, oneOf, type Random, randomRecord, seeded } from '../specimen.ts'

export const VENUE_KEY = Buffer.alloc(32, 5)
const { venues, instruments } = openCatalogue
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const day = (): string => new Date().toISOString().slice(0, 10)

/** What is tested, as the test sees it. */
export interface Installation {
  /** Ports of the collectors, as they are now. */
  readonly ports: () => readonly number[]
  /** Something dies, and is there again when this resolves. `known` are acknowledged by then. */
  readonly disaster: (known: readonly string[]) => Promise<void>
  readonly remembered: () => Promise<Set<string>>
  readonly counters: () => Promise<Counts>
}

export interface KillPlan {
  readonly kills: number
  readonly phones?: number
  /** Time of load between two deaths, at least and at most. */
  readonly everyMs?: readonly [number, number]
  readonly seed?: number
  readonly onKill?: (kill: number, acknowledged: number) => void
}

export interface KillResult {
  readonly sent: number
  readonly acknowledged: number
  readonly twins: number
  /** Acknowledged and not remembered. */
  readonly lost: readonly string[]
  /** Counters that differ from the count by hand: `name: counted, by hand`. */
  readonly wrong: readonly string[]
  /** Longest time from a phone's first try to its acknowledgement, in ms. */
  readonly longestMs: number
}

function* records(random: Random): Generator<AnswerRecord> {
  const genuine = venues.map((venue) => codeOfVenue(VENUE_KEY, venue))
  for (;;) {
    const record = randomRecord(random)
    const coded = record.age === '18+' && random() % 3 === 0 ? { ...record, venue: oneOf(random, genuine) } : record
    yield coded
    if (coded.occasion === 'baseline') yield endlineAfter(random, coded)
  }
}

/** Days on which it ran: finishes are dated by the collector's day. */
export async function killUnderLoad(
  { ports, disaster, remembered, counters }: Installation,
  { kills, phones = 24, everyMs = [200, 600], seed = 1, onKill = () => undefined }: KillPlan,
): Promise<KillResult> {
  const random = seeded(seed)
  const source = records(seeded(seed + 1))
  const sent: AnswerRecord[] = []
  const acknowledged = new Set<string>()
  const startedOn = day()
  let twins = 0
  let longestMs = 0
  let isOver = false
  let isGivenUp = false

  const phone = async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 2 })
    while (!isOver) {
      const record = source.next().value as AnswerRecord
      sent.push(record)
      const body = JSON.stringify(record)
      const to = (port: number) =>
        Promise.race([send({ port, body, agent }).then(isAcknowledged, () => false), wait(15_000).then(() => false)])
      const first = performance.now()
      const chance = random() % 20
      for (;;) {
        const all = ports()
        const one = all[random() % all.length] ?? 0
        // Twice at once: to two collectors where there are two.
        const answers = await Promise.all(chance === 0 ? [to(one), to(all[random() % all.length] ?? 0), ...all.map(to)] : [to(one)])
        if (answers.includes(true)) break
        if (isGivenUp) return
        await wait(5 + (random() % 40))
      }
      acknowledged.add(record.id)
      longestMs = Math.max(longestMs, performance.now() - first)
      if (chance <= 1) twins++
      if (chance === 1) await to(oneOf(random, ports()))
    }
    agent.destroy()
  }

  const working = Promise.all(Array.from({ length: phones }, phone))
  try {
    for (let kill = 1; kill <= kills; kill++) {
      await wait(everyMs[0] + (random() % (everyMs[1] - everyMs[0])))
      await disaster([...acknowledged])
      onKill(kill, acknowledged.size)
    }
    await wait(everyMs[1])
    isOver = true
    await working
  } finally {
    // Where something went wrong, nobody will ever be acknowledged.
    isOver = true
    isGivenUp = true
  }
  if (day() !== startedOn) throw new Error('midnight (UTC) fell into the test, and finishes are counted by day: run it again')

  const known = await remembered()
  const counted = await counters()
  const byHand = countedByHand(sent, {
    instruments,
    day: startedOn,
    place: ({ age, arm, venue }) =>
      age === '14-17' ? '14-17' : arm === 'content-first' ? 'comparison' : (venueCheck(VENUE_KEY, venues)(venue)?.id ?? 'unknown'),
  })
  const names = new Set([...Object.keys(counted), ...Object.keys(byHand)])
  return {
    sent: sent.length,
    acknowledged: acknowledged.size,
    twins,
    longestMs,
    lost: [...acknowledged].filter((id) => !known.has(id)),
    wrong: [...names]
      .filter((name) => counted[name] !== byHand[name])
      .map((name) => `${name}: ${counted[name] ?? 'none'}, ${byHand[name] ?? 'none'}`),
  }
}
