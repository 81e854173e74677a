/**
 * What has to be true of a venue before its code is printed: one set of checks for the command line, the form on the staff page and a table of a
 * thousand rows. A mistake is a value that names its field and its reason; each side says it in its own words.
 */
import { SHARED_PLACES } from '../tally/leaf.ts'
import { VENUE_KINDS, type Venue, type VenueKind } from './catalogue.ts'
import { likeness, numbersIn, shapeOf } from './look-alike.ts'

export const AUDIENCES = ['travellers', 'women-and-girls', 'responders', 'prosecutors', 'everybody'] as const

/**
 * Longest id of a new venue. A code of up to 42 letters is carried at every epoch, but a longer one makes a finer QR code, which a small card needs a
 * better camera for.
 */
export const VENUE_ID_LENGTH = 30

/** Longest name that a printed card has room for. */
export const VENUE_NAME_LENGTH = 60

/** A place that stands in no city. */
export const NO_CITY = 'none'

/** As somebody wrote it; a field that was left out is an empty text. */
export interface VenueDraft {
  readonly id: string
  readonly nameEs: string
  readonly nameEn: string
  readonly kind: string
  readonly city: string
  readonly audience: string
}

export type DraftField = keyof VenueDraft

export interface VenueMistake {
  readonly field: DraftField
  readonly reason:
    | 'missing'
    | 'not-an-id'
    | 'too-long'
    | 'reserved'
    | 'taken'
    | 'same-to-the-eye'
    | 'one-slip-away'
    | 'same-name'
    | 'not-plain'
    | 'no-such-kind'
    | 'no-such-audience'
    | 'needs-a-city'
    | 'takes-no-city'
    | 'city-written-otherwise'
  /** What it clashes with (a venue's id, a city), the longest that is taken, or the values there are. */
  readonly about: string
}

/** Likenesses are for somebody to judge who knows both places; everything else is wrong whoever looks. */
export const isLikeness = ({ reason }: VenueMistake): boolean => reason === 'same-to-the-eye' || reason === 'one-slip-away'

const FIELDS = ['id', 'nameEs', 'nameEn', 'kind', 'city', 'audience'] as const satisfies readonly DraftField[]
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** Places that a leaf may be kept for and that no venue is, and a word that means "none". */
const RESERVED: readonly string[] = [...SHARED_PLACES, 'followup', NO_CITY]
const PLACELESS: readonly string[] = ['flight', 'online'] satisfies VenueKind[]

/** Letters without case, marks and spaces: how one name is written in two ways. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** An aircraft's seat cards, named by its registration: `HK-4521` is `hk-4521`, a flight in no city. */
export function draftOfAircraft(registration: string): VenueDraft {
  const written = registration.trim().toUpperCase()
  return {
    id: written.toLowerCase(),
    nameEs: written && `Avión ${written}`,
    nameEn: written && `Aircraft ${written}`,
    kind: 'flight',
    city: NO_CITY,
    audience: 'travellers',
  }
}

/** Venues in the order in which a new one is compared with them: a thousand rows against a thousand venues are looked up and not tried one by one. */
interface Known {
  readonly ids: Set<string>
  readonly byShape: Map<string, string>
  readonly byNumbers: Map<string, string[]>
  readonly byName: Map<string, string>
  readonly cities: Set<string>
}

const nameKey = (language: 'es' | 'en', name: string, city: string): string => `${language}/${plain(name)}/${plain(city)}`

function remember({ ids, byShape, byNumbers, byName, cities }: Known, { id, name, city }: Venue): void {
  ids.add(id)
  if (!byShape.has(shapeOf(id))) byShape.set(shapeOf(id), id)
  byNumbers.set(numbersIn(id), [...(byNumbers.get(numbersIn(id)) ?? []), id])
  for (const language of ['es', 'en'] as const) {
    const key = nameKey(language, name[language], city)
    if (!byName.has(key)) byName.set(key, id)
  }
  cities.add(city)
}

function knownOf(venues: readonly Venue[]): Known {
  const known: Known = { ids: new Set(), byShape: new Map(), byNumbers: new Map(), byName: new Map(), cities: new Set() }
  for (const venue of venues) remember(known, venue)
  return known
}

/** What is wrong with one draft among the venues that there are. An empty list means that it may stand. */
export const mistakesIn = (draft: VenueDraft, venues: readonly Venue[]): VenueMistake[] => mistakesAmong(draft, knownOf(venues))

function mistakesAmong(draft: VenueDraft, known: Known): VenueMistake[] {
  const missing = FIELDS.filter((field) => draft[field].trim() === '')
  const rest = [
    ...mistakesOfId(draft.id.trim(), known),
    ...mistakesOfNames(draft, known),
    ...mistakesOfChoices(draft),
    ...mistakesOfCity(draft, known),
  ].filter(({ field }) => !missing.includes(field))
  return [...missing.map((field) => ({ field, reason: 'missing' as const, about: '' })), ...rest]
}

function mistakesOfId(id: string, { ids, byShape, byNumbers }: Known): VenueMistake[] {
  const field = 'id'
  if (!ID.test(id)) return [{ field, reason: 'not-an-id', about: id }]
  if (id.length > VENUE_ID_LENGTH) return [{ field, reason: 'too-long', about: String(VENUE_ID_LENGTH) }]
  if (RESERVED.includes(id)) return [{ field, reason: 'reserved', about: id }]
  if (ids.has(id)) return [{ field, reason: 'taken', about: id }]
  const same = byShape.get(shapeOf(id))
  if (same !== undefined) return [{ field, reason: 'same-to-the-eye', about: same }]
  const near = (byNumbers.get(numbersIn(id)) ?? []).filter((other) => likeness(id, other))
  return near.map((about) => ({ field, reason: 'one-slip-away', about }))
}

/** What no name has: a line break or another letter that is not seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

function mistakesOfNames({ nameEs, nameEn, city }: VenueDraft, { byName }: Known): VenueMistake[] {
  const fields = [
    { field: 'nameEs', language: 'es', name: nameEs },
    { field: 'nameEn', language: 'en', name: nameEn },
  ] as const
  return fields.flatMap(({ field, language, name }): VenueMistake[] => {
    if (UNSEEN.test(name)) return [{ field, reason: 'not-plain', about: '' }]
    if (name.trim().length > VENUE_NAME_LENGTH) return [{ field, reason: 'too-long', about: String(VENUE_NAME_LENGTH) }]
    const same = byName.get(nameKey(language, name, city))
    return same === undefined ? [] : [{ field, reason: 'same-name', about: same }]
  })
}

function mistakesOfChoices({ kind, audience }: VenueDraft): VenueMistake[] {
  const isIn = (list: readonly string[], value: string) => list.includes(value.trim())
  return [
    ...(isIn(VENUE_KINDS, kind) ? [] : [{ field: 'kind', reason: 'no-such-kind', about: VENUE_KINDS.join(', ') } as const]),
    ...(isIn(AUDIENCES, audience) ? [] : [{ field: 'audience', reason: 'no-such-audience', about: AUDIENCES.join(', ') } as const]),
  ]
}

/** A city that is known under another spelling would be two cities in every report. */
function mistakesOfCity({ kind, city: written }: VenueDraft, { cities }: Known): VenueMistake[] {
  const city = written.trim()
  const field = 'city'
  if (UNSEEN.test(city)) return [{ field, reason: 'not-plain', about: '' }]
  if (city.length > VENUE_NAME_LENGTH) return [{ field, reason: 'too-long', about: String(VENUE_NAME_LENGTH) }]
  const isPlaceless = PLACELESS.includes(kind.trim())
  if (isPlaceless && city !== NO_CITY) return [{ field, reason: 'takes-no-city', about: NO_CITY }]
  if (!isPlaceless && plain(city) === NO_CITY) return [{ field, reason: 'needs-a-city', about: '' }]
  if (cities.has(city)) return []
  const meant = [...cities].find(
    (each) => each !== NO_CITY && (plain(each) === plain(city) || likeness(plain(each), plain(city)) !== undefined),
  )
  return meant === undefined ? [] : [{ field, reason: 'city-written-otherwise', about: meant }]
}

/** The venue of a draft without mistakes. */
export const venueOfDraft = ({ id, nameEs, nameEn, kind, city, audience }: VenueDraft): Venue => ({
  id: id.trim(),
  name: { es: nameEs.trim(), en: nameEn.trim() },
  kind: kind.trim() as VenueKind,
  city: city.trim(),
  audience: audience.trim(),
  epoch: 1,
})

/**
 * Takes drafts in their order and judges each among the known venues and those before it, so that two rows of one table clash as two venues would.
 * Gives a list of mistakes for each draft. `acceptsLikeness` lets codes stand that somebody has looked at and can tell apart.
 */
export function judgedDrafts(
  drafts: readonly VenueDraft[],
  known: readonly Venue[],
  acceptsLikeness: boolean,
): readonly (readonly VenueMistake[])[] {
  const before = knownOf(known)
  return drafts.map((draft) => {
    const mistakes = mistakesAmong(draft, before).filter((mistake) => !(acceptsLikeness && isLikeness(mistake)))
    remember(before, venueOfDraft(draft))
    return mistakes
  })
}

/** Words that YAML reads as something else than text. */
const YAML_WORDS = /^(null|true|false|yes|no|on|off|y|n)$/i
const scalar = (text: string): string =>
  /^\p{L}[\p{L}\p{M}]*( [\p{L}\p{M}]+)*$/u.test(text) && !YAML_WORDS.test(text) ? text : JSON.stringify(text)
/** An id of digits, or of digits round an `e`, is a number to YAML. */
const idScalar = (id: string): string => (/^[a-z]/.test(id) && !YAML_WORDS.test(id) ? id : JSON.stringify(id))

/** The venue as a line of `content/venues.yaml`. */
export const venueRow = ({ id, name, kind, city, audience, epoch }: Venue): string =>
  `- { id: ${idScalar(id)}, name: { es: ${JSON.stringify(name.es)}, en: ${JSON.stringify(name.en)} }, kind: ${kind}, city: ${scalar(city)}, audience: ${audience}, epoch: ${epoch} }`
