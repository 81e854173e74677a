/**
 * What strong mode changes of a wave: a file of its own, fetched only where the tab's code names a strong venue, and laid over the page's `WaveData`. It
 * keeps no state and is built with copies of what it imports, so that the script of everybody else stays one piece.
 */
import { rightCodesOf } from '../assessment/instrument.ts'
import { cellOf, drawReports } from '../assessment/strong-mode.ts'
import type { RecordMaker } from './finish.ts'
import { randomUint32 } from './random.ts'

/** Nobody reads first: a report needs a before. */
export const contentFirst = 0

/** Nothing before the content; after it, what chance leaves of two concepts. Draws anew each time: whoever calls it keeps what it gives. */
export const makeRecord: RecordMaker = (head, { concepts }, { baseline, endline }, occasion) => {
  if (occasion === 'baseline') return undefined
  const cells = concepts.map(({ id, kind, right }) => {
    const isRight = (code = '') => rightCodesOf(kind, right).includes(code)
    return [id, cellOf(isRight(baseline[id]), isRight(endline[id]))] as const
  })
  return { ...head, mode: 'strong', occasion, reports: drawReports(Object.fromEntries(cells), randomUint32) }
}
