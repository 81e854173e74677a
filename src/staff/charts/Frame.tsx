/** What stands around a chart in a file of its own: paper, a title, and a line that says where the figures come from. */
import { Label, SIZE } from './Canvas.tsx'
import { PAPER } from './ink.ts'

export const FILE_WIDTH = 760
export const EDGE = 28

interface FrameProps {
  readonly height: number
  readonly titleLines: readonly string[]
  readonly sourceLines: readonly string[]
  /** Base line of the first line of the source. */
  readonly sourceTop: number
}

export function Frame({ height, titleLines, sourceLines, sourceTop }: FrameProps) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the chart that is put into it has title and description
    <svg width={FILE_WIDTH} height={height} viewBox={`0 0 ${FILE_WIDTH} ${height}`} font-family={PAPER.face} fill={PAPER.text}>
      <rect width={FILE_WIDTH} height={height} fill={PAPER.sheet} />
      <Label x={EDGE} y={EDGE + 18} lines={titleLines} size={SIZE.figure} isBold />
      <Label x={EDGE} y={sourceTop} lines={sourceLines} size={SIZE.small} fill={PAPER.quiet} />
    </svg>
  )
}
