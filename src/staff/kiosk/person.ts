/**
 * The person in front of the kiosk: her messages are counted in the order in which they were made, and when she is done nothing of her is left, in memory, in
 * storage, or in the difference of two copies on the disk (tally.ts).
 */
import { atom } from 'nanostores'
import type { Catalogue } from '../../protocol/catalogue.ts'
import { waveOf } from '../../protocol/catalogue.ts'
import { type Counted, countedFootfall, countedRecord } from '../../protocol/counting.ts'
import { parseFootfall } from '../../protocol/footfall.ts'
import { parseRecord } from '../../protocol/record.ts'
import { parseStrongRecord, saysStrong } from '../../protocol/strong-record.ts'
import type { Delivery, putInOutbox } from '../../quiz/outbox.ts'
import { oneTimeNumber } from '../../quiz/random.ts'
import { changeVisit, forgetVisit } from '../../quiz/visit.ts'
import { DeviceFailure, type Failure } from './device.ts'
import { count, settle } from './tally.ts'

type Address = Parameters<typeof putInOutbox>[0]
type Message = Parameters<typeof putInOutbox>[1]

/** Why answers are not counted just now; absent while they are. */
export const $failure = atom<Failure | undefined>(undefined)

interface Person {
  /** Number of the batch that her baseline goes out with, once that is counted. */
  batch?: number
  /** Her last record: the screen says what became of that one. A baseline that is counted late must not pass for an endline that still waits behind it. */
  last?: Message
  readonly leaves: Set<string>
}

const nobody = (): Person => ({ leaves: new Set() })
let person = nobody()
/** One after the other: an endline finds its baseline counted. */
let queue: Promise<void> = Promise.resolve()

/** Today by the device's clock, in the place where it stands. */
export function today(now = new Date()): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

export function isOpen(catalogue: Catalogue, wave: string, day: string): boolean {
  const { starts, ends } = waveOf(catalogue, wave) ?? { starts: '9', ends: '0' }
  return starts <= day && day <= ends
}

/** In place of a phone's outbox: counts on the device, at the venue where it stands. */
export function counter(catalogue: Catalogue, venue: string): typeof putInOutbox {
  return (to, body) => {
    const whose = person
    if (to === '/api/records') whose.last = body
    const tell = (delivery: Delivery) => {
      if (whose === person && whose.last === body) changeVisit({ delivery })
    }
    queue = queue.then(async () => {
      if (!isOpen(catalogue, body.wave, today())) return tell('closed')
      try {
        const counted = read(to, { ...body, venue: body.age === '18+' ? venue : '' }, catalogue, venue)
        whose.leaves.add(counted.leaf)
        const batch = await count(counted, whose.batch)
        if ('occasion' in body && body.occasion === 'baseline') whose.batch = batch
        $failure.set(undefined)
        tell('delivered')
      } catch (error) {
        tell('refused')
        if (!(error instanceof DeviceFailure)) throw error
        $failure.set(error.failure)
      }
    })
    // A fault of ours is shown by the browser's console, and does not keep the next person from being counted.
    queue = queue.catch((error) => reportError(error))
  }
}

function read(to: Address, body: Message, catalogue: Catalogue, venue: string): Counted {
  if (to === '/api/footfall') {
    const parsed = parseFootfall(body, catalogue)
    if (!parsed.ok) throw new TypeError(`kiosk: a count does not fit: ${JSON.stringify(parsed.errors)}`)
    return countedFootfall(parsed.value.footfall, venue, today())
  }
  const parsed = saysStrong(body) ? parseStrongRecord(body, catalogue) : parseRecord(body, catalogue)
  if (!parsed.ok) throw new TypeError(`kiosk: a record does not fit: ${JSON.stringify(parsed.errors)}`)
  return countedRecord(parsed.value, venue, today())
}

/** Counts that somebody has come, as the scan of a code is counted. */
export const countArrival = (deliver: typeof putInOutbox, wave: string, instrument: string): void =>
  deliver('/api/footfall', {
    v: 1,
    id: oneTimeNumber(),
    event: 'scan',
    wave,
    instrument,
    age: '18+',
    arm: 'questions-first',
    venue: '',
  })

/** The next one finds nothing of her. Resolves once all of hers is counted and settled. */
export function forgetPerson(): Promise<void> {
  const leaves = [...person.leaves]
  person = nobody()
  forgetVisit()
  queue = queue
    .then(() => settle(leaves))
    .catch((error) => {
      if (error instanceof DeviceFailure) $failure.set(error.failure)
      else reportError(error)
    })
  return queue
}
