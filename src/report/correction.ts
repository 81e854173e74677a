/** A correction of what was published: another edition, with a dated note of why, and of every figure that is not what it was. */
import type { Text } from '../protocol/catalogue.ts'
import type { Cell } from './formats/csv.ts'
import { publishedRows } from './formats/public-table.ts'
import { canonicalText } from './gate/snapshot.ts'
import { type ChangedFigure, type Correction, type Publication, sealed } from './publication.ts'

export const ABSENT = 'absent'

/** Whether two editions say the same, apart from when they were published and what was corrected before. */
export const saySame = (one: Publication, other: Publication): boolean =>
  canonicalText(saidBy(one)) === canonicalText(saidBy(other))

const saidBy = ({ wave, release, leftOut, settings, instruments }: Publication) => ({
  wave,
  release,
  leftOut,
  settings,
  instruments,
})

/** The edition that replaces `before`. `after` is a first edition of the same wave; its day becomes the correction's. */
export function corrected(before: Publication, after: Publication, reason: Text, hash: (text: string) => string): Publication {
  const note: Correction = { date: after.published, reason, figures: changedFigures(before, after) }
  const { hash: _, ...body } = after
  return sealed({ ...body, published: before.published, corrections: [...before.corrections, note] }, hash)
}

/** By instrument, unit, table and measure, in the order of the table; what is gone stands last. */
export function changedFigures(before: Publication, after: Publication): ChangedFigure[] {
  const [was, is] = [figuresOf(before), figuresOf(after)]
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)]
    const place = now ?? old
    if (!place || old?.cell === now?.cell) return []
    return [{ ...place.at, was: old?.cell ?? ABSENT, is: now?.cell ?? ABSENT }]
  })
}

type Place = Omit<ChangedFigure, 'was' | 'is'>

function figuresOf(publication: Publication): Map<string, { readonly at: Place; readonly cell: Cell }> {
  const figures = publishedRows(publication).flatMap(({ instrument, unit, table, measure, figures: own }) =>
    Object.entries(own).map(([figure, cell]) => {
      const at: Place = { instrument, level: unit.level, unit: unit.id, table, measure, figure }
      return [Object.values(at).join('\0'), { at, cell }] as const
    }),
  )
  return new Map(figures)
}
