/**
 * What an attacker works out from sums that she was told: by elimination, and by bounds.
 *
 * Written apart from `src/report/elimination.ts`, which is what is to be tested: plain numbers with a tolerance in place of residues. Unknowns are whole
 * numbers from 0; entries of the sums are small whole numbers, and there are at most some dozens of them.
 */

/** A sum: how often it counts each unknown, and what it comes to. */
export interface Sum {
  readonly row: readonly number[]
  readonly value: number
}

export interface Range {
  low: number
  high: number
}

const TOLERANCE = 1e-7
const isZero = (value: number): boolean => Math.abs(value) < TOLERANCE

/** The sums in reduced row echelon form, without empty ones. Each has 1 at its pivot, where no other has anything. */
export function reducedSums(sums: readonly Sum[]): Sum[] {
  const matrix = sums.map(({ row, value }) => [...row, value])
  const width = sums[0]?.row.length ?? 0
  let done = 0
  for (let column = 0; column < width && done < matrix.length; column++) {
    let best = done
    for (let i = done + 1; i < matrix.length; i++)
      if (Math.abs(matrix[i]?.[column] as number) > Math.abs(matrix[best]?.[column] as number)) best = i
    const pivot = matrix[best] as number[]
    if (isZero(pivot[column] as number)) continue
    matrix[best] = matrix[done] as number[]
    matrix[done] = pivot
    const factor = pivot[column] as number
    for (let j = 0; j <= width; j++) pivot[j] = (pivot[j] as number) / factor
    for (let i = 0; i < matrix.length; i++) {
      const row = matrix[i] as number[]
      const times = row[column] as number
      if (i === done || isZero(times)) continue
      for (let j = 0; j <= width; j++) row[j] = (row[j] as number) - times * (pivot[j] as number)
    }
    done++
  }
  return matrix.slice(0, done).map((row) => ({ row: row.slice(0, width), value: row[width] as number }))
}

/** What a sum over these unknowns comes to, where it follows from the reduced sums; else `undefined`. */
export function totalOf(wanted: readonly number[], reduced: readonly Sum[]): number | undefined {
  const left = [...wanted]
  let value = 0
  for (const { row, value: known } of reduced) {
    const times = left[row.findIndex((entry) => !isZero(entry))] as number
    if (isZero(times)) continue
    for (let j = 0; j < left.length; j++) left[j] = (left[j] as number) - times * (row[j] as number)
    value += times * known
  }
  return left.every(isZero) ? Math.round(value) : undefined
}

/**
 * Narrows the ranges of the unknowns, in place, until no sum narrows any further: each sum bounds each of its unknowns by what the others leave.
 * Give it reduced sums beside those that were told: each form sees what another doesn't. Says whether anything got narrower. A value may be a range
 * itself, as a rounded one is.
 */
export function narrow(ranges: Range[], sums: readonly (Sum | (Range & { readonly row: readonly number[] }))[]): boolean {
  const parts = sums.map((sum) => ({
    terms: [...sum.row.keys()].filter((at) => !isZero(sum.row[at] as number)).map((at) => ({ at, times: sum.row[at] as number })),
    least: 'value' in sum ? sum.value : sum.low,
    most: 'value' in sum ? sum.value : sum.high,
  }))
  let isAnyNarrower = false
  for (let isNarrower = true; isNarrower; ) {
    isNarrower = false
    for (const { terms, least, most } of parts) {
      let low = 0
      let high = 0
      for (const { at, times } of terms) {
        const range = ranges[at] as Range
        low += times * (times > 0 ? range.low : range.high)
        high += times * (times > 0 ? range.high : range.low)
      }
      for (const { at, times } of terms) {
        const range = ranges[at] as Range
        const ownLow = times * (times > 0 ? range.low : range.high)
        const ownHigh = times * (times > 0 ? range.high : range.low)
        const ends = [(least - (high - ownHigh)) / times, (most - (low - ownLow)) / times]
        const from = Math.max(range.low, Math.ceil(Math.min(...ends) - TOLERANCE))
        const to = Math.min(range.high, Math.floor(Math.max(...ends) + TOLERANCE))
        if (from === range.low && to === range.high) continue
        if (from > to) throw new RangeError('attack: the sums contradict each other')
        range.low = from
        range.high = to
        low += times * (times > 0 ? from : to) - ownLow
        high += times * (times > 0 ? to : from) - ownHigh
        isNarrower = true
        isAnyNarrower = true
      }
    }
  }
  return isAnyNarrower
}
