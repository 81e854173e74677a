/**
 * A table of scores before × after in which one cell holds more people than its surroundings explain, as it would where one set of answers came many times.
 *
 * What the others would look like: a log-linear table whose rows and columns have their own sizes, whose association is smooth (one number: the product of
 * the two scores), and whose diagonal is raised by one factor, since some answer the same again. The cell under suspicion is left out of the fit and then
 * compared with it.
 *
 * Sources: L. A. Goodman, JASA 74 (1979) 537–552 (uniform association); A. Agresti, Categorical Data Analysis (2013), sections 10.4 and 11.2 (linear-by-linear
 * association; main diagonal); C. Fuchs & R. Kenett, JASA 75 (1980) 395–398 (outlying cells, by the largest of all with Bonferroni's bound).
 */
import { requireCounts } from './count.ts'
import { chiSquareUpper } from './distributions/chi-square.ts'
import { type Refused, refused } from './refusal.ts'

/** People by row and column; all rows of one length. Rows and columns are scores that rise by one. */
export type CountTable = readonly (readonly number[])[]

export interface AssociationFit {
  /** Expected people, cell by cell; a cell that was left out has what the others make one expect there. */
  readonly expected: CountTable
  /** Log of the odds ratio of two scores that are one apart, before and after. */
  readonly association: number
  /** 2 Σ n ln(n/expected) over the cells that were not left out. */
  readonly deviance: number
  /** Cells less parameters. */
  readonly freedom: number
}

export interface LoneCell {
  readonly kind: 'computed'
  readonly row: number
  readonly column: number
  readonly count: number
  readonly expected: number
  /** People beyond what is expected, as a share of everybody in the table; never below 0. */
  readonly excess: number
  /** One-sided, by the fall of the deviance, times the number of cells that might have stood out; up to 1. */
  readonly p: number
}

const MOST_ROUNDS = 4000
const TOLERANCE = 1e-8
/** A table that lies on its diagonal would run to an infinite association; this much, corner to corner, is as good as that. */
const STEEPEST = 120
/** Fewest people on average a cell, for the chi-square to be near enough (Agresti, section 3.2.3, asks as much of a test of association). */
const LEAST_PER_CELL = 1
/**
 * Cells that are looked at by leaving each of them out: those that stand out most beside a fit of all, and the fullest, which draw such a fit after them
 * until nothing of them stands out.
 */
const SUSPECTS = 2

/**
 * The cell that stands out most. Refuses 'too-few' where the table has fewer than three rows or columns with anybody in them, or fewer people than cells, and
 * 'nobody' where it is empty. Throws RangeError for counts that are none or rows of unlike length.
 */
export function loneCell(table: CountTable): LoneCell | Refused<'nobody' | 'too-few'> {
  const total = totalOf(table)
  if (total === 0) return refused('nobody')
  const rows = table.flatMap((row, at) => (row.some((count) => count > 0) ? [at] : []))
  const columns = (table[0] ?? []).flatMap((_, at) => (table.some((row) => (row[at] ?? 0) > 0) ? [at] : []))
  const cells = rows.length * columns.length
  if (rows.length < 3 || columns.length < 3 || total < LEAST_PER_CELL * cells) return refused('too-few')
  const all = associationFit(table, { hasDiagonal: true })
  const cellsOf = rows.flatMap((row) => columns.map((column) => ({ row, column, count: at(table, { row, column }) })))
  const residual = ({ count, ...cell }: (typeof cellsOf)[number]) =>
    (count - at(all.expected, cell)) / Math.sqrt(at(all.expected, cell) || 1)
  const suspects = new Set([
    ...cellsOf.toSorted((one, other) => residual(other) - residual(one)).slice(0, SUSPECTS),
    ...cellsOf.toSorted((one, other) => other.count - one.count).slice(0, SUSPECTS),
  ])
  const found = [...suspects].map(({ count, ...cell }) => {
    const rest = associationFit(table, { hasDiagonal: true, without: cell })
    const expected = at(rest.expected, cell)
    return { ...cell, count, expected, fall: count > expected ? Math.max(0, all.deviance - rest.deviance) : 0 }
  })
  const { fall, ...most } = found.reduce((best, one) => (one.fall > best.fall ? one : best))
  return {
    kind: 'computed',
    ...most,
    excess: Math.max(0, most.count - most.expected) / total,
    p: fall === 0 ? 1 : Math.min(1, Math.max(Number.MIN_VALUE, (chiSquareUpper(fall, 1) / 2) * cells)),
  }
}

interface Place {
  readonly row: number
  readonly column: number
}

const at = (table: CountTable, { row, column }: Place): number => table[row]?.[column] ?? 0

/**
 * The log-linear fit, by scaling rows, columns and diagonal in turn and moving the association by Newton's step; it ends where all sums agree to 10⁻⁸ of the
 * total. Rows and columns without anybody stay empty. `without` leaves one cell out of all sums. Throws RangeError as `loneCell` does.
 */
export function associationFit(
  table: CountTable,
  { hasDiagonal, without }: { readonly hasDiagonal: boolean; readonly without?: Place },
): AssociationFit {
  const total = totalOf(table)
  const [height, width] = [table.length, table[0]?.length ?? 0]
  const left = without ? without.row * width + without.column : -1
  const counts = Float64Array.from(table.flat())
  // Centred and no longer than one, so that the step of the association does not depend on how many scores there are.
  const scoreOf = (index: number, size: number) => (size > 1 ? index / (size - 1) - 0.5 : 0)
  const product = Float64Array.from(counts, (_, cell) => scoreOf(Math.floor(cell / width), height) * scoreOf(cell % width, width))
  const rows = new Float64Array(height).fill(total / Math.max(1, height * width))
  const columns = new Float64Array(width).fill(1)
  /** What association and diagonal make of a cell, and 0 where the cell is left out, so that no sum holds it. */
  const shape = new Float64Array(counts.length).fill(1)
  let diagonal = 1
  let slope = 0
  const isOnDiagonal = (cell: number) => Math.floor(cell / width) === cell % width
  const reshape = () => {
    for (let cell = 0; cell < shape.length; cell++)
      shape[cell] = cell === left ? 0 : Math.exp(slope * (product[cell] as number)) * (isOnDiagonal(cell) ? diagonal : 1)
  }
  const seenRows = new Float64Array(height)
  const seenColumns = new Float64Array(width)
  let seenDiagonal = 0
  for (let cell = 0; cell < counts.length; cell++) {
    if (cell === left) continue
    const [row, column, count] = [Math.floor(cell / width), cell % width, counts[cell] as number]
    seenRows[row] = (seenRows[row] as number) + count
    seenColumns[column] = (seenColumns[column] as number) + count
    if (row === column) seenDiagonal += count
  }
  reshape()
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let gap = 0
    for (let row = 0; row < height; row++) {
      let fitted = 0
      for (let column = 0; column < width; column++) fitted += (columns[column] as number) * (shape[row * width + column] as number)
      const wanted = fitted > 0 ? (seenRows[row] as number) / fitted : (rows[row] as number)
      gap = Math.max(gap, Math.abs(wanted - (rows[row] as number)) * fitted)
      rows[row] = wanted
    }
    for (let column = 0; column < width; column++) {
      let fitted = 0
      for (let row = 0; row < height; row++) fitted += (rows[row] as number) * (shape[row * width + column] as number)
      const wanted = fitted > 0 ? (seenColumns[column] as number) / fitted : (columns[column] as number)
      gap = Math.max(gap, Math.abs(wanted - (columns[column] as number)) * fitted)
      columns[column] = wanted
    }
    let fittedDiagonal = 0
    let pull = 0
    let curve = 0
    let drift = 0
    let mass = 0
    for (let row = 0, cell = 0; row < height; row++)
      for (let column = 0; column < width; column++, cell++) {
        if (cell === left) continue
        const expected = (rows[row] as number) * (columns[column] as number) * (shape[cell] as number)
        const weight = product[cell] as number
        if (row === column) fittedDiagonal += expected
        pull += weight * ((counts[cell] as number) - expected)
        curve += weight * weight * expected
        drift += weight * expected
        mass += expected
      }
    gap = Math.max(gap, Math.abs(pull), hasDiagonal ? Math.abs(seenDiagonal - fittedDiagonal) : 0)
    if (gap <= TOLERANCE * total) break
    if (hasDiagonal && fittedDiagonal > 0) diagonal *= seenDiagonal / fittedDiagonal
    const spread = mass > 0 ? curve - (drift * drift) / mass : 0
    if (spread > 0) slope = Math.max(-STEEPEST, Math.min(STEEPEST, slope + pull / spread))
    reshape()
  }
  const expectedAt = (row: number, column: number) =>
    (rows[row] as number) *
    (columns[column] as number) *
    Math.exp(slope * (product[row * width + column] as number)) *
    (row === column ? diagonal : 1)
  let deviance = 0
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell] as number
    if (cell !== left && count > 0) deviance += 2 * count * Math.log(count / expectedAt(Math.floor(cell / width), cell % width))
  }
  const [usedRows, usedColumns] = [seenRows, seenColumns].map((seen) => seen.filter((one) => one > 0).length) as [number, number]
  return {
    expected: table.map((cells, row) => cells.map((_, column) => expectedAt(row, column))),
    association: height > 1 && width > 1 ? slope / ((height - 1) * (width - 1)) : 0,
    deviance: Math.max(0, deviance),
    freedom: usedRows * usedColumns - usedRows - usedColumns - (hasDiagonal ? 1 : 0) - (without ? 1 : 0),
  }
}

function totalOf(table: CountTable): number {
  const width = table[0]?.length ?? 0
  for (const [index, row] of table.entries()) {
    if (row.length !== width) throw new RangeError(`loneCell: row ${index} has ${row.length} columns; the first has ${width}`)
    for (const count of row) requireCounts('loneCell', { count })
  }
  return table.flat().reduce((sum, count) => sum + count, 0)
}
