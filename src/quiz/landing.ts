/**
 * The landing page of a printed code: takes the venue's code out of the address bar before anything is sent, leaves it to this tab's questions,
 * and counts the scan. A code that is unknown, forged or worn out makes no difference to the visitor; the collector counts it under `unknown`.
 */
import { VENUE_CODE_LENGTH } from '../protocol/venue-code.ts'
import { isFollowupDue } from './followup/due.ts'
import { openOutbox, putInOutbox } from './outbox.ts'
import { oneTimeNumber } from './random.ts'
import { readStored, store } from './storage.ts'

interface LandingData {
  readonly wave: string
  readonly instrument: string
}

const code = location.hash.slice(1)
if (code) history.replaceState(null, '', location.pathname)

const data = JSON.parse(document.getElementById('landing-data')?.textContent ?? '') as LandingData

/** Whether this tab's scan was already counted: a reload, whose address has no code any more, is no second one. */
const isCounted = !code && readStored('sessionStorage', 's') !== null
store('sessionStorage', 's', '1')
if (code) {
  // A new scan is a new visit, whoever used this tab before.
  store('sessionStorage', 'v', null)
  if (code.length <= VENUE_CODE_LENGTH) store('sessionStorage', 'c', code)
}

if (!isCounted)
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
const again = document.getElementById('again')
if (again) again.hidden = !isFollowupDue()
openOutbox()
