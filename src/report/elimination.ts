/**
 * What follows from sums by adding and subtracting: elimination over a finite field.
 *
 * A sum over a set of things is a row of 0s and 1s (or of small whole numbers); another sum follows from some sums exactly where its row is a
 * combination of theirs. Residues modulo a prime stand for fractions, so nothing is rounded: a combination over the fractions is one modulo
 * the prime too unless the prime divides a determinant of the rows, and below order 20 no determinant of 0s and 1s is as large as the prime
 * (Hadamard's bound, as tabulated by Orrick, "The Hadamard maximal determinant problem").
 */

/** The largest prime below 2²⁶: a product of two residues stays a whole number in a double. */
export const PRIME = 67_108_859

const modulo = (value: number): number => {
  const rest = value - Math.floor(value / PRIME) * PRIME
  return rest < 0 ? rest + PRIME : rest >= PRIME ? rest - PRIME : rest
}

/** b with a · b = 1, by Euclid's algorithm. */
function inverse(a: number): number {
  let [rest, next] = [PRIME, a]
  let [factor, nextFactor] = [0, 1]
  while (next !== 0) {
    const quotient = Math.floor(rest / next)
    ;[rest, next] = [next, rest - quotient * next]
    ;[factor, nextFactor] = [nextFactor, factor - quotient * nextFactor]
  }
  return modulo(factor)
}

/** The row that a list of small whole numbers stands for. */
export const residues = (numbers: Iterable<number>): Float64Array => Float64Array.from(numbers, modulo)

/** A row that begins a step: 1 at its pivot. Only values other than 0 are kept, with their columns. */
interface EchelonRow {
  readonly pivot: number
  readonly columns: Int32Array
  readonly values: Float64Array
  /** How it is made of the rows that were put in. */
  readonly made: Float64Array
}

/** All sums that follow from some rows, which all have as many columns. */
export interface RowSpace {
  readonly rank: number
  /** What is left of a row when everything that follows is taken away: all 0 where it follows itself. */
  residual(row: Float64Array): Float64Array
  /** The coefficients (residues, one for each row put in) with which a row follows, or `undefined` where it doesn't. */
  combination(row: Float64Array): Float64Array | undefined
  /** Of the rows put in, those combinations that give 0: coefficients again, a basis. */
  readonly relations: readonly Float64Array[]
}

export function rowSpaceOf(rows: readonly Float64Array[]): RowSpace {
  const echelon: EchelonRow[] = []
  const relations: Float64Array[] = []
  const isPivot = new Uint8Array(rows[0]?.length ?? 0)
  /** Takes multiples of the echelon's rows away, in place; `made` keeps what was taken, negated. */
  const reduce = (values: Float64Array, made: Float64Array | undefined): void => {
    for (const row of echelon) {
      const factor = values[row.pivot] as number
      if (factor === 0) continue
      const { columns } = row
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] as number
        values[column] = modulo((values[column] as number) - factor * (row.values[i] as number))
      }
      if (made) subtract(made, row.made, factor)
    }
  }
  for (const [index, row] of rows.entries()) {
    const left = row.slice()
    const made = new Float64Array(rows.length)
    made[index] = 1
    reduce(left, made)
    const columns = placesOf(left)
    const pivot = columns[0]
    if (pivot === undefined) {
      relations.push(made)
      continue
    }
    const factor = inverse(left[pivot] as number)
    const values = new Float64Array(columns.length)
    for (let i = 0; i < columns.length; i++) values[i] = modulo((left[columns[i] as number] as number) * factor)
    for (let i = 0; i < made.length; i++) if (made[i] !== 0) made[i] = modulo((made[i] as number) * factor)
    isPivot[pivot] = 1
    echelon.push({ pivot, columns: Int32Array.from(columns), values, made })
  }
  const residual = (row: Float64Array): Float64Array => {
    const left = row.slice()
    reduce(left, undefined)
    return left
  }
  return {
    rank: echelon.length,
    relations,
    residual,
    combination(row) {
      const columns = placesOf(row)
      // Nothing takes away a lone value in a column where no step begins.
      if (columns.length === 1 && !isPivot[columns[0] as number]) return undefined
      if (columns.length > 0 && placesOf(residual(row)).length > 0) return undefined
      const left = row.slice()
      const made = new Float64Array(rows.length)
      reduce(left, made)
      for (let i = 0; i < made.length; i++) made[i] = modulo(-(made[i] as number))
      return made
    },
  }
}

/** The columns in which a row is not 0. */
function placesOf(row: Float64Array): number[] {
  const places: number[] = []
  for (let i = 0; i < row.length; i++) if (row[i] !== 0) places.push(i)
  return places
}

/** `from − factor · row`, in place. */
function subtract(from: Float64Array, row: Float64Array, factor: number): void {
  for (let i = 0; i < row.length; i++) {
    const value = row[i] as number
    if (value !== 0) from[i] = modulo((from[i] as number) - factor * value)
  }
}

/**
 * The sums of given rows, each counted not at all, once or twice, that follow from a row space: lists of how often each is counted, the empty sum left out.
 * (Twice: a + 2b follows from a + b + c, b + d and c − d, as views that cross do.) Where many independent combinations follow, rows are counted once at
 * most; where more do, each of a basis stands for the sum of the rows in it: that errs on the strict side.
 */
export function sumsThatFollow(
  space: RowSpace,
  rows: readonly Float64Array[],
  { twice = 6, once = 10 } = {},
): readonly (readonly number[])[] {
  const { relations } = rowSpaceOf(rows.map((row) => space.residual(row)))
  if (relations.length > once) return relations.map((row) => Array.from(row, (value) => (value === 0 ? 0 : 1)))
  const most = relations.length > twice ? 1 : 2
  // Most rows are in no relation at all.
  const involved = [...rows.keys()].filter((at) => relations.some((row) => row[at] !== 0))
  const basis = reduced(relations.map((row) => Float64Array.from(involved, (at) => row[at] as number)))
  const sums: number[][] = []
  for (let chosen = 1; chosen < (most + 1) ** basis.length; chosen++) {
    const sum = new Float64Array(involved.length)
    let digits = chosen
    for (const row of basis) {
      const times = digits % (most + 1)
      digits = (digits - times) / (most + 1)
      if (times > 0) for (let i = 0; i < sum.length; i++) sum[i] = modulo((sum[i] as number) + times * (row[i] as number))
    }
    if (sum.some((value) => value > most)) continue
    const times = rows.map(() => 0)
    for (const [i, at] of involved.entries()) times[at] = sum[i] as number
    sums.push(times)
  }
  return sums
}

/** The same space in reduced row echelon form: a combination with small coefficients then takes each basis row that often. */
function reduced(rows: readonly Float64Array[]): Float64Array[] {
  const basis = rows.map((row) => row.slice())
  const done = new Set<Float64Array>()
  for (let column = 0; column < (basis[0]?.length ?? 0); column++) {
    const row = basis.find((candidate) => !done.has(candidate) && candidate[column] !== 0)
    if (!row) continue
    const factor = inverse(row[column] as number)
    for (let i = 0; i < row.length; i++) row[i] = modulo((row[i] as number) * factor)
    for (const other of basis) if (other !== row && other[column] !== 0) subtract(other, row, other[column] as number)
    done.add(row)
  }
  return basis
}
