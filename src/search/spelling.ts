/** A mistyped word's nearest known one, by the keystrokes between them. */

/**
 * Keystrokes from one word to the other: a letter too many, too few, another one, or two in the wrong order (optimal string alignment).
 * Stops counting past `most` and says `most + 1`.
 */
export function keystrokesBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same)
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      if (isSwapped) least = Math.min(least, (before[j - 2] ?? 0) + 1)
      next.push(least)
    }
    if (Math.min(...next) > most) return most + 1
    before = row
    row = next
  }
  return Math.min(row[other.length] ?? most + 1, most + 1)
}

/** In a short word one slip is much: two would make `beca` of `boda`. */
const slipsIn = (word: string): number => (word.length < 4 ? 0 : word.length < 7 ? 1 : 2)

/** The known word nearest to one that is not known; of two as near, the one that begins alike, then the one named first. Undefined where none is near. */
export function nearestOf(word: string, known: Iterable<string>): string | undefined {
  const most = slipsIn(word)
  let nearest: string | undefined
  let least = most + 1
  for (const each of known) {
    const slips = keystrokesBetween(word, each, most)
    const isNearer = slips < least || (slips === least && slips <= most && each[0] === word[0] && nearest?.[0] !== word[0])
    if (isNearer) [nearest, least] = [each, slips]
  }
  return least <= most ? nearest : undefined
}
