/** Sentences that stand above a drawing and inside it, so that a file cannot lose them: that data are invented, what chance alone brings. */
import { Label, LEADING, SIZE } from './Canvas.tsx'
import { linesOf } from './lines.ts'

const GAP = 8

interface NotesProps {
  readonly notes: readonly string[]
  readonly width: number
}

const heightOf = (lines: readonly string[]): number => lines.length * SIZE.name * LEADING + GAP

/** Room that they take, from the top. */
export const notesHeight = (notes: readonly string[], width: number): number =>
  notes.reduce((sum, note) => sum + heightOf(linesOf(note, width, SIZE.name)), 0)

export function Notes({ notes, width }: NotesProps) {
  let top = 0
  const placed = notes.map((note) => {
    const lines = linesOf(note, width, SIZE.name)
    const y = top + SIZE.name
    top += heightOf(lines)
    return { note, lines, y }
  })
  return (
    <g>
      {placed.map(({ note, lines, y }) => (
        <Label key={note} x={0} y={y} lines={lines} />
      ))}
    </g>
  )
}
