/**
 * Quarantine at the collector: where a message is counted while a limit is passed, and what staff ask and decide.
 *
 * | address                  | who   | does |
 * |--------------------------|-------|------|
 * | GET /api/quarantine      | staff | which hours of which places wait for a decision, and about how many are in them |
 * | POST /api/quarantine/:id | staff | takes one in, or drops it |
 *
 * What becomes of pairs stands in tally/quarantine.
 */
import { createHash, createHmac } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  about,
  parseQuarantineChoice,
  QUARANTINE_FORMAT,
  type QuarantineAnswer,
  type QuarantinedHour,
} from '../protocol/quarantine.ts'
import { parseLeafId } from '../tally/leaf.ts'
import {
  footfallIn,
  partAfter,
  peopleIn,
  type QuarantineReason,
  SHARD_NUMBERS_FROM,
  type ShardState,
  shardAt,
  shardId,
  shardNumbered,
} from '../tally/quarantine.ts'
import type { GroupCommit } from './group-commit.ts'
import { Refusal } from './refusal.ts'
import type { QuarantineDecision } from './store/quarantine-work.ts'
import type { LaterStore, Submission } from './store/store.ts'

export type QuarantineStore = Pick<LaterStore, 'quarantined' | 'decideQuarantine' | 'alarms'>

/** The tag's share of what a phone is told: 22 bits beside 31 of the number, so that it is a whole number everywhere. */
const TAGS = 2 ** 22

/** A phone says its baseline's shard again with the endline; without the tag anybody could say any, and so put messages into hours that were quiet. */
const tagOf = (key: Buffer, leaf: string, number: number): number =>
  createHmac('sha256', key).update(`shard ${number} ${leaf}`).digest().readUInt32BE(0) % TAGS

/**
 * What a phone is told of its baseline, in place of the store's number.
 * @param leaf where it counts, or would but for the quarantine
 */
export const toldNumber = (key: Buffer, leaf: string, number: number): number =>
  number < SHARD_NUMBERS_FROM ? number : number * TAGS + tagOf(key, leaf, number)

/** The same read back; undefined where nobody was told this of the leaf. */
function heardNumber(key: Buffer, leaf: string, told: number | undefined): number | undefined {
  if (told === undefined || told < SHARD_NUMBERS_FROM) return told
  const number = Math.floor(told / TAGS)
  return number >= SHARD_NUMBERS_FROM && tagOf(key, leaf, number) === told % TAGS ? number : undefined
}

/**
 * The message as it is to be counted: in its leaf, or in a shard of the quarantine.
 * @param reason why it has to be set aside, or undefined where it need not be; an endline whose baseline is in a shard goes there all the same
 * @param ms since 1970
 */
export function whereCounted(key: Buffer, submission: Submission, reason: QuarantineReason | undefined, ms: number): Submission {
  const { follows, leaf } = submission
  const number = heardNumber(key, leaf, follows?.batch)
  const own = follows && number !== undefined ? shardNumbered(leaf, number) : undefined
  if (follows && own) return { ...submission, leaf: shardId(own), follows: { batch: number, late: follows.late } }
  if (reason === undefined) return follows ? { ...submission, follows: { batch: number, late: follows.late } } : submission
  const shard = shardAt(leaf, ms, reason)
  const { id, keys } = submission
  if (!follows) return { id, keys, leaf: shardId(shard) }
  // Late already: she adds a finish, here as there.
  if (number === undefined) return { id, keys: follows.late, leaf: shardId(shard) }
  return { id, keys, leaf: partAfter(shard, number) }
}

export const QUARANTINE_METHODS: readonly (readonly [string, string])[] = [['/api/quarantine', 'GET, HEAD']]

/** What an hour is called: short enough to be typed. */
const nameOf = ({ shard }: ShardState): string => createHash('sha256').update(shardId(shard)).digest('hex').slice(0, 10)

/** As staff see it. */
export function hourOf(state: ShardState): QuarantinedHour {
  const { instrument, place } = parseLeafId(state.shard.leaf)
  const { hour, reason } = state.shard
  return {
    id: nameOf(state),
    instrument,
    place,
    hour,
    reason,
    people: about(peopleIn(state)),
    footfall: about(footfallIn(state)),
  }
}

const CHOSEN = { accept: 'accepted', drop: 'dropped' } as const satisfies Record<string, QuarantineDecision>

/**
 * Decides on the hour of this name. Gives it as it was, or undefined where a wave has none of that name.
 * @param day YYYY-MM-DD
 */
export async function decideOnHour(
  store: QuarantineStore,
  { wave, id, decision, day }: { wave: string; id: string; decision: QuarantineDecision; day: string },
): Promise<(QuarantinedHour & { readonly decision: QuarantineDecision }) | undefined> {
  const state = (await store.quarantined(wave)).find((each) => nameOf(each) === id)
  if (!state) return undefined
  const people = await store.decideQuarantine(shardId(state.shard), decision, day)
  return people === undefined ? undefined : { ...hourOf(state), people: about(people), decision }
}

export interface QuarantineParts {
  readonly commits: GroupCommit
  readonly store: QuarantineStore
  readonly today: () => string
  readonly log: (event: string, more?: Readonly<Record<string, string | number>>) => void
  readonly staffOnly: (request: FastifyRequest) => Promise<void>
  /** The wave that a request asks for. Throws Refusal where there is none. */
  readonly waveAsked: (request: FastifyRequest) => string
}

export function addQuarantine(app: FastifyInstance, { commits, store, today, log, staffOnly, waveAsked }: QuarantineParts): void {
  app.get('/api/quarantine', { preHandler: staffOnly }, async (request): Promise<QuarantineAnswer> => {
    const wave = waveAsked(request)
    return { format: QUARANTINE_FORMAT, wave, hours: (await store.quarantined(wave)).map(hourOf) }
  })

  app.post('/api/quarantine/:id', { preHandler: staffOnly }, async (request) => {
    const wave = waveAsked(request)
    const parsed = parseQuarantineChoice(request.body)
    if (!parsed.ok) throw new Refusal('invalid', { errors: parsed.errors })
    const { id } = request.params as { id: string }
    await commits.drained()
    const done = await decideOnHour(store, { wave, id, decision: CHOSEN[parsed.value], day: today() })
    if (!done) throw new Refusal('not-found', { detail: 'no hour of this name waits for a decision' })
    // The journal now holds what was taken in, before and after.
    await commits.drained()
    const { place, instrument, hour, decision, people } = done
    log('quarantine-decided', { decision, wave, place, instrument, hour, people })
    return done
  })
}
