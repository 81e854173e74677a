/**
 * What the published figures allow to say of a change: that it rose, that it fell, or neither.
 *
 * All from the rounded figures, so that a verdict tells nothing that they don't and anybody can do it again. The published limits hold the exact interval (chance
 * and rounding together), so a change that they claim is one that the exact interval claims too. For what stands beside the primary outcome the p that belongs to
 * the limits (how far zero lies from the figure, in units of the limit on that side) goes through Holm's correction.
 */
import type { Scale } from '../assessment/instrument.ts'
import { normalQuantile, normalTwoSided } from '../statistics/distributions/normal.ts'
import { holm } from '../statistics/holm.ts'
import type { Interval } from '../statistics/wilson.ts'
import type { PublicResults } from './rounding.ts'

export type Verdict = 'rose' | 'fell' | 'unclear'

const Z95 = normalQuantile(0.975)

/** By `scale:knowledge` or `concept:own-documents`, of what is shown. `primary` is the scale that the wave named, where the instrument is its own. */
export function publicVerdicts({ scales, concepts }: PublicResults, primary: Scale | undefined): ReadonlyMap<string, Verdict> {
  const changes = [
    ...scales.flatMap(({ scale, change }) =>
      change.kind === 'shown' && change.value.interval !== 'no-interval'
        ? [{ id: `scale:${scale}`, figure: change.value.change, ...change.value.interval }]
        : [],
    ),
    ...concepts.flatMap(({ concept, change }) =>
      change.kind === 'shown'
        ? [{ id: `concept:${concept}`, figure: change.value.points, low: change.value.low, high: change.value.high }]
        : [],
    ),
  ]
  const isPrimary = ({ id }: { readonly id: string }) => id === `scale:${primary}`
  const others = changes.filter((change) => !isPrimary(change))
  const adjusted = new Map(holm(others.map(impliedP)).map((p, at) => [others[at]?.id, p]))
  return new Map(
    changes.map((change) => {
      const isClaimed = isPrimary(change) || (adjusted.get(change.id) ?? 1) < 0.05
      return [change.id, !isClaimed ? 'unclear' : change.low > 0 ? 'rose' : change.high < 0 ? 'fell' : 'unclear']
    }),
  )
}

/** Two-sided p of which `low` or `high`, whichever lies towards zero, is the 95 % limit. From 0 (a limit that is the figure itself) to 1. */
function impliedP({ figure, low, high }: Interval & { readonly figure: number }): number {
  if (figure === 0) return 1
  const reach = figure > 0 ? figure - low : high - figure
  return reach === 0 ? 0 : normalTwoSided((Z95 * Math.abs(figure)) / reach)
}
