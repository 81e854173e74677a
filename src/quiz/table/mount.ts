/** Brings a room's page to life. */

// First of all: what the outbox finds when it opens is put there.
import './arrival.ts'
import { h, render } from 'preact'
import { exactRecord } from '../finish.ts'
import { openOutbox, putInOutbox } from '../outbox.ts'
import { oneTimeNumber } from '../random.ts'
import { $visit, changeVisit } from '../visit.ts'
import { code, isScanned } from './arrival.ts'
import { pauseOf, Room } from './Room.tsx'
import type { RoomData } from './room-data.ts'
import { askForDigits } from './spoken.ts'
import { openTable, rememberBatch, tableVisit } from './table-visit.ts'

const page = JSON.parse(document.getElementById('room-data')?.textContent ?? '') as RoomData
/** Both records have the numbers that the phone drew for this session: sent from two tabs, they count once. */
const data: RoomData = {
  ...page,
  wave: {
    ...page.wave,
    makeRecord: (head, path, visit, occasion) =>
      exactRecord({ ...head, id: tableVisit().ids[occasion === 'baseline' ? 0 : 1] }, path, visit, occasion),
  },
}

document.getElementById('plain')?.remove()
if (code) open()
else askForDigits(data)

function open(): void {
  const found = openTable(code, pauseOf(data))
  const start = document.getElementById('start')
  if (start) start.hidden = false
  render(h(Room, { data, found }), document.getElementById('quiz') as HTMLElement)
  if (isScanned && found === 'new')
    putInOutbox('/api/footfall', {
      v: 1,
      id: oneTimeNumber(),
      event: 'scan',
      wave: data.wave.id,
      instrument: data.path.instrument,
      age: '18+',
      arm: 'questions-first',
      venue: code,
    })
  openOutbox((news) => {
    rememberBatch()
    if (news !== 'empty') changeVisit({ delivery: news })
    // Nothing waits any more of what was sending or waiting.
    else if (/ing$/.test($visit.get().delivery ?? '')) changeVisit({ delivery: 'delivered' })
  })
}
