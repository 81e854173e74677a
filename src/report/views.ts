/**
 * Leaves and views of a wave: what a report has rows for.
 *
 * A view is a sum of released leaves, so it tells nothing that they don't. Small leaves (under 20 people, a round table under 10) show
 * within their parents only, and a view that holds just one of them is left out. 14–17 and unknown places count in the overall view and in no other; the comparison arm stands by itself.
 */
import type { Catalogue, Text } from '../protocol/catalogue.ts'
import { mergeTallies, type Tally } from '../tally/tally.ts'
import type { Footfalls } from './gate/release.ts'
import { GATE_SETTINGS as SETTINGS } from './gate/settings.ts'
import type { Snapshot } from './gate/snapshot.ts'

export type Level = 'overall' | 'audience' | 'city' | 'kind' | 'leaf' | 'comparison'

/** A row of the report: a leaf, or a view over several. */
export interface Unit {
  readonly level: Level
  /** A place's id, a city's name, a kind or an audience; `all` overall. */
  readonly id: string
  /** A leaf's printed name; views are named by their id. */
  readonly name: Text | undefined
  readonly places: readonly string[]
  readonly tally: Tally
  readonly footfall: Footfalls
  /** First and last week of the snapshots added up. */
  readonly weeks: readonly [string, string]
  /** People whose answers after are in it (for the comparison: their only ones). */
  readonly n: number
}

/** The units of one wave and instrument, overall first. Leaves too small to stand alone are in their views and not listed. */
export function unitsOf(snapshots: readonly Snapshot[], catalogue: Catalogue): Unit[] {
  const byPlace = new Map<string, Snapshot[]>()
  for (const snapshot of snapshots) byPlace.set(snapshot.place, [...(byPlace.get(snapshot.place) ?? []), snapshot])
  const venues = new Map(catalogue.venues.map((venue) => [venue.id, venue]))

  const units: Unit[] = []
  const counted = [...byPlace.keys()].filter((place) => place !== 'comparison').sort()
  const add = (level: Level, id: string, name: Text | undefined, places: readonly string[]) => {
    const parts = places.flatMap((place) => byPlace.get(place) ?? [])
    if (parts.length > 0) units.push(unitOf(level, id, name, places, parts))
  }
  const isHidden = (place: string): boolean => {
    const people = (byPlace.get(place) ?? []).reduce((sum, { n }) => sum + n.endline, 0)
    const least = venues.get(place)?.kind === 'round-table' ? SETTINGS.minimumRoundTable : SETTINGS.minimumLeaf
    return !venues.has(place) || people < least
  }
  add('overall', 'all', undefined, counted)
  for (const level of ['audience', 'city', 'kind'] as const) {
    const groups = new Map<string, string[]>()
    for (const place of counted) {
      const group = venues.get(place)?.[level]
      if (group !== undefined && group !== 'none') groups.set(group, [...(groups.get(group) ?? []), place])
    }
    // With one hidden leaf a view is that leaf under another name, or gives it less the leaves beside it.
    for (const [id, places] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1)))
      if (places.filter(isHidden).length !== 1) add(level, id, undefined, places)
  }
  for (const place of counted) if (!isHidden(place)) add('leaf', place, venues.get(place)?.name, [place])
  add('comparison', 'comparison', undefined, ['comparison'])
  return units
}

function unitOf(level: Level, id: string, name: Text | undefined, places: readonly string[], parts: readonly Snapshot[]): Unit {
  const weeks = parts.map(({ week }) => week).sort()
  const sum = (count: (snapshot: Snapshot) => number) => parts.reduce((total, snapshot) => total + count(snapshot), 0)
  return {
    level,
    id,
    name,
    places,
    tally: mergeTallies(...parts.map(({ tally }) => tally)),
    footfall: {
      scans: sum(({ footfall }) => footfall.scans),
      starts: sum(({ footfall }) => footfall.starts),
      finishes: sum(({ footfall }) => footfall.finishes),
    },
    weeks: [weeks[0] ?? '', weeks.at(-1) ?? ''],
    n: sum(({ n }) => (level === 'comparison' ? n.contentFirst : n.endline)),
  }
}
