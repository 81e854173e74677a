/** How small a change so many pairs can show: a curve over the number of pairs, with what was asked marked on it. */
import { scaleLinear, scaleLog } from 'd3-scale'
import { type Plan, smallest } from '../plan/answers.ts'
import { count, decimal } from '../words/figures.ts'
import type { Speech } from '../words/words.ts'
import { Canvas, type Drawing, Label, NARROW, SIZE } from './Canvas.tsx'
import { Dot } from './Mark.tsx'

interface PlanningCurveProps extends Drawing, Speech {
  readonly title: string
  readonly alternative: string
  readonly plan: Plan
}

const PLOT = 240
const LEFT = 52
const MOST = 10_000

export function PlanningCurve({ title, alternative, plan, width, ink, words, language }: PlanningCurveProps) {
  const steps = Array.from({ length: 121 }, (_, step) => Math.round(10 * 1000 ** (step / 120)))
  const curve = steps.flatMap((pairs) => {
    const change = smallest(plan, pairs)
    return change === undefined ? [] : [{ pairs, change }]
  })
  const top = Math.max(...curve.map(({ change }) => change), plan.change) * 1.05
  const x = scaleLog([10, MOST], [LEFT, width - 16])
  const y = scaleLinear([0, top], [PLOT + 24, 24]).nice(4)
  const size = (change: number) => (plan.kind === 'score' ? decimal(change, 1, language) : decimal(change * 100, 0, language))
  const here = smallest(plan, plan.pairs)
  const isOn = plan.pairs >= 10 && plan.pairs <= MOST
  const ticks = width < NARROW ? [10, 100, 1000, MOST] : [10, 30, 100, 300, 1000, 3000, MOST]
  return (
    <Canvas height={PLOT + 78} {...{ width, ink, title, alternative }}>
      <Label x={0} y={13} lines={[words.plan.axis[plan.kind]]} size={SIZE.small} fill={ink.quiet} />
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <path d={`M${LEFT} ${y(tick)}H${width - 16}`} stroke={ink.quiet} stroke-dasharray={tick === 0 ? 'none' : '1 5'} />
          <Label x={LEFT - 8} y={y(tick) + 5} lines={[size(tick)]} size={SIZE.small} fill={ink.quiet} anchor="end" />
        </g>
      ))}
      {ticks.map((tick) => (
        <Label
          key={tick}
          x={x(tick)}
          y={PLOT + 44}
          lines={[count(tick, language)]}
          size={SIZE.small}
          fill={ink.quiet}
          anchor={tick === MOST ? 'end' : 'middle'}
        />
      ))}
      <Label x={LEFT} y={PLOT + 68} lines={[words.plan.axis.pairs]} size={SIZE.small} fill={ink.quiet} />
      <path d={`M${LEFT} ${y(plan.change)}H${width - 16}`} stroke={ink.text} stroke-width={2} stroke-dasharray="6 4" />
      <Label x={width - 16} y={y(plan.change) - 7} lines={[words.plan.wanted]} size={SIZE.small} anchor="end" />
      <path
        d={`M${curve.map(({ pairs, change }) => `${x(pairs)} ${y(change)}`).join('L')}`}
        stroke={ink.text}
        stroke-width={3}
        fill="none"
      />
      {here !== undefined && isOn && (
        <g>
          <path d={`M${x(plan.pairs)} ${y(0)}V${y(here)}`} stroke={ink.text} stroke-width={1.5} />
          <Dot x={x(plan.pairs)} y={y(here)} side="after" ink={ink} r={8} />
        </g>
      )}
    </Canvas>
  )
}
