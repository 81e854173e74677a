/** Brings the staff page to life. */
import { h, hydrate } from 'preact'
import { Results, type Words } from './Results.tsx'

const place = document.getElementById('results')
const words = JSON.parse(document.getElementById('staff-words')?.textContent ?? '') as Words

if (place) hydrate(h(Results, { language: place.dataset.language === 'en' ? 'en' : 'es', words }), place)
