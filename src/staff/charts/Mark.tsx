/** The marks that all charts share: before hollow, after filled, intervals as lines, a withheld figure as a folded corner. */
import type { Interval } from '../../statistics/wilson.ts'
import { SIZE } from './Canvas.tsx'
import type { Ink } from './ink.ts'
import { lineWidth } from './lines.ts'

export type Side = 'before' | 'after'

interface DotProps {
  readonly x: number
  readonly y: number
  readonly side: Side
  readonly ink: Ink
  readonly r?: number
}

export function Dot({ x, y, side, ink, r = 5 }: DotProps) {
  return <circle cx={x} cy={y} r={r} fill={side === 'before' ? ink.sheet : ink.after} stroke={ink.text} stroke-width={2.25} />
}

interface SpanProps {
  /** Its ends, in units. */
  readonly low: number
  readonly high: number
  readonly y: number
  readonly ink: Ink
  /** Half the height of its ends. */
  readonly end?: number
}

/** An interval that lies down. Its ends are taller than a dot, so that a narrow one is seen too. */
export function Span({ low, high, y, ink, end = 8 }: SpanProps) {
  return (
    <path
      d={`M${low} ${y - end}V${y + end}M${high} ${y - end}V${y + end}M${low} ${y}H${high}`}
      stroke={ink.text}
      stroke-width={2}
      fill="none"
    />
  )
}

/** An interval that stands. */
export function Pole({
  x,
  low,
  high,
  ink,
}: {
  readonly x: number
  readonly low: number
  readonly high: number
  readonly ink: Ink
}) {
  return (
    <path
      d={`M${x - 8} ${low}H${x + 8}M${x - 8} ${high}H${x + 8}M${x} ${low}V${high}`}
      stroke={ink.text}
      stroke-width={2}
      fill="none"
    />
  )
}

export const FOLD_HEIGHT = 20
export const foldWidth = (mark: string): number => lineWidth(mark, SIZE.small) + 20

/** A withheld figure: a leaf with its corner turned over what is not shown. `x` and `y` are its top left. */
export function Folded({ x, y, mark, ink }: { readonly x: number; readonly y: number; readonly mark: string; readonly ink: Ink }) {
  const width = foldWidth(mark)
  const turn = 8
  return (
    <g>
      <path
        d={`M${x} ${y}h${width}v${FOLD_HEIGHT - turn}l${-turn} ${turn}h${turn - width}z`}
        fill={ink.sheet}
        stroke={ink.quiet}
        stroke-width={1.5}
      />
      <path d={`M${x + width} ${y + FOLD_HEIGHT - turn}h${-turn}v${turn}z`} fill={ink.quiet} />
      <text x={x + 6} y={y + FOLD_HEIGHT - 5.5} font-size={SIZE.small} fill={ink.text}>
        {mark}
      </text>
    </g>
  )
}

/** Interval ends on a scale, kept on it. */
export const onScale = (interval: Interval, x: (share: number) => number): { readonly low: number; readonly high: number } => ({
  low: x(interval.low),
  high: x(interval.high),
})
