/** A share that was seen, on a line from 0 to 100 %, with a mark where it should be. */
import { scaleLinear } from 'd3-scale'
import { percent } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { Canvas, type Drawing, Label, SIZE } from './Canvas.tsx'

interface OddBarProps extends Drawing, Speech {
  readonly title: string
  readonly seen: number
  readonly expected: number
}

const BAR = 22

export function OddBar({ title, seen, expected, width, ink, words, language }: OddBarProps) {
  const x = scaleLinear([0, 1], [2, width - 2])
  const share = (value: number) => percent(value, language)
  /** Towards the middle, so that no word runs over an edge. */
  const anchor = (value: number) => (value > 0.5 ? 'end' : 'start')
  return (
    <Canvas
      height={86}
      {...{ width, ink, title }}
      alternative={filled(words.odd.drawn, { seen: share(seen), expected: share(expected) })}
    >
      <Label x={x(seen)} y={18} lines={[`${words.odd.seen}: ${share(seen)}`]} size={SIZE.number} isBold anchor={anchor(seen)} />
      <rect x={x(0)} y={28} width={x(1) - x(0)} height={BAR} fill="none" stroke={ink.quiet} stroke-width={1} />
      <rect x={x(0)} y={28} width={Math.max(0, x(seen) - x(0))} height={BAR} fill={ink.after} />
      <path d={`M${x(expected)} 24V${28 + BAR + 8}`} stroke={ink.text} stroke-width={3} />
      <Label
        x={x(expected)}
        y={28 + BAR + 24}
        lines={[`${words.odd.expected}: ${share(expected)}`]}
        size={SIZE.small}
        fill={ink.quiet}
        anchor={anchor(expected)}
      />
    </Canvas>
  )
}
