/**
 * Whether two venues' codes may be taken for one another, by an eye on a printed card or by a finger on a keyboard.
 *
 * Numbers tell venues apart on purpose (aircraft 4521 and 4522, seat card 1 and 2), so that a digit in place of another is no slip; a letter is.
 */
export type Likeness =
  /** The same shapes in print: `o` and `0`, `l`, `i` and `1`, `rn` and `m`; hyphens are not seen. */
  | 'same-to-the-eye'
  /** One letter left out, put in, changed or swapped with its neighbour, and no number that differs. */
  | 'one-slip-away'

const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/-/g, ''],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/0/g, 'o'],
  [/[1i]/g, 'l'],
  [/2/g, 'z'],
  [/5/g, 's'],
  [/8/g, 'b'],
]

/** What an id looks like: two ids with the same shape cannot be told apart in small print. */
export const shapeOf = (id: string): string => SHAPES.reduce((shape, [seen, as]) => shape.replace(seen, as), id)

/** The numbers in an id, as they follow one another: where they differ two ids are told apart by them. */
export const numbersIn = (id: string): string => (id.match(/\d+/g) ?? []).join('.')

/** How alike two different ids are. Symmetric; undefined where nobody would confuse them. */
export function likeness(one: string, other: string): Likeness | undefined {
  if (shapeOf(one) === shapeOf(other)) return 'same-to-the-eye'
  if (numbersIn(one) === numbersIn(other) && isOneSlip(one, other)) return 'one-slip-away'
  return undefined
}

/** Whether two different texts are one insertion, omission, change or swap of neighbours apart. Looks at each letter once. */
function isOneSlip(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  const isChange = short.slice(at + 1) === long.slice(at + 1)
  const isSwap = short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  return isChange || isSwap
}
