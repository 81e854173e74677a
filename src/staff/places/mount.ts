/** Brings the page for choosing places to life. */
import { h, render } from 'preact'
import type { CasePageProps } from '../cases/CasePage.tsx'
import { Places } from './Places.tsx'

const place = document.getElementById('staff')
const given = JSON.parse(document.getElementById('staff-words')?.textContent ?? '') as Omit<CasePageProps, 'first'>

if (place) render(h(Places, { ...given, first: place.lang === 'en' ? 'en' : 'es' }), place)
