/**
 * b₀ + a₁ / (b₁ + a₂ / (b₂ + …)) by the modified Lentz method (Thompson & Barnett, J. Comput. Phys. 64 (1986) 490–509), which divides by
 * nothing that vanishes. Ends when a step changes nothing more; throws RangeError if that does not happen within a million steps.
 */
export function continuedFraction(a: (i: number) => number, b: (i: number) => number): number {
  const away = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value)
  let value = away(b(0))
  let c = value
  let d = 0
  for (let i = 1; i < 1_000_000; i++) {
    const numerator = a(i)
    const denominator = b(i)
    d = 1 / away(denominator + numerator * d)
    c = away(denominator + numerator / c)
    value *= c * d
    if (Math.abs(c * d - 1) < 3e-16) return value
  }
  throw new RangeError('continuedFraction: it does not settle')
}
