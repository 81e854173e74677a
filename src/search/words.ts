/**
 * Words as a searcher means them: `Niñera`, `ninera` and `NIÑERA` are one.
 *
 * Pagefind has no notion of a word that is not there: it shortens it until something begins like it (for "trabjo" it finds "trae"). So what
 * it finds is held against what was asked (`isFamiliar`).
 */

/** Words too short or too common to look for. Both languages' together: none of them means something to look for in the other. */
const EMPTY = new Set(
  'al con de del el en es la las le lo los me mi no para por que se si su sus un una y ya a am an and are as at be by do for he how i in is it my of on or she so the to was we what you'.split(
    ' ',
  ),
)

/** Lower case, without accents; `ñ` counts as `n`, since many keyboards have none. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}

/** The words of a text in their order, plain. */
export function wordsOf(text: string): string[] {
  return plain(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** The words of a query that are worth looking for; where none is, all of them. */
export function askedFor(query: string): string[] {
  const words = wordsOf(query)
  const full = words.filter((word) => !EMPTY.has(word))
  return full.length > 0 ? full : words
}

function commonStart(one: string, other: string): number {
  const until = [...one].findIndex((letter, at) => letter !== other[at])
  return until === -1 ? one.length : until
}

/**
 * Whether a word of a page is one that the searcher meant: hers with more behind it, the one that hers was made from (`modelling`, `model`), or another form
 * (`trabaja`, `trabajo`). Not `trae` for `trabjo`, nor `noviembre` for `novio`.
 */
export function isFamiliar(asked: string, found: string): boolean {
  if (found.startsWith(asked)) return true
  const common = commonStart(asked, found)
  if (common === found.length) return common > 3 && common * 2 > asked.length
  // Two forms of a word part in an ending; the longer that is, the more of the word has to stand before it.
  const ending = Math.max(asked.length, found.length) - common
  return (ending === 1 && common > 2) || (ending === 2 && common > 4)
}
