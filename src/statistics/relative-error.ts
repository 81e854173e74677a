/** How far `found` is from `expected`, as a share of the larger of |expected| and `scale`; the tests' measure of agreement with R. */
export const relativeError = (found: number, expected: number, scale = 0): number =>
  found === expected ? 0 : Math.abs(found - expected) / Math.max(Math.abs(expected), scale)
