/** A made-up campaign run through the real thing: records' keys, tallies, the gate, snapshots, the report. */
import { createHash } from 'node:crypto'
import type { Catalogue, NamedInstrument } from '../../src/protocol/catalogue.ts'
import { decideRelease, NOTHING_RELEASED } from '../../src/report/gate/release.ts'
import { type Snapshot, snapshotOf } from '../../src/report/gate/snapshot.ts'
import type { Indicator } from '../../src/report/icat/indicator.ts'
import { type Report, reportOf } from '../../src/report/report.ts'
import { keysOfResponse, type Response } from '../../src/tally/response.ts'
import type { Tally } from '../../src/tally/tally.ts'
import { type Random, seeded } from '../specimen.ts'
import { type Population, visitorOf } from './population.ts'

export const CONTENT_FIRST = 0.15

/** The population that the demonstration draws from: reading teaches a good deal, asking twice a little, and form B is harder than A. */
export const populationOf = (instrument: NamedInstrument): Population => ({ instrument, reading: 0.7, testing: 0.15, formGap: 0.3 })

/** Where a visitor's messages are counted: the arm that reads first has a leaf of its own. */
export const placeOfVisit = (visit: readonly Response[], venues: readonly string[], random: Random): string =>
  visit[0]?.arm === 'content-first' ? 'comparison' : (venues[random() % venues.length] as string)

/** Live counters by place, as a collector would hold them. */
export function liveTallies(population: Population, people: number, seed: number, venues: readonly string[]): Map<string, Tally> {
  const random = seeded(seed)
  const sums = new Map<string, Record<string, number>>()
  for (let person = 0; person < people; person++) {
    const visit = visitorOf(population, random, CONTENT_FIRST)
    const place = placeOfVisit(visit, venues, random)
    const sum = sums.get(place) ?? {}
    sums.set(place, sum)
    for (const response of visit) for (const key of keysOfResponse(population.instrument, response)) sum[key] = (sum[key] ?? 0) + 1
  }
  return sums
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** One snapshot of each place, by the real gate. */
export function snapshotsOf(live: ReadonlyMap<string, Tally>, wave: string, instrument: string): Snapshot[] {
  return [...live].flatMap(([place, tally]) => {
    const decision = decideRelease(tally, NOTHING_RELEASED)
    return decision.kind === 'released'
      ? [snapshotOf({ wave, instrument, place }, decision, { number: 1, week: '2026-W48', hash: sha256 })]
      : []
  })
}

export const reportFrom = (snapshots: readonly Snapshot[], catalogue: Catalogue): Report =>
  reportOf({ wave: catalogue.currentWave, snapshots, catalogue, date: '2026-12-01' })

/** The indicators of the overall view. */
export const overallIndicators = (report: Report): readonly Indicator[] =>
  report.instruments[0]?.units.find(({ level }) => level === 'overall')?.steps.flatMap(({ indicators }) => indicators) ?? []

/** The figure that the truth is about, and its interval: the change where there is one, else the share. */
export function figureOf({
  columns,
  change,
  baseline,
  endline,
}: Indicator): { value: number; low: number; high: number } | undefined {
  const figure = columns === 'single' ? (baseline.kind === 'not-asked' ? endline : baseline) : change
  if (figure.kind !== 'shown' || figure.value.interval === 'no-interval') return undefined
  return { value: figure.value.value, ...figure.value.interval }
}
