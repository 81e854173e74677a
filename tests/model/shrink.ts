/**
 * Delta debugging (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002): leaves out ever smaller parts of a sequence for as long as what
 * is left still fails.
 */

/**
 * The shortest sequence found. `fails` gives the place at which a sequence fails, or undefined where it does not; what follows that place is dropped. Ends when no single element
 * can be left out any more, or when `isOver`.
 */
export async function shrink<T>(
  failing: readonly T[],
  fails: (candidate: readonly T[]) => Promise<number | undefined>,
  isOver: () => boolean = () => false,
): Promise<readonly T[]> {
  let smallest = failing
  for (let part = Math.ceil(smallest.length / 2); part >= 1 && !isOver(); ) {
    let isSmaller = false
    for (let from = 0; from < smallest.length && !isOver(); ) {
      const candidate = [...smallest.slice(0, from), ...smallest.slice(from + part)]
      const at = candidate.length === 0 ? undefined : await fails(candidate)
      if (at === undefined) from += part
      else {
        smallest = candidate.slice(0, at + 1)
        isSmaller = true
      }
    }
    if (part > 1) part = Math.min(Math.ceil(part / 2), smallest.length)
    else if (!isSmaller) break
  }
  return smallest
}
