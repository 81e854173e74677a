/** The upper tail of the chi-square distribution. Source: Abramowitz & Stegun 26.4.19, the incomplete gamma function. */
import { logGammaTails } from './gamma.ts'
import { fromLog } from './tails.ts'

/** P(X > x) with `freedom` degrees of freedom (> 0), x ≥ 0; from 5·10⁻³²⁴ (see `fromLog`) to 1. Throws RangeError outside. */
export function chiSquareUpper(x: number, freedom: number): number {
  if (!(x >= 0)) throw new RangeError(`chiSquareUpper: x is ${x}; it cannot be negative`)
  if (!(freedom > 0)) throw new RangeError(`chiSquareUpper: freedom is ${freedom}; it has to be positive`)
  return fromLog(logGammaTails(freedom / 2, x / 2).upper)
}
