/** Where people went from before to after, concept by concept: right both times, gained, lost, wrong both times, as parts of one bar. */
import { scaleLinear } from 'd3-scale'
import type { TransitionTable } from '../../report/icat/indicator.ts'
import { count, markOf } from '../words/figures.ts'
import type { Speech } from '../words/words.ts'
import { Area, type AreaKind } from './Area.tsx'
import { Canvas, type Drawing, Label, LEADING, NARROW, SIZE } from './Canvas.tsx'
import type { Ink } from './ink.ts'
import { Legend, type LegendItem, legendLayout } from './Legend.tsx'
import { linesOf, lineWidth } from './lines.ts'
import { Folded } from './Mark.tsx'

export const PARTS = ['both', 'gained', 'lost', 'neither'] as const

interface TransitionsProps extends Drawing, Speech {
  readonly title: string
  readonly alternative: string
  readonly tables: readonly TransitionTable[]
}

const BAR = 30

const AREAS: Readonly<Record<(typeof PARTS)[number], AreaKind>> = {
  both: 'before',
  gained: 'after',
  lost: 'lost',
  neither: 'plain',
}

export function Transitions({ title, alternative, tables, width, ink, ...speech }: TransitionsProps) {
  const isNarrow = width < NARROW
  const nameWidth = isNarrow ? width : Math.round(width * 0.3)
  const left = isNarrow ? 1 : nameWidth + 16
  const items: LegendItem[] = PARTS.map((part) => ({ kind: { area: AREAS[part] }, text: speech.words.chart.parts[part] }))
  let y = 4
  const laid = tables.map((table) => {
    const lines = linesOf(table.name[speech.language], nameWidth, SIZE.name)
    const names = lines.length * SIZE.name * LEADING
    const height = isNarrow ? names + 6 + BAR : Math.max(names, BAR)
    const placed = { table, lines, names, y, height, barTop: isNarrow ? y + names + 6 : y + (height - BAR) / 2 }
    y += height + (isNarrow ? 16 : 12)
    return placed
  })
  return (
    <Canvas height={y + 10 + legendLayout(items, width).height} {...{ width, ink, title, alternative }}>
      {laid.map(({ table, lines, names, y: rowTop, height, barTop }) => (
        <g key={table.concept}>
          <Label x={0} y={isNarrow ? rowTop + SIZE.name : rowTop + (height - names) / 2 + SIZE.name} lines={lines} />
          <Bar {...{ table, ink, speech }} x={left} y={barTop} width={width - left - 1} />
        </g>
      ))}
      <Legend items={items} x={0} y={y + 10} width={width} ink={ink} />
    </Canvas>
  )
}

interface BarProps {
  readonly table: TransitionTable
  readonly x: number
  readonly y: number
  readonly width: number
  readonly ink: Ink
  readonly speech: Speech
}

function Bar({ table, x: left, y, width, ink, speech }: BarProps) {
  const hidden = PARTS.map((part) => table[part]).find((told) => told.kind !== 'shown')
  if (hidden)
    return (
      <g>
        <rect x={left} y={y} width={width} height={BAR} fill="none" stroke={ink.quiet} stroke-width={1.5} stroke-dasharray="4 4" />
        <Folded x={left + 6} y={y + 5} mark={markOf(hidden, speech)} ink={ink} />
      </g>
    )
  const people = PARTS.map((part) => {
    const told = table[part]
    return { part, people: told.kind === 'shown' ? told.value : 0 }
  })
  const x = scaleLinear([0, people.reduce((sum, one) => sum + one.people, 0)], [left, left + width])
  let sum = 0
  return (
    <g>
      {people.map(({ part, people: n }) => {
        const [from, to] = [x(sum), x(sum + n)]
        sum += n
        const text = count(n, speech.language)
        const needed = lineWidth(text, SIZE.number) + 8
        return (
          <g key={part}>
            <Area kind={AREAS[part]} x={from} y={y} width={to - from} height={BAR} ink={ink} />
            {to - from > needed && <Count x={(from + to) / 2} y={y + BAR / 2} text={text} isFilled={part === 'gained'} ink={ink} />}
          </g>
        )
      })}
    </g>
  )
}

/** On a pattern a number needs a plain ground; on marigold, which is light in both themes, dark letters. */
function Count({
  x,
  y,
  text,
  isFilled,
  ink,
}: {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly isFilled: boolean
  readonly ink: Ink
}) {
  const width = lineWidth(text, SIZE.number) + 4
  return (
    <g>
      {!isFilled && <rect x={x - width / 2} y={y - 9} width={width} height={18} fill={ink.sheet} />}
      <Label x={x} y={y + 5} lines={[text]} size={SIZE.number} isBold anchor="middle" {...(isFilled && { fill: ink.onColour })} />
    </g>
  )
}
