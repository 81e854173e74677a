/** The primary outcome as snapshots came: for each week everybody up to then, before and after with their intervals. */
import { scaleLinear, scalePoint } from 'd3-scale'
import type { Estimate, Told, TrendPoint } from '../../report/icat/indicator.ts'
import { count, markOf, percent } from '../words/figures.ts'
import type { Speech } from '../words/words.ts'
import { Canvas, type Drawing, Label, SIZE } from './Canvas.tsx'
import { Legend, type LegendItem, legendLayout } from './Legend.tsx'
import { lineWidth } from './lines.ts'
import { Dot, Folded, foldWidth, onScale, Pole, type Side } from './Mark.tsx'

interface TrendProps extends Drawing, Speech {
  readonly title: string
  readonly alternative: string
  readonly points: readonly TrendPoint[]
}

const PLOT = 220
const LEFT = 58

export function Trend({ title, alternative, points, width, ink, ...speech }: TrendProps) {
  const { words, language } = speech
  const weeks = points.map(({ week }) => week)
  const x = scalePoint(weeks, [LEFT + 26, width - 30])
  if (weeks.length === 1) x.range([LEFT + 26, Math.min(width - 30, LEFT + 190)]).align(0.5)
  const y = scaleLinear([0, 1], [PLOT + 10, 10])
  const items: LegendItem[] = [
    { kind: 'before', text: words.before },
    { kind: 'after', text: words.after },
    { kind: 'interval', text: words.chart.interval },
  ]
  // As many weeks as can be read beside one another are named; the first and the last always.
  const room = weeks.length > 1 ? x.step() : width
  const every = Math.max(1, Math.ceil(lineWidth('2026-W48 ', SIZE.small) / room))
  const isNamed = (index: number) => index === weeks.length - 1 || (index % every === 0 && weeks.length - 1 - index >= every)
  // The two stand side by side, so that one interval does not hide the other.
  const at = (week: string, side: Side) => (x(week) ?? 0) + (side === 'before' ? -7 : 7)
  const path = (side: Side) =>
    points
      .flatMap(({ week, [side]: figure }) => (figure.kind === 'shown' ? [`${at(week, side)} ${y(figure.value.value)}`] : []))
      .map((place, index) => `${index === 0 ? 'M' : 'L'}${place}`)
      .join('')
  return (
    <Canvas height={PLOT + 58 + legendLayout(items, width).height} {...{ width, ink, title, alternative }}>
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <g key={tick}>
          <path d={`M${LEFT} ${y(tick)}H${width}`} stroke={ink.quiet} stroke-dasharray={tick === 0 ? 'none' : '1 5'} />
          <Label x={LEFT - 8} y={y(tick) + 5} lines={[percent(tick, language)]} size={SIZE.small} fill={ink.quiet} anchor="end" />
        </g>
      ))}
      {(['before', 'after'] as const).map((side) => (
        <path
          key={side}
          d={path(side)}
          stroke={ink.text}
          stroke-width={side === 'after' ? 2.5 : 1.5}
          stroke-dasharray={side === 'after' ? 'none' : '5 4'}
          fill="none"
        />
      ))}
      {points.map((point, index) => (
        <g key={point.week}>
          <At x={at(point.week, 'before')} side="before" figure={point.before} {...{ y, ink, speech }} />
          <At x={at(point.week, 'after')} side="after" figure={point.after} {...{ y, ink, speech }} />
          {isNamed(index) && (
            <Label
              x={x(point.week) ?? 0}
              y={PLOT + 30}
              lines={[point.week, `n = ${count(point.n, language)}`]}
              size={SIZE.small}
              anchor="middle"
            />
          )}
        </g>
      ))}
      <Legend items={items} x={0} y={PLOT + 56} width={width} ink={ink} />
    </Canvas>
  )
}

interface AtProps {
  readonly x: number
  readonly y: (share: number) => number
  readonly side: Side
  readonly figure: Told<Estimate>
  readonly ink: Drawing['ink']
  readonly speech: Speech
}

function At({ x, y, side, figure, ink, speech }: AtProps) {
  if (figure.kind !== 'shown') {
    const mark = markOf(figure, speech)
    return <Folded x={x - foldWidth(mark) / 2} y={y(0) - (side === 'before' ? 24 : 48)} mark={mark} ink={ink} />
  }
  const { value, interval } = figure.value
  return (
    <g>
      {interval !== 'no-interval' && <Pole x={x} {...onScale(interval, y)} ink={ink} />}
      <Dot x={x} y={y(value)} side={side} ink={ink} />
    </g>
  )
}
