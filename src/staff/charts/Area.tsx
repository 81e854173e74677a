/**
 * Areas that are told apart without colour: before is hatched, after is filled, what was lost is dotted, the rest is plain. Lines and dots are drawn one by
 * one, since browsers print an SVG pattern as a picture of pixels.
 */
import type { Ink } from './ink.ts'

export type AreaKind = 'before' | 'after' | 'lost' | 'plain'

interface AreaProps {
  readonly kind: AreaKind
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly ink: Ink
}

export function Area({ kind, x, y, width, height, ink }: AreaProps) {
  const fill = { before: ink.sheet, after: ink.after, lost: ink.lost, plain: ink.sheet }[kind]
  const room = { x, y, width, height }
  return (
    <g>
      <rect {...room} fill={fill} />
      {kind === 'before' && <path d={hatching(room)} stroke={ink.text} stroke-width={1.75} />}
      {kind === 'lost' && <path d={dots(room)} fill={ink.onColour} />}
      <rect {...room} fill="none" stroke={ink.text} stroke-width={1.5} />
    </g>
  )
}

type Room = Pick<AreaProps, 'x' | 'y' | 'width' | 'height'>

const HATCH = 8
const DOT = { step: 7, r: 1.3 } as const

/** Lines that rise at 45°, each cut off where the area ends. `d` is how far a line's foot would be along the left side and the top. */
export function hatching({ x, y, width, height }: Room): string {
  let path = ''
  for (let d = HATCH / 2; d < width + height; d += HATCH)
    path += `M${x + Math.max(0, d - height)} ${y + Math.min(height, d)}L${x + Math.min(width, d)} ${y + Math.max(0, d - width)}`
  return path
}

/** Rows of dots, those that fit in whole. */
export function dots({ x, y, width, height }: Room): string {
  const { step, r } = DOT
  let path = ''
  for (let row = step / 2; row + r < height; row += step)
    for (let column = step / 2; column + r < width; column += step)
      path += `M${x + column - r} ${y + row}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
  return path
}
