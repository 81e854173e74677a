/** Totals of years, as bars that stand; where there is too little room they lie. */
import { scaleLinear } from 'd3-scale'
import { Area } from './Area.tsx'
import { Canvas, type Drawing, Label, SIZE } from './Canvas.tsx'
import { lineWidth } from './lines.ts'
import { Notes, notesHeight } from './Notes.tsx'

interface YearBarsProps extends Drawing {
  readonly title: string
  readonly alternative: string
  readonly years: readonly { readonly year: number; readonly total: number }[]
  readonly write: (total: number) => string
  /** Stands above the drawing, so that it goes along into a file. */
  readonly notes: readonly string[]
}

const PLOT = 210
const LYING = 26

export function YearBars({ title, alternative, years, write, notes, width, ink }: YearBarsProps) {
  const head = notesHeight(notes, width)
  const most = Math.max(1, ...years.map(({ total }) => total))
  const widest = Math.max(lineWidth('2018', SIZE.small), ...years.map(({ total }) => lineWidth(write(total), SIZE.small)))
  const step = Math.min(110, width / years.length)
  if (step < widest + 8) {
    const x = scaleLinear([0, most], [0, width - 60 - widest - 12])
    return (
      <Canvas height={head + years.length * LYING + 4} {...{ width, ink, title, alternative }}>
        <Notes notes={notes} width={width} />
        <g transform={`translate(0 ${head})`}>
          {years.map(({ year, total }, index) => (
            <g key={year}>
              <Label x={0} y={index * LYING + 17} lines={[String(year)]} size={SIZE.small} />
              <Area kind="after" x={50} y={index * LYING + 3} width={x(total)} height={LYING - 8} ink={ink} />
              <Label x={58 + x(total)} y={index * LYING + 17} lines={[write(total)]} size={SIZE.small} isBold />
            </g>
          ))}
        </g>
      </Canvas>
    )
  }
  const y = scaleLinear([0, most], [PLOT, 24])
  return (
    <Canvas height={head + PLOT + 28} {...{ width, ink, title, alternative }}>
      <Notes notes={notes} width={width} />
      <g transform={`translate(0 ${head})`}>
        {years.map(({ year, total }, index) => (
          <g key={year}>
            <Area kind="after" x={index * step + 4} y={y(total)} width={step - 10} height={PLOT - y(total)} ink={ink} />
            <Label
              x={index * step + step / 2 - 1}
              y={y(total) - 7}
              lines={[write(total)]}
              size={SIZE.small}
              isBold
              anchor="middle"
            />
            <Label x={index * step + step / 2 - 1} y={PLOT + 20} lines={[String(year)]} size={SIZE.small} anchor="middle" />
          </g>
        ))}
      </g>
    </Canvas>
  )
}
