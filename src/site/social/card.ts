/**
 * The picture that stands beside a shared address: a leaf with its corner turned on the night's ground, the band of stories at its spine, the title in the
 * tale's voice. Drawn while building; no page asks for it.
 */
import sharp from 'sharp'
import { type Face, linesOf, outlineOf, widthOf } from './letters.ts'

/** What Open Graph readers crop least. */
export const SIZE = { width: 1200, height: 630 } as const

export interface CardText {
  /** A word above the title: what kind of page it is. */
  readonly label: string
  readonly title: string
  readonly summary: string
  /** The campaign's name; its last word is the tale's. */
  readonly name: string
}

/** The tokens' colours (`styles/tokens.css`); a picture has one theme, the light one. */
const INK = {
  night: '#221a42',
  paper: '#fffaf0',
  marigold: '#f5b12e',
  coral: '#ff8f78',
  tale: '#8f2414',
  text: '#211a3b',
  help: '#0a4a4c',
}

const LEAF = { left: 150, top: 60, right: 1140, bottom: 570, fold: 170 }
const TEXT = { left: 214, width: 830 }
const TILE = 90

/** Sizes that the title is tried in: the largest in which it takes two lines at most. */
const TITLE_SIZES = [132, 120, 108, 96, 84, 72, 60]

function fittingTitle(title: string): { size: number; lines: string[] } {
  const tried = TITLE_SIZES.map((size) => ({ size, lines: linesOf(title, 'tale', size, TEXT.width) }))
  const fitting = tried.find(
    ({ size, lines }) => lines.length <= 2 && lines.every((line) => widthOf(line, 'tale', size) <= TEXT.width),
  )
  if (!fitting) throw new RangeError(`"${title}" is too long for a social card`)
  return fitting
}

const path = (fill: string, d: string): string => `<path fill="${fill}" d="${d}"/>`
const written = (fill: string, face: Face, size: number, line: string, x: number, y: number): string =>
  path(fill, outlineOf(line, face, size, x, y))

/** One tile of the band of stories, as in `public/bands/stories.svg`. */
const tile = (top: number): string =>
  `<g transform="translate(0 ${top}) scale(${TILE / 28})">${[
    path(INK.marigold, 'M0 0h7L0 7zm28 0v7l-7-7zM0 28v-7l7 7zm28 0h-7l7-7z'),
    path(INK.coral, 'M14 1l13 13-13 13L1 14z'),
    path(INK.paper, 'M14 6l8 8-8 8-8-8z'),
    path(INK.night, 'M14 10l4 4-4 4-4-4z'),
  ].join('')}</g>`

function leaf(): string {
  const { left, top, right, bottom, fold } = LEAF
  return [
    path(INK.paper, `M${left} ${top}H${right}V${bottom - fold}L${right - fold} ${bottom}H${left}z`),
    path(INK.coral, `M${right} ${bottom - fold}L${right - fold} ${bottom}V${bottom - fold}z`),
  ].join('')
}

/** The name as the logo writes it: the last word in the tale's voice. */
function logo(name: string, y: number): string {
  const words = name.split(' ')
  const last = words.pop() ?? ''
  const first = words.join(' ')
  const x = TEXT.left + 62
  const after = x + widthOf(`${first} `, 'strong', 38)
  const corner = `<g transform="translate(${TEXT.left - 6} ${y - 38}) scale(1.5)">${path(INK.night, 'M3 2h26v16L17 30H3z')}${path(INK.marigold, 'M29 18 17 30V18z')}</g>`
  return corner + written(INK.text, 'strong', 38, first, x, y) + written(INK.text, 'tale', 42, last, after, y)
}

/** The card as SVG: shapes and outlines alone, and so the same on every machine. */
export function cardSvg({ label, title, summary, name }: CardText): string {
  const { size, lines } = fittingTitle(title)
  const told = linesOf(summary, 'voice', 35, TEXT.width)
  if (told.length > 3) throw new RangeError(`"${summary}" is too long for a social card`)
  const step = size * 1.02
  const block = 40 + lines.length * step + 26 + told.length * 46
  // The text hangs in the middle of what the logo leaves.
  const start = LEAF.top + 34 + Math.max(0, (LEAF.bottom - 110 - LEAF.top - 34 - block) / 2)
  const titleAt = start + 46 + size * 0.72
  const toldAt = titleAt + (lines.length - 1) * step + size * 0.34 + 42
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}">`,
    path(INK.night, `M0 0h${SIZE.width}v${SIZE.height}H0z`),
    ...Array.from({ length: SIZE.height / TILE }, (_, at) => tile(at * TILE)),
    leaf(),
    written(INK.help, 'strong', 30, label, TEXT.left, start + 26),
    ...lines.map((line, at) => written(INK.tale, 'tale', size, line, TEXT.left - 4, titleAt + at * step)),
    ...told.map((line, at) => written(INK.text, 'voice', 35, line, TEXT.left, toldAt + at * 46)),
    logo(name, LEAF.bottom - 44),
    '</svg>',
  ].join('')
}

/** The card as PNG, in a palette: flat colours and their edges need no more, and it stays far under 60 KB. */
export async function cardPng(text: CardText): Promise<Buffer> {
  return sharp(Buffer.from(cardSvg(text)))
    .png({ palette: true, colours: 64, dither: 0, effort: 10, compressionLevel: 9 })
    .toBuffer()
}
