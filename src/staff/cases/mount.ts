/** Brings the page for case monitoring to life. */
import { h, render } from 'preact'
import type { CasePageProps } from './CasePage.tsx'
import { Cases } from './Cases.tsx'

const place = document.getElementById('staff')
const given = JSON.parse(document.getElementById('staff-words')?.textContent ?? '') as Omit<CasePageProps, 'first'>

if (place) render(h(Cases, { ...given, first: place.lang === 'en' ? 'en' : 'es' }), place)
