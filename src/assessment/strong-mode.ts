/**
 * Strong mode: randomised response on the device, for places where even the collector must not know.
 *
 * Of each person at most two concepts are reported, drawn at random, and of each only a cell: right or wrong before × after. The true cell is reported
 * with probability q = e^ε / (e^ε + 3), else one of the three others, each with u = (1 − q) / 3. Whatever she answered, a report is at most q / u = e^ε times
 * likelier than under any other answer (ε-local differential privacy), and two reports together at most e^2ε times.
 *
 * Sources: S. L. Warner, JASA 60 (1965) 63–69; for several answers P. Kairouz, K. Bonawitz & D. Ramage, ICML 2016 ("k-RR"); ε and the number of concepts:
 * reliability.md, section 3.
 */

/** Right (1) or wrong (0) before, then after. */
export const CELLS = ['00', '01', '10', '11'] as const
export type Cell = (typeof CELLS)[number]

/** Cells by concept. */
export type Cells = Readonly<Record<string, Cell>>

export const EPSILON_PER_CONCEPT = 3
export const CONCEPTS_PER_PERSON = 2

/** Probability that a report is true: q = e^ε / (e^ε + 3). */
export const truthShare = (epsilon: number): number => 1 / (1 + 3 * Math.exp(-epsilon))

export const cellOf = (wasRight: boolean, isRight: boolean): Cell => `${wasRight ? 1 : 0}${isRight ? 1 : 0}`

/** How many concepts are reported of an instrument with so many. */
export const reportedOf = (concepts: number): number => Math.min(CONCEPTS_PER_PERSON, concepts)

/** Draws below this of 2³² tell the truth. Rounded down, so that no report is more than e^ε times likelier under one answer than under another. */
const TRUTHS = Math.floor(truthShare(EPSILON_PER_CONCEPT) * 2 ** 32)

/**
 * What is reported of a person's true cells: concepts drawn without replacement, each set of them equally likely, and their cells after chance.
 * `random` gives 32-bit unsigned integers. To be called once for a person: a second drawing of the same cells would let both be compared.
 */
export function drawReports(cells: Cells, random: () => number): Cells {
  const left = Object.keys(cells)
  const reports: Record<string, Cell> = {}
  for (let reported = reportedOf(left.length); reported > 0; reported--) {
    const [concept = ''] = left.splice(drawBelow(left.length, random), 1)
    const truth = CELLS.indexOf(cells[concept] as Cell)
    const shift = random() < TRUTHS ? 0 : 1 + drawBelow(3, random)
    reports[concept] = CELLS[(truth + shift) % 4] as Cell
  }
  return reports
}

/** A whole number from 0 to below `limit`, each equally likely: draws beyond the last full round of `limit` are drawn again. */
function drawBelow(limit: number, random: () => number): number {
  const full = 2 ** 32 - (2 ** 32 % limit)
  let drawn = random()
  while (drawn >= full) drawn = random()
  return drawn % limit
}
