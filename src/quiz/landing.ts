/**
 * The landing page of a printed code: takes the venue's code out of the address bar before anything is sent, leaves it to this tab's questions,
 * and counts the scan. A code that is unknown, forged or worn out makes no difference to the visitor; the collector counts it under `unknown`.
 */
import { VENUE_CODE_LENGTH } from '../protocol/venue-code.ts'
import { isOpen } from './finish.ts'
import { openOutbox, putInOutbox } from './outbox.ts'
import { oneTimeNumber } from './random.ts'

interface LandingData {
  readonly wave: string
  readonly instrument: string
  readonly starts: string
  readonly ends: string
}

const code = location.hash.slice(1)
if (code) history.replaceState(null, '', location.pathname)

const data = JSON.parse(document.getElementById('landing-data')?.textContent ?? '') as LandingData

/** Whether this tab's scan was already counted: a reload is no second one. */
function isCounted(): boolean {
  try {
    if (code && code.length <= VENUE_CODE_LENGTH) sessionStorage.setItem('c', code)
    const counted = sessionStorage.getItem('s') !== null
    sessionStorage.setItem('s', '1')
    return counted && !code
  } catch {
    return false
  }
}

if (!isCounted() && isOpen(data))
  putInOutbox('/api/footfall', {
    v: 1,
    id: oneTimeNumber(),
    event: 'scan',
    wave: data.wave,
    instrument: data.instrument,
    age: '18+',
    arm: 'questions-first',
    venue: code.length <= VENUE_CODE_LENGTH ? code : '',
  })
openOutbox()
