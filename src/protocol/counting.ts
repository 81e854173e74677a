/**
 * Where a message counts and what it adds: the leaf, and the keys that get one more. Collector and kiosk count by this one rule.
 *
 * The venue is one that whoever counts has verified (a collector by the code's tag, a kiosk by standing there), or undefined. `day` is YYYY-MM-DD by the clock
 * of whoever counts.
 */
import { key } from '../tally/keys.ts'
import { leafId, placeOf, placeOfReports } from '../tally/leaf.ts'
import { keysOfReports, keysOfResponse } from '../tally/response.ts'
import type { Footfall } from './footfall.ts'
import type { ParsedRecord } from './record.ts'
import type { ParsedStrongRecord } from './strong-record.ts'

export interface Counted {
  readonly leaf: string
  readonly keys: readonly string[]
  /** Of an endline that follows a baseline: what it adds once its baseline has gone out with a batch, which is no answer any more (report/gate/release). */
  readonly late?: readonly string[]
}

export function countedRecord(
  { record, instrument, wave }: ParsedRecord | ParsedStrongRecord,
  venue: string | undefined,
  day: string,
): Counted {
  const isStrong = 'reports' in record
  const place = isStrong ? placeOfReports(record.age, venue) : placeOf(record.age, record.arm, venue)
  const answers = isStrong ? keysOfReports(record.reports) : keysOfResponse(instrument, record)
  const finish = record.occasion === 'endline' ? [key.footfall('finish', day)] : []
  return {
    leaf: leafId({ wave: wave.id, instrument: instrument.id, place }),
    keys: [...answers, ...finish],
    ...(!isStrong && record.before !== undefined && { late: finish }),
  }
}

export function countedFootfall({ wave, instrument, age, arm, event }: Footfall, venue: string | undefined, day: string): Counted {
  return { leaf: leafId({ wave, instrument, place: placeOf(age, arm, venue) }), keys: [key.footfall(event, day)] }
}
