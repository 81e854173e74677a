/** What the marks of a chart mean, below it and inside it, so that it goes along into a file. */
import type { ComponentChildren } from 'preact'
import { Area, type AreaKind } from './Area.tsx'
import { Label, SIZE } from './Canvas.tsx'
import { Diamond } from './Clipped.tsx'
import type { Ink } from './ink.ts'
import { lineWidth } from './lines.ts'
import { Dot, Folded, foldWidth, Span } from './Mark.tsx'

export type LegendKind =
  | 'before'
  | 'after'
  | 'interval'
  | 'withheld'
  | 'expected'
  | 'line'
  | 'continued'
  | { readonly area: AreaKind }
export interface LegendItem {
  readonly kind: LegendKind
  readonly text: string
  /** For `withheld`: the mark in the corner. */
  readonly mark?: string
}

const ROW = 24

interface Placed extends LegendItem {
  readonly x: number
  readonly y: number
}

const swatchWidth = ({ kind, mark = '' }: LegendItem): number => (kind === 'withheld' ? foldWidth(mark) : 24)

/** Where each item stands, in rows of at most `width`, and how high all of them are. */
export function legendLayout(
  items: readonly LegendItem[],
  width: number,
): { readonly placed: readonly Placed[]; readonly height: number } {
  let [x, y] = [0, 0]
  const placed = items.map((item): Placed => {
    const own = swatchWidth(item) + 8 + lineWidth(item.text, SIZE.small) + 18
    if (x > 0 && x + own - 18 > width) [x, y] = [0, y + ROW]
    const here = { ...item, x, y }
    x += own
    return here
  })
  return { placed, height: items.length === 0 ? 0 : y + ROW }
}

interface LegendProps {
  readonly items: readonly LegendItem[]
  readonly x: number
  /** Top. */
  readonly y: number
  readonly width: number
  readonly ink: Ink
}

export function Legend({ items, x, y, width, ink }: LegendProps) {
  return (
    <g>
      {legendLayout(items, width).placed.map((item) => (
        <g key={item.text} transform={`translate(${x + item.x} ${y + item.y})`}>
          <Swatch {...item} ink={ink} />
          <Label x={swatchWidth(item) + 8} y={16} lines={[item.text]} size={SIZE.small} fill={ink.quiet} />
        </g>
      ))}
    </g>
  )
}

function Swatch({ kind, mark = '', ink }: LegendItem & { readonly ink: Ink }): ComponentChildren {
  if (kind === 'before' || kind === 'after') return <Dot x={12} y={11} side={kind} ink={ink} />
  if (kind === 'interval') return <Span low={2} high={22} y={11} ink={ink} end={6} />
  if (kind === 'withheld') return <Folded x={0} y={1} mark={mark} ink={ink} />
  if (kind === 'expected') return <Diamond x={12} y={11} ink={ink} />
  if (kind === 'line') return <path d="M1 11H23" stroke={ink.text} stroke-width={2.5} />
  if (kind === 'continued') return <path d="M1 11H23" stroke={ink.text} stroke-width={2} stroke-dasharray="5 4" />
  return <Area kind={kind.area} x={1} y={3} width={22} height={16} ink={ink} />
}
