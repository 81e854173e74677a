/**
 * Holm's adjustment of several p-values, for everything beside the one outcome that was named beforehand. Those that stay under 0.05 may all
 * be claimed at once, with at most 5 % chance of a single wrong claim.
 *
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65–70; as adjusted values in S. P. Wright, Biometrics 48 (1992) 1005–1013.
 */

/** Adjusted p-values in the order of `values`, each from its own value to 1. None for none. Throws RangeError for a value outside [0, 1]. */
export function holm(values: readonly number[]): number[] {
  for (const p of values) if (!(p >= 0 && p <= 1)) throw new RangeError(`holm: a p-value is ${p}; it has to lie from 0 to 1`)
  const adjusted = new Map<number, number>()
  let highest = 0
  const rising = values.map((p, place) => ({ p, place })).sort((one, other) => one.p - other.p)
  rising.forEach(({ p, place }, rank) => {
    highest = Math.max(highest, Math.min(1, p * (values.length - rank)))
    adjusted.set(place, highest)
  })
  return values.map((p, place) => adjusted.get(place) ?? p)
}
