/** What every chart stands on: one unit is one pixel of the page, and a reader that sees nothing gets a title and the figures in words. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { Ink } from './ink.ts'

/** Handed to every chart by whoever has it drawn. */
export interface Drawing {
  /** Units from side to side; a chart chooses its layout by it. */
  readonly width: number
  readonly ink: Ink
}

/** Narrower than this, names stand above what they name. */
export const NARROW = 560

/** Font sizes, in units. Nothing is written smaller than the last. */
export const SIZE = { figure: 22, name: 15, number: 14, small: 13 } as const

interface CanvasProps extends Drawing {
  readonly height: number
  readonly title: string
  /** The figures of the chart in words. */
  readonly alternative: string
  readonly children: ComponentChildren
}

export function Canvas({ width, height, ink, title, alternative, children }: CanvasProps) {
  const id = useId()
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}t`}
      aria-describedby={`${id}d`}
      font-family={ink.face}
      fill={ink.text}
    >
      <title id={`${id}t`}>{title}</title>
      <desc id={`${id}d`}>{alternative}</desc>
      {children}
    </svg>
  )
}

interface LabelProps {
  readonly x: number
  /** Base line of the first line. */
  readonly y: number
  readonly lines: readonly string[]
  readonly size?: number
  readonly fill?: string
  readonly isBold?: boolean
  readonly anchor?: 'start' | 'middle' | 'end'
}

export const LEADING = 1.25

export function Label({ x, y, lines, size = SIZE.name, fill, isBold = false, anchor = 'start' }: LabelProps) {
  return (
    <text font-size={size} text-anchor={anchor} {...(fill !== undefined && { fill })} {...(isBold && { 'font-weight': 700 })}>
      {lines.map((line, index) => (
        <tspan key={line} x={x} y={y + index * size * LEADING}>
          {line}
        </tspan>
      ))}
    </text>
  )
}
