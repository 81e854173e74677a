/**
 * Text as outlines.
 *
 * What a machine has in the way of fonts differs from one to the next, and a picture with text in it would too. So the letters are drawn from two faces that
 * come with the packages (Alegreya and Alegreya Sans, under the SIL Open Font License): the same picture everywhere, and no font asked for.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Font, parse, type Step } from 'opentype.js/dist/opentype.mjs'

/** The two voices: what is told, and what the campaign says. */
const FILES = {
  tale: '@fontsource/alegreya/files/alegreya-latin-500-italic.woff',
  voice: '@fontsource/alegreya-sans/files/alegreya-sans-latin-500-normal.woff',
  strong: '@fontsource/alegreya-sans/files/alegreya-sans-latin-800-normal.woff',
} as const

export type Face = keyof typeof FILES

const fonts = new Map<Face, Font>()

function fontOf(face: Face): Font {
  const known = fonts.get(face)
  if (known) return known
  const bytes = readFileSync(createRequire(import.meta.url).resolve(FILES[face]))
  const font = parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  fonts.set(face, font)
  return font
}

/** How wide a line is, in the units of its size. A letter that the face has not stops the build: the picture would show a box. */
export function widthOf(line: string, face: Face, size: number): number {
  const font = fontOf(face)
  const missing = [...line].find((letter) => font.charToGlyphIndex(letter) === 0)
  if (missing !== undefined) throw new RangeError(`"${line}": the face of the social cards has no "${missing}"`)
  return font.getAdvanceWidth(line, size)
}

/** The outline of a line whose baseline begins at (x, y), as the `d` of an SVG path. */
export function outlineOf(line: string, face: Face, size: number, x: number, y: number): string {
  return fontOf(face).getPath(line, x, y, size).commands.map(written).join('')
}

/** A step with a tenth of a pixel, by hand: the library's own writer makes NaN of numbers near zero. */
function written(step: Step): string {
  if (step.type === 'Z') return 'Z'
  const before = step.type === 'Q' ? [step.x1, step.y1] : step.type === 'C' ? [step.x1, step.y1, step.x2, step.y2] : []
  return step.type + [...before, step.x, step.y].map((at) => Number(at.toFixed(1))).join(' ')
}

/** Lines of about one length: the narrowest setting that takes no more lines than `width` does. */
export function balancedLinesOf(text: string, face: Face, size: number, width: number): string[] {
  const count = linesOf(text, face, size, width).length
  let narrowest = width
  while (narrowest > size && linesOf(text, face, size, narrowest - size / 4).length === count) narrowest -= size / 4
  return linesOf(text, face, size, narrowest)
}

/** Breaks a text into lines no wider than `width`; a word that is wider has a line to itself. */
export function linesOf(text: string, face: Face, size: number, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(`${last} ${word}`, face, size) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
