/**
 * What may leave a leaf now: a whole batch of at least 10 new people, or nothing.
 *
 * Small cells alone are no protection when figures are read again after the next respondent (reliability.md, finding 4: it gave away the
 * newest answer 36–84 % of the time). So the unit is the batch of those who came since the last snapshot, each batch is released once, and:
 *
 * - a group needs 10 new people, and no table may put the whole batch in one cell, which would tell everybody's answer;
 * - a batch that was held although it was large enough is not looked at again before 10 more have come: asked after each arrival, the gate would
 *   open for the one person who differs, and so say that she does;
 * - baseline tables go with the endline's only while those who left between the two are nobody (the tables then say the same) or at least
 *   10; else they wait for a later batch, since the leavers' answers are the difference of the two;
 * - the endline's tables go alone unless that would leave 1 to 9 of those whose baseline tables went out earlier: who finishes late is taken off
 *   the leavers that anybody could work out by then;
 * - tables keep the form orders apart only where each order could stand alone, else they are added up;
 * - reports of strong mode go by the same 10 and the same look at one answer for all, although chance has been over each of them already;
 * - follow-ups go when there are 10 new ones, and only while those who could have come back and did not are nobody or at least 10: a follow-up says again what
 *   somebody answered before and after, which her first leaf has said already, so what the two leave is what the others answered;
 * - `r` tables (right or wrong × score) stay back: they are released only summed over a whole wave.
 */
import { FORM_ORDERS } from '../../assessment/design.ts'
import { type Group, groupOf, type KeyOrder, key, partsOf, pooledKey, SINCE } from '../../tally/keys.ts'
import { EMPTY, filterTally, mergeTallies, subtractTally, type Tally } from '../../tally/tally.ts'
import { GATE_SETTINGS as SETTINGS } from './settings.ts'

export type HoldReason = 'fewer-than-10-new' | 'one-answer-for-all'

export type Decision =
  | {
      readonly kind: 'released'
      /** The counters that the snapshot shows. */
      readonly tally: Tally
      /** Scans, starts and finishes since the last snapshot, days added up. */
      readonly footfall: Footfalls
      /** What the gate has to remember from here on. */
      readonly next: GateMemory
    }
  | { readonly kind: 'held'; readonly reason: HoldReason; readonly next: GateMemory }

/** What the gate remembers of a leaf between snapshots. Exact counters, never shown. */
export interface GateMemory {
  /** Everything released so far: live − spent is what the next batch starts from. */
  readonly spent: Tally
  /** Endline tables released since baseline tables last were: those have to be measured against all of them, not the last batch alone. */
  readonly unmatched: Tally
  /** By group: how large the batch was when it was last held for what it holds. */
  readonly tried: Tally
  /** By group: how many batches of its tables went out. Only the baseline's are numbered: an endline is counted while hers is still to come. */
  readonly batches: Tally
}

export const NOTHING_RELEASED: GateMemory = Object.freeze({ spent: EMPTY, unmatched: EMPTY, tried: EMPTY, batches: EMPTY })

/**
 * Number of the batch that a baseline counted now will go out with. Who finishes after it went out is not paired any more: she would be taken off the
 * leavers whom anybody can work out by then, down to the last of them (tests/evidence/attack.test.ts, "who finishes late").
 */
export const batchOfBaseline = ({ batches }: Pick<GateMemory, 'batches'>): number => batches.baseline ?? 0

export interface Footfalls {
  readonly scans: number
  readonly starts: number
  readonly finishes: number
}

/**
 * Decides on the batch `live − memory.spent` of one leaf. `visited` is for the leaf of the follow-ups alone: what other leaves have released of visits that a
 * follow-up may belong to (`gate/wave.ts`).
 */
export function decideRelease(live: Tally, memory: GateMemory, visited: Tally = EMPTY): Decision {
  const batch = subtractTally(live, memory.spent)
  const group = (name: Group) => filterTally(batch, (text) => groupOf(text) === name && partsOf(text).kind !== 'r')
  const endline = group('endline')
  const baseline = group('baseline')
  const contentFirst = group('content-first')
  const strong = group('strong')
  const followup = group('followup')

  const taken: { spent: Tally; shown: Tally }[] = []
  const tried: Record<string, number> = { ...memory.tried }
  let { batches } = memory
  let unmatched = memory.unmatched
  const isDue = (tables: Tally, name: Group) => sizeOf(tables, name) >= (memory.tried[name] ?? 0) + SETTINGS.minimumBatch
  const isReleasable = (tables: Tally, name: Group) => isDue(tables, name) && !isHomogeneous(tables, name)

  if (isDue(endline, 'endline')) {
    tried.endline = sizeOf(endline, 'endline')
    const open = mergeTallies(unmatched, endline)
    const isVaried = !isHomogeneous(endline, 'endline')
    if (isVaried && isReleasable(baseline, 'baseline') && mayShowBeside(baseline, open, 'pooled')) {
      const paired = apartByOrder(endline, 'endline')
      // Beside endline tables that are added up, or were, orders of the baseline would take the sum apart, down to one person of an order.
      const isParted = paired === endline && sizeOf(unmatched, 'endline') === 0
      const apart = isParted && FORM_ORDERS.every((order) => mayShowBeside(baseline, open, order))
      taken.push({ spent: endline, shown: paired })
      taken.push({ spent: baseline, shown: apart ? apartByOrder(baseline, 'baseline') : pooled(baseline) })
      unmatched = EMPTY
      batches = { ...batches, baseline: batchOfBaseline(memory) + 1 }
      delete tried.endline
    } else if (isVaried && mayGoAlone(endline, open, baseline, memory.spent, 'pooled')) {
      const apart = FORM_ORDERS.every((order) => mayGoAlone(endline, open, baseline, memory.spent, order))
      taken.push({ spent: endline, shown: apart ? apartByOrder(endline, 'endline') : pooled(endline) })
      unmatched = open
      delete tried.endline
    }
  }
  if (isDue(contentFirst, 'content-first')) {
    tried['content-first'] = sizeOf(contentFirst, 'content-first')
    if (isReleasable(contentFirst, 'content-first')) {
      taken.push({ spent: contentFirst, shown: apartByOrder(contentFirst, 'content-first') })
      delete tried['content-first']
    }
  }
  if (isDue(strong, 'strong')) {
    tried.strong = sizeOf(strong, 'strong')
    if (isReleasable(strong, 'strong')) {
      taken.push({ spent: strong, shown: strong })
      delete tried.strong
    }
  }

  if (isDue(followup, 'followup')) {
    tried.followup = sizeOf(followup, 'followup')
    const all = mergeTallies(
      filterTally(memory.spent, (text) => groupOf(text) === 'followup'),
      followup,
    )
    if (!isHomogeneous(followup, 'followup') && mayShowWhoCameBack(visited, all, 'pooled')) {
      const apart = FORM_ORDERS.every((order) => mayShowWhoCameBack(visited, all, order))
      taken.push({ spent: followup, shown: apart ? apartByOrder(followup, 'followup') : pooled(followup) })
      delete tried.followup
    }
  }

  if (taken.length === 0) {
    const alike = (['endline', 'content-first', 'strong', 'followup'] as const).some(
      (name) => isDue(group(name), name) && isHomogeneous(group(name), name),
    )
    return { kind: 'held', reason: alike ? 'one-answer-for-all' : 'fewer-than-10-new', next: { ...memory, tried } }
  }
  const footfall = filterTally(batch, (text) => groupOf(text) === 'footfall')
  return {
    kind: 'released',
    tally: mergeTallies(...taken.map(({ shown }) => shown)),
    footfall: footfallsOf(footfall),
    next: { spent: mergeTallies(memory.spent, footfall, ...taken.map(({ spent }) => spent)), unmatched, tried, batches },
  }
}

/** People of a group, both form orders. */
export const sizeOf = (tally: Tally, group: Group): number =>
  (tally[key.n(group, 'AB')] ?? 0) + (tally[key.n(group, 'BA')] ?? 0) + (tally[key.n(group, 'pooled')] ?? 0)

/**
 * Whether some table puts every person into one cell, or a table of pairs into one answer before, whatever they answered after: that would tell everybody's.
 * `n` itself is a count and no table. One answer after of different ones before is let through: reading is to teach, and small batches all of whom learnt the
 * same would never come out (tests/evidence/attack.test.ts, "what is not claimed").
 */
function isHomogeneous(tables: Tally, group: Group): boolean {
  const size = sizeOf(tables, group)
  const sums: Record<string, number> = {}
  for (const text in tables) {
    const { kind, measure, value } = partsOf(text)
    if (kind === 'n') continue
    // Whoever is in one cell before and after has one answer before. Right after reading many answer the same, so that alone holds no follow-up either.
    const isAfterReading = kind.startsWith(SINCE.endline)
    const sum = `${kind}:${measure}:${isAfterReading ? value : value.split('>')[0]}`
    sums[sum] = (sums[sum] ?? 0) + (tables[text] as number)
  }
  return Object.values(sums).some((sum) => sum === size)
}

const pooled = (tally: Tally): Tally =>
  mergeTallies(...Object.keys(tally).map((text) => ({ [pooledKey(text)]: tally[text] as number })))

const ofOrder = (tally: Tally, order: string): Tally => filterTally(tally, (text) => partsOf(text).order === order)

/** Both orders apart where each has enough people and no answer in common to all of them; else added up. */
function apartByOrder(tables: Tally, group: Group): Tally {
  const apart = FORM_ORDERS.every((order) => {
    const part = ofOrder(tables, order)
    return sizeOf(part, group) >= SETTINGS.minimumOrder && !isHomogeneous(part, group)
  })
  return apart ? tables : pooled(tables)
}

/**
 * Whether baseline tables may stand beside these endline tables: the people in one and not in the other are nobody, or at least 10 who do not
 * all answer alike. A cell below zero means that the batch pairs some who left with others whose baseline was counted earlier: their difference would
 * show single people, whatever its size.
 */
function mayShowBeside(baseline: Tally, endline: Tally, order: KeyOrder): boolean {
  const leavers = differenceOf(baseline, endline, order)
  const left = leavers[key.n('baseline', 'pooled')] ?? 0
  if (left === 0) return Object.values(leavers).every((count) => count === 0)
  if (left < SETTINGS.minimumDifference || Object.values(leavers).some((count) => count < 0)) return false
  return !isHomogeneous(leavers, 'baseline')
}

/**
 * Whether endline tables may go out without the baseline's of the same batch, given what went out before. The baseline tables already out, less all
 * endline tables, is what anybody can work out: where it reads as one group (no cells above and below zero together) of 1 to 9 people, or of
 * people who all answer alike, it stays back. Where it reads as no group it is a mixture of earlier leavers and new people, as long as more people came
 * in than finished since: else some of those who finished are earlier leavers for certain, and the mixture may be of very few.
 */
function mayGoAlone(endline: Tally, open: Tally, waiting: Tally, spent: Tally, order: KeyOrder): boolean {
  const of = (tally: Tally, group: Group) => filterTally(tally, (text) => groupOf(text) === group)
  const out = of(spent, 'baseline')
  if (sizeOf(out, 'baseline') === 0) return true
  const visible = differenceOf(out, mergeTallies(of(spent, 'endline'), endline), order)
  const counts = Object.values(visible)
  if (counts.some((count) => count > 0) && counts.some((count) => count < 0)) {
    const size = (tally: Tally, group: Group) => sizeOf(order === 'pooled' ? tally : ofOrder(tally, order), group)
    return size(open, 'endline') <= size(waiting, 'baseline')
  }
  const left = visible[key.n('baseline', 'pooled')] ?? 0
  if (left === 0) return true
  return Math.abs(left) >= SETTINGS.minimumDifference && !isHomogeneous(visible, 'baseline')
}

/**
 * Whether follow-up tables may stand beside what other leaves released of the same visits: the people in the visits who are in no follow-up are nobody, or at
 * least 10 who do not all answer alike. A cell below zero means that somebody came back whose visit is not out: then the difference is a mixture, and they wait.
 */
function mayShowWhoCameBack(visited: Tally, followups: Tally, order: KeyOrder): boolean {
  const of = (tally: Tally) => earlierIn(order === 'pooled' ? tally : ofOrder(tally, order))
  const away: Record<string, number> = { ...of(visited) }
  for (const [name, count] of Object.entries(of(followups))) away[name] = (away[name] ?? 0) - count
  const counts = Object.entries(away).filter(([, count]) => count !== 0)
  if (counts.length === 0) return true
  const left = away.n ?? 0
  if (left < SETTINGS.minimumDifference || counts.some(([, count]) => count < 0)) return false
  return !counts.some(([name, count]) => name !== 'n' && count === left)
}

/** What people answered before and after reading, by the tables of their visits or those of their follow-ups: the same counts by the same names. */
function earlierIn(tally: Tally): Record<string, number> {
  const sums: Record<string, number> = {}
  const add = (name: string, count: number) => {
    sums[name] = (sums[name] ?? 0) + count
  }
  for (const text in tally) {
    const { kind, measure, value } = partsOf(text)
    const count = tally[text] as number
    const [first = '', last = ''] = value.split('>')
    const scored = kind.endsWith('s') ? 'score ' : ''
    if (kind === 'n') add('n', count)
    else if (kind === 'p' || kind === 'ps') {
      add(`${scored}before ${measure} ${first}`, count)
      add(`${scored}after ${measure} ${last}`, count)
    } else if (kind.startsWith(SINCE.baseline)) add(`${scored}before ${measure} ${first}`, count)
    else if (kind.startsWith(SINCE.endline)) add(`${scored}after ${measure} ${first}`, count)
  }
  return sums
}

/** Baseline tables less what the endline tables say of the same people before, cell by cell, of one form order or both added up. */
function differenceOf(baseline: Tally, endline: Tally, order: KeyOrder): Tally {
  const of = (tally: Tally) => pooled(order === 'pooled' ? tally : ofOrder(tally, order))
  const before = of(baseline)
  const paired = of(endline)
  const difference: Record<string, number> = {}
  for (const text in before) if (/^(n|b|bs):/.test(text)) difference[text] = before[text] as number
  for (const text in paired) {
    const { kind, measure, value } = partsOf(text)
    if (kind === 't') continue
    const [first = ''] = value.split('>')
    const same =
      kind === 'n'
        ? key.n('baseline', 'pooled')
        : kind === 'p'
          ? key.baseline('pooled', measure, first)
          : key.baselineScore('pooled', measure, Number(first))
    difference[same] = (difference[same] ?? 0) - (paired[text] as number)
  }
  return difference
}

function footfallsOf(footfall: Tally): Footfalls {
  const total = (event: string) =>
    Object.keys(footfall).reduce((sum, text) => sum + (text.startsWith(`f:${event}:`) ? (footfall[text] as number) : 0), 0)
  return { scans: total('scan'), starts: total('start'), finishes: total('finish') }
}

/** What the gate still holds back of a leaf: counted, and not released. */
export const heldBack = (live: Tally, memory: GateMemory): Tally => subtractTally(live, memory.spent)
