/**
 * What may happen to a collector and its store, as plain data: each operation carries what it draws from, and names earlier ones by "the n-th last that there is", so
 * that any part of a sequence is a sequence again. That is what lets `shrink` leave some out.
 */
import { oneOf, type Random } from '../specimen.ts'

/** What a phone sends. A `return` is the endline of a baseline that was acknowledged: a late one, where that has gone out with a snapshot since. */
export const MESSAGES = ['baseline', 'return', 'content-first', 'unpaired', 'followup', 'strong', 'footfall'] as const
export type Message = (typeof MESSAGES)[number]

export type Operation =
  | { readonly do: 'send'; readonly what: Message; readonly seed: number; readonly back: number }
  /** A one-time number once more, with the same words or with others. */
  | { readonly do: 'again'; readonly back: number; readonly seed?: number }
  /** A message that the store will not have. */
  | { readonly do: 'bad'; readonly seed: number }
  /** What was sent since the last time arrives at once. With trouble, the first commit fails, before or after it has been done. */
  | { readonly do: 'flush'; readonly trouble?: 'before' | 'after' }
  | { readonly do: 'snapshots'; readonly place?: string }
  | { readonly do: 'settle' }
  | { readonly do: 'day'; readonly by: number }
  /** The store is closed and opened; or opened as a crash left it. */
  | { readonly do: 'restart' }
  | { readonly do: 'crash' }
  | { readonly do: 'close-wave' }
  | { readonly do: 'open-table'; readonly table: string; readonly part: number; readonly spoken: string }
  | { readonly do: 'end-table'; readonly back: number }
  | { readonly do: 'people'; readonly place: string }
  | { readonly do: 'token'; readonly hash: string; readonly days: number }
  | { readonly do: 'check' }

const PLACES = ['terminal-norte', 'terminal-sur', 'mesa-norte', 'online', 'unknown', '14-17', 'comparison'] as const

/** How often each comes, of their sum. */
const WEIGHTS: readonly (readonly [number, (random: Random) => Operation])[] = [
  [220, (random) => ({ do: 'send', what: 'baseline', seed: random(), back: 0 })],
  [150, (random) => ({ do: 'send', what: 'return', seed: random(), back: random() % 40 })],
  [70, (random) => ({ do: 'send', what: 'content-first', seed: random(), back: 0 })],
  [20, (random) => ({ do: 'send', what: 'unpaired', seed: random(), back: 0 })],
  [60, (random) => ({ do: 'send', what: 'followup', seed: random(), back: 0 })],
  [40, (random) => ({ do: 'send', what: 'strong', seed: random(), back: 0 })],
  [90, (random) => ({ do: 'send', what: 'footfall', seed: random(), back: 0 })],
  [120, (random) => ({ do: 'again', back: random() % 300, ...(random() % 4 === 0 && { seed: random() }) })],
  [3, (random) => ({ do: 'bad', seed: random() })],
  [80, () => ({ do: 'flush' })],
  [6, (random) => ({ do: 'flush', trouble: oneOf(random, ['before', 'after'] as const) })],
  [10, () => ({ do: 'snapshots' })],
  [4, (random) => ({ do: 'snapshots', place: oneOf(random, PLACES) })],
  [10, () => ({ do: 'settle' })],
  [4, (random) => ({ do: 'day', by: oneOf(random, [1, 1, 1, 2, 5, -1]) })],
  [2, () => ({ do: 'restart' })],
  [2, () => ({ do: 'crash' })],
  [0.3, () => ({ do: 'close-wave' })],
  [
    3,
    (random) => ({
      do: 'open-table',
      table: 'mesa-norte',
      part: 1 + (random() % 9),
      spoken: String(100_000 + (random() % 900_000)),
    }),
  ],
  [2, (random) => ({ do: 'end-table', back: random() % 12 })],
  [8, (random) => ({ do: 'people', place: oneOf(random, PLACES) })],
  [2, (random) => ({ do: 'token', hash: random().toString(16), days: random() % 30 })],
  [4, () => ({ do: 'check' })],
]
const ALL = WEIGHTS.reduce((sum, [weight]) => sum + weight, 0)

/** The same operations for the same seed. The last one looks at everything. */
export function operationsFrom(random: Random, count: number): Operation[] {
  const draw = (): Operation => {
    let at = (random() / 2 ** 32) * ALL
    for (const [weight, make] of WEIGHTS) {
      at -= weight
      if (at < 0) return make(random)
    }
    return { do: 'check' }
  }
  return [...Array.from({ length: count - 1 }, draw), { do: 'check' }]
}
