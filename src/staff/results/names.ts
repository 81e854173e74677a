/** What a place is called: a venue by its printed name, the leaves beside the venues by theirs. */
import { type Catalogue, venueOf } from '../../protocol/catalogue.ts'
import { VIEW_NAMES } from '../../report/view-names.ts'
import { placeBeneath } from '../../tally/leaf.ts'
import type { Speech } from '../words/words.ts'

export function placeName(series: string, catalogue: Catalogue | string, { language }: Speech): string {
  const place = placeBeneath(series)
  const venue = typeof catalogue === 'string' ? undefined : venueOf(catalogue, place)
  const name = venue?.name[language] ?? VIEW_NAMES[place]?.[language] ?? place
  return place === series ? name : `${name} · ${{ es: 'kiosco', en: 'kiosk' }[language]} ${series.slice(place.length + 1)}`
}
