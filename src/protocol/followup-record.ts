/**
 * What one device sends weeks after a visit: the answers of now, and beside them those of before and after reading, which the phone had kept because its owner
 * asked it to. Adults alone are asked, and those of the questions-first arm: a follow-up is held against a before.
 *
 * It names no place, no arm and no printed code, so nothing could count it by one. Earlier answers stand as two characters for each concept, baseline then
 * endline (`k0`): a record of the full instrument then stays under 1 KB.
 */
import { FORM_ORDERS } from '../assessment/design.ts'
import type { Answers, Concept, Instrument } from '../assessment/instrument.ts'
import type { FollowupResponse } from '../tally/response.ts'
import { type Catalogue, instrumentOf, type Wave, waveOf } from './catalogue.ts'
import { type Fields, field, fieldsOf, isOneTimeNumber, memberOf, type Parsed, refuse, refuseUnknown, textOf } from './narrowing.ts'
import { type AnswerRecord, RECORD_VERSION } from './record.ts'

export interface FollowupRecord extends Pick<AnswerRecord, 'v' | 'id' | 'wave' | 'instrument' | 'order' | 'answers'> {
  readonly occasion: 'followup'
  readonly age: '18+'
  /** By concept: the code at the baseline and the code at the endline, one after the other. */
  readonly earlier: Answers
}

const FIELDS = ['v', 'id', 'wave', 'instrument', 'occasion', 'order', 'age', 'answers', 'earlier']

export interface ParsedFollowup {
  readonly record: FollowupRecord
  /** The same with the earlier answers apart, as they are counted. */
  readonly response: FollowupResponse
  readonly instrument: Instrument
  readonly wave: Wave
}

/** Whether a record says of itself that it is a follow-up: whoever reads it then knows which parser to ask. */
export const saysFollowup = (value: unknown): boolean => {
  const fields = fieldsOf(value)
  return fields !== undefined && field(fields, 'occasion') === 'followup'
}

/** The record in `value`, or every field that does not fit. Whether the wave is open is the collector's to say, as with every record. */
export function parseFollowupRecord(value: unknown, catalogue: Catalogue): Parsed<ParsedFollowup> {
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
  memberOf(fields, 'occasion', ['followup'])
  memberOf(fields, 'age', ['18+'])
  const order = memberOf(fields, 'order', FORM_ORDERS)
  const concepts = instrument?.concepts ?? []
  const answers = codesIn(fields, 'answers', concepts, ({ codes }) => codes)
  // A choice of at most nine options has codes of one character each.
  const earlier = codesIn(fields, 'earlier', concepts, ({ codes }) =>
    codes.flatMap((before) => codes.map((after) => before + after)),
  )

  if (fields.errors.length > 0 || !wave || !instrument || !order || !answers || !earlier)
    return { ok: false, errors: fields.errors }
  const record: FollowupRecord = {
    v: RECORD_VERSION,
    id,
    wave: wave.id,
    instrument: instrument.id,
    occasion: 'followup',
    order,
    age: '18+',
    answers,
    earlier,
  }
  const at = (place: 0 | 1): Answers =>
    Object.fromEntries(Object.entries(earlier).map(([concept, codes]) => [concept, codes[place] ?? '']))
  return { ok: true, value: { record, response: { order, answers, baseline: at(0), endline: at(1) }, instrument, wave } }
}

function codesIn(
  fields: Fields,
  name: string,
  concepts: readonly Concept[],
  allowed: (concept: Concept) => readonly string[],
): Answers | undefined {
  const given = fieldsOf(field(fields, name))
  if (!given) return refuse(fields, name, 'has to be an object with one text for each concept')
  const found: Record<string, string> = {}
  for (const concept of concepts) {
    const code = field(given, concept.id)
    if (typeof code === 'string' && allowed(concept).includes(code)) found[concept.id] = code
    else
      refuse(fields, `${name}.${concept.id}`, code === undefined ? 'is missing' : `has to be one of ${allowed(concept).join(' ')}`)
  }
  for (const extra of Object.keys(given.values))
    if (!concepts.some(({ id }) => id === extra)) refuse(fields, name, 'names a concept that the instrument does not ask here')
  return found
}
