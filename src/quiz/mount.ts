/** Brings the questions to life in a page that already shows their notice, and can show it without this. */
import { h, render } from 'preact'
import { $delivery } from './delivery.ts'
import { fetchFull } from './full-path.ts'
import { openOutbox } from './outbox.ts'
import type { QuizData } from './page-data.ts'
import { Quiz } from './Quiz.tsx'
import { $visit, changeVisit, openVisit } from './visit.ts'

const data = JSON.parse(document.getElementById('quiz-data')?.textContent ?? '') as QuizData
const place = document.getElementById('quiz')

if (place) {
  openVisit()
  $delivery.set($visit.get().delivery ?? 'sending')
  $delivery.listen((delivery) => changeVisit({ delivery }))
  render(h(Quiz, { data }), place)
  openOutbox((news) => {
    if (news !== 'empty') $delivery.set(news)
    // Nothing waits any more of what was sending or waiting: delivered by another tab, or before a reload.
    else if ($visit.get().result && /ing$/.test($delivery.get())) $delivery.set('delivered')
  })
  const { path, at } = $visit.get()
  if (path === 'full' && at > 0) void fetchFull(data)
}
