/** A series month by month: the months as dots, what fits before and after as lines, the line before carried on, and where the training stands. */
import { scaleLinear } from 'd3-scale'
import { Canvas, type Drawing, Label, NARROW, SIZE } from './Canvas.tsx'
import { Legend, type LegendItem, legendLayout } from './Legend.tsx'
import { Dot } from './Mark.tsx'
import { Notes, notesHeight } from './Notes.tsx'

export interface MonthDot {
  readonly month: number
  readonly rate: number
  readonly isAfter: boolean
}

interface MonthLinesProps extends Drawing {
  readonly title: string
  readonly alternative: string
  readonly dots: readonly MonthDot[]
  /** In order; those from `first` on carry `continued`. */
  readonly line: readonly { readonly time: number; readonly rate: number; readonly continued?: number }[]
  /** Where after begins. */
  readonly first: number
  readonly write: (rate: number) => string
  /** `3/2018`, short. */
  readonly monthText: (month: number) => string
  /** Stands above the drawing, so that it goes along into a file. */
  readonly notes: readonly string[]
  readonly legend: { readonly point: string; readonly line: string; readonly continued: string; readonly training: string }
}

const PLOT = 230
const LEFT = 48

export function MonthLines({
  title,
  alternative,
  dots,
  line,
  first,
  write,
  monthText,
  notes,
  legend,
  width,
  ink,
}: MonthLinesProps) {
  const head = notesHeight(notes, width)
  const months = dots.map(({ month }) => month)
  const [from, to] = [Math.min(...months, first), Math.max(...months, first)]
  const x = scaleLinear([from - 0.5, to + 0.5], [LEFT + 6, width - 12])
  const most = Math.max(...dots.map(({ rate }) => rate), ...line.map(({ rate }) => rate))
  const y = scaleLinear([0, most * 1.08 || 1], [PLOT + 24, 34]).nice(4)
  const items: LegendItem[] = [
    { kind: 'before', text: legend.point },
    ...(line.length > 0
      ? [{ kind: 'line', text: legend.line } as const, { kind: 'continued', text: legend.continued } as const]
      : []),
  ]
  const [, top = 1] = y.domain()
  // Carried on, a steep line leaves the chart; it is drawn as far as it is in it.
  const path = (points: readonly (readonly [number, number])[]) =>
    points
      .filter(([, rate]) => rate <= top)
      .map(([time, rate], index) => `${index === 0 ? 'M' : 'L'}${x(time)} ${y(rate)}`)
      .join('')
  const every = Math.max(1, Math.ceil((to - from + 1) / (width < NARROW ? 3 : 8)))
  const named = Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((month) => (month - from) % every === 0)
  const edge = x(first - 0.5)
  return (
    <Canvas height={head + PLOT + 62 + legendLayout(items, width).height} {...{ width, ink, title, alternative }}>
      <Notes notes={notes} width={width} />
      <g transform={`translate(0 ${head})`}>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <path d={`M${LEFT} ${y(tick)}H${width}`} stroke={ink.quiet} stroke-dasharray={tick === 0 ? 'none' : '1 5'} />
            <Label x={LEFT - 6} y={y(tick) + 5} lines={[write(tick)]} size={SIZE.small} fill={ink.quiet} anchor="end" />
          </g>
        ))}
        <path d={`M${edge} 20V${PLOT + 24}`} stroke={ink.text} stroke-width={1.75} stroke-dasharray="2 3" />
        <Label
          x={edge + (edge > width / 2 ? -6 : 6)}
          y={14}
          lines={[legend.training]}
          size={SIZE.small}
          anchor={edge > width / 2 ? 'end' : 'start'}
        />
        {[false, true].map((isAfter) => (
          <path
            key={String(isAfter)}
            d={path(line.filter(({ time }) => time >= first === isAfter).map(({ time, rate }) => [time, rate] as const))}
            stroke={ink.text}
            stroke-width={2.5}
            fill="none"
          />
        ))}
        <path
          d={path(line.flatMap(({ time, continued }) => (continued === undefined ? [] : [[time, continued] as const])))}
          stroke={ink.text}
          stroke-width={2}
          stroke-dasharray="5 4"
          fill="none"
        />
        {dots.map(({ month, rate, isAfter }) => (
          <Dot key={month} x={x(month)} y={y(rate)} side={isAfter ? 'after' : 'before'} ink={ink} r={4} />
        ))}
        {named.map((month) => (
          <Label key={month} x={x(month)} y={PLOT + 44} lines={[monthText(month)]} size={SIZE.small} anchor="middle" />
        ))}
        <Legend items={items} x={0} y={PLOT + 60} width={width} ink={ink} />
      </g>
    </Canvas>
  )
}
