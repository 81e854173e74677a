/**
 * Form order out of balance. Each phone draws which form comes first, so the two orders can differ by chance alone; whoever sends made-up records, or a phone
 * whose chance is broken, need not have drawn at all.
 *
 * Snapshots keep the orders apart where each has 5 people; there they are counted, and tested exactly. Where a batch is large and all its people were
 * fit to be shown, but the orders were added up, one order had fewer than 5, or gave one answer for all: the chance of that is bounded from above,
 * since it needs no more than the sizes and the largest shares of the batch.
 */
import { FORM_ORDERS } from '../../assessment/design.ts'
import { logBinomialLower } from '../../statistics/distributions/binomial.ts'
import { exactShareTest } from '../../statistics/exact-share.ts'
import { type Group, key, POOLED, partsOf } from '../../tally/keys.ts'
import type { Tally } from '../../tally/tally.ts'
import { GATE_SETTINGS as SETTINGS } from '../gate/settings.ts'
import type { Snapshot } from '../gate/snapshot.ts'
import type { Raw } from './check.ts'

/** Below this no balance of two orders is rare enough to be told from chance. */
const LEAST = 20
/** Points by which the share has to be off: who leaves halfway may prefer one form, and does not make a flag. */
const LEAST_GAP = 0.05

/** How far m is tried: beyond, a chance is as small as anybody wants to know. */
const FARTHEST = 200

interface Batch {
  readonly tally: Tally
  readonly group: Group
}

/** Of the snapshots of one place or view. `share` of the people should have drawn form A first. */
export function formOrderOf(snapshots: readonly Snapshot[], share: number): Raw {
  if (!(share > 0 && share < 1)) return { kind: 'not-run', reason: 'not-drawn' }
  const batches = snapshots.flatMap(batchesOf)
  let first = 0
  let people = 0
  const pooled: number[] = []
  for (const { tally, group } of batches) {
    const [ab, ba] = FORM_ORDERS.map((order) => tally[key.n(group, order)] ?? 0) as [number, number]
    if (ab + ba > 0) {
      first += ab
      people += ab + ba
    } else pooled.push(chanceOfPooling(tally, group, share))
  }
  const together = pooled.length === 0 ? 1 : Math.min(1, pooled.length * Math.min(...pooled))
  if (people < LEAST && together > 0.05) return { kind: 'not-run', reason: pooled.length > 0 ? 'orders-pooled' : 'too-few' }
  const seen = first / Math.max(1, people)
  const apart = people > 0 && Math.abs(seen - share) >= LEAST_GAP ? exactShareTest(first, people, share) : 1
  // Two looks at one place: the better of both, twice.
  const p = Math.min(1, 2 * Math.min(apart, together))
  return { kind: 'tested', p, seen: together < apart ? 'not-told' : seen, expected: share }
}

/**
 * The batches of a snapshot in which every person was counted by order or could have been: the endlines, and whoever read first. Endline tables that went
 * out without the baseline's may have been added up for the leavers' sake, and say nothing then.
 */
function batchesOf({ tally, n, place }: Snapshot): Batch[] {
  if (place === 'residue') return []
  return (['endline', 'content-first'] as const).flatMap((group) => {
    const isApart = FORM_ORDERS.some((order) => (tally[key.n(group, order)] ?? 0) > 0)
    const isWhole = group === 'content-first' || typeof n.baseline === 'number'
    const size = tally[key.n(group, POOLED)] ?? 0
    return isApart || (isWhole && size > 0) ? [{ tally, group }] : []
  })
}

/**
 * Upper bound for the chance that the gate adds the orders of an honest batch up: that one of them has fewer than 5 people, or at least m of which all give
 * one answer that K of the batch's N gave, (K/N)^m at most for people who were drawn at random, for whichever m bounds it best.
 */
export function chanceOfPooling(tally: Tally, group: Group, share: number): number {
  const n = tally[key.n(group, POOLED)] ?? 0
  const fewer = (least: number) =>
    least > n
      ? 1
      : Math.min(1, Math.exp(logBinomialLower(least - 1, n, share)) + Math.exp(logBinomialLower(least - 1, n, 1 - share)))
  if (n < SETTINGS.minimumOrder) return 1
  const shares = largestShares(tally, group, n)
  let best = 1
  for (let least: number = SETTINGS.minimumOrder; least <= Math.min(n / 2, FARTHEST); least++) {
    const alike = shares.reduce((sum, one) => sum + 2 * one ** least, 0)
    best = Math.min(best, fewer(least) + alike)
  }
  return best
}

/** Of each table and first answer: the share of the batch that gave it. */
function largestShares(tally: Tally, group: Group, n: number): number[] {
  const kinds = group === 'endline' ? ['p', 'ps', 't'] : ['c', 'cs', 'cx', 'ct']
  const sums = new Map<string, number>()
  for (const text in tally) {
    const { kind, measure, value } = partsOf(text)
    if (!kinds.includes(kind)) continue
    const answer = `${kind}:${measure}:${value.split('>')[0]}`
    sums.set(answer, (sums.get(answer) ?? 0) + (tally[text] as number))
  }
  return [...sums.values()].map((count) => Math.min(1, count / n))
}
