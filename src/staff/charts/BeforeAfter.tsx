/** One outcome, large: before and after in the same people with their intervals, the change between them, and where the wave meant to get to. */
import { scaleLinear } from 'd3-scale'
import type { ChangeEstimate, Indicator } from '../../report/icat/indicator.ts'
import { markOf, percent, points, range } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { Canvas, type Drawing, Label, NARROW, SIZE } from './Canvas.tsx'
import { Legend, type LegendItem, legendLayout } from './Legend.tsx'
import { lineWidth } from './lines.ts'
import { Dot, Folded, onScale, Span } from './Mark.tsx'

interface BeforeAfterProps extends Drawing, Speech {
  readonly title: string
  readonly alternative: string
  readonly indicator: Indicator
}

export function BeforeAfter({ title, alternative, indicator, width, ink, ...speech }: BeforeAfterProps) {
  const { words, language } = speech
  const { baseline, endline, change, target } = indicator
  const isNarrow = width < NARROW
  const left = isNarrow ? 0 : 180
  const x = scaleLinear([0, 1], [left + 12, width - 12])
  const goal = target !== 'none' && baseline.kind === 'shown' ? Math.min(1, baseline.value.value + target.change) : undefined
  // On a narrow screen the two numbers stand above the plot, side by side; on a wide one left of their rows.
  const head = isNarrow ? 62 : 0
  const row = isNarrow ? 40 : 54
  const top = head + (goal === undefined ? 8 : 28)
  const plotBottom = top + 2 * row + (change.kind === 'shown' ? 34 : 8)
  const text = change.kind === 'shown' ? changeInWords(change.value, speech) : ''
  const foot = plotBottom + (isNarrow && text ? 64 : 36)
  const items: LegendItem[] = [
    { kind: 'before', text: words.before },
    { kind: 'after', text: words.after },
    { kind: 'interval', text: words.chart.interval },
  ]
  const rows = [
    { side: 'before', figure: baseline, name: words.before },
    { side: 'after', figure: endline, name: words.after },
  ] as const
  const yOf = (index: number) => top + (index + 0.5) * row
  return (
    <Canvas height={foot + legendLayout(items, width).height} {...{ width, ink, title, alternative }}>
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <g key={tick}>
          <path d={`M${x(tick)} ${top}V${plotBottom}`} stroke={ink.quiet} stroke-dasharray={tick === 0 ? 'none' : '1 5'} />
          <Label
            x={x(tick)}
            y={plotBottom + 18}
            lines={[percent(tick, language)]}
            size={SIZE.small}
            fill={ink.quiet}
            anchor={tick === 1 ? 'end' : tick === 0 ? 'start' : 'middle'}
          />
        </g>
      ))}
      {goal !== undefined && target !== 'none' && (
        <g>
          <path d={`M${x(goal)} ${top - 8}V${plotBottom}`} stroke={ink.text} stroke-width={2} stroke-dasharray="6 4" />
          <Label
            x={x(goal)}
            y={top - 14}
            lines={[filled(words.chart.target, { points: points(target.change, language, 0) })]}
            size={SIZE.small}
            anchor={goal > 0.6 ? 'end' : goal < 0.3 ? 'start' : 'middle'}
          />
        </g>
      )}
      {rows.map(({ side, figure, name }, index) => {
        const number = [figure.kind === 'shown' ? percent(figure.value.value, language, 1) : markOf(figure, speech)]
        return (
          <g key={side}>
            {isNarrow ? (
              <g>
                <Label x={index * (width / 2)} y={16} lines={[name]} fill={ink.quiet} />
                <Label x={index * (width / 2)} y={44} lines={number} size={SIZE.figure} isBold />
              </g>
            ) : (
              <g>
                <Label x={0} y={yOf(index) + 6} lines={[name]} fill={ink.quiet} />
                <Label x={left - 22} y={yOf(index) + 8} lines={number} size={SIZE.figure} isBold anchor="end" />
              </g>
            )}
            {figure.kind === 'shown' ? (
              <g>
                {figure.value.interval !== 'no-interval' && (
                  <Span {...onScale(figure.value.interval, x)} y={yOf(index)} ink={ink} end={13} />
                )}
                <Dot x={x(figure.value.value)} y={yOf(index)} side={side} ink={ink} r={8} />
              </g>
            ) : (
              <Folded x={x(0) + 8} y={yOf(index) - 10} mark={markOf(figure, speech)} ink={ink} />
            )}
          </g>
        )
      })}
      <ChangeArrow {...{ indicator, x, ink, width }} y={plotBottom - 20} text={isNarrow ? '' : text} />
      {isNarrow && <Label x={0} y={plotBottom + 46} lines={[text]} size={SIZE.number} isBold />}
      <Legend items={items} x={0} y={foot} width={width} ink={ink} />
    </Canvas>
  )
}

interface ChangeArrowProps {
  readonly indicator: Indicator
  readonly x: (share: number) => number
  readonly y: number
  readonly width: number
  readonly ink: Drawing['ink']
  /** Beside the arrow; may be empty. */
  readonly text: string
}

/** From before to after, under both. */
function ChangeArrow({ indicator: { baseline, endline }, x, y, width, ink, text }: ChangeArrowProps) {
  if (baseline.kind !== 'shown' || endline.kind !== 'shown') return null
  const [from, to] = [x(baseline.value.value), x(endline.value.value)]
  const way = Math.sign(to - from)
  const right = Math.max(from, to)
  const fits = right + 12 + lineWidth(text, SIZE.number) < width
  return (
    <g>
      {Math.abs(to - from) > 10 && (
        <path
          d={`M${from} ${y}H${to}M${to - way * 8} ${y - 6}L${to} ${y}L${to - way * 8} ${y + 6}`}
          stroke={ink.text}
          stroke-width={2.5}
          fill="none"
        />
      )}
      {text && (
        <Label
          x={fits ? right + 12 : Math.min(from, to) - 12}
          y={y + 5}
          lines={[text]}
          size={SIZE.number}
          isBold
          anchor={fits ? 'start' : 'end'}
        />
      )}
    </g>
  )
}

function changeInWords({ value, interval }: ChangeEstimate, speech: Speech): string {
  const { language, words } = speech
  const limits = interval === 'no-interval' ? words.noInterval : range(interval, speech, points)
  return `${points(value, language)} ${words.points} (${limits})`
}
