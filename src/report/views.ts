/**
 * Leaves and views of a wave: what a report has rows for.
 *
 * A view is a sum of released leaves, so it tells nothing that they don't. Small leaves (under 20 people, a round table under 10) show
 * within their parents only; 14–17 and unknown places count in the overall view and in no other; the comparison arm stands by itself, and so do those who
 * answered again weeks later, once against each earlier occasion: they are in the overall view already.
 *
 * Rows say how many people they hold, so rows that gave a small leaf by adding and subtracting would show it after all. A view that holds just one
 * leaf without a row is left out, and beyond that the smallest row that takes part, a leaf's or a view's, until no such leaf follows
 * (complementary suppression; L. H. Cox, JASA 75 (1980) 377–385). The overall view always stays: a wave of one small leaf is that leaf.
 */
import { VISIT_OCCASIONS, type VisitOccasion } from '../assessment/design.ts'
import { type Catalogue, type Text, type Venue, venueOf } from '../protocol/catalogue.ts'
import { placeBeneath } from '../tally/leaf.ts'
import { mergeTallies, type Tally } from '../tally/tally.ts'
import { PRIME, residues, rowSpaceOf } from './elimination.ts'
import type { Footfalls } from './gate/release.ts'
import { GATE_SETTINGS as SETTINGS } from './gate/settings.ts'
import type { Snapshot } from './gate/snapshot.ts'
import { sinceTally } from './icat/followup.ts'

export type Level = 'overall' | 'audience' | 'city' | 'kind' | 'leaf' | 'comparison' | 'followup'

/** Under a symbol, so that nothing that writes a unit to a file writes this too: it holds small leaves by themselves. */
export const BY_PLACE: unique symbol = Symbol('tables by place')

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
  /** People whose answers after are in it (for the comparison: their only ones; for the follow-up: those of weeks later). */
  readonly n: number
  /** Of the follow-up: the earlier occasion that its tables begin at, as if that were before and weeks later after. */
  readonly since?: VisitOccasion
  /** What all places of the wave released, each by itself, for `across.ts` to look at. */
  readonly [BY_PLACE]: ReadonlyMap<string, Tally>
}

/** What a row of the report is to be made of. */
interface Row {
  readonly level: Level
  readonly id: string
  readonly places: readonly string[]
  readonly since?: VisitOccasion
}

/** The units of one wave and instrument, overall first. Leaves too small to stand alone are in their views and not listed. */
export function unitsOf(snapshots: readonly Snapshot[], catalogue: Catalogue): Unit[] {
  const byPlace = new Map<string, Snapshot[]>()
  for (const snapshot of snapshots) {
    // A kiosk's people are people of its venue; nobody is shown by the tablet that she stood before.
    const place = placeBeneath(snapshot.place)
    const known = byPlace.get(place)
    if (known) known.push(snapshot)
    else byPlace.set(place, [snapshot])
  }
  const venues = new Map([...byPlace.keys()].flatMap((place) => venuesAt(catalogue, place)))
  const tallies = new Map([...byPlace].map(([place, parts]) => [place, mergeTallies(...parts.map(({ tally }) => tally))]))
  const counted = [...byPlace.keys()].filter((place) => place !== 'comparison' && place !== 'followup').sort()
  const people = new Map(counted.map((place) => [place, peopleOf(byPlace.get(place) ?? [])]))

  const groups: Row[] = []
  for (const level of ['audience', 'city', 'kind'] as const) {
    const members = new Map<string, string[]>()
    for (const place of counted) {
      const group = venues.get(place)?.[level]
      if (group === undefined || group === 'none') continue
      const known = members.get(group)
      if (known) known.push(place)
      else members.set(group, [place])
    }
    for (const [id, places] of [...members].sort(([a], [b]) => (a < b ? -1 : 1))) groups.push({ level, id, places })
  }
  const isSmall = (place: string): boolean => {
    const { exact, strong } = people.get(place) ?? NOBODY
    return exact + strong < (venues.get(place)?.kind === 'round-table' ? SETTINGS.minimumRoundTable : SETTINGS.minimumLeaf)
  }
  const rows = safeRows(
    { level: 'overall', id: 'all', places: counted },
    groups,
    counted.map((place) => ({ level: 'leaf', id: place, places: [place] })),
    new Set(counted.filter((place) => !venues.has(place) || isSmall(place))),
    people,
  )
  if (byPlace.has('comparison')) rows.push({ level: 'comparison', id: 'comparison', places: ['comparison'] })
  if (byPlace.has('followup'))
    for (const since of VISIT_OCCASIONS) rows.push({ level: 'followup', id: `followup-${since}`, places: ['followup'], since })
  return rows.map(({ level, id, places, since }): Unit => {
    const parts = places.flatMap((place) => byPlace.get(place) ?? [])
    const weeks = parts.map(({ week }) => week).sort()
    const sum = (count: (snapshot: Snapshot) => number) => parts.reduce((total, snapshot) => total + count(snapshot), 0)
    return {
      level,
      id,
      name: level === 'leaf' ? venues.get(id)?.name : undefined,
      places,
      tally: since
        ? sinceTally(tallies.get('followup') ?? {}, since)
        : mergeTallies(...places.map((place) => tallies.get(place) ?? {})),
      footfall: {
        scans: sum(({ footfall }) => footfall.scans),
        starts: sum(({ footfall }) => footfall.starts),
        finishes: sum(({ footfall }) => footfall.finishes),
      },
      weeks: [weeks[0] ?? '', weeks.at(-1) ?? ''],
      n: sum(({ n }) => (level === 'comparison' ? n.contentFirst : level === 'followup' ? (n.followup ?? 0) : n.endline)),
      ...(since && { since }),
      [BY_PLACE]: tallies,
    }
  })
}

/** A place that is a venue, or a session at one. */
function venuesAt(catalogue: Catalogue, place: string): [string, Venue][] {
  const venue = venueOf(catalogue, place)
  return venue ? [[place, venue]] : []
}

/** People of a place by the way they answered: exactly, or in strong mode, whose estimates have rows of their own. */
interface People {
  readonly exact: number
  readonly strong: number
}

const NOBODY: People = { exact: 0, strong: 0 }

const peopleOf = (parts: readonly Snapshot[]): People => ({
  exact: parts.reduce((sum, { n }) => sum + n.endline, 0),
  strong: parts.reduce((sum, { n }) => sum + (n.strong ?? 0), 0),
})

/** The rows that may stand side by side, `hidden` being the places that must not follow from them: overall, views, leaves. */
export function safeRows(
  overall: Row,
  views: readonly Row[],
  leaves: readonly Row[],
  hidden: ReadonlySet<string>,
  people: ReadonlyMap<string, People>,
): Row[] {
  if (overall.places.length === 0) return []
  const sizeOf = ({ places }: Row) =>
    places.reduce((sum, place) => sum + (people.get(place)?.exact ?? 0) + (people.get(place)?.strong ?? 0), 0)
  const modes = (['exact', 'strong'] as const).map((mode) => (place: string) => (people.get(place)?.[mode] ?? 0) > 0)
  const left = new Set<Row>()
  const unlisted = new Set(hidden)
  const standing = () => [
    overall,
    ...views.filter((view) => !left.has(view) && view.places.filter((place) => unlisted.has(place)).length !== 1),
    ...leaves.filter((leaf) => !unlisted.has(leaf.id)),
  ]
  const leavesOut = (row: Row) => {
    left.add(row)
    if (row.level === 'leaf') unlisted.add(row.id)
  }
  for (;;) {
    const rows = standing()
    const part = modes.flatMap((isCounted) => giveaway(rows, hidden, isCounted))
    const [smallest] = part.filter((row) => row !== overall).sort((a, b) => sizeOf(a) - sizeOf(b))
    if (!smallest) break
    leavesOut(smallest)
  }
  // What was left out early may be harmless by the end, since others went too.
  for (const row of [...left].sort((a, b) => sizeOf(b) - sizeOf(a))) {
    left.delete(row)
    if (row.level === 'leaf') unlisted.delete(row.id)
    const rows = standing()
    if (modes.some((isCounted) => giveaway(rows, hidden, isCounted).some((part) => part !== overall))) leavesOut(row)
  }
  return standing()
}

/** Rows from whose sums some hidden place follows: those that take part in giving the first that is found, none where none follows. */
function giveaway(rows: readonly Row[], hidden: ReadonlySet<string>, isCounted: (place: string) => boolean): Row[] {
  const leaves = new Map(rows.filter(({ level }) => level === 'leaf').map((row) => [row.id, row]))
  const views = rows.filter(({ level }) => level !== 'leaf')
  // Places that have no row of their own, as columns; those that stand in the same views are one column.
  const columns = new Map<string, string[]>()
  const holders = new Map<string, number[]>()
  for (const [at, view] of views.entries())
    for (const place of view.places) {
      const known = holders.get(place)
      if (known) known.push(at)
      else holders.set(place, [at])
    }
  for (const [place, at] of holders) {
    if (leaves.has(place) || !isCounted(place)) continue
    const name = at.join()
    const known = columns.get(name)
    if (known) known.push(place)
    else columns.set(name, [place])
  }
  const kinds = [...columns].map(([name, places]) => ({ views: new Set(name.split(',').map(Number)), places }))
  const space = rowSpaceOf(views.map((_, at) => residues(kinds.map((kind) => (kind.views.has(at) ? 1 : 0)))))
  for (const [at, { places }] of kinds.entries()) {
    const [place, ...others] = places
    if (place === undefined || others.length > 0 || !hidden.has(place)) continue
    const found = space.combination(residues(kinds.map((_, other) => (other === at ? 1 : 0))))
    if (!found) continue
    const weightAt = (leaf: string) => (holders.get(leaf) ?? []).reduce((sum, view) => (sum + (found[view] as number)) % PRIME, 0)
    return [
      ...views.filter((_, view) => found[view] !== 0),
      ...[...leaves.values()].filter((leaf) => isCounted(leaf.id) && weightAt(leaf.id) !== 0),
    ]
  }
  return []
}
