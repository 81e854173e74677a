/**
 * What phones write: the answers of one occasion, the follow-up among them, the reports of strong mode, a scan or a start. Parsed, refused or counted; how it came over
 * the network is `app`'s and `short-way`'s business.
 */
import { lastDay } from '../protocol/acknowledgement.ts'
import type { Catalogue, Venue, Wave } from '../protocol/catalogue.ts'
import { countedFootfall, countedRecord } from '../protocol/counting.ts'
import { parseFollowupRecord, saysFollowup } from '../protocol/followup-record.ts'
import { parseFootfall } from '../protocol/footfall.ts'
import { parseRecord } from '../protocol/record.ts'
import { parseStrongRecord, saysStrong } from '../protocol/strong-record.ts'
import { venueOfSession } from '../protocol/table-session.ts'
import { leafId, parseLeafId } from '../tally/leaf.ts'
import { keysOfFollowup } from '../tally/response.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Arrival, Limits } from './limits/limits.ts'
import { proofOfWork } from './proof-of-work.ts'
import { toldNumber, whereCounted } from './quarantine.ts'
import { Refusal } from './refusal.ts'
import type { Submission } from './store/store.ts'
import { venueCheck } from './venue-tag.ts'

export const WRITE_ADDRESSES = ['/api/records', '/api/footfall'] as const
export type WriteAddress = (typeof WRITE_ADDRESSES)[number]

/** A record is under 1 KB; four leave room for a longer instrument and none for mischief. In bytes. */
export const BODY_LIMIT = 4096

/** Who sent it, and what it brings beside its body. */
export interface Sent {
  readonly arrival: Arrival
  /** The proof of work, as it came. */
  readonly proof: string | readonly string[] | undefined
}

export interface Writes {
  /** Before a body is read: whoever has to wait costs no more than this. @throws Refusal `too-many`, with when to come again */
  admit(arrival: Arrival): void
  /**
   * Resolves once it is counted, with what the phone is told of its baseline's batch, or undefined where it sent no baseline.
   * @throws Refusal where it does not fit, at once; what the store has against it comes as a rejection (`GroupCommit.submit`)
   */
  count(address: WriteAddress, body: unknown, sent: Sent): Promise<number | undefined>
  /** @throws Refusal where the wave is not open today */
  openWave(wave: Wave): void
}

export interface WritesParts {
  readonly catalogue: Catalogue
  readonly venueKey: Buffer
  readonly commits: Pick<GroupCommit, 'submit'>
  readonly limits?: Limits | undefined
  /** Today, YYYY-MM-DD. */
  readonly today: () => string
  readonly flood: () => boolean
}

/** A message that was read and fits, before it is known where it counts. */
interface Read {
  readonly submission: Submission
  /** Whose code was genuine. */
  readonly venue?: Venue | undefined
  readonly kind?: 'footfall'
  readonly isBaseline?: boolean
}

export function openWrites({ catalogue, venueKey, commits, limits, today, flood }: WritesParts): Writes {
  const venueOfCode = venueCheck(venueKey, catalogue.venues, (id) => venueOfSession(catalogue, id))
  const proofs = proofOfWork({ key: venueKey, now: () => Date.now() })
  // Worked out once: a date for each record took as long as parsing it.
  const lastDays = new Map(catalogue.waves.map((wave) => [wave.id, lastDay(wave.ends)]))

  function openWave({ id, starts, ends }: Wave): void {
    const day = today()
    const closed = (detail: string, reason: string) =>
      new Refusal('wave-closed', { detail: `${id} ${detail}`, errors: [{ field: 'wave', detail: reason }] })
    if (day < starts) throw closed(`begins on ${starts}`, 'has not begun')
    if (day > (lastDays.get(id) ?? lastDay(ends))) throw closed(`ended on ${ends}`, 'is over')
  }

  function readRecord(body: unknown): Read {
    if (saysFollowup(body)) return readFollowup(body)
    const parsed = saysStrong(body) ? parseStrongRecord(body, catalogue) : parseRecord(body, catalogue)
    if (!parsed.ok) throw new Refusal('invalid', { errors: parsed.errors })
    const { record, wave } = parsed.value
    openWave(wave)
    const venue = venueOfCode(record.venue)
    const { leaf, keys, late } = countedRecord(parsed.value, venue?.id, today())
    const batch = 'batch' in record ? record.batch : undefined
    const submission = late ? { id: record.id, leaf, keys, follows: { batch, late } } : { id: record.id, leaf, keys }
    return { submission, venue, isBaseline: record.occasion === 'baseline' }
  }

  /** Whoever answers again counts in one leaf, and neither as a scan nor as a start or finish: no day tells that somebody came back. */
  function readFollowup(body: unknown): Read {
    const parsed = parseFollowupRecord(body, catalogue)
    if (!parsed.ok) throw new Refusal('invalid', { errors: parsed.errors })
    const { record, response, instrument, wave } = parsed.value
    openWave(wave)
    const leaf = leafId({ wave: wave.id, instrument: instrument.id, place: 'followup' })
    return { submission: { id: record.id, leaf, keys: keysOfFollowup(instrument, response) } }
  }

  function readFootfall(body: unknown): Read {
    const parsed = parseFootfall(body, catalogue)
    if (!parsed.ok) throw new Refusal('invalid', { errors: parsed.errors })
    const { footfall, wave } = parsed.value
    openWave(wave)
    const venue = venueOfCode(footfall.venue)
    const { leaf, keys } = countedFootfall(footfall, venue?.id, today())
    return { submission: { id: footfall.id, leaf, keys }, venue, kind: 'footfall' }
  }

  return {
    openWave,
    admit(arrival) {
      const seconds = limits?.wait(arrival) ?? 0
      if (seconds > 0)
        throw new Refusal('too-many', { detail: `come again in ${seconds} seconds` }, { 'retry-after': String(seconds) })
    },
    count(address, body, { arrival, proof }) {
      const { submission, venue, kind = 'answers', isBaseline } = address === '/api/records' ? readRecord(body) : readFootfall(body)
      const { id, leaf } = submission
      if (flood()) proofs.demand(id, proof)
      const reason = limits?.quarantine(arrival, {
        kind,
        place: venue?.id ?? parseLeafId(leaf).place,
        isVenue: venue !== undefined,
        perHour: venue?.perHour,
      })
      const counted = commits.submit(whereCounted(venueKey, submission, reason, Date.now()))
      return counted.then((batch) => (isBaseline ? toldNumber(venueKey, leaf, batch) : undefined))
    },
  }
}
