/** Marks on a scale that not all figures fit on: an interval that goes on beyond the drawing ends in an arrow, and nothing is drawn where it is not. */
import type { Ink } from './ink.ts'

interface ClippedSpanProps {
  /** Ends in units; 'beyond' where they lie off the scale. */
  readonly low: number | 'beyond'
  readonly high: number | 'beyond'
  /** Where the scale ends. */
  readonly from: number
  readonly to: number
  readonly y: number
  readonly ink: Ink
}

export function ClippedSpan({ low, high, from, to, y, ink }: ClippedSpanProps) {
  const left = low === 'beyond' ? from : low
  const right = high === 'beyond' ? to : high
  const ends = [
    low === 'beyond' ? `M${left + 7} ${y - 6}L${left} ${y}L${left + 7} ${y + 6}` : `M${left} ${y - 8}V${y + 8}`,
    high === 'beyond' ? `M${right - 7} ${y - 6}L${right} ${y}L${right - 7} ${y + 6}` : `M${right} ${y - 8}V${y + 8}`,
  ]
  return <path d={`${ends.join('')}M${left} ${y}H${right}`} stroke={ink.text} stroke-width={2} fill="none" />
}

/** What chance alone is expected to bring. */
export function Diamond({ x, y, ink, r = 7 }: { readonly x: number; readonly y: number; readonly ink: Ink; readonly r?: number }) {
  return (
    <path d={`M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`} fill={ink.lost} stroke={ink.text} stroke-width={1.75} />
  )
}
