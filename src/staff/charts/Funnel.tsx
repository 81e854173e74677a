/** The way from the printed code to the last answer: how many there are at each stage, and how many left before it. */
import { scaleLinear } from 'd3-scale'
import type { FunnelStage } from '../../report/icat/indicator.ts'
import { count, markOf, percent } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { Area } from './Area.tsx'
import { Canvas, type Drawing, Label, NARROW, SIZE } from './Canvas.tsx'
import { Folded } from './Mark.tsx'

interface FunnelProps extends Drawing, Speech {
  readonly title: string
  readonly alternative: string
  readonly stages: readonly FunnelStage[]
}

const BAR = 34

export function Funnel({ title, alternative, stages, width, ink, ...speech }: FunnelProps) {
  const { language } = speech
  const isNarrow = width < NARROW
  const left = isNarrow ? 1 : Math.round(width * 0.3) + 16
  const row = isNarrow ? BAR + 54 : BAR + 34
  const most = Math.max(1, ...stages.map(({ people }) => (people.kind === 'shown' ? people.value : 0)))
  const x = scaleLinear([0, most], [0, width - left - (isNarrow ? 70 : 90)])
  return (
    <Canvas height={stages.length * row} {...{ width, ink, title, alternative }}>
      {stages.map(({ stage, name, people }, index) => {
        const top = index * row + (isNarrow ? 24 : 2)
        const lost = lostBefore(stages, index)
        return (
          <g key={stage}>
            <Label x={0} y={isNarrow ? index * row + 16 : top + BAR / 2 + 5} lines={[name[language]]} />
            {people.kind === 'shown' ? (
              <g>
                <Area
                  kind={stage === 'endline' || stage === 'content-first' ? 'after' : 'before'}
                  x={left}
                  y={top}
                  width={x(people.value)}
                  height={BAR}
                  ink={ink}
                />
                <Label
                  x={left + x(people.value) + 10}
                  y={top + BAR / 2 + 6}
                  lines={[count(people.value, language)]}
                  size={SIZE.name}
                  isBold
                />
              </g>
            ) : (
              <Folded x={left} y={top + 7} mark={markOf(people, speech)} ink={ink} />
            )}
            {lost && (
              <Label
                x={left}
                y={top + BAR + 16}
                lines={[filled(speech.words.chart.left, { n: count(lost.people, language), share: percent(lost.share, language) })]}
                size={SIZE.small}
                fill={ink.quiet}
              />
            )}
          </g>
        )
      })}
    </Canvas>
  )
}

/** How many of the stage before are missing here. None where either is withheld, or where more came in later than had been counted before. */
export function lostBefore(
  stages: readonly FunnelStage[],
  index: number,
): { readonly people: number; readonly share: number } | undefined {
  const [before, here] = [stages[index - 1]?.people, stages[index]?.people]
  if (before?.kind !== 'shown' || here?.kind !== 'shown' || before.value <= here.value) return undefined
  return { people: before.value - here.value, share: 1 - here.value / before.value }
}
