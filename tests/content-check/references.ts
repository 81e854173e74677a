/** What one file says of another and no schema can see: the story of a wave, the questions of a short path, the codes of venues. */
import { globSync } from 'node:fs'
import { formatVenueCode, VENUE_CODE_LENGTH } from '../../src/protocol/venue-code.ts'
import { SHARED_PLACES } from '../../src/tally/leaf.ts'
import type { Mistake } from './mistake.ts'
import type { TextFile } from './texts.ts'
import { readEntries, readWritten, type Written } from './written.ts'

interface Wave {
  readonly story?: unknown
  readonly targets?: readonly { readonly indicator?: unknown }[]
}

interface Instrument {
  readonly from?: unknown
  readonly pick?: readonly unknown[]
  readonly concepts?: readonly { readonly id?: unknown; readonly scale?: unknown }[]
}

export function brokenReferences(root: string, texts: readonly TextFile[], languages: readonly string[]): Mistake[] {
  return [...waves(root, texts, languages), ...picks(root), ...venues(root), ...guides(root, texts)]
}

function read<T>(root: string, pattern: string): { readonly file: string; readonly value: T; readonly lines: Written['lines'] }[] {
  return globSync(pattern, { cwd: root })
    .sort()
    .flatMap((file) => {
      const written = readWritten(root, file, [])
      return written ? [{ file, value: Object(written.value) as T, lines: written.lines }] : []
    })
}

/** Whether every instrument could be read: what it asks is unknown otherwise. */
export const instrumentsAreReadable = (root: string): boolean =>
  read(root, 'content/instruments/*.yaml').length === globSync('content/instruments/*.yaml', { cwd: root }).length

function waves(root: string, texts: readonly TextFile[], languages: readonly string[]): Mistake[] {
  const instruments = read<Instrument>(root, 'content/instruments/*.yaml')
  const concepts = instruments.flatMap(({ value }) => list(value.concepts))
  const known = concepts.flatMap(({ id, scale }) => [`concept:${id}`, `scale:${scale}`])
  return read<Wave>(root, 'content/waves/*.yaml').flatMap(({ file, value, lines }) => {
    const { story } = value
    const without = languages.filter(
      (language) => !texts.some((text) => text.folder === 'stories' && text.language === language && text.key === story),
    )
    return [
      ...(typeof story === 'string' && without.length > 0
        ? [{ file, line: lines(['story']), what: `story: there is no story “${story}” in ${without.join(', ')}` }]
        : []),
      ...list(value.targets).flatMap(({ indicator }, at) =>
        typeof indicator !== 'string' || known.includes(indicator) || !instrumentsAreReadable(root)
          ? []
          : [
              {
                file,
                line: lines(['targets', at, 'indicator']),
                what: `targets.${at}.indicator: ${indicator}: no question measures this`,
              },
            ],
      ),
    ]
  })
}

function picks(root: string): Mistake[] {
  const instruments = read<Instrument>(root, 'content/instruments/*.yaml')
  return instruments.flatMap(({ file, value: { from, pick }, lines }) => {
    const whole = instruments.find((each) => each.file === `content/instruments/${from}.yaml`)
    if (from === undefined || !whole) return []
    const ids = list(whole.value.concepts).map(({ id }) => id)
    return list(pick).flatMap((id, at) =>
      ids.includes(id) ? [] : [{ file, line: lines(['pick', at]), what: `pick: ${id} is no concept of ${whole.file}` }],
    )
  })
}

/** A venue's id is part of its printed code, and stands beside places that venues share. */
function venues(root: string): Mistake[] {
  const file = 'content/venues.yaml'
  return readEntries(root, file, []).flatMap(({ value, lines }) => {
    const { id } = Object(value)
    if (typeof id !== 'string') return []
    const what = SHARED_PLACES.some((place) => place === id)
      ? `${id}: this id is taken by the counting itself; choose another`
      : formatVenueCode({ venue: id, epoch: 9999, tag: '0'.repeat(12) }).length > VENUE_CODE_LENGTH
        ? `${id}: too long an id for a printed code; shorten it`
        : undefined
    return what === undefined ? [] : [{ file, line: lines(['id']), what }]
  })
}

/** A barrier that a guide answers names one that there is. */
function guides(root: string, texts: readonly TextFile[]): Mistake[] {
  const file = 'content/barriers.yaml'
  return readEntries(root, file, []).flatMap(({ value, lines }) => {
    const { id, guide } = Object(value)
    if (typeof guide !== 'string' || texts.some((text) => text.folder === 'guides' && text.key === guide)) return []
    return [{ file, line: lines(['guide']), what: `${id}: guide: there is no guide “${guide}”` }]
  })
}

const list = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? value : [])
