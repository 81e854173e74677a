/** Brings the staff page to life. */
import { h, render } from 'preact'
import type { Language } from '../words/words.ts'
import { Staff, type StaffProps } from './Staff.tsx'

const place = document.getElementById('staff')
const given = JSON.parse(document.getElementById('staff-words')?.textContent ?? '') as Omit<StaffProps, 'first'>

if (place) {
  const first: Language = place.lang === 'en' ? 'en' : 'es'
  render(h(Staff, { ...given, first }), place)
}
