/**
 * The same months of different years side by side, each for its competent prosecutors: what rose and what fell, and whether by more than chance. Other months
 * are never compared: cases have their seasons, and so have those who count them.
 *
 * Nothing here says why. More new investigations mean that more was found, not that more happened; trained places were chosen and not drawn by lot.
 */
import { type RateRatio, rateRatio } from '../statistics/rate-ratio.ts'
import { type RatioOfRatios, ratioOfRatios } from '../statistics/ratio-of-ratios.ts'
import type { Refused } from '../statistics/refusal.ts'
import type { CaseCount } from './series.ts'
import { plain } from './table.ts'

export interface Comparison {
  readonly city: string
  readonly before: CaseCount
  readonly after: CaseCount
  /** Investigations for each prosecutor, after over before. */
  readonly ratio: RateRatio | Refused<'no-events'>
}

const year = (count: CaseCount): number => Number(count.start.slice(0, 4))

/** Months and days of a period, without the years, so that the last of February is one day in every year. */
const season = ({ start, end }: CaseCount): string =>
  `${start.slice(5)} ${end.slice(5).replace('02-29', '02-28')} ${year({ start: end } as CaseCount) - year({ start } as CaseCount)}`

/** Every city's period that begins in year `after` against the same months of each earlier year, in the order given. */
export function compareYears(counts: readonly CaseCount[], after: number): readonly Comparison[] {
  return counts
    .filter((count) => year(count) === after)
    .flatMap((later) =>
      counts
        .filter((one) => plain(one.city) === plain(later.city) && year(one) < after && season(one) === season(later))
        .map((earlier) => ({ city: later.city, before: earlier, after: later, ratio: rateRatio(rateOf(earlier), rateOf(later)) })),
    )
}

const rateOf = ({ investigations, prosecutors }: CaseCount) => ({ events: investigations, exposure: prosecutors })

/** Whether anybody of the city was trained before the period ended; undefined where nobody wrote it down. */
export function isTrained({ trained, trainedOn, end }: CaseCount): boolean | undefined {
  if (trained === 0) return false
  if (trainedOn !== undefined) return trainedOn <= end
  return trained === undefined ? undefined : trained > 0
}

export type TrainedAgainstUntrained =
  | {
      readonly kind: 'compared'
      readonly trained: readonly Comparison[]
      readonly untrained: readonly Comparison[]
      readonly ratio: RatioOfRatios | Refused<'no-events'>
    }
  | { readonly kind: 'not-compared'; readonly reason: 'no-trained-place' | 'no-untrained-place' }

/** Difference in differences over comparisons with one earlier year: all trained places added up against all others of which it is known. */
export function trainedAgainstUntrained(comparisons: readonly Comparison[]): TrainedAgainstUntrained {
  const trained = comparisons.filter(({ after }) => isTrained(after) === true)
  const untrained = comparisons.filter(({ after }) => isTrained(after) === false)
  if (trained.length === 0) return { kind: 'not-compared', reason: 'no-trained-place' }
  if (untrained.length === 0) return { kind: 'not-compared', reason: 'no-untrained-place' }
  const total = (some: readonly Comparison[], side: 'before' | 'after') =>
    some.reduce(
      (sum, one) => ({
        events: sum.events + one[side].investigations,
        exposure: sum.exposure + one[side].prosecutors,
      }),
      { events: 0, exposure: 0 },
    )
  const changeOf = (some: readonly Comparison[]) => ({ before: total(some, 'before'), after: total(some, 'after') })
  return { kind: 'compared', trained, untrained, ratio: ratioOfRatios(changeOf(trained), changeOf(untrained)) }
}
