/** Brings the page for printing to life. */
import { h, render } from 'preact'
import { Print } from './Print.tsx'
import { givenWords, languageOfPlace, type PrintPageWords } from './words.ts'

const place = document.getElementById('staff')
if (place) render(h(Print, { words: givenWords<PrintPageWords>('print-words'), language: languageOfPlace(place) }), place)
