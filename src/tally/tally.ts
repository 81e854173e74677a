/**
 * A tally: counters keyed by a short text. Phones, kiosks, collectors and files all speak this form.
 *
 * Laws (held by property tests): merging is commutative and associative; the empty tally changes nothing; subtracting what was merged
 * gives back what was there; a counter is a whole number above 0, and a key that counts nothing is not there at all.
 */
export type Tally = Readonly<Record<string, number>>

export const EMPTY: Tally = Object.freeze({})

/** Adds tallies, in any order and number. */
export function mergeTallies(...tallies: readonly Tally[]): Tally {
  const sum: Record<string, number> = {}
  for (const tally of tallies) for (const key in tally) sum[key] = (sum[key] ?? 0) + (tally[key] as number)
  return sum
}

/** `whole − part`. Throws RangeError where the part holds more than the whole: the two are then not of one series. */
export function subtractTally(whole: Tally, part: Tally): Tally {
  const rest: Record<string, number> = { ...whole }
  for (const key in part) {
    const left = (rest[key] ?? 0) - (part[key] as number)
    if (left < 0) throw new RangeError(`tally: ${key} holds ${rest[key] ?? 0}, fewer than the ${part[key]} to be taken away`)
    if (left === 0) delete rest[key]
    else rest[key] = left
  }
  return rest
}

/** The counters whose key passes the test. */
export function filterTally(tally: Tally, keep: (key: string) => boolean): Tally {
  const kept: Record<string, number> = {}
  for (const key in tally) if (keep(key)) kept[key] = tally[key] as number
  return kept
}

/** Every key listed adds one. */
export function tallyOf(keys: readonly string[]): Tally {
  const sum: Record<string, number> = {}
  for (const key of keys) sum[key] = (sum[key] ?? 0) + 1
  return sum
}
