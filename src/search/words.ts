/**
 * Words as a searcher means them: `Niñera`, `ninera` and `NIÑERA` are one.
 *
 * Pagefind has no notion of a word that is not there: it shortens it until something begins like it (for "trabjo" it finds "trae"). So what
 * it finds is held against what was asked (`isFamiliar`).
 */

/** Words too short or too common to look for. Both languages' together: none of them means something to look for in the other. */
const EMPTY = new Set(
  (
    'a al como con cuando de del donde el en era es esta estoy estos fue ha hay la las le lo los me mi mis muy necesito no para pero por que quien quiero se si ' +
    'son soy su sus tengo un una y ya am an and are as at be by do for from has have he how i in is it me my need of on or she so that the this to want was we ' +
    'what when where who with you your'
  ).split(' '),
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

/** The words of a query that are worth looking for, as they were written; where none is, all of them. */
export function askedFor(query: string): string[] {
  const words =
    query
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const full = words.filter((word) => !EMPTY.has(plain(word)))
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
