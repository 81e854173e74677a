/**
 * Made-up waves for the checks of the report: several venues, week by week through the real gate, everybody honest or some of one venue's records copied from
 * a single person, as somebody would who sends the same message many times. What is odd is known, so that flags can be counted right or wrong.
 */
import { type Catalogue, type NamedInstrument, type Wave, waveOf } from '../../src/protocol/catalogue.ts'
import { anomalyChecksOf } from '../../src/report/anomaly/anomaly.ts'
import type { AnomalyCheck } from '../../src/report/anomaly/check.ts'
import { decideRelease, type GateMemory, NOTHING_RELEASED } from '../../src/report/gate/release.ts'
import { type Snapshot, snapshotOf } from '../../src/report/gate/snapshot.ts'
import { unitsOf } from '../../src/report/views.ts'
import { keysOfResponse, type Response } from '../../src/tally/response.ts'
import { type Random, seeded, specimenCatalogue, specimenInstrument } from '../specimen.ts'
import { sha256 } from './campaign.ts'
import { type Population, visitorOf } from './population.ts'

const CONTENT_FIRST = 0.15

/** The made-up instrument with as many questions on a scale as the long one of the campaign: six, four, three and two. */
export const longInstrument: NamedInstrument = {
  ...specimenInstrument,
  id: 'long@1',
  concepts: specimenInstrument.concepts
    .filter(({ id }) => ['debt', 'anybody', 'would-ask', 'can-check'].includes(id))
    .flatMap((concept, scale) =>
      Array.from({ length: [6, 4, 3, 2][scale] ?? 0 }, (_, at) => ({ ...concept, id: `${concept.id}-${at + 1}` })),
    ),
}

export const longCatalogue: Catalogue = {
  ...specimenCatalogue,
  waves: specimenCatalogue.waves.map((wave) => ({
    ...wave,
    instruments: [longInstrument.id],
    primaryOutcome: { instrument: longInstrument.id, scale: 'knowledge' },
  })),
  instruments: [longInstrument],
}

export interface OddWave {
  readonly catalogue: Catalogue
  readonly instrument: NamedInstrument
  /** Visitors of each venue, honest ones and others. */
  readonly visitors: Readonly<Record<string, number>>
  readonly seed: number
  /** Where some of the records are copies, and what share of them. */
  readonly copied?: { readonly venue: string; readonly share: number }
  /** Whether copies come with a count of their start, and with the form order drawn anew: the careful kind. */
  readonly isCareful?: boolean
}

/** What reading and practice add differs from venue to venue, as it does among people. */
const populationAt = (instrument: NamedInstrument, at: number): Population => ({
  instrument,
  reading: 0.4 + 0.25 * (at % 4),
  testing: 0.15,
  formGap: 0.3,
})

export function checksOfWave({
  catalogue,
  instrument,
  visitors,
  seed,
  copied,
  isCareful = false,
}: OddWave): readonly AnomalyCheck[] {
  const random = seeded(seed)
  const live = new Map<string, Record<string, number>>()
  const memories = new Map<string, GateMemory>()
  const numbers = new Map<string, number>()
  const snapshots: Snapshot[] = []
  const wave = catalogue.currentWave
  const venues = Object.entries(visitors)
  const originals = new Map(venues.map(([venue], at) => [venue, finisher(populationAt(instrument, at), random)]))
  const add = (place: string, keys: readonly string[]) => {
    const sum = live.get(place) ?? {}
    live.set(place, sum)
    for (const key of keys) sum[key] = (sum[key] ?? 0) + 1
  }
  const weeks = 4
  for (let week = 0; week < weeks; week++) {
    const day = `2026-07-${String(6 + 7 * week).padStart(2, '0')}`
    for (const [at, [venue, people]] of venues.entries()) {
      const population = populationAt(instrument, at)
      for (let person = 0; person < Math.round(people / weeks); person++) {
        const isCopy = copied?.venue === venue && random() < copied.share * 2 ** 32
        const visit = isCopy ? copyOf(originals.get(venue) ?? [], isCareful, random) : visitorOf(population, random, CONTENT_FIRST)
        const place = visit[0]?.arm === 'content-first' ? 'comparison' : venue
        const hasStart = isCopy ? isCareful : random() % 50 !== 0
        add(place, [
          ...visit.flatMap((response) => keysOfResponse(instrument, response)),
          `f:scan:${day}`,
          ...(hasStart ? [`f:start:${day}`] : []),
        ])
      }
    }
    for (const [place, tally] of live) {
      const decision = decideRelease(tally, memories.get(place) ?? NOTHING_RELEASED)
      memories.set(
        place,
        decision.kind === 'released' ? decision.next : { ...(memories.get(place) ?? NOTHING_RELEASED), tried: decision.next.tried },
      )
      if (decision.kind === 'held') continue
      const number = (numbers.get(place) ?? 0) + 1
      numbers.set(place, number)
      snapshots.push(
        snapshotOf({ wave, instrument: instrument.id, place }, decision, { number, week: `2026-W${28 + week}`, hash: sha256 }),
      )
    }
  }
  return anomalyChecksOf(
    [{ instrument, snapshots, units: unitsOf(snapshots, catalogue) }],
    waveOf(catalogue, wave) as Wave,
    catalogue,
    [],
  )
}

/** Somebody who answers before and after. */
function finisher(population: Population, random: Random): Response[] {
  for (;;) {
    const visit = visitorOf(population, random, 0)
    if (visit.length === 2) return visit
  }
}

const copyOf = (visit: readonly Response[], isCareful: boolean, random: Random): Response[] => {
  const order = random() % 2 === 0 ? 'AB' : 'BA'
  return visit.map((response) => (isCareful ? { ...response, order } : response))
}

export const flagged = (checks: readonly AnomalyCheck[]): AnomalyCheck[] =>
  checks.filter(({ finding }) => finding.kind === 'flagged')
