/**
 * A publication: what of a wave's release is for everybody. Rounded, with small cells withheld (`rounding.ts`, after `across.ts`), and nothing else of the report:
 * no exact figure, no leaf too small to stand alone, no snapshot. It is kept as a file of the site's content, so that page and downloads are static.
 *
 * The gate decides what may stand in it. This file adds when a wave may be published at all: once, when it is over and closed, since figures that are looked at
 * on the way tempt to stop where they please.
 */
import type { Scale } from '../assessment/instrument.ts'
import type { NamedInstrument, Text } from '../protocol/catalogue.ts'
import type { Cell } from './formats/csv.ts'
import { GATE_SETTINGS } from './gate/settings.ts'
import { canonicalText } from './gate/snapshot.ts'
import type { InstrumentReport, Report, WaveState } from './report.ts'
import { type PublicResults, publicResults, roundedCount } from './rounding.ts'
import { type Shown, shown, withheld } from './shown.ts'
import type { Level } from './views.ts'

export const PUBLICATION_FORMAT = 'eso-es-cuento/publication@1'

export interface PublishedUnit {
  readonly level: Level
  /** A place's id, a city's name, a kind or an audience; `all` overall. */
  readonly id: string
  readonly name: Text
  /** First and last ISO week of what was added up. */
  readonly weeks: readonly [string, string]
  readonly results: PublicResults
}

export interface PublishedInstrument {
  readonly id: string
  readonly name: Text
  readonly concepts: readonly {
    readonly id: string
    readonly name: Text
    readonly scale: Scale
    readonly pointsTo: string
    readonly evidence: string
  }[]
  readonly barriers: readonly { readonly id: string; readonly name: Text }[]
  readonly units: readonly PublishedUnit[]
}

/** One figure that a correction changed; `absent` where it stands in one of the two alone. */
export interface ChangedFigure {
  readonly instrument: string
  readonly level: string
  readonly unit: string
  readonly table: string
  readonly measure: string
  readonly figure: string
  readonly was: Cell
  readonly is: Cell
}

export interface Correction {
  /** YYYY-MM-DD. */
  readonly date: string
  readonly reason: Text
  readonly figures: readonly ChangedFigure[]
}

export interface Publication {
  readonly format: typeof PUBLICATION_FORMAT
  readonly wave: {
    readonly id: string
    readonly name: Text
    readonly starts: string
    readonly ends: string
    readonly primaryOutcome: { readonly instrument: string; readonly scale: Scale }
    readonly targets: readonly { readonly indicator: string; readonly change: number; readonly source: Text }[]
  }
  /** Day of the first edition, YYYY-MM-DD. */
  readonly published: string
  /** By date; each made another edition. */
  readonly corrections: readonly Correction[]
  /** What it was made from: how many snapshots, how many are known to be missing, and one SHA-256 over theirs. */
  readonly release: { readonly snapshots: number; readonly missing: number; readonly hash: string }
  /** People who answered to the end and are in no figure, to the nearest 5. `not told` where nobody who closed the wave said it (a release made of files). */
  readonly leftOut: Shown<number> | 'nobody' | 'not told'
  readonly settings: Readonly<Record<string, number>>
  readonly instruments: readonly PublishedInstrument[]
  /** SHA-256 over the rest, keys in alphabetical order: what was changed by hand is not what the gate let through. */
  readonly hash: string
}

type Hash = (text: string) => string

/** Day of the edition that stands there now. */
export const editionDate = ({ published, corrections }: Pick<Publication, 'published' | 'corrections'>): string =>
  corrections.at(-1)?.date ?? published

/**
 * The first edition. `report` rests on a release that `whyNotPublished` has nothing against; its date is the day of publication. `missing`: snapshots that are known
 * to have been and are not in the release.
 */
export function publicationOf(report: Report, missing: number, hash: Hash): Publication {
  const { id, name, starts, ends, primaryOutcome, targets } = report.wave
  return sealed(
    {
      format: PUBLICATION_FORMAT,
      wave: { id, name, starts, ends, primaryOutcome, targets },
      published: report.date,
      corrections: [],
      release: {
        snapshots: report.snapshots.length,
        missing,
        hash: hash(report.snapshots.map((snapshot) => snapshot.hash).join('\n')),
      },
      leftOut: leftOutOf(report.closing),
      settings: GATE_SETTINGS,
      instruments: publishedInstruments(report),
    },
    hash,
  )
}

/** With the hash of its contents. */
export function sealed(body: Omit<Publication, 'hash'>, hash: Hash): Publication {
  return { ...body, hash: hash(canonicalText(body)) }
}

/** Whether the contents are those that were hashed. */
export function isSealed({ hash: stated, ...body }: Publication, hash: Hash): boolean {
  return hash(canonicalText(body)) === stated
}

/** What the public may see of each instrument. The one way from a report to the public: the table of an export comes from here too. */
export const publishedInstruments = (report: Report): PublishedInstrument[] =>
  report.instruments.map(({ instrument, units }) => ({
    ...namesOf(instrument),
    units: units.map(({ level, id, name, weeks, results }) => {
      const rounded = publicResults(results)
      // The comparison group has answered once, so that nothing of it is before or after: only how many they are.
      if (level === 'comparison') return { level, id, name, weeks, results: { ...NOTHING, n: rounded.n } }
      // What makes acting hard, what was known before, and the time before are not asked again weeks later.
      if (level === 'followup') return { level, id, name, weeks, results: { ...rounded, barriers: [], known: [], recalled: [] } }
      return { level, id, name, weeks, results: rounded }
    }),
  }))

const NOTHING: Omit<PublicResults, 'n'> = { scales: [], concepts: [], barriers: [], known: [], worse: [], recalled: [] }

const namesOf = ({ id, name, concepts, barriers, barrierNames }: NamedInstrument): Omit<PublishedInstrument, 'units'> => ({
  id,
  name,
  concepts: concepts.map((concept) => ({
    id: concept.id,
    name: concept.name,
    scale: concept.scale,
    pointsTo: concept.pointsTo,
    evidence: concept.evidence,
  })),
  barriers: barriers.map((barrier) => ({ id: barrier, name: barrierNames[barrier] ?? { es: barrier, en: barrier } })),
})

function leftOutOf(closing: WaveState): Publication['leftOut'] {
  if (closing === 'open') return 'not told'
  const people = closing.reduce((sum, rest) => sum + (rest.fate === 'given up' ? rest.people : 0), 0)
  if (people === 0) return 'nobody'
  return people < GATE_SETTINGS.minimumCell ? withheld('cell-under-5') : shown(roundedCount(people))
}

/** Where the release came from: the collector, which knows whether the wave was closed, or files, which do not. */
export type ReleaseSource = 'collector' | 'files'

/**
 * Why a release may not be published, as a sentence for staff; nothing where it may. `last` is the last day on which phones may deliver records of the wave.
 */
export function whyNotPublished(report: Report, source: ReleaseSource, last: string): string | undefined {
  const { wave, date, closing, instruments } = report
  if (date <= last)
    return `phones may still deliver records of ${wave.id} until ${last}, and figures that are read on the way tempt to stop there; publish it after that day`
  if (source === 'collector' && closing === 'open') return `${wave.id} is not closed yet: npm run staff -- close --wave ${wave.id}`
  if (instruments.length === 0) return `the gate has released nothing of ${wave.id}`
  if (!instruments.some(isTold))
    return `the gate has released no group of ${GATE_SETTINGS.minimumShown} people of ${wave.id} whose answers may be shown`
  return undefined
}

const isTold = ({ units }: InstrumentReport): boolean =>
  units.some(
    ({ level, results }) => level === 'overall' && [results.n.baseline, results.n.endline].some(({ kind }) => kind === 'shown'),
  )
