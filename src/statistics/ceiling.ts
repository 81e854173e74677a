/**
 * How many already have the highest score: they cannot rise, so a scale that most have at the ceiling cannot show what was learned.
 * Terwee et al., Journal of Clinical Epidemiology 60 (2007) 34–42, call 15 % at either end a ceiling or floor effect of a scale.
 */
import { requireCounts } from './count.ts'
import { type Histogram, people } from './histogram.ts'
import { type Refused, refused } from './refusal.ts'
import { type Interval, wilsonInterval } from './wilson.ts'

export interface Ceiling extends Interval {
  readonly kind: 'computed'
  readonly atCeiling: number
  readonly n: number
  /** From 0 to 1; with its 95 % Wilson interval. */
  readonly share: number
}

/** Share of people whose score is `highest`. Throws RangeError for a score above it, or a count that is none. */
export function ceiling(histogram: Histogram, highest: number): Ceiling | Refused<'nobody'> {
  for (const { score, count } of histogram) {
    requireCounts('ceiling', { count })
    if (!(score <= highest)) throw new RangeError(`ceiling: score is ${score}; the highest is ${highest}`)
  }
  const n = people(histogram)
  if (n === 0) return refused('nobody')
  const atCeiling = people(histogram.filter(({ score }) => score === highest))
  return { kind: 'computed', atCeiling, n, share: atCeiling / n, ...wilsonInterval(atCeiling, n) }
}
