/** What a place is called: a venue by its printed name, the leaves beside the venues by theirs. */
import type { Catalogue } from '../../protocol/catalogue.ts'
import { VIEW_NAMES } from '../../report/view-names.ts'
import type { Speech } from '../words/words.ts'

export function placeName(place: string, catalogue: Catalogue | string, { language }: Speech): string {
  const venue = typeof catalogue === 'string' ? undefined : catalogue.venues.find(({ id }) => id === place)
  return venue?.name[language] ?? VIEW_NAMES[place]?.[language] ?? place
}
