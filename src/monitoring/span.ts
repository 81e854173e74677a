/**
 * The same months of every year, out of rows that may each be a month, a quarter or half a year. A city's year has a count only where its rows cover those months
 * whole and once: a month that nobody handed in is not a month without cases.
 */
import { isWholeMonths, monthOf, monthsIn } from './month.ts'
import type { CaseCount } from './series.ts'
import { plain } from './table.ts'

/** From the first day of month `from` to the last of month `to` of the same year, 1 to 12. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** One row for each city and year that covers the span. Its prosecutors are their mean over the months, which need not be whole. */
export function countsIn(counts: readonly CaseCount[], { from, to }: Span): readonly CaseCount[] {
  if (!(Number.isInteger(from) && Number.isInteger(to) && 1 <= from && from <= to && to <= 12))
    throw new RangeError(`countsIn: months ${from} to ${to}; they have to be whole, from 1 to 12, and in order`)
  const groups = new Map<string, CaseCount[]>()
  for (const count of counts.filter(isWholeMonths)) {
    const id = `${plain(count.city)} ${count.start.slice(0, 4)}`
    groups.set(id, [...(groups.get(id) ?? []), count])
  }
  return [...groups.values()].flatMap((rows) => {
    const january = 12 * Number(rows[0]?.start.slice(0, 4))
    const tiles = tiling(rows, january + from - 1, january + to - 1)
    return tiles === undefined ? [] : [added(tiles)]
  })
}

/** Rows that cover months `first` to `last` one after the other, as few as can be; nothing where none do. */
function tiling(rows: readonly CaseCount[], first: number, last: number): readonly CaseCount[] | undefined {
  if (first > last) return []
  const starting = rows
    .filter(({ start, end }) => monthOf(start) === first && monthOf(end) <= last)
    .sort((a, b) => monthOf(b.end) - monthOf(a.end))
  for (const row of starting) {
    const rest = tiling(rows, monthOf(row.end) + 1, last)
    if (rest !== undefined) return [row, ...rest]
  }
  return undefined
}

function added(rows: readonly CaseCount[]): CaseCount {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) throw new TypeError('countsIn: a span of no rows')
  if (first === last) return first
  const months = rows.reduce((sum, row) => sum + monthsIn(row), 0)
  const { daneCode, note: _, ...rest } = last
  return {
    ...rest,
    city: first.city,
    ...((first.daneCode ?? daneCode) !== undefined && { daneCode: first.daneCode ?? (daneCode as string) }),
    start: first.start,
    investigations: rows.reduce((sum, row) => sum + row.investigations, 0),
    prosecutors: rows.reduce((sum, row) => sum + row.prosecutors * monthsIn(row), 0) / months,
    source: [...new Set(rows.map(({ source }) => source))].join('; '),
    extractedOn: rows.map(({ extractedOn }) => extractedOn).reduce((a, b) => (a > b ? a : b)),
  }
}

/** Years that any city has a count of in these months, earliest first. */
export const yearsIn = (counts: readonly CaseCount[], span: Span): readonly number[] =>
  [...new Set(countsIn(counts, span).map(({ start }) => Number(start.slice(0, 4))))].sort((a, b) => a - b)

/** The seed's own: January to June. */
const FIRST_HALF: Span = { from: 1, to: 6 }

/** The months to begin with: January to June where two years have them, else the longest row that another year has too, else the longest of all. */
export function firstSpan(counts: readonly CaseCount[]): Span {
  const isCompared = (span: Span) => yearsIn(counts, span).length > 1
  if (isCompared(FIRST_HALF)) return FIRST_HALF
  const spans = counts
    .filter((count) => isWholeMonths(count) && count.start.slice(0, 4) === count.end.slice(0, 4))
    .map(({ start, end }) => ({ from: Number(start.slice(5, 7)), to: Number(end.slice(5, 7)) }))
    .sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
  return spans.find(isCompared) ?? spans[0] ?? FIRST_HALF
}
