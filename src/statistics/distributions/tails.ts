/** Both tails of a distribution as logarithms, which hold what a double cannot: the chance of ten million gains and no loss is e^−6,900,000. */
export interface LogTails {
  /** ln P(X ≤ x), from −∞ to 0. */
  readonly lower: number
  /** ln P(X > x), from −∞ to 0. */
  readonly upper: number
}

/** ln(1 − eˡ), the logarithm of the other tail. For l ≤ 0; rounding that pushed l above 0 counts as 0. */
export const logOther = (l: number): number =>
  l >= 0 ? Number.NEGATIVE_INFINITY : l > -Math.LN2 ? Math.log(-Math.expm1(l)) : Math.log1p(-Math.exp(l))

/**
 * The probability whose logarithm is `l`, from 5·10⁻³²⁴ to 1. One that is smaller than any double comes out as the smallest there is, and so
 * too large: a probability of 0 would say that what was seen cannot happen.
 */
export const fromLog = (l: number): number => Math.min(1, Math.max(Number.MIN_VALUE, Math.exp(l)))
