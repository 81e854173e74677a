/** Brings the form for a new venue to life. */
import { h, render } from 'preact'
import { givenWords, type VenuesPageWords } from '../print/words.ts'
import { VenueForm } from './VenueForm.tsx'

const place = document.getElementById('venue-form')
if (place) render(h(VenueForm, { words: givenWords<VenuesPageWords>('venues-words') }), place)
