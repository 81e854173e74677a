/**
 * Text in a drawing breaks nowhere by itself. Widths are estimated from the kind of letter, a little too wide rather than too narrow, so that a chart
 * comes out the same on every machine, whichever of the system's faces it gets.
 */
const NARROW = /[iljtfrI.,:;'’|!()[\] \-–1]/
const WIDE = /[mwMW%@—]/
const CAPITAL = /[A-ZÁÉÍÓÚÑ]/

/** Width of a line in units of the drawing, at a font size. */
export function lineWidth(text: string, size: number): number {
  let ems = 0
  for (const letter of text) ems += NARROW.test(letter) ? 0.36 : WIDE.test(letter) ? 0.9 : CAPITAL.test(letter) ? 0.72 : 0.58
  return ems * size
}

/** Lines of at most `width`, broken at spaces; a word that is longer by itself stands alone. */
export function linesOf(text: string, width: number, size: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/ +/)) {
    const last = lines.at(-1)
    if (last !== undefined && lineWidth(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
