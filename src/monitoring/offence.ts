/**
 * Offences as public files name them, brought to one spelling, and what of them is counted. Smuggling of migrants (art. 188) stands beside trafficking in
 * persons (art. 188A) in the law and in the files, and is another offence: it is left out.
 */
import { plain } from './table.ts'

/** 'other' is what a trafficking group holds and nobody here knows: left out too, and named, so that a person can look. */
export type OffenceKind = 'trafficking' | 'smuggling' | 'other'

export interface Offence {
  readonly kind: OffenceKind
  /** As it is shown: in capitals, without `C.P.`, points or what only makes it graver. */
  readonly name: string
}

/** By the offence where the file has one, else by its group. */
export function offenceOf(group: string, offence = ''): Offence {
  const written = offence.trim() === '' ? group : offence
  const id = plain(written)
  return { kind: kindOf(id), name: nameOf(written) }
}

function kindOf(id: string): OffenceKind {
  if (id.includes('migrante')) return 'smuggling'
  if (id.includes('tratadepersonas') || /traficodenin[oa]s.*adolescentes/.test(id)) return 'trafficking'
  return 'other'
}

const nameOf = (written: string): string =>
  written
    .toUpperCase()
    .replace(/\bC\. ?P\.?(?=\W|$)/g, ' ')
    .replace(/\bAGRAVAD[OA]S?\b/g, ' ')
    .replace(/\bART(?:[IÍ]CULO|S?)\b\.?/g, 'ART.')
    .replace(/[\s.,;:()-]+$/g, '')
    .replace(/\s*,\s*/g, ', ')
    .replace(/\s+/g, ' ')
    .replace(/[\s.,;:-]+$/g, '')
    .trim()

/** Whether a row belongs to the group at all; files of one group alone and files of every crime are both handed in. */
export const isTraffickingGroup = (group: string): boolean => {
  const id = plain(group)
  return id.includes('tratadepersonas') || id.includes('migrante')
}
