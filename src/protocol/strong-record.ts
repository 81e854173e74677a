/**
 * What one device sends in strong mode: one record after the content, with two concepts at most and their cells after chance (assessment/strong-mode). No exact
 * answer, form order, barrier or earlier record goes with it, so there is nothing here that the collector must be trusted with.
 *
 * Whoever did not say that she is 18 or over sends it without a venue, as everywhere; an adult's names a strong venue of the wave.
 */
import { AGE_BANDS } from '../assessment/design.ts'
import type { Instrument } from '../assessment/instrument.ts'
import { CELLS, type Cell, type Cells, reportedOf } from '../assessment/strong-mode.ts'
import { type Catalogue, instrumentOf, type Wave, waveOf } from './catalogue.ts'
import { type Fields, field, fieldsOf, isOneTimeNumber, memberOf, type Parsed, refuse, refuseUnknown, textOf } from './narrowing.ts'
import { type AnswerRecord, RECORD_VERSION } from './record.ts'
import { venueNamed } from './venue-code.ts'

export interface StrongRecord extends Pick<AnswerRecord, 'v' | 'id' | 'wave' | 'instrument' | 'age' | 'venue'> {
  /** Tells this record from an exact one, which has no such field. */
  readonly mode: 'strong'
  readonly occasion: 'endline'
  /** By concept, the reported cell: right (1) or wrong (0) before, then after. Two concepts, or one where the instrument has no more. */
  readonly reports: Cells
}

const FIELDS = ['v', 'mode', 'id', 'wave', 'instrument', 'occasion', 'age', 'venue', 'reports']

export interface ParsedStrongRecord {
  readonly record: StrongRecord
  readonly instrument: Instrument
  readonly wave: Wave
}

/** Whether a record says of itself that it is of strong mode: whoever reads it then knows which parser to ask. */
export const saysStrong = (value: unknown): boolean => {
  const fields = fieldsOf(value)
  return fields !== undefined && field(fields, 'mode') !== undefined
}

/** The record in `value`, or every field that does not fit. Whether the wave is open is the collector's to say, as with an exact record. */
export function parseStrongRecord(value: unknown, catalogue: Catalogue): Parsed<ParsedStrongRecord> {
  const fields = fieldsOf(value)
  if (!fields) return { ok: false, errors: [{ field: '', detail: 'a record is a JSON object' }] }
  refuseUnknown(fields, FIELDS)

  if (field(fields, 'v') !== RECORD_VERSION) refuse(fields, 'v', `has to be ${RECORD_VERSION}`)
  memberOf(fields, 'mode', ['strong'])
  memberOf(fields, 'occasion', ['endline'])
  const id = isOneTimeNumber(fields, 'id')
  const wave = waveOf(catalogue, textOf(fields, 'wave', 40)) ?? refuse(fields, 'wave', 'is not a wave of this campaign')
  const instrument =
    instrumentOf(catalogue, textOf(fields, 'instrument', 40)) ??
    refuse(fields, 'instrument', 'is not an instrument of this campaign')
  if (wave && instrument && !wave.instruments.includes(instrument.id)) refuse(fields, 'instrument', 'is not asked in this wave')
  if (wave?.strongVenues.length === 0) refuse(fields, 'mode', 'is not used in this wave')
  const age = memberOf(fields, 'age', AGE_BANDS)
  const venue = textOf(fields, 'venue', 60)
  if (venue !== '' && age !== '18+') refuse(fields, 'venue', 'has to be empty unless the age band is 18+')
  if (wave && age === '18+' && !wave.strongVenues.includes(venueNamed(venue)))
    refuse(fields, 'mode', 'is strong only at the venues that the wave names for it')
  const reports = instrument && reportsOf(fields, instrument)

  if (fields.errors.length > 0 || !wave || !instrument || !age || !reports) return { ok: false, errors: fields.errors }
  const record: StrongRecord = {
    v: RECORD_VERSION,
    mode: 'strong',
    id,
    wave: wave.id,
    instrument: instrument.id,
    occasion: 'endline',
    age,
    venue,
    reports,
  }
  return { ok: true, value: { record, instrument, wave } }
}

function reportsOf(fields: Fields, { concepts }: Instrument): Cells | undefined {
  const given = fieldsOf(field(fields, 'reports'))
  const wanted = reportedOf(concepts.length)
  if (!given || Object.keys(given.values).length !== wanted)
    return refuse(fields, 'reports', `has to be an object with the cells of ${wanted} concepts`)
  const reports: Record<string, Cell> = {}
  for (const name of Object.keys(given.values)) {
    if (!concepts.some(({ id }) => id === name))
      return refuse(fields, 'reports', 'names a concept that the instrument does not ask')
    const cell = CELLS.find((known) => known === given.values[name])
    if (cell === undefined) refuse(fields, `reports.${name}`, `has to be one of ${CELLS.join(' ')}`)
    else reports[name] = cell
  }
  return reports
}
