/**
 * Ratios under one another on a scale of doublings, with the line at 1 where nothing changed, and a diamond where chance alone would have them. A note
 * stands above all, inside the drawing, so that a file cannot lose it.
 */
import { scaleLog } from 'd3-scale'
import type { Ratio, RatioInterval } from '../../statistics/clopper-pearson.ts'
import { Canvas, type Drawing, Label, LEADING, NARROW, SIZE } from './Canvas.tsx'
import { ClippedSpan, Diamond } from './Clipped.tsx'
import { Legend, type LegendItem, legendLayout } from './Legend.tsx'
import { linesOf } from './lines.ts'
import { Dot } from './Mark.tsx'
import { Notes, notesHeight } from './Notes.tsx'

export interface RatioRow {
  readonly key: string
  readonly name: string
  readonly isBold?: boolean
  /** Nothing where neither side has an event. */
  readonly found?: { readonly ratio: Ratio; readonly interval: RatioInterval }
  /** What chance alone would bring; left out where that is not known. */
  readonly expected?: Ratio
  /** Bold, then quiet. */
  readonly figures: readonly [string, string]
}

interface RatioRowsProps extends Drawing {
  readonly title: string
  readonly alternative: string
  readonly rows: readonly RatioRow[]
  readonly notes: readonly string[]
  readonly legend: { readonly dot: string; readonly interval: string; readonly expected: string }
}

const ROW = 44
const TICKS = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16]

export function RatioRows({ title, alternative, rows, notes, legend, width, ink }: RatioRowsProps) {
  const isNarrow = width < NARROW
  const nameWidth = isNarrow ? width : Math.round(width * 0.27)
  const left = isNarrow ? 20 : nameWidth + 20
  const right = width - (isNarrow ? 20 : 150)
  const reach = reachOf(rows)
  const x = scaleLog([1 / reach, reach], [left, right])
  const isOn = (value: Ratio): value is number => value !== 'unbounded' && value >= 1 / reach && value <= reach
  const head = notesHeight(notes, width)
  const top = head + 36
  const height = isNarrow ? ROW + 36 : ROW
  const bottom = top + rows.length * height
  const items: LegendItem[] = [
    { kind: 'after', text: legend.dot },
    { kind: 'interval', text: legend.interval },
    ...(rows.some(({ expected }) => expected !== undefined) ? [{ kind: 'expected', text: legend.expected } as const] : []),
  ]
  const ticks = TICKS.filter((tick) => tick >= (1 / reach) * 0.999 && tick <= reach * 1.001)
  return (
    <Canvas height={bottom + 16 + legendLayout(items, width).height} {...{ width, ink, title, alternative }}>
      <Notes notes={notes} width={width} />
      {ticks.map((tick) => (
        <Label
          key={tick}
          x={x(tick)}
          y={head + 14}
          lines={[tick < 1 ? `1/${1 / tick}` : String(tick)]}
          size={SIZE.small}
          fill={tick === 1 ? ink.text : ink.quiet}
          isBold={tick === 1}
          anchor="middle"
        />
      ))}
      {rows.map(({ key, name, isBold = false, found, expected, figures }, index) => {
        const rowTop = top + index * height
        const y = isNarrow ? rowTop + 40 : rowTop + height / 2
        const lines = linesOf(name, nameWidth, SIZE.name)
        return (
          <g key={key}>
            {ticks.map((tick) => (
              <path
                key={tick}
                d={`M${x(tick)} ${y - 16}V${y + 16}`}
                stroke={tick === 1 ? ink.text : ink.quiet}
                stroke-width={tick === 1 ? 1.75 : 1}
                stroke-dasharray={tick === 1 ? 'none' : '1 5'}
              />
            ))}
            <Label
              x={0}
              y={isNarrow ? rowTop + 18 : y + 5 - ((lines.length - 1) * SIZE.name * LEADING) / 2}
              lines={lines}
              isBold={isBold}
            />
            {found && (
              <ClippedSpan
                low={isOn(found.interval.low) ? x(found.interval.low) : 'beyond'}
                high={isOn(found.interval.high) ? x(found.interval.high) : 'beyond'}
                from={left}
                to={right}
                y={y}
                ink={ink}
              />
            )}
            {expected !== undefined && isOn(expected) && <Diamond x={x(expected)} y={y} ink={ink} />}
            {found && isOn(found.ratio) && <Dot x={x(found.ratio)} y={y} side="after" ink={ink} />}
            {isNarrow ? (
              <text x={0} y={rowTop + 70} font-size={SIZE.number}>
                <tspan font-weight={700}>{figures[0]}</tspan>
                <tspan dx={10} fill={ink.quiet}>
                  {figures[1]}
                </tspan>
              </text>
            ) : (
              <>
                <Label
                  x={width}
                  y={figures[1] === '' ? y + 5 : y - 3}
                  lines={[figures[0]]}
                  size={SIZE.number}
                  isBold
                  anchor="end"
                />
                {figures[1] !== '' && (
                  <Label x={width} y={y + 15} lines={[figures[1]]} size={SIZE.small} fill={ink.quiet} anchor="end" />
                )}
              </>
            )}
          </g>
        )
      })}
      <Legend items={items} x={0} y={bottom + 12} width={width} ink={ink} />
    </Canvas>
  )
}

/** How many doublings the scale shows on either side of 1: what the ratios need, from two to four. */
function reachOf(rows: readonly RatioRow[]): number {
  const far = rows.flatMap(({ found, expected }) =>
    [found?.ratio, expected].flatMap((ratio) => (typeof ratio === 'number' && ratio > 0 ? [Math.abs(Math.log2(ratio))] : [])),
  )
  return 2 ** Math.min(4, Math.max(2, Math.ceil(Math.max(0, ...far) + 0.25)))
}
