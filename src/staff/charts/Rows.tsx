/**
 * Many indicators under one another on one scale from 0 to 100 %: each with its one or two estimates and their intervals, its numbers written out.
 * On a wide screen names stand left and numbers right; on a narrow one above and below.
 */
import { scaleLinear } from 'd3-scale'
import type { ChangeEstimate, Estimate, Told } from '../../report/icat/indicator.ts'
import { markOf, percent, points, range } from '../words/figures.ts'
import type { Speech } from '../words/words.ts'
import { Canvas, type Drawing, Label, LEADING, NARROW, SIZE } from './Canvas.tsx'
import { Legend, type LegendItem, legendLayout } from './Legend.tsx'
import { linesOf } from './lines.ts'
import { Dot, Folded, foldWidth, onScale, type Side, Span } from './Mark.tsx'

export interface ChartRow {
  readonly key: string
  readonly name: string
  readonly isBold?: boolean
  /** Top to bottom; one or two. */
  readonly marks: readonly { readonly side: Side; readonly figure: Told<Estimate> }[]
  readonly change?: Told<ChangeEstimate>
}

interface RowsProps extends Drawing, Speech {
  readonly title: string
  readonly alternative: string
  readonly rows: readonly ChartRow[]
  /** What a hollow and a filled dot stand for. */
  readonly legend: Readonly<Partial<Record<Side, string>>>
}

const MARK_ROW = 22
/** Room for `100 % → 100 %` and `+100 (+100 to +100)`. */
const NUMBERS = 134

export function Rows({ title, alternative, rows, legend, width, ink, ...speech }: RowsProps) {
  const isNarrow = width < NARROW
  const marks = [
    ...new Set(rows.flatMap((row) => row.marks.flatMap(({ figure }) => (figure.kind === 'shown' ? [] : [markOf(figure, speech)])))),
  ]
  const gutter = Math.max(0, ...marks.map((mark) => foldWidth(mark) + 10))
  const nameWidth = isNarrow ? width : Math.round(width * 0.3)
  const left = (isNarrow ? 0 : nameWidth + 16) + gutter + 10
  const x = scaleLinear([0, 1], [left, width - (isNarrow ? 12 : NUMBERS + 24)])
  const items = legendItems(legend, marks, speech)
  const foot = legendLayout(items, width).height

  const top = 34
  let y = top
  const laid = rows.map((row) => {
    const lines = linesOf(row.name, nameWidth, SIZE.name)
    const names = lines.length * SIZE.name * LEADING
    const plot = Math.max(row.marks.length * MARK_ROW, isNarrow ? 0 : 38)
    const height = isNarrow ? names + 4 + plot + 22 : Math.max(names, plot)
    const placed = { row, lines, y, height, plotTop: isNarrow ? y + names + 4 : y + (height - row.marks.length * MARK_ROW) / 2 }
    y += height + (isNarrow ? 18 : 14)
    return placed
  })
  const bottom = y
  const ticks = isNarrow ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]
  return (
    <Canvas height={bottom + 12 + foot} {...{ width, ink, title, alternative }}>
      {ticks.map((tick) => (
        <Label
          key={tick}
          x={x(tick)}
          y={14}
          lines={[percent(tick, speech.language)]}
          size={SIZE.small}
          fill={ink.quiet}
          anchor={tick === 1 ? 'end' : tick === 0 ? 'start' : 'middle'}
        />
      ))}
      {/* Down the whole chart where nothing else stands in its way; else within each row, since names and numbers are above and below. */}
      {(isNarrow ? laid.map(({ plotTop, row }) => [plotTop, plotTop + row.marks.length * MARK_ROW]) : [[top - 8, bottom]]).map(
        ([from, to]) => (
          <g key={from}>
            {ticks.map((tick) => (
              <path
                key={tick}
                d={`M${x(tick)} ${from}V${to}`}
                stroke={ink.quiet}
                stroke-width={1}
                stroke-dasharray={tick === 0 ? 'none' : '1 5'}
              />
            ))}
          </g>
        ),
      )}
      {laid.map(({ row, lines, y: rowTop, height, plotTop }) => (
        <g key={row.key}>
          <Label
            x={0}
            y={isNarrow ? rowTop + SIZE.name : rowTop + (height - lines.length * SIZE.name * LEADING) / 2 + SIZE.name}
            lines={lines}
            isBold={row.isBold ?? false}
          />
          {row.marks.map(({ side, figure }, index) => (
            <Estimated
              key={side}
              {...{ side, figure, x, ink, speech }}
              y={plotTop + MARK_ROW * (index + 0.5)}
              gutterLeft={left - gutter - 10}
            />
          ))}
          <Numbers
            {...{ row, ink, speech, isNarrow }}
            x={isNarrow ? 0 : width}
            y={isNarrow ? rowTop + height - 6 : rowTop + height / 2}
          />
        </g>
      ))}
      <Legend items={items} x={0} y={bottom + 12} width={width} ink={ink} />
    </Canvas>
  )
}

function legendItems(names: RowsProps['legend'], marks: readonly string[], { words }: Speech): LegendItem[] {
  return [
    ...(['before', 'after'] as const).flatMap((side): LegendItem[] => (names[side] ? [{ kind: side, text: names[side] }] : [])),
    { kind: 'interval', text: words.chart.interval },
    ...marks.map((mark): LegendItem => ({ kind: 'withheld', mark, text: words.chart.withheld })).slice(0, 1),
  ]
}

interface EstimatedProps {
  readonly side: Side
  readonly figure: Told<Estimate>
  readonly x: (share: number) => number
  readonly y: number
  readonly ink: Drawing['ink']
  readonly speech: Speech
  readonly gutterLeft: number
}

/** A withheld figure has no place on the scale, so it stands beside it. */
function Estimated({ side, figure, x, y, ink, speech, gutterLeft }: EstimatedProps) {
  if (figure.kind !== 'shown') return <Folded x={gutterLeft} y={y - 10} mark={markOf(figure, speech)} ink={ink} />
  const { value, interval } = figure.value
  return (
    <g>
      {interval !== 'no-interval' && <Span {...onScale(interval, x)} y={y} ink={ink} />}
      <Dot x={x(value)} y={y} side={side} ink={ink} />
    </g>
  )
}

interface NumbersProps {
  readonly row: ChartRow
  readonly x: number
  readonly y: number
  readonly ink: Drawing['ink']
  readonly speech: Speech
  readonly isNarrow: boolean
}

/** `42 % → 61 %` and `+19 (12 to 25)`; of a single estimate its interval. */
function Numbers({ row, x, y, ink, speech, isNarrow }: NumbersProps) {
  const { language } = speech
  const first = row.marks
    .map(({ figure }) => (figure.kind === 'shown' ? percent(figure.value.value, language) : markOf(figure, speech)))
    .join(' → ')
  const second = secondLine(row, speech)
  if (isNarrow)
    return (
      <text x={x} y={y} font-size={SIZE.number}>
        <tspan font-weight={700}>{first}</tspan>
        {second && <tspan fill={ink.quiet}>{`  ${second}`}</tspan>}
      </text>
    )
  return (
    <g>
      <Label x={x} y={second ? y - 3 : y + 5} lines={[first]} size={SIZE.number} isBold anchor="end" />
      {second && <Label x={x} y={y + 15} lines={[second]} size={SIZE.small} fill={ink.quiet} anchor="end" />}
    </g>
  )
}

function secondLine({ change, marks }: ChartRow, speech: Speech): string {
  const { language, words } = speech
  if (change?.kind === 'shown') {
    const { value, interval } = change.value
    const whole = (share: number) => points(share, language, 0)
    return interval === 'no-interval' ? whole(value) : `${whole(value)} (${range(interval, speech, whole)})`
  }
  const [only] = marks
  if (marks.length > 1 || only?.figure.kind !== 'shown') return ''
  return only.figure.value.interval === 'no-interval' ? words.noInterval : range(only.figure.value.interval, speech)
}
