/**
 * How many messages came for each place in this hour, and whether that is more than feet can bring. Over its cap a place is not closed: what still comes is set aside, for
 * staff to look at (tally/quarantine). Each collector counts for itself and forgets with the hour.
 */
export interface Hours {
  /** Counts one message for a place; true where it is over the place's cap in this hour. */
  count(name: string, cap: number): boolean
}

const HOUR_MS = 3_600_000
/** Names that one hour may hold: sessions' ids follow from a day and a number, so some hundreds of them may be made up. Beyond it, a name shares a count with its like. */
const MOST_NAMES = 5_000
const OTHERS = ''

/** @param now ms since 1970, by the collector's clock */
export function hoursOfPlaces(now: () => number): Hours {
  let hour = Number.NaN
  const counts = new Map<string, number>()
  return {
    count(given, cap) {
      const current = Math.floor(now() / HOUR_MS)
      if (current !== hour) {
        hour = current
        counts.clear()
      }
      const name = counts.has(given) || counts.size < MOST_NAMES ? given : OTHERS
      const n = (counts.get(name) ?? 0) + 1
      counts.set(name, n)
      return n > cap
    },
  }
}
