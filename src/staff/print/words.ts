/** The words of the pages about printed matter, in the page's own language. */
import type check from '../../../content/ui/es/codes.json'
import type print from '../../../content/ui/es/print.json'
import type venues from '../../../content/ui/es/venues.json'

export type PrintPageWords = typeof print
export type VenuesPageWords = typeof venues
export type CodesPageWords = typeof check

/** What the build left in the page for its island. */
export function givenWords<T>(id: string): T {
  return JSON.parse(document.getElementById(id)?.textContent ?? '') as T
}

/** The page's language, as its place says it. */
export const languageOfPlace = (place: HTMLElement): 'es' | 'en' => (place.lang === 'en' ? 'en' : 'es')
