/**
 * Complementary suppression between units: what is withheld in one must not follow from what others show.
 *
 * A view is the sum of its places, so overall less all leaves but one is that leaf. For each figure that is a count (right before, right after, the four
 * cells, "I don't know", a barrier) the unknowns are the places' counts, and each unit that shows the figure is a sum of them; a scale's mean is one more
 * sum, over the scale's concepts. By elimination (`elimination.ts`) it is asked whether a withheld figure follows, or a count under 5 of some group of
 * places whose own figures are withheld. While one does, the smallest unit that takes part in giving it withholds its figure too.
 *
 * Source: L. H. Cox, "Suppression methodology and statistical disclosure control", JASA 75 (1980) 377–385, with an exact test of each pattern instead
 * of his heuristic one. The work depends on the numbers of places, views and concepts, never on that of people: places with a row of their own
 * drop out of the sums, and those that stand in the same views and withhold the same concepts are one unknown.
 */
import type { Instrument } from '../assessment/instrument.ts'
import type { PairedTable } from '../statistics/paired-difference.ts'
import { type Counts, countsOf, fallen, rightAfter, rightBefore, squaresAround } from './counts.ts'
import { PRIME, type RowSpace, rowSpaceOf, sumsThatFollow } from './elimination.ts'
import { GATE_SETTINGS as SETTINGS } from './gate/settings.ts'
import { type Draft, patternOf, type Standing, scaleMembers, settle } from './pattern.ts'
import { figuresOf, type Results } from './results.ts'
import { BY_PLACE, type Unit } from './views.ts'

/** Results of all units of a wave and instrument side by side, in the order of `units` (from `unitsOf`). */
export function resultsOfUnits(units: readonly Unit[], instrument: Instrument): Results[] {
  const counts = units.map(({ tally }) => countsOf(tally, instrument))
  const drafts = counts.map((one) => patternOf(one, instrument))
  protectAcross(units, counts, drafts, instrument)
  protectFollowups(units, counts, drafts, instrument)
  return units.map((_, at) => figuresOf(counts[at] as Counts, drafts[at] as Draft, instrument))
}

/**
 * The two units of the follow-up are of the same people, with the same answers now: what one withholds of these the other withholds too. And they are of
 * people who stand in the overall view: an earlier figure is shown only where those who did not come back are 0, or 5 and more, on either side of it.
 */
function protectFollowups(
  units: readonly Unit[],
  counts: readonly Counts[],
  drafts: readonly Draft[],
  instrument: Instrument,
): void {
  const followups = units.flatMap(({ level }, at) => (level === 'followup' ? [at] : []))
  if (followups.length === 0) return
  const members = scaleMembers(instrument)
  const everybody = counts[units.findIndex(({ level }) => level === 'overall')]
  const cell: Standing = 'cell-under-5'
  for (const at of followups) {
    const [own, draft] = [counts[at] as Counts, drafts[at] as Draft]
    if (!everybody) continue
    const sideThen = units[at]?.since === 'baseline' ? rightBefore : rightAfter
    const away = everybody.endline - own.endline
    const added = new Set<number>()
    for (const concept of instrument.concepts.keys()) {
      const [all, back] = [everybody.concepts[concept], own.concepts[concept]] as [PairedTable, PairedTable]
      const right = sideThen(all) - rightBefore(back)
      if (draft.before[concept] !== 'shown' || (away === 0 && right === 0)) continue
      if (right >= SETTINGS.minimumCell && away - right >= SETTINGS.minimumCell) continue
      draft.before[concept] = cell
      added.add(concept)
    }
    // A scale's mean is the sum of its concepts, and shown overall too: with one of them withheld here it would give that one away.
    for (const [scale, concepts] of members.entries())
      if (draft.mean[scale] === 'shown' && concepts.some((concept) => added.has(concept))) draft.mean[scale] = cell
  }
  for (const list of ['after', 'unsureAfter'] as const)
    for (const concept of instrument.concepts.keys()) {
      const gone = followups.map((at) => drafts[at]?.[list][concept]).find((standing) => standing !== 'shown')
      if (gone) for (const at of followups) (drafts[at] as Draft)[list][concept] = gone
    }
  for (const at of followups) settle(drafts[at] as Draft, members)
}

/** Units of the same places are one block: they show the same, so they withhold the same. */
interface Block {
  readonly places: readonly string[]
  readonly units: readonly number[]
}

/** Places and blocks by number. A place's own block shows it by itself. */
interface Layout {
  readonly blocks: readonly Block[]
  readonly places: readonly string[]
  /** By place: the block that is this place alone, or −1. */
  readonly own: readonly number[]
  /** By block: the place that it is alone, or −1. */
  readonly alone: readonly number[]
  /** By place: the other blocks that hold it. */
  readonly holders: readonly (readonly number[])[]
  readonly views: readonly number[]
}

function layoutOf(units: readonly Unit[]): Layout {
  const found = new Map<string, { places: readonly string[]; units: number[] }>()
  for (const [at, { level, places }] of units.entries()) {
    if (level === 'comparison' || level === 'followup') continue
    const name = [...places].sort().join(' ')
    const known = found.get(name)
    if (known) known.units.push(at)
    else found.set(name, { places, units: [at] })
  }
  const blocks = [...found.values()]
  const places = [...new Set(blocks.flatMap((block) => block.places))]
  const numbers = new Map(places.map((place, at) => [place, at]))
  const own = places.map(() => -1)
  const alone = blocks.map(() => -1)
  const holders = places.map((): number[] => [])
  for (const [at, block] of blocks.entries())
    for (const place of block.places) {
      const number = numbers.get(place) as number
      if (block.places.length === 1) {
        own[number] = at
        alone[at] = number
      } else holders[number]?.push(at)
    }
  return { blocks, places, own, alone, holders, views: [...blocks.keys()].filter((at) => alone[at] === -1) }
}

/**
 * Sums to be held against each other: one figure (one layer), or all concepts of a scale on one side (a layer each, tied by the scale's mean).
 * Where a place has nobody in the group, nothing is unknown of it.
 */
interface Figures {
  readonly layers: number
  standing(block: number, layer: number): Standing
  withhold(block: number, layer: number): void
  show(block: number, layer: number): void
  /** The sum over all layers, where it is shown; only with more than one layer. */
  readonly sum?: { standing(block: number): Standing; withhold(block: number): void }
  /** Counts of a place that must not be under 5 in any group that follows: the figure and its complement, say. */
  parts(place: number, layer: number): readonly number[]
  readonly isCounted: (place: number) => boolean
  readonly people: (block: number) => number
}

/** Withholds in `drafts`, in place, until nothing that is withheld follows. */
function protectAcross(units: readonly Unit[], counts: readonly Counts[], drafts: readonly Draft[], instrument: Instrument): void {
  const layout = layoutOf(units)
  // With one block there is nothing to subtract.
  if (layout.blocks.length < 2) return
  const countsAt = (block: number) => counts[layout.blocks[block]?.units[0] as number] as Counts
  const draftsAt = (block: number) => (layout.blocks[block]?.units ?? []).map((unit) => drafts[unit] as Draft)
  const byPlace = units.find(({ level }) => level !== 'comparison')?.[BY_PLACE]
  const ofPlaces = layout.places.map((place, at) => {
    const own = layout.own[at] as number
    return own >= 0 ? countsAt(own) : countsOf(byPlace?.get(place) ?? {}, instrument)
  })
  const members = scaleMembers(instrument)
  const cell: Standing = 'cell-under-5'

  /** The figures that stand in these lists of the drafts. */
  const listed = (
    list: keyof Omit<Draft, 'mean'>,
    at: readonly number[],
    group: 'baseline' | 'endline',
    parts: (counts: Counts, index: number) => readonly number[],
  ): Figures => {
    const set = (block: number, layer: number, standing: Standing) => {
      for (const draft of draftsAt(block)) draft[list][at[layer] as number] = standing
    }
    return {
      layers: at.length,
      standing: (block, layer) => draftsAt(block)[0]?.[list][at[layer] as number] as Standing,
      withhold: (block, layer) => set(block, layer, cell),
      show: (block, layer) => set(block, layer, 'shown'),
      parts: (place, layer) => parts(ofPlaces[place] as Counts, at[layer] as number),
      isCounted: (place) => (ofPlaces[place] as Counts)[group] > 0,
      people: (block) => countsAt(block)[group],
    }
  }

  for (const [scale, concepts] of members.entries()) {
    for (const [side, rightOf] of [
      ['before', rightBefore],
      ['after', rightAfter],
    ] as const) {
      const figures = listed(side, concepts, 'endline', (one, concept) => {
        const right = rightOf(one.concepts[concept] as Counts['concepts'][number])
        return [right, one.endline - right]
      })
      const sum = {
        standing: (block: number) => draftsAt(block)[0]?.mean[scale] as Standing,
        withhold: (block: number) => {
          for (const draft of draftsAt(block)) draft.mean[scale] = cell
        },
      }
      protect(layout, concepts.length > 1 ? { ...figures, sum } : figures)
    }
  }
  for (const draft of drafts) settle(draft, members)
  for (const concept of instrument.concepts.keys()) {
    const table = (one: Counts) => one.concepts[concept] as Counts['concepts'][number]
    protect(
      layout,
      listed('cells', [concept], 'endline', (one) => {
        const { both, lost, gained, neither } = table(one)
        return [both, lost, gained, neither]
      }),
    )
    protect(
      layout,
      listed('unsureBefore', [concept], 'endline', (one) => {
        const { unsureBefore, gained, neither } = table(one)
        return [unsureBefore, gained + neither - unsureBefore]
      }),
    )
    protect(
      layout,
      listed('unsureAfter', [concept], 'endline', (one) => {
        const { unsureAfter, lost, neither } = table(one)
        return [unsureAfter, lost + neither - unsureAfter]
      }),
    )
  }
  for (const draft of drafts) settle(draft, members)
  for (const [scale, concepts] of members.entries()) {
    // The interval of one concept goes with its cells.
    if (concepts.length === 1) continue
    const changes = Array.from({ length: 2 * concepts.length + 1 }, (_, at) => at - concepts.length)
    protect(
      layout,
      listed('interval', [scale], 'endline', (one) => changes.map((change) => squaresAround(change, one.scales[scale] ?? []))),
    )
  }
  for (const scale of members.keys())
    protect(
      layout,
      listed('worse', [scale], 'endline', (one) => {
        const worse = fallen(one.scales[scale] ?? [])
        return [worse, one.endline - worse]
      }),
    )
  for (const concept of instrument.concepts.keys()) {
    protect(
      layout,
      listed('known', [concept], 'baseline', (one) => {
        const known = one.known[concept] as number
        return [known, one.baseline - known]
      }),
    )
    // Shown beside what those knew who finished, it tells what those knew who left: places where somebody left are unknowns of their own.
    protect(layout, {
      ...listed('known', [concept], 'baseline', (one) => {
        const right = (one.known[concept] as number) - rightBefore(one.concepts[concept] as Counts['concepts'][number])
        return [right, one.baseline - one.endline - right]
      }),
      isCounted: (place) => ofPlaces[place]?.baseline !== ofPlaces[place]?.endline,
    })
    protect(
      layout,
      listed('recalled', [concept], 'endline', (one) => Object.values(one.recalled[concept] ?? {})),
    )
  }
  for (const barrier of instrument.barriers.keys())
    protect(
      layout,
      listed('named', [barrier], 'baseline', (one) => {
        const named = one.barriers[barrier] as number
        return [named, one.baseline - named]
      }),
    )
}

/** Work that goes into showing again what went, in unknowns looked at: with some hundred places all that went is tried, beyond that the largest. */
const EFFORT = 60_000

/** Withholds of these figures until nothing follows that was withheld to begin with, then shows again what does no harm. */
function protect(layout: Layout, figures: Figures): void {
  const added: [block: number, layer: number][] = []
  const withheld = new Set(
    [...layout.blocks.keys()].flatMap((block) =>
      Array.from({ length: figures.layers }, (_, layer) => layer)
        .filter((layer) => !['shown', 'not-released'].includes(figures.standing(block, layer)))
        .map((layer) => `${block} ${layer}`),
    ),
  )
  const isWithheld = (block: number, layer: number) => withheld.has(`${block} ${layer}`)
  for (;;) {
    const system = systemOf(layout, figures, isWithheld)
    let isTight = true
    let isTighter = false
    for (const leak of system.leaks()) {
      isTight = false
      // One that was withheld for another leak of this round may have closed this one too.
      if (leak.figures.some(([block, layer]) => figures.standing(block, layer) !== 'shown')) continue
      const [smallest] = leak.figures.sort(([a], [b]) => figures.people(a) - figures.people(b) || b - a)
      if (smallest) {
        figures.withhold(...smallest)
        added.push(smallest)
        isTighter = true
        continue
      }
      if (leak.sums.some((block) => figures.sum?.standing(block) !== 'shown')) continue
      const [smallestSum] = leak.sums.sort((a, b) => figures.people(a) - figures.people(b) || b - a)
      if (smallestSum === undefined) continue
      figures.sum?.withhold(smallestSum)
      isTighter = true
    }
    if (isTight) break
    if (!isTighter) throw new Error('across: something follows from nothing that is shown')
  }
  added.sort(([a], [b]) => figures.people(b) - figures.people(a) || a - b)
  const trials = Math.ceil(EFFORT / (layout.places.length * figures.layers))
  for (const [block, layer] of added.slice(0, trials)) {
    figures.show(block, layer)
    if (!systemOf(layout, figures, isWithheld).leaks().next().done) figures.withhold(block, layer)
  }
  if (added.length <= trials) return
  const system = systemOf(layout, figures, isWithheld)
  for (const [block, layer] of added) if (system.followsAt(block, layer)) figures.show(block, layer)
}

/** What takes part in giving something away. */
interface Leak {
  readonly figures: [block: number, layer: number][]
  readonly sums: number[]
}

/**
 * Places that stand in the same views and withhold the same layers, as one unknown for each layer. Where such a place shows its sum over the
 * layers, the first layer is that sum less the others, and no unknown of its own.
 */
interface Class {
  readonly holders: ReadonlySet<number>
  readonly layers: readonly number[]
  readonly hasSum: boolean
  readonly members: number[]
  /** By layer: the column of its unknown, or −1. */
  readonly columns: number[]
}

function systemOf(layout: Layout, figures: Figures, isWithheld: (block: number, layer: number) => boolean) {
  const { layers, sum } = figures
  const all = Array.from({ length: layers }, (_, layer) => layer)
  const isShown = (block: number, layer: number) => block >= 0 && figures.standing(block, layer) === 'shown'
  const hasSum = (block: number) => block >= 0 && sum?.standing(block) === 'shown'

  const classes: Class[] = []
  const byName = new Map<string, Class>()
  const classAt: (Class | undefined)[] = []
  /** Blocks of whose places something is unknown at all. */
  const counted = new Set<number>()
  let columns = 0
  for (const place of layout.places.keys()) {
    if (!figures.isCounted(place)) continue
    const own = layout.own[place] as number
    for (const block of [own, ...(layout.holders[place] ?? [])]) counted.add(block)
    const unknown = all.filter((layer) => !isShown(own, layer))
    if (unknown.length === 0) continue
    const holders = layout.holders[place] ?? []
    const name = `${holders.join()}|${unknown.join()}|${hasSum(own)}`
    let found = byName.get(name)
    if (!found) {
      found = { holders: new Set(holders), layers: unknown, hasSum: hasSum(own), members: [], columns: all.map(() => -1) }
      for (const layer of found.hasSum ? unknown.slice(1) : unknown) found.columns[layer] = columns++
      byName.set(name, found)
      classes.push(found)
    }
    found.members.push(place)
    classAt[place] = found
  }

  /** Adds one layer of a class's places to a row. */
  const put = (row: Float64Array, one: Class, layer: number): void => {
    if (!one.layers.includes(layer)) return
    const column = one.columns[layer] as number
    if (column >= 0) row[column] = ((row[column] as number) + 1) % PRIME
    else
      for (const other of one.layers.slice(1)) {
        const at = one.columns[other] as number
        row[at] = ((row[at] as number) + PRIME - 1) % PRIME
      }
  }
  const rowOf = (chosen: readonly Class[], over: readonly number[]): Float64Array => {
    const row = new Float64Array(columns)
    for (const one of chosen) for (const layer of over) put(row, one, layer)
    return row
  }
  const classesIn = new Map(layout.views.map((view) => [view, classes.filter(({ holders }) => holders.has(view))]))
  const within = (view: number): readonly Class[] => classesIn.get(view) ?? []

  const known = layout.views.flatMap((view) => {
    const shown = all.filter((layer) => isShown(view, layer))
    const rows = shown.map((layer) => ({ view, layer, row: rowOf(within(view), [layer]) }))
    // The sum over all layers says nothing new where each of them is shown.
    if (hasSum(view) && shown.length < layers) rows.push({ view, layer: -1, row: rowOf(within(view), all) })
    return rows
  })
  const space: RowSpace = rowSpaceOf(known.map(({ row }) => row))

  /** Who takes part in a sum: `weightOf` says how often it counts a place's layer. */
  const leakOf = (row: Float64Array, weightOf: (place: number, layer: number) => number): Leak | undefined => {
    const found = space.combination(row)
    if (!found) return undefined
    const leak: Leak = { figures: [], sums: [] }
    const weights = layout.views.map(() => new Float64Array(layers))
    const viewAt = new Map(layout.views.map((view, at) => [view, at]))
    for (const [at, { view, layer }] of known.entries()) {
      const factor = found[at] as number
      if (factor === 0) continue
      if (layer >= 0) leak.figures.push([view, layer])
      else leak.sums.push(view)
      const of = weights[viewAt.get(view) as number] as Float64Array
      for (const each of layer >= 0 ? [layer] : all) of[each] = ((of[each] as number) + factor) % PRIME
    }
    if (leak.figures.some(([view, layer]) => !isShown(view, layer))) return leak
    // What the views count beyond the sum in question is taken off by leaves, a layer at a time or by their sums.
    for (const [place, own] of layout.own.entries()) {
      if (own < 0 || !figures.isCounted(place)) continue
      const spare = all.map((layer) => {
        let weight = PRIME - (weightOf(place, layer) % PRIME)
        for (const view of layout.holders[place] ?? []) weight += (weights[viewAt.get(view) as number]?.[layer] as number) ?? 0
        return weight % PRIME
      })
      const one = classAt[place]
      const bySum = one?.hasSum ? (spare[one.layers[0] as number] as number) : 0
      if (bySum !== 0) leak.sums.push(own)
      // As it stood when the system was made: what was withheld for another leak since closes this one too.
      for (const layer of all) if (!one?.layers.includes(layer) && spare[layer] !== bySum) leak.figures.push([own, layer])
    }
    return leak
  }

  /** The row of one layer of a block, or `undefined` where its places are told apart by nothing that is shown. */
  const rowAt = (block: number, over: readonly number[]): Float64Array | undefined => {
    const place = layout.alone[block] as number
    if (place < 0) return rowOf(within(block), over)
    const one = classAt[place]
    if (!one) return new Float64Array(columns)
    const row = rowOf([one], over)
    return one.members.length > 1 && row.some((value) => value !== 0) ? undefined : row
  }
  const holds = (block: number) => (place: number) =>
    layout.own[place] === block || (layout.holders[place] ?? []).includes(block) ? 1 : 0

  /** Found one by one: what is withheld for one may close the next. */
  function* leaks(): Generator<Leak> {
    for (const block of layout.blocks.keys()) {
      if (!counted.has(block)) continue
      const weight = holds(block)
      for (const layer of all) {
        const row = isWithheld(block, layer) ? rowAt(block, [layer]) : undefined
        const leak = row && leakOf(row, (place, of) => (of === layer ? weight(place) : 0))
        if (leak) yield leak
      }
    }
    for (const layer of all) yield* smallGroups(classesOf([layer]), SETTINGS.minimumCell)
    // Nobody, or everybody, over several layers together is nobody or everybody in each.
    if (sum) yield* smallGroups(classesOf(all), 1)
  }

  /** Each class with each of these layers. */
  const classesOf = (over: readonly number[]) =>
    classes.flatMap((one) => one.layers.filter((layer) => over.includes(layer)).map((layer) => ({ one, layer })))

  /** Leaks of sums of groups that some part counts fewer than `least` in. Such a sum can only be one of classes that have fewer themselves. */
  function* smallGroups(cells: readonly { one: Class; layer: number }[], least: number): Generator<Leak> {
    const totals = cells.map(({ one, layer }) => {
      const [first = [], ...others] = one.members.map((place) => figures.parts(place, layer))
      return others.reduce((sums, parts) => sums.map((total, part) => total + (parts[part] as number)), first)
    })
    for (const part of totals[0]?.keys() ?? []) {
      const small = cells.filter((_, at) => (totals[at]?.[part] as number) < least)
      const sizes = totals.map((total) => total[part] as number).filter((total) => total < least)
      if (small.length === 0) continue
      const found = sumsThatFollow(
        space,
        small.map(({ one, layer }) => rowOf([one], [layer])),
      ).filter((times) => times.reduce((total, count, at) => total + count * (sizes[at] as number), 0) < least)
      // The smallest first; one that holds another is left to the next round, when the other is closed.
      const weightOf = (times: readonly number[]) => times.reduce((sum, count) => sum + count, 0)
      const closed: (readonly number[])[] = []
      for (const times of [...found].sort((a, b) => weightOf(a) - weightOf(b))) {
        if (closed.some((other) => other.every((count, at) => count <= (times[at] as number)))) continue
        closed.push(times)
        const row = new Float64Array(columns)
        for (const [at, { one, layer }] of small.entries())
          for (let count = 0; count < (times[at] as number); count++) put(row, one, layer)
        const leak = leakOf(row, (place, layer) => {
          const at = small.findIndex((cell) => cell.layer === layer && cell.one === classAt[place])
          return at < 0 ? 0 : (times[at] as number)
        })
        if (leak) yield leak
      }
    }
  }

  return {
    leaks,
    /** Whether a withheld figure follows from those that are shown. */
    followsAt: (block: number, layer: number): boolean => {
      const row = rowAt(block, [layer])
      return row !== undefined && space.combination(row) !== undefined
    },
  }
}
