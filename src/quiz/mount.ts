/** Brings the questions to life in a page that already shows their notice, and can show it without this. */
import { h, render } from 'preact'
import { venueNamed } from '../protocol/venue-code.ts'
import { fetchFull } from './full-path.ts'
import { openOutbox } from './outbox.ts'
import type { QuizData } from './page-data.ts'
import { Quiz } from './Quiz.tsx'
import { $visit, changeVisit, NEW_VISIT, openVisit } from './visit.ts'

const data = JSON.parse(document.getElementById('quiz-data')?.textContent ?? '') as QuizData
const place = document.getElementById('quiz') as HTMLElement
const RETRY_MS = 3000

openVisit()
void open()

/** Draws the questions. At a strong venue they wait for the code that draws its reports: without it nothing could be sent, and nothing may be that is exact. */
async function open(): Promise<void> {
  if (data.wave.strong?.includes(venueNamed(NEW_VISIT.code)))
    try {
      Object.assign(data.wave, await import('./strong.ts'))
    } catch {
      setTimeout(open, RETRY_MS)
      return
    }
  render(h(Quiz, { data }), place)
  openOutbox((news) => {
    const { result, delivery } = $visit.get()
    if (news !== 'empty') changeVisit({ delivery: news })
    // Nothing waits any more of what was sending or waiting: delivered by another tab, or before a reload.
    else if (result && /ing$/.test(delivery ?? '')) changeVisit({ delivery: 'delivered' })
  })
  const { path, at } = $visit.get()
  if (path === 'full' && at > 0) void fetchFull(data)
}
