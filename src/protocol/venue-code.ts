/**
 * A venue's code as printed: `terminal-bogota.1.9f2k7c3m1x0q`, i.e. venue, epoch and a tag that only the collector can make and check. It stands in the
 * URL's fragment, which no server, log or referrer ever sees.
 */
export interface VenueCode {
  readonly venue: string
  readonly epoch: number
  readonly tag: string
}

/** Longest code that is carried at all. */
export const VENUE_CODE_LENGTH = 60

const SHAPE = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.([1-9][0-9]{0,3})\.([0-9a-z]{12})$/

/** The parts of a code, or undefined where it has not the shape of one. Whether it is genuine only the collector can tell. */
export function parseVenueCode(text: string): VenueCode | undefined {
  if (text.length > VENUE_CODE_LENGTH) return undefined
  const [, venue, epoch, tag] = SHAPE.exec(text) ?? []
  return venue && epoch && tag ? { venue, epoch: Number(epoch), tag } : undefined
}

/**
 * The venue that a text names, genuine or not: what stands before its first dot. Phone and collector tell strong mode by this one rule, since a phone
 * cannot check a tag.
 */
export const venueNamed = (text: string): string => text.split('.')[0] ?? ''

export const formatVenueCode = ({ venue, epoch, tag }: VenueCode): string => `${venue}.${epoch}.${tag}`
