/** Rates of places under one another: each as it is (hollow, with its interval) and drawn towards the rate of all (filled), which stands as a line. */
import { scaleLinear } from 'd3-scale'
import type { Interval } from '../../statistics/wilson.ts'
import { Canvas, type Drawing, Label, LEADING, NARROW, SIZE } from './Canvas.tsx'
import { ClippedSpan } from './Clipped.tsx'
import { Legend, type LegendItem, legendLayout } from './Legend.tsx'
import { linesOf } from './lines.ts'
import { Dot } from './Mark.tsx'
import { Notes, notesHeight } from './Notes.tsx'

export interface RateRow {
  readonly key: string
  readonly name: string
  readonly isBold: boolean
  readonly own: number
  readonly interval: Interval
  readonly shrunken: number
  /** Bold, then quiet. */
  readonly figures: readonly [string, string]
}

interface RateRowsProps extends Drawing {
  readonly title: string
  readonly alternative: string
  readonly rows: readonly RateRow[]
  readonly overall: number
  readonly write: (rate: number) => string
  readonly legend: { readonly own: string; readonly shrunken: string; readonly interval: string; readonly overall: string }
  /** Stands above all rows, in the chart, so that it goes along into a file. */
  readonly notes: readonly string[]
}

const ROW = 46

export function RateRows({ title, alternative, rows, overall, write, legend, notes, width, ink }: RateRowsProps) {
  const isNarrow = width < NARROW
  const nameWidth = isNarrow ? width : Math.round(width * 0.24)
  const left = isNarrow ? 10 : nameWidth + 16
  const right = width - (isNarrow ? 14 : 178)
  // Long intervals of small places would leave the rest no room: they are cut, and end in an arrow.
  const most = Math.max(...rows.map(({ own, shrunken }) => Math.max(own, shrunken * 1.5)), overall * 2)
  const x = scaleLinear([0, most], [left, right])
  const head = notesHeight(notes, width)
  const top = head + 44
  const height = isNarrow ? ROW + 38 : ROW
  const bottom = top + rows.length * height
  const items: LegendItem[] = [
    { kind: 'before', text: legend.own },
    { kind: 'interval', text: legend.interval },
    { kind: 'after', text: legend.shrunken },
  ]
  return (
    <Canvas height={bottom + 16 + legendLayout(items, width).height} {...{ width, ink, title, alternative }}>
      <Notes notes={notes} width={width} />
      <Label x={left} y={head + 14} lines={[write(0)]} size={SIZE.small} fill={ink.quiet} />
      <Label
        x={Math.min(x(overall), width - 60)}
        y={head + 14}
        lines={[legend.overall]}
        size={SIZE.small}
        anchor={x(overall) < left + 70 ? 'start' : 'middle'}
      />
      {rows.map(({ key, name, isBold, own, interval, shrunken, figures }, index) => {
        const rowTop = top + index * height
        const y = isNarrow ? rowTop + 42 : rowTop + height / 2
        return (
          <g key={key}>
            <Label
              x={0}
              y={isNarrow ? rowTop + 18 : y + 5 - ((linesOf(name, nameWidth, SIZE.name).length - 1) * SIZE.name * LEADING) / 2}
              lines={linesOf(name, nameWidth, SIZE.name)}
              isBold={isBold}
            />
            <path d={`M${x(0)} ${isNarrow ? y - 16 : rowTop}V${isNarrow ? y + 16 : rowTop + height}`} stroke={ink.quiet} />
            <path d={`M${x(overall)} ${y - 16}V${y + 16}`} stroke={ink.text} stroke-width={1.25} stroke-dasharray="4 4" />
            <ClippedSpan
              low={x(interval.low)}
              high={interval.high > most ? 'beyond' : x(interval.high)}
              from={left}
              to={right}
              y={y}
              ink={ink}
            />
            <Dot x={x(own)} y={y} side="before" ink={ink} />
            <Dot x={x(shrunken)} y={y} side="after" ink={ink} r={6} />
            {isNarrow ? (
              <text x={0} y={rowTop + 74} font-size={SIZE.number}>
                <tspan font-weight={700}>{figures[0]}</tspan>
                <tspan dx={10} fill={ink.quiet}>
                  {figures[1]}
                </tspan>
              </text>
            ) : (
              <>
                <Label x={width} y={y - 3} lines={[figures[0]]} size={SIZE.number} isBold anchor="end" />
                <Label x={width} y={y + 15} lines={[figures[1]]} size={SIZE.small} fill={ink.quiet} anchor="end" />
              </>
            )}
          </g>
        )
      })}
      <Legend items={items} x={0} y={bottom + 12} width={width} ink={ink} />
    </Canvas>
  )
}
