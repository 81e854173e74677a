/** Brings the round table's page to life. */
import { h, render } from 'preact'
import type { Language, Words } from '../words/words.ts'
import { RoundTable } from './RoundTable.tsx'
import type { TableWords } from './table-words.ts'

const place = document.getElementById('staff')
const given = JSON.parse(document.getElementById('table-words')?.textContent ?? '') as {
  readonly words: Words
  readonly t: TableWords
}

if (place) {
  const language: Language = place.lang === 'en' ? 'en' : 'es'
  render(h(RoundTable, { ...given, language }), place)
}
