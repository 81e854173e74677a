/**
 * What one device sends for one occasion: small JSON, under 1 KB, parsed by this one file wherever it is read.
 *
 * Hand-written narrowing keeps a schema library off the phone. Every field is named, every code has to be one of the instrument's, unknown
 * fields are refused: what cannot be described here cannot be collected.
 */
import { AGE_BANDS, type AgeBand, ARMS, FORM_ORDERS, VISIT_OCCASIONS } from '../assessment/design.ts'
import type { Answers, Concept, Instrument } from '../assessment/instrument.ts'
import type { Response } from '../tally/response.ts'
import { type Catalogue, instrumentOf, type Wave, waveOf } from './catalogue.ts'
import { type Fields, field, fieldsOf, isOneTimeNumber, memberOf, type Parsed, refuse, refuseUnknown, textOf } from './narrowing.ts'
import { venueNamed } from './venue-code.ts'

export const RECORD_VERSION = 1

export interface AnswerRecord extends Response {
  readonly v: typeof RECORD_VERSION
  /** One-time number: 128 random bits in hexadecimal, drawn once, kept until acknowledged. */
  readonly id: string
  readonly wave: string
  readonly instrument: string
  readonly age: AgeBand
  /** The venue's printed code, or empty. Always empty for anybody who did not say that she is 18 or over. */
  readonly venue: string
  /** At the endline of `questions-first`: what the acknowledgement of the baseline said (protocol/acknowledgement). Left out where none was seen. */
  readonly batch?: number
}

const FIELDS = [
  'v',
  'id',
  'wave',
  'instrument',
  'occasion',
  'arm',
  'order',
  'age',
  'venue',
  'answers',
  'before',
  'recalled',
  'barriers',
  'batch',
]

export interface ParsedRecord {
  readonly record: AnswerRecord
  readonly instrument: Instrument
  readonly wave: Wave
}

/** The record in `value`, or every field that does not fit. Whether the wave is open is the collector's to say: only it has a clock to go by. */
export function parseRecord(value: unknown, catalogue: Catalogue): Parsed<ParsedRecord> {
  const fields = fieldsOf(value)
  if (!fields) return { ok: false, errors: [{ field: '', detail: 'a record is a JSON object' }] }
  refuseUnknown(fields, FIELDS)

  if (field(fields, 'v') !== RECORD_VERSION) refuse(fields, 'v', `has to be ${RECORD_VERSION}`)
  const id = isOneTimeNumber(fields, 'id')
  const wave = waveOf(catalogue, textOf(fields, 'wave', 40)) ?? refuse(fields, 'wave', 'is not a wave of this campaign')
  const instrument =
    instrumentOf(catalogue, textOf(fields, 'instrument', 40)) ??
    refuse(fields, 'instrument', 'is not an instrument of this campaign')
  if (wave && instrument && !wave.instruments.includes(instrument.id)) refuse(fields, 'instrument', 'is not asked in this wave')
  const occasion = memberOf(fields, 'occasion', VISIT_OCCASIONS)
  const arm = memberOf(fields, 'arm', ARMS)
  const order = memberOf(fields, 'order', FORM_ORDERS)
  const age = memberOf(fields, 'age', AGE_BANDS)
  const venue = textOf(fields, 'venue', 60)
  if (venue !== '' && age !== '18+') refuse(fields, 'venue', 'has to be empty unless the age band is 18+')
  if (wave?.strongVenues.includes(venueNamed(venue)))
    refuse(fields, 'mode', 'has to be strong at this venue (protocol/strong-record)')
  if (arm === 'content-first' && occasion === 'baseline') refuse(fields, 'occasion', 'the content-first arm has no baseline')
  if (arm === 'content-first' && age !== '18+') refuse(fields, 'arm', 'only adults are drawn into the content-first arm')
  if (!instrument) return { ok: false, errors: fields.errors }

  const paired = occasion === 'endline' && arm === 'questions-first'
  const asksBarriers = (occasion === 'baseline') === (arm === 'questions-first')
  const answers = answersOf(fields, 'answers', instrument.concepts)
  const before = paired
    ? answersOf(fields, 'before', instrument.concepts)
    : absent(fields, 'before', 'belongs to an endline that had a baseline')
  const thenTested = instrument.concepts.filter((concept) => concept.thenTest)
  const recalled =
    occasion === 'endline' && thenTested.length > 0
      ? answersOf(fields, 'recalled', thenTested)
      : absent(fields, 'recalled', 'is not asked here')
  const barriers = asksBarriers ? picksOf(fields, 'barriers', instrument.barriers) : absent(fields, 'barriers', 'is not asked here')

  const batch = paired ? batchOf(fields) : absent(fields, 'batch', 'belongs to an endline that had a baseline')

  if (fields.errors.length > 0 || !wave || !occasion || !arm || !order || !age || !answers)
    return { ok: false, errors: fields.errors }
  const record: AnswerRecord = {
    v: RECORD_VERSION,
    id,
    wave: wave.id,
    instrument: instrument.id,
    occasion,
    arm,
    order,
    age,
    venue,
    answers,
    ...(before && { before }),
    ...(recalled && { recalled }),
    ...(barriers && { barriers }),
    ...(batch !== undefined && { batch }),
  }
  return { ok: true, value: { record, instrument, wave } }
}

function answersOf(fields: Fields, name: string, concepts: readonly Concept[]): Answers | undefined {
  const given = fieldsOf(field(fields, name))
  if (!given) return refuse(fields, name, 'has to be an object with one code for each concept')
  const answers: Record<string, string> = {}
  for (const { id, codes } of concepts) {
    const code = field(given, id)
    if (typeof code === 'string' && codes.includes(code)) answers[id] = code
    else refuse(fields, `${name}.${id}`, code === undefined ? 'is missing' : `has to be one of ${codes.join(' ')}`)
  }
  for (const extra of Object.keys(given.values))
    if (!concepts.some(({ id }) => id === extra)) refuse(fields, name, 'names a concept that the instrument does not ask here')
  return answers
}

function picksOf(fields: Fields, name: string, known: readonly string[]): readonly string[] | undefined {
  const given = field(fields, name)
  if (!Array.isArray(given) || given.length > known.length) return refuse(fields, name, 'has to be a list of barriers')
  if (given.some((pick) => typeof pick !== 'string' || !known.includes(pick)))
    return refuse(fields, name, 'names a barrier that the instrument does not list')
  if (new Set(given).size !== given.length) return refuse(fields, name, 'names a barrier twice')
  return given as string[]
}

function batchOf(fields: Fields): number | undefined {
  const batch = field(fields, 'batch')
  if (batch === undefined || (Number.isSafeInteger(batch) && (batch as number) >= 0)) return batch as number | undefined
  return refuse(fields, 'batch', 'has to be a whole number')
}

function absent(fields: Fields, name: string, reason: string): undefined {
  if (field(fields, name) !== undefined) refuse(fields, name, reason)
}
