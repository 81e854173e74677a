/** Elimination over the fractions, with whole numbers of any size (Bareiss, fraction-free): slow, exact, and of no use but to test what is fast. */

/** How many of the rows are independent. */
export function rankOf(rows: readonly (readonly number[])[]): number {
  const matrix = rows.map((row) => row.map(BigInt))
  let rank = 0
  for (let column = 0; column < (matrix[0]?.length ?? 0) && rank < matrix.length; column++) {
    const found = matrix.findIndex((row, at) => at >= rank && row[column] !== 0n)
    if (found < 0) continue
    const [pivot] = matrix.splice(found, 1) as [bigint[]]
    matrix.splice(rank, 0, pivot)
    const head = pivot[column] as bigint
    for (const row of matrix.slice(rank + 1)) {
      const factor = row[column] as bigint
      for (let j = column; j < row.length; j++) row[j] = head * (row[j] as bigint) - factor * (pivot[j] as bigint)
    }
    rank++
  }
  return rank
}

/** Whether a row is a combination of others, with fractions as coefficients. */
export const follows = (rows: readonly (readonly number[])[], wanted: readonly number[]): boolean =>
  rankOf([...rows, wanted]) === rankOf(rows)
