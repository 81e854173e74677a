/** A scale's scores before and after: standing bars where there is room for their numbers, lying ones where there is not. */
import { scaleBand, scaleLinear } from 'd3-scale'
import type { ScoreHistogram, Told } from '../../report/icat/indicator.ts'
import { count, markOf, toldCount } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { Area } from './Area.tsx'
import { Canvas, type Drawing, Label, NARROW, SIZE } from './Canvas.tsx'
import { Legend, type LegendItem, legendLayout } from './Legend.tsx'
import { Folded, foldWidth } from './Mark.tsx'

interface HistogramProps extends Drawing, Speech {
  readonly title: string
  readonly alternative: string
  readonly histogram: ScoreHistogram
}

const PLOT = 190

export function Histogram({ title, alternative, histogram, width, ink, ...speech }: HistogramProps) {
  const { words } = speech
  const items: LegendItem[] = [
    { kind: { area: 'before' }, text: words.before },
    { kind: { area: 'after' }, text: words.after },
  ]
  const scores = histogram.before.map((_, score) => score)
  const bars = scores.flatMap((score) => [
    { score, kind: 'before' as const, people: histogram.before[score] as Told<number>, place: 0 },
    { score, kind: 'after' as const, people: histogram.after[score] as Told<number>, place: 1 },
  ])
  const most = Math.max(1, ...bars.map(({ people }) => (people.kind === 'shown' ? people.value : 0)))
  const isLying = width < NARROW
  const band = scaleBand(scores, [0, isLying ? scores.length * 64 : width]).paddingInner(isLying ? 0.2 : 0.28)
  const half = band.bandwidth() / 2
  const end = isLying ? scores.length * 64 : PLOT + 30
  const length = scaleLinear([0, most], isLying ? [0, width - 34 - 56] : [0, PLOT])
  return (
    <Canvas height={end + 52 + legendLayout(items, width).height} {...{ width, ink, title, alternative }}>
      {bars.map(({ score, kind, people, place }) => {
        const start = (band(score) ?? 0) + place * half
        const key = `${score}/${place}`
        const size = people.kind === 'shown' ? length(people.value) : 0
        const mark = people.kind === 'shown' ? '' : markOf(people, speech)
        if (isLying)
          return (
            <g key={key}>
              {mark ? (
                <Folded x={36} y={start + half / 2 - 10} mark={mark} ink={ink} />
              ) : (
                <g>
                  <Area kind={kind} x={34} y={start} width={size} height={half - 3} ink={ink} />
                  <Label x={34 + size + 8} y={start + half / 2 + 4} lines={[toldCount(people, speech)]} size={SIZE.number} />
                </g>
              )}
            </g>
          )
        return (
          <g key={key}>
            {mark ? (
              <Folded x={start + (half - foldWidth(mark)) / 2} y={end - 22} mark={mark} ink={ink} />
            ) : (
              <g>
                <Area kind={kind} x={start} y={end - size} width={half - 3} height={size} ink={ink} />
                <Label
                  x={start + half / 2 - 1.5}
                  y={end - size - 7}
                  lines={[toldCount(people, speech)]}
                  size={SIZE.number}
                  anchor="middle"
                />
              </g>
            )}
          </g>
        )
      })}
      {scores.map((score) => (
        <Label
          key={score}
          x={isLying ? 22 : (band(score) ?? 0) + half}
          y={isLying ? (band(score) ?? 0) + half + 4 : end + 18}
          lines={[count(score, speech.language)]}
          size={SIZE.name}
          isBold
          anchor={isLying ? 'end' : 'middle'}
        />
      ))}
      <path d={isLying ? `M34 0V${end}` : `M0 ${end}H${width}`} stroke={ink.text} stroke-width={2} />
      <Label
        x={isLying ? 0 : width / 2}
        y={end + 38}
        lines={[filled(words.chart.scores, { n: scores.length - 1 })]}
        size={SIZE.small}
        fill={ink.quiet}
        anchor={isLying ? 'start' : 'middle'}
      />
      <Legend items={items} x={0} y={end + 48} width={width} ink={ink} />
    </Canvas>
  )
}
