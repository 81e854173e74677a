/** A bare count: somebody scanned a code, or started the questions. It carries no answer, and nothing that tells two people apart. */
import { AGE_BANDS, type AgeBand, ARMS, type Arm } from '../assessment/design.ts'
import { type Catalogue, type Wave, waveOf } from './catalogue.ts'
import { field, fieldsOf, isOneTimeNumber, memberOf, type Parsed, refuse, refuseUnknown, textOf } from './narrowing.ts'

export const COUNTED_EVENTS = ['scan', 'start'] as const

export interface Footfall {
  readonly v: 1
  readonly id: string
  readonly event: (typeof COUNTED_EVENTS)[number]
  readonly wave: string
  readonly instrument: string
  /** A scan happens before anybody's age is asked: it says `18+` and counts for its place, whoever made it. */
  readonly age: AgeBand
  readonly arm: Arm
  readonly venue: string
}

const FIELDS = ['v', 'id', 'event', 'wave', 'instrument', 'age', 'arm', 'venue']

export function parseFootfall(value: unknown, catalogue: Catalogue): Parsed<{ footfall: Footfall; wave: Wave }> {
  const fields = fieldsOf(value)
  if (!fields) return { ok: false, errors: [{ field: '', detail: 'a count is a JSON object' }] }
  refuseUnknown(fields, FIELDS)
  if (field(fields, 'v') !== 1) refuse(fields, 'v', 'has to be 1')
  const id = isOneTimeNumber(fields, 'id')
  const event = memberOf(fields, 'event', COUNTED_EVENTS)
  const wave = waveOf(catalogue, textOf(fields, 'wave', 40)) ?? refuse(fields, 'wave', 'is not a wave of this campaign')
  const instrument = textOf(fields, 'instrument', 40)
  if (wave && !wave.instruments.includes(instrument)) refuse(fields, 'instrument', 'is not asked in this wave')
  const age = memberOf(fields, 'age', AGE_BANDS)
  const arm = memberOf(fields, 'arm', ARMS)
  const venue = textOf(fields, 'venue', 60)
  if (venue !== '' && age !== '18+') refuse(fields, 'venue', 'has to be empty unless the age band is 18+')
  if (arm === 'content-first' && age !== '18+') refuse(fields, 'arm', 'only adults are drawn into the content-first arm')
  if (fields.errors.length > 0 || !event || !wave || !age || !arm) return { ok: false, errors: fields.errors }
  return { ok: true, value: { footfall: { v: 1, id, event, wave: wave.id, instrument, age, arm, venue }, wave } }
}
