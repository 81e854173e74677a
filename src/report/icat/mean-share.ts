/**
 * Mean of a score as a share of the highest, with its interval where the spread may be told.
 *
 * Number, mean and spread are three sums of a histogram's bars. A scale of up to three concepts has four bars at most, so that they give the bars away,
 * small ones too: then the interval is told only where every bar is 0 or at least 5 people. From five bars on they leave too much open.
 */
import type { Histogram } from '../../statistics/histogram.ts'
import { mean } from '../../statistics/mean.ts'
import { GATE_SETTINGS as SETTINGS } from '../gate/settings.ts'
import { shown } from '../shown.ts'
import type { Estimate, Told } from './indicator.ts'
import { asShares, barsOf } from './tables.ts'

const MANY_BARS = 5

/** Whether the spread of these whole scores, from `lowest` to `highest`, may be told beside their number and mean. */
export function mayTellSpread(histogram: Histogram, lowest: number, highest: number): boolean {
  if (highest - lowest + 1 >= MANY_BARS) return true
  const bars = barsOf(
    histogram.map(({ score, count }) => ({ score: score - lowest, count })),
    highest - lowest,
  )
  return bars.every((count) => count === 0 || count >= SETTINGS.minimumCell)
}

/** `histogram` holds whole scores from 0 to `top`. */
export function meanShare(histogram: Histogram, top: number): Told<Estimate> {
  const found = mean(asShares(histogram, top))
  if (found.kind === 'refused') return found
  return shown({ value: found.mean, interval: mayTellSpread(histogram, 0, top) ? found.interval : 'no-interval' })
}
