/**
 * The attacker who has result files and nothing else: no snapshot, and no answer of anybody. From the figures that one export shows side by side she
 * works out counts that it withholds.
 *
 * Unknown is each figure at each place. Told are the units that show it, how many people each unit has, and the means of scales, which tie the concepts
 * of a scale together. Tried are all sets of places whose own figures are not shown: a set whose count follows is a finding where fewer than 5 of its
 * people are in the count, or out of it. Beyond elimination every single count is bounded by the sums that hold it.
 */
import type { Instrument } from '../../src/assessment/instrument.ts'
import { scalesOf } from '../../src/assessment/scoring.ts'
import type { Results } from '../../src/report/results.ts'
import type { PublicResults } from '../../src/report/rounding.ts'
import type { Shown } from '../../src/report/shown.ts'
import type { Unit } from '../../src/report/views.ts'
import { studentCritical } from '../../src/statistics/distributions/student.ts'
import { narrow, type Range, reducedSums, type Sum, totalOf } from './attack-sums.ts'

export interface Finding {
  /** Concept, scale or barrier, and which of its figures. */
  readonly figure: string
  readonly places: readonly string[]
  readonly count: number
  /** People at these places, where that follows too. */
  readonly n: number | undefined
}

/** More people than any place has, and few enough that sums of them stay exact. */
const MANY = 1_000_000

/** How many people places have, as far as units tell: sums of them, and bounds for each. */
interface Sizes {
  readonly reduced: readonly Sum[]
  readonly ranges: readonly Range[]
}

/** What is left of a sum when one that it holds is taken away: bounds see more in it than in the two. */
const differencesOf = (sums: readonly Sum[]): Sum[] =>
  sums.flatMap((whole) =>
    sums.flatMap((part) =>
      part !== whole && part.row.every((entry, at) => entry <= (whole.row[at] as number))
        ? [{ row: whole.row.map((entry, at) => entry - (part.row[at] as number)), value: whole.value - part.value }]
        : [],
    ),
  )

/** A figure of a unit, as the file tells it: a count, or nothing. */
type Told = number | undefined

const told = (figure: Shown<number>): Told => (figure.kind === 'shown' ? figure.value : undefined)
const toldCount = (figure: Shown<{ readonly count: number }>): Told => (figure.kind === 'shown' ? figure.value.count : undefined)

/** Counts under 5 (or under 5 short of everybody) of some set of places that follow from one export. */
export function countsThatFollow(allUnits: readonly Unit[], allResults: readonly Results[], instrument: Instrument): Finding[] {
  const kept = allUnits.flatMap((unit, at) => (unit.level === 'comparison' || unit.level === 'followup' ? [] : [at]))
  const units = kept.map((at) => allUnits[at] as Unit)
  const results = kept.map((at) => allResults[at] as Results)
  const places = [...new Set(units.flatMap((unit) => unit.places))]
  const holds = units.map((unit) => places.map((place) => (unit.places.includes(place) ? 1 : 0)))
  const findings: Finding[] = []

  const sizes = (group: 'baseline' | 'endline' | 'left'): Sizes => {
    const sums = results.flatMap((result, at) => {
      const [began, done] = [told(result.n.baseline), told(result.n.endline)]
      const stayed = began === undefined || done === undefined ? undefined : began - done
      const value = group === 'left' ? stayed : told(result.n[group])
      return value === undefined ? [] : [{ row: holds[at] as number[], value }]
    })
    const reduced = reducedSums(sums)
    // A place may have released fewer people before than after: then nothing bounds its difference.
    const ranges = places.map((): Range => ({ low: group === 'left' ? -MANY : 0, high: MANY }))
    narrow(ranges, [...sums, ...differencesOf(sums), ...reduced])
    return { reduced, ranges }
  }
  const endline = sizes('endline')
  const baseline = sizes('baseline')
  const left = sizes('left')

  /** Layers are tied by `sums`, the count over all layers together, where a unit tells it. */
  const attack = (
    names: readonly string[],
    figures: readonly (readonly Told[])[],
    sums: readonly Told[],
    people: Sizes,
    of: 'people' | 'squares' | 'differences' = 'people',
  ) => {
    const layers = names.length
    const rowOf = (of: readonly number[], layer: number | 'all') =>
      names.flatMap((_, at) => of.map((entry) => (layer === 'all' || layer === at ? entry : 0)))
    const known: Sum[] = units.flatMap((_, at) => {
      const row = holds[at] as number[]
      const sum = sums[at]
      return [
        ...names.flatMap((_, layer) => {
          const value = figures[layer]?.[at]
          return value === undefined ? [] : [{ row: rowOf(row, layer), value }]
        }),
        ...(sum === undefined ? [] : [{ row: rowOf(row, 'all'), value: sum }]),
      ]
    })
    if (known.length === 0) return
    const isSmall = (count: number, n: number | undefined) => {
      if (of === 'squares') return count < 5
      // More right than people, or fewer than none, is a mixture of people and no count.
      if (of === 'differences') return n !== undefined && n > 0 && count >= 0 && count <= n && (count < 5 || n - count < 5)
      return count < 5 || (n !== undefined && n - count < 5)
    }
    const reduced = reducedSums(known)
    const sizeOf = (set: readonly number[]) =>
      set.every((entry, place) => entry === 0 || people.ranges[place]?.high === 0) ? 0 : totalOf(set, people.reduced)
    const single = (place: number) => places.map((_, other) => (other === place ? 1 : 0))
    for (let layer = 0; layer < layers; layer++) {
      const hidden = [...places.keys()].filter(
        (place) =>
          !units.some((unit, at) => unit.places.length === 1 && holds[at]?.[place] === 1 && figures[layer]?.[at] !== undefined),
      )
      for (let chosen = 1; chosen < 2 ** hidden.length; chosen++) {
        const set = places.map((_, place) => (hidden.includes(place) && (chosen >> hidden.indexOf(place)) & 1 ? 1 : 0))
        const count = totalOf(rowOf(set, layer), reduced)
        if (count === undefined) continue
        const n = sizeOf(set)
        // The gate leaves nobody behind or at least 10: any other difference mixes people who left with people who came later, and counts nobody.
        const isGroup = (place: number) => {
          const people = sizeOf(single(place)) ?? -1
          return people === 0 || people >= 10
        }
        if (of === 'differences' && !set.every((entry, place) => entry === 0 || isGroup(place))) continue
        if (n !== 0 && isSmall(count, n))
          findings.push({ figure: names[layer] as string, places: places.filter((_, at) => set[at] === 1), count, n })
      }
    }
    // Bounds hold for counts of people, since nobody is in one twice.
    if (of !== 'people') return
    const ranges: Range[] = names.flatMap(() => people.ranges.map(({ high }) => ({ low: 0, high })))
    narrow(ranges, [...known, ...differencesOf(known), ...reduced])
    for (const [at, { low, high }] of ranges.entries()) {
      const place = at % places.length
      const n = sizeOf(single(place))
      const layer = Math.floor(at / places.length)
      if (low === high && n !== 0 && isSmall(low, n))
        findings.push({ figure: `${names[layer]} by bounds`, places: [places[place] as string], count: low, n })
    }
  }

  const none = units.map(() => undefined)
  for (const [at, scale] of scalesOf(instrument).entries()) {
    const concepts = instrument.concepts.flatMap((concept, index) => (concept.scale === scale ? [index] : []))
    for (const side of ['before', 'after'] as const) {
      const figures = concepts.map((concept) => results.map((result) => toldRight(result, concept, side)))
      const sums = results.map((result) => {
        const change = result.scales[at]?.change
        if (change?.kind !== 'shown') return undefined
        const mean = side === 'before' ? change.value.meanBefore : change.value.meanAfter
        return Math.round(mean * change.value.n)
      })
      attack(
        concepts.map((concept) => `${instrument.concepts[concept]?.id} right ${side}`),
        figures,
        sums,
        endline,
      )
    }
    if (concepts.length > 1) attackSpread(at, concepts.length)
  }
  for (const [at, { id }] of instrument.concepts.entries()) {
    const of = (write: (result: Results['concepts'][number]) => Told) =>
      results.map((result) => write(result.concepts[at] as Results['concepts'][number]))
    for (const name of ['gained', 'lost'] as const) attack([`${id} ${name}`], [of((c) => told(c[name]))], none, endline)
    // Of a scale with one concept those whose score fell are those who lost it: beside the shares that is the whole table.
    if (isAlone(id))
      attack(
        [`${id} right both times`],
        [
          results.map((result) => {
            const [before, worse] = [toldRight(result, at, 'before'), toldCount(worseOf(result, id))]
            return before === undefined || worse === undefined ? undefined : before - worse
          }),
        ],
        none,
        endline,
      )
    attack(
      [`${id} right before of those who left`],
      [
        results.map((result) => {
          const [known, before] = [toldCount(result.known[at]?.share as never), toldRight(result, at, 'before')]
          return known === undefined || before === undefined ? undefined : known - before
        }),
      ],
      none,
      left,
      'differences',
    )
    attack([`${id} known`], [results.map((result) => toldCount(result.known[at]?.share as never))], none, baseline)
    const recalled = (write: (of: { earlier: Told; now: Told; change: number | undefined; n: number }) => Told) =>
      results.map((result) => {
        const found = result.recalled.find(({ concept }) => concept === id)
        if (!found) return undefined
        const change = found.change.kind === 'shown' ? Math.round(found.change.value.difference * found.n) : undefined
        return write({ earlier: toldCount(found.earlier), now: toldCount(found.now), change, n: found.n })
      })
    attack([`${id} recalled`], [recalled(({ earlier }) => earlier)], none, endline)
    attack([`${id} now`], [recalled(({ now }) => now)], none, endline)
    const table = (write: (counts: { b: number; a: number; g: number }) => number) =>
      results.map((result) => {
        const c = result.concepts[at] as Results['concepts'][number]
        const [b, a, g] = [toldCount(c.before), toldCount(c.after), told(c.gained)]
        return b === undefined || a === undefined || g === undefined ? undefined : write({ b, a, g })
      })
    attack([`${id} both`], [table(({ a, g }) => a - g)], none, endline)
    attack(
      [`${id} neither`],
      [
        table(({ b, g }) => b + g).map((some, unit) =>
          some === undefined ? undefined : (results[unit]?.concepts[at]?.n ?? 0) - some,
        ),
      ],
      none,
      endline,
    )
    for (const [side, unsure] of [
      ['before', 'dontKnowBefore'],
      ['after', 'dontKnowAfter'],
    ] as const) {
      attack([`${id} ${unsure}`], [of((c) => toldCount(c[unsure]))], none, endline)
      const others = of((c) => {
        const [right, k] = [toldCount(c[side]), toldCount(c[unsure])]
        return right === undefined || k === undefined ? undefined : c.n - right - k
      })
      attack([`${id} other ${side}`], [others], none, endline)
    }
  }
  for (const [at, barrier] of instrument.barriers.entries())
    attack([`barrier ${barrier}`], [results.map((result) => toldCount(result.barriers[at]?.named as never))], none, baseline)
  for (const scale of scalesOf(instrument))
    attack(
      [`${scale} fell`],
      [results.map((result) => toldCount(result.worse.find((one) => one.scale === scale)?.share as never))],
      none,
      endline,
    )
  findings.push(...followupCountsThatFollow(allUnits, allResults, instrument))
  return findings

  function isAlone(concept: string): boolean {
    const scale = instrument.concepts.find(({ id }) => id === concept)?.scale
    return instrument.concepts.filter((one) => one.scale === scale).length === 1
  }

  function worseOf(result: Results, concept: string) {
    const scale = instrument.concepts.find(({ id }) => id === concept)?.scale
    return result.worse.find((one) => one.scale === scale)?.share as (typeof result.worse)[number]['share']
  }

  /** Right before or after, by whichever figure tells it: before is what everybody knew where nobody left, after is what is recalled as now. */
  function toldRight(result: Results, at: number, side: 'before' | 'after'): Told {
    const concept = result.concepts[at] as Results['concepts'][number]
    const direct = toldCount(concept[side])
    if (direct !== undefined) return direct
    if (side === 'after') {
      const now = result.recalled.find((one) => one.concept === concept.concept)
      return now && now.n === concept.n ? toldCount(now.now) : undefined
    }
    const isEverybody = result.n.baseline.kind === 'shown' && result.n.baseline.value === concept.n
    return isEverybody ? toldCount(result.known[at]?.share as never) : undefined
  }

  /** Mean change and interval give the sum of squared changes, which bounds how many changed otherwise than by a given number of points. */
  function attackSpread(scale: number, top: number): void {
    const shown = results.map((result) => {
      const change = result.scales[scale]?.change
      if (change?.kind !== 'shown' || change.value.interval === 'no-interval') return undefined
      const { n, change: mean, interval } = change.value
      const half = (interval.high - interval.low) / 2
      return Math.round((half / studentCritical(0.05, n - 1)) ** 2 * n * (n - 1) + n * mean * mean)
    })
    for (let points = -top; points <= top; points++) {
      const around = shown.map((squares, at) => {
        const change = results[at]?.scales[scale]?.change
        if (squares === undefined || change?.kind !== 'shown') return undefined
        const { n, change: mean } = change.value
        return squares - 2 * points * Math.round(mean * n) + points * points * n
      })
      attack([`scale ${scale} changes other than ${points}`], [around], none, endline, 'squares')
    }
  }
}

/**
 * Counts of the follow-up's own, and of those who did not come back: what everybody answered before or right after reading less what those who came back had
 * answered then. The answers of now stand in two units; what one of them withholds the other must not tell.
 */
function followupCountsThatFollow(units: readonly Unit[], results: readonly Results[], instrument: Instrument): Finding[] {
  const findings: Finding[] = []
  const everybody = results[units.findIndex(({ level }) => level === 'overall')]
  const own = units.flatMap(({ level }, at) => (level === 'followup' ? [at] : []))
  const note = (figure: string, count: Told, n: Told) => {
    if (count !== undefined && n !== undefined && n > 0 && count >= 0 && count <= n && (count < 5 || n - count < 5))
      findings.push({ figure, places: ['followup'], count, n })
  }
  for (const at of own) {
    const { id, since } = units[at] as Unit
    const found = results[at] as Results
    const n = told(found.n.endline)
    const left = everybody && n !== undefined ? (told(everybody.n.endline) ?? 0) - n : undefined
    const rightOf = (result: Results | undefined, index: number, side: 'before' | 'after') =>
      result && toldCount((result.concepts[index] as Results['concepts'][number])[side])
    /** By a concept's own figure, or as what a scale's mean leaves where it is the only one without. */
    const derived = (result: Results | undefined, index: number, side: 'before' | 'after'): Told => {
      const direct = rightOf(result, index, side)
      if (direct !== undefined || !result) return direct
      const { scale } = instrument.concepts[index] as Instrument['concepts'][number]
      const change = result.scales.find((one) => one.scale === scale)?.change
      if (change?.kind !== 'shown') return undefined
      const others = instrument.concepts.flatMap((one, other) =>
        one.scale === scale && other !== index ? [rightOf(result, other, side)] : [],
      )
      if (others.includes(undefined)) return undefined
      const mean = side === 'before' ? change.value.meanBefore : change.value.meanAfter
      return others.reduce<number>((rest, count) => rest - (count as number), Math.round(mean * change.value.n))
    }
    for (const [index, { id: concept }] of instrument.concepts.entries()) {
      const [before, after] = [derived(found, index, 'before'), derived(found, index, 'after')]
      note(`${id} ${concept} then`, before, n)
      note(`${id} ${concept} now`, after, n)
      const twin = own.map((other) => derived(results[other], index, 'after')).find((count) => count !== undefined)
      note(`${id} ${concept} now, by the other unit`, twin, n)
      const all = derived(everybody, index, since === 'baseline' ? 'before' : 'after')
      if (all !== undefined && before !== undefined) note(`${id} ${concept} of those who did not come back`, all - before, left)
    }
  }
  return findings
}

/** One of a series of exports: its units, and how many snapshots there were by then. */
export interface Dated<R> {
  readonly units: readonly Unit[]
  readonly results: readonly R[]
  readonly snapshots: number
}

/** A figure of a dated unit over the snapshots it adds up: exact, rounded, or withheld. */
interface DatedSum {
  readonly row: readonly number[]
  readonly told: Range | 'withheld'
}

/** Figures of people that both kinds of results have, by name. */
function figuresIn<S>(results: {
  concepts: readonly { concept: string; before: Shown<S>; after: Shown<S> }[]
  barriers: readonly { barrier: string; named: Shown<S> }[]
}): Map<string, Shown<S>> {
  return new Map([
    ...results.concepts.flatMap(({ concept, before, after }): [string, Shown<S>][] => [
      [`${concept} right before`, before],
      [`${concept} right after`, after],
    ]),
    ...results.barriers.map(({ barrier, named }): [string, Shown<S>] => [`barrier ${barrier}`, named]),
  ])
}

/** Each figure as sums over the snapshots that there are in the end, so that exports of all dates stand side by side. */
function datedSums<S>(
  series: readonly Dated<Parameters<typeof figuresIn<S>>[0]>[],
  places: readonly string[],
  rangeOf: (value: S) => Range,
): Map<string, DatedSum[]> {
  const sums = new Map<string, DatedSum[]>()
  for (const { units, results, snapshots } of series)
    for (const [at, unit] of units.entries()) {
      if (unit.level === 'comparison') continue
      // The two units of the follow-up have figures by the same names that mean other occasions.
      const lead = unit.level === 'followup' ? `${unit.id} ` : ''
      const row = places.map((place, index) => (index < snapshots && unit.places.includes(place) ? 1 : 0))
      for (const [name, figure] of figuresIn<S>(results[at] as Parameters<typeof figuresIn<S>>[0])) {
        const told = figure.kind === 'shown' ? rangeOf(figure.value) : 'withheld'
        const known = sums.get(lead + name) ?? []
        known.push({ row, told })
        sums.set(lead + name, known)
      }
    }
  return sums
}

/**
 * Counts of one batch under 5 that follow from exact files of different dates. They do follow, in plain mode: what a place shows today less what it showed
 * last week is its last batch. That batch is of at least 10 people, and it is why files for everybody are rounded.
 */
export function batchCountsThatFollow(series: readonly Dated<Results>[], places: readonly string[]): number {
  let found = 0
  for (const sums of datedSums(series, places, ({ count }: { count: number }): Range => ({ low: count, high: count })).values()) {
    const told = sums.flatMap(({ row, told }) => (told === 'withheld' ? [] : [{ row, value: told.low }]))
    const reduced = reducedSums(told)
    for (const index of places.keys()) {
      const count = totalOf(
        places.map((_, other) => (other === index ? 1 : 0)),
        reduced,
      )
      if (count !== undefined && count < 5) found++
    }
  }
  return found
}

/** Withheld counts, and counts of one batch, that rounded files of all dates leave one value for, under 5. */
export function roundedCountsThatFollow(series: readonly Dated<PublicResults>[], places: readonly string[]): number {
  let found = 0
  // Rounded to the nearest 5, and never shown under 5.
  const rangeOf = ({ count }: { count: number }): Range => ({ low: Math.max(5, count - 2), high: count + 2 })
  for (const sums of datedSums(series, places, rangeOf).values()) {
    const ranges = places.map((): Range => ({ low: 0, high: MANY }))
    narrow(
      ranges,
      sums.flatMap(({ row, told }) => (told === 'withheld' ? [] : [{ row, ...told }])),
    )
    for (const { low, high } of ranges) if (low === high && low < 5) found++
    for (const { row, told } of sums) {
      if (told !== 'withheld') continue
      const total = (end: 'low' | 'high') => row.reduce((sum, entry, at) => sum + entry * (ranges[at]?.[end] as number), 0)
      if (total('low') === total('high') && total('low') < 5) found++
    }
  }
  return found
}
