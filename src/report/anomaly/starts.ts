/**
 * Records of people who never began. A phone sends a bare count when somebody answers the first screen, and her record when she has finished; both wait on the
 * phone until they are taken. So hardly anybody finishes without having begun, but for lost messages: as many as one in ten are taken for honest.
 * The released starts are all that were counted until the snapshot, and the records only those that were released, so what waits cannot make a flag.
 */
import { exactShareBelow } from '../../statistics/exact-share.ts'
import type { Snapshot } from '../gate/snapshot.ts'
import type { Raw } from './check.ts'

const LEAST = 20
/** Share of starts that arrive at the worst. */
const ARRIVING = 0.9

export function startsOf(snapshots: readonly Snapshot[]): Raw {
  const finished = snapshots.reduce((sum, { n }) => sum + n.endline + n.contentFirst + (n.strong ?? 0), 0)
  const starts = snapshots.reduce((sum, { footfall }) => sum + footfall.starts, 0)
  if (finished < LEAST) return { kind: 'not-run', reason: 'too-few' }
  const begun = Math.min(starts, finished)
  return { kind: 'tested', p: exactShareBelow(begun, finished, ARRIVING), seen: begun / finished, expected: 1 }
}
