/** Brings the staff page to life. */
import { h, render } from 'preact'
import type { Words } from './naming.ts'
import { Results } from './Results.tsx'

const place = document.getElementById('results')
const words = JSON.parse(document.getElementById('staff-words')?.textContent ?? '') as Words

if (place) render(h(Results, { language: place.dataset.language === 'en' ? 'en' : 'es', words }), place)
