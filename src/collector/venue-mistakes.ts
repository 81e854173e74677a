/** What is wrong with a new venue, in the words of the command line. */
import type { DraftField, VenueMistake } from '../protocol/new-venue.ts'

const FIELDS: Readonly<Record<DraftField, string>> = {
  id: 'id',
  nameEs: 'name_es',
  nameEn: 'name_en',
  kind: 'kind',
  city: 'city',
  audience: 'audience',
}

const REASONS: Readonly<Record<VenueMistake['reason'], (about: string) => string>> = {
  missing: () => 'is missing',
  'not-an-id': (about) => `"${about}" is no id: lower-case letters without accents, digits, and single hyphens between them`,
  'too-long': (about) => `is longer than ${about} characters`,
  reserved: (about) => `"${about}" means something else here`,
  taken: (about) => `"${about}" is taken; an id is never used again for another place`,
  'same-to-the-eye': (about) => `looks the same as "${about}" in print (o and 0, l, i and 1, rn and m)`,
  'one-slip-away': (about) => `is one letter away from "${about}"`,
  'same-name': (about) => `is the name of "${about}" in the same city`,
  'not-plain': () => 'holds a line break or another character that is not seen',
  'no-such-kind': (about) => `is none of ${about}`,
  'no-such-audience': (about) => `is none of ${about}`,
  'needs-a-city': () => 'is needed for a place of this kind',
  'takes-no-city': (about) => `is "${about}" for a flight or the open web`,
  'city-written-otherwise': (about) => `is written "${about}" elsewhere; a second spelling would be a second city in every report`,
}

export const mistakeInWords = ({ field, reason, about }: VenueMistake): string => `${FIELDS[field]} ${REASONS[reason](about)}`
