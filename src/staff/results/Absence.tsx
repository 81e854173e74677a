/** A figure that is not there: its mark, and why. What it means in full stands under every table that has one (`Marks`). */
import type { ComponentChildren } from 'preact'
import type { Absent, Told } from '../../report/icat/indicator.ts'
import { markOf, reasonOf } from '../words/figures.ts'
import type { Speech } from '../words/words.ts'

export function Absence({ absent, ...speech }: Speech & { readonly absent: Absent }) {
  return (
    <abbr class="withheld" title={reasonOf(absent, speech)}>
      {markOf(absent, speech)}
    </abbr>
  )
}

/** The figure as `write` puts it, or its absence. */
export function figure<T>(told: Told<T>, speech: Speech, write: (value: T) => ComponentChildren): ComponentChildren {
  return told.kind === 'shown' ? write(told.value) : <Absence absent={told} {...speech} />
}

/** A title on an abbreviation is for a mouse alone, so each mark that occurs is explained once in words. */
export function Marks({ figures, ...speech }: Speech & { readonly figures: readonly Told<unknown>[] }) {
  const absent = figures.flatMap((told) => (told.kind === 'shown' ? [] : [told]))
  const reasons = new Map(absent.map((one) => [`${markOf(one, speech)}${reasonOf(one, speech)}`, one]))
  if (reasons.size === 0) return null
  return (
    <ul class="marks quiet">
      {[...reasons].map(([key, one]) => (
        <li key={key}>
          <span class="withheld">{markOf(one, speech)}</span> {reasonOf(one, speech)}.
        </li>
      ))}
    </ul>
  )
}
