/** Brings the questions to life in a page that already shows their notice. */
import { h, hydrate, render } from 'preact'
import { fetchFull } from './full-path.ts'
import { openOutbox } from './outbox.ts'
import type { QuizData } from './page-data.ts'
import { Quiz } from './Quiz.tsx'
import { fetchStory } from './story.ts'
import { $visit, openVisit } from './visit.ts'

const place = document.getElementById('quiz')
const data = JSON.parse(document.getElementById('quiz-data')?.textContent ?? '') as QuizData

if (place) {
  openVisit()
  const quiz = h(Quiz, { data })
  // The page was built with the notice; a visit that is further along starts from an empty place.
  if ($visit.get().at === 0) hydrate(quiz, place)
  else {
    place.replaceChildren()
    render(quiz, place)
  }
  openOutbox()
  $visit.subscribe(({ path, at }) => {
    if (path !== 'full' || at === 0) return
    void fetchFull(data.fullUrl)
    void fetchStory(data.story.url)
  })
}
