/**
 * The digest of `content/` that machines share: waves, venues and instruments, without the questions' wording. The build checks the content and
 * writes it as `/catalogue.json`; the collector, the command line and the staff page read that one file and so agree.
 */
import type { Concept, Instrument, Scale } from '../assessment/instrument.ts'
import { venueOfSession } from './table-session.ts'

export const CATALOGUE_FORMAT = 'eso-es-cuento/catalogue@1'

export interface Text {
  readonly es: string
  readonly en: string
}

export interface Wave {
  readonly id: string
  readonly name: Text
  /** First and last day, YYYY-MM-DD. */
  readonly starts: string
  readonly ends: string
  readonly instruments: readonly string[]
  /** Audiences that are asked an instrument of their own; left out where there are none. */
  readonly rooms?: readonly Room[]
  /** Ids of the venues where strong mode holds, for the whole wave (assessment/strong-mode). */
  readonly strongVenues: readonly string[]
  /** Share of the visitors who are drawn to meet form A first; one half where nothing is said. */
  readonly orderABShare?: number
  readonly primaryOutcome: { readonly instrument: string; readonly scale: Scale }
  /** What the wave means to reach, named before it began: the least change of an indicator (`scale:knowledge`), from 0 to 1, and where it comes from. */
  readonly targets: readonly { readonly indicator: string; readonly change: number; readonly source: Text }[]
}

/** What an audience is asked that has an instrument of its own, and the page where: its venues' codes lead there. */
export interface Room {
  readonly audience: string
  readonly instrument: string
  readonly path: Text
}

export const VENUE_KINDS = ['airport', 'terminal', 'flight', 'round-table', 'online'] as const
export type VenueKind = (typeof VENUE_KINDS)[number]

export interface Venue {
  readonly id: string
  readonly name: Text
  readonly kind: VenueKind
  /** A city's name, or `none`. */
  readonly city: string
  readonly audience: string
  readonly epoch: number
  /** Messages of one kind that may come for it in an hour before what is more waits in quarantine; left out where the collector's own number holds. */
  readonly perHour?: number | undefined
}

/** ICAT step 2: something that the campaign wants people to do. */
export interface Action {
  readonly id: string
  readonly name: Text
  readonly how: Text
}

/** ICAT step 3: what keeps somebody who knows from acting, and where the site answers it. */
export interface Barrier {
  readonly id: string
  readonly name: Text
  /** Paths of the section that answers it. */
  readonly answeredAt: Text
}

/** What others count, watched beside a pathway. No change in it is credited to the campaign. */
export interface WatchedSeries {
  readonly id: string
  readonly name: Text
  readonly reading: Text
}

/** ICAT step 4: how what people do may reach the crime, link by link, and what each link takes for granted. */
export interface Pathway {
  readonly id: string
  readonly audience: string
  readonly name: Text
  /** Ids of the desired actions that it begins with. */
  readonly actions: readonly string[]
  /** From the first act, by what it interrupts, to the crime, in order. */
  readonly links: readonly Text[]
  readonly assumptions: readonly {
    /** The link that takes it for granted, counted from 1. */
    readonly link: number
    readonly text: Text
    /** `tested-here`: an indicator of this campaign measures it; `tested-elsewhere`: a published study did; else nobody. */
    readonly grade: 'tested-here' | 'tested-elsewhere' | 'assumed'
    /** The same in the words of earlier files: whether anything tests it. */
    readonly status: 'tested' | 'untested'
    /** The indicator that tests it (`scale:intention`), where one does. */
    readonly indicator?: string | undefined
    readonly source?: string | undefined
  }[]
  /** `none` where nobody counts what it should change. */
  readonly series: WatchedSeries | 'none'
  /** How the crime could move elsewhere instead of shrinking. */
  readonly displacement: Text
}

export interface NamedConcept extends Concept {
  readonly name: Text
  /** ICAT step, 1 to 5. */
  readonly icat: number
  /** What the concept informs: `action:verify`, `barrier:not-me`, `page:help`. */
  readonly pointsTo: string
  readonly evidence: string
  /** What a round table talks about where it is unsure of this: a question, what it rests on, and the sentence that the result gives. */
  readonly discuss?: { readonly ask: Text; readonly source: Text; readonly why: Text } | undefined
}

export interface NamedInstrument extends Instrument {
  readonly name: Text
  readonly concepts: readonly NamedConcept[]
  readonly barrierNames: Readonly<Record<string, Text>>
}

/** Who reports to the International Aid Transparency Initiative, and under which numbers. */
export interface Reporting {
  /** Activity identifier: the organisation's own, a dash, and the activity's. */
  readonly identifier: string
  /** Organisation identifier of whoever reports. */
  readonly ref: string
  readonly name: Text
  /** OrganisationType: 40 multilateral, 10 government, 21 international NGO, 70 private sector. */
  readonly type: string
  /** Country, ISO 3166-1. */
  readonly country: string
  /** DAC purpose code. */
  readonly sector: string
  /** ActivityStatus: 2 implementation, 3 finalisation, 4 closed. */
  readonly status: string
}

export interface Catalogue {
  readonly format: typeof CATALOGUE_FORMAT
  /** Where the site stands; printed codes lead there. */
  readonly origin: string
  readonly currentWave: string
  /** Missing until the campaign's owner has filled it in. */
  readonly reporting?: Reporting | undefined
  readonly waves: readonly Wave[]
  readonly venues: readonly Venue[]
  readonly instruments: readonly NamedInstrument[]
  readonly actions: readonly Action[]
  readonly barriers: readonly Barrier[]
  readonly pathways: readonly Pathway[]
}

/** Takes the catalogue that a build wrote. Throws TypeError where the text is something else; its inside was checked by the build. */
export function parseCatalogue(value: unknown): Catalogue {
  const it = value as Catalogue
  if (typeof value !== 'object' || value === null || it.format !== CATALOGUE_FORMAT)
    throw new TypeError(`catalogue: format is not ${CATALOGUE_FORMAT}`)
  for (const list of ['waves', 'venues', 'instruments'] as const)
    if (!Array.isArray(it[list]) || it[list].length === 0) throw new TypeError(`catalogue: ${list} is missing or empty`)
  return it
}

export const instrumentOf = (catalogue: Catalogue, id: string): NamedInstrument | undefined =>
  catalogue.instruments.find((instrument) => instrument.id === id)
export const waveOf = (catalogue: Catalogue, id: string): Wave | undefined => catalogue.waves.find((wave) => wave.id === id)
/** The room of an audience in a wave; undefined where it answers the questions for everybody. */
export const roomOf = (wave: Wave, audience: string): Room | undefined => wave.rooms?.find((room) => room.audience === audience)
/** A venue of `content/`, or a session at one of its round tables. */
export const venueOf = (catalogue: Catalogue, id: string): Venue | undefined =>
  catalogue.venues.find((venue) => venue.id === id) ?? venueOfSession(catalogue, id)
