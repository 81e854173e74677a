/**
 * Log-linear regression of counts on an exposure, by quasi-likelihood: counts may vary more than Poisson's law has them, and then the intervals are wider.
 *
 * Source: P. McCullagh & J. A. Nelder, Generalized Linear Models (1989), chapters 2 (Fisher scoring), 6 and 9 (dispersion from Pearson's statistic). R's `glm`
 * with `family = quasipoisson` gives the same coefficients and the same dispersion; here a dispersion under 1 is taken for 1, since so few points show less
 * than chance by chance alone, and an interval narrower than Poisson's would promise too much.
 */
import { requireCounts } from './count.ts'
import { type Refused, refused } from './refusal.ts'

export interface Observation {
  readonly events: number
  /** In one unit for all: prosecutors and months, say. Positive. */
  readonly exposure: number
  /** The explaining variables, the constant 1 among them; as many for each observation. */
  readonly design: readonly number[]
}

export interface PoissonRegression {
  readonly kind: 'computed'
  /** One for each explaining variable: the logarithm of a rate or of a ratio of rates. */
  readonly coefficients: readonly number[]
  /** Their covariance, with the dispersion in it. */
  readonly covariance: readonly (readonly number[])[]
  /** Pearson's statistic over `freedom`, as found; 1 where counts vary as Poisson has them. */
  readonly dispersion: number
  /** Observations less coefficients. */
  readonly freedom: number
  /** Of each observation, events that the line has. */
  readonly fitted: readonly number[]
  /** Of each, (events − fitted) / √fitted. */
  readonly residuals: readonly number[]
}

const MOST_STEPS = 60

/**
 * Refuses 'too-few' where there are not more observations than coefficients, and 'not-estimable' where no finite coefficients fit best (a line that would
 * fall to nothing) or the design says one thing twice. Throws RangeError for events that are no count or an exposure that is not positive.
 */
export function poissonRegression(observations: readonly Observation[]): PoissonRegression | Refused<'too-few' | 'not-estimable'> {
  for (const { events, exposure } of observations) {
    requireCounts('poissonRegression', { events })
    if (!(exposure > 0 && Number.isFinite(exposure)))
      throw new RangeError(`poissonRegression: exposure is ${exposure}; it has to be positive`)
  }
  const size = observations[0]?.design.length ?? 0
  const freedom = observations.length - size
  if (size === 0 || freedom < 1) return refused('too-few')
  // As R does: the first working values are the counts themselves, moved off nought.
  let fitted = observations.map(({ events }) => events + 0.1)
  let coefficients: readonly number[] | undefined
  for (let step = 0; step < MOST_STEPS; step++) {
    const information = crossProduct(observations, fitted)
    const inverse = inverseOf(information)
    if (inverse === undefined) return refused('not-estimable')
    const scores = scoresOf(observations, fitted)
    const next = inverse.map((row) => row.reduce((sum, cell, at) => sum + cell * (scores[at] ?? 0), 0))
    const moved = Math.max(...next.map((value, at) => Math.abs(value - (coefficients?.[at] ?? Number.POSITIVE_INFINITY))))
    coefficients = next
    fitted = observations.map(({ exposure, design }) => exposure * Math.exp(product(design, next)))
    if (!fitted.every((value) => value > 0 && Number.isFinite(value))) return refused('not-estimable')
    if (moved < 1e-11 * (1 + Math.max(...next.map(Math.abs)))) return described(observations, next, fitted, freedom)
  }
  // Where a line falls to nothing its coefficients move by about one at each step, and never settle.
  return refused('not-estimable')
}

function described(
  observations: readonly Observation[],
  coefficients: readonly number[],
  fitted: readonly number[],
  freedom: number,
): PoissonRegression | Refused<'not-estimable'> {
  const inverse = inverseOf(crossProduct(observations, fitted))
  if (inverse === undefined) return refused('not-estimable')
  const residuals = observations.map(({ events }, at) => (events - (fitted[at] ?? 0)) / Math.sqrt(fitted[at] ?? 1))
  const dispersion = residuals.reduce((sum, residual) => sum + residual * residual, 0) / freedom
  const covariance = inverse.map((row) => row.map((cell) => cell * Math.max(1, dispersion)))
  return { kind: 'computed', coefficients, covariance, dispersion, freedom, fitted, residuals }
}

const product = (design: readonly number[], coefficients: readonly number[]): number =>
  design.reduce((sum, value, at) => sum + value * (coefficients[at] ?? 0), 0)

/** XᵀWX, with the fitted events as weights. */
const crossProduct = (observations: readonly Observation[], fitted: readonly number[]): number[][] => {
  const size = observations[0]?.design.length ?? 0
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) =>
      observations.reduce((sum, { design }, at) => sum + (fitted[at] ?? 0) * (design[row] ?? 0) * (design[column] ?? 0), 0),
    ),
  )
}

/** XᵀWz, z being the working values: where the line is, and how far the counts are from it. */
const scoresOf = (observations: readonly Observation[], fitted: readonly number[]): number[] => {
  const size = observations[0]?.design.length ?? 0
  return Array.from({ length: size }, (_, row) =>
    observations.reduce((sum, { events, exposure, design }, at) => {
      const mean = fitted[at] ?? 1
      return sum + mean * (design[row] ?? 0) * (Math.log(mean / exposure) + (events - mean) / mean)
    }, 0),
  )
}

/** By Gauss and Jordan with pivots; nothing where a pivot vanishes beside its row. */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const size = matrix.length
  // Variables of unlike size (a constant beside months squared) are brought to one, so that a small pivot means dependence and nothing else.
  const scale = matrix.map((row, at) => 1 / Math.sqrt(row[at] ?? 1))
  if (!scale.every(Number.isFinite)) return undefined
  const work = matrix.map((row, at) => [
    ...row.map((cell, column) => cell * (scale[at] ?? 1) * (scale[column] ?? 1)),
    ...Array.from({ length: size }, (_, column) => (column === at ? 1 : 0)),
  ])
  for (let column = 0; column < size; column++) {
    const rest = work.slice(column).map((row) => Math.abs(row[column] ?? 0))
    const best = column + rest.indexOf(Math.max(...rest))
    const pivotRow = work[best]
    const pivot = pivotRow?.[column] ?? 0
    if (!pivotRow || !(Math.abs(pivot) > 1e-12)) return undefined
    work[best] = work[column] ?? pivotRow
    work[column] = pivotRow.map((cell) => cell / pivot)
    for (let row = 0; row < size; row++) {
      const factor = work[row]?.[column] ?? 0
      if (row === column || factor === 0) continue
      work[row] = (work[row] ?? []).map((cell, at) => cell - factor * (work[column]?.[at] ?? 0))
    }
  }
  return work.map((row, at) => row.slice(size).map((cell, column) => cell * (scale[at] ?? 1) * (scale[column] ?? 1)))
}
