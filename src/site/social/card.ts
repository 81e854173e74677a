/**
 * The picture that stands beside a shared address: a leaf with its corner turned on the night's ground, the band of stories at its spine, the title in the
 * tale's voice. Drawn while building; no page asks for it.
 */
import sharp from 'sharp'
import { balancedLinesOf, type Face, linesOf, outlineOf, widthOf } from './letters.ts'

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
/** Where text stands: the title over the whole leaf, the sentence left of the fold. */
const TEXT = { left: 214, top: 104, bottom: 462, title: 860, sentence: 740 }
const LABEL = { size: 30, height: 44 }
const SENTENCE = { size: 35, step: 45, gap: 30 }
const LOGO_AT = 530
const TILE = 90

/** Sizes that the title is tried in, largest first. */
const TITLE_SIZES = [136, 124, 112, 100, 92, 84, 76, 68, 60]

interface Layout {
  readonly size: number
  readonly title: readonly string[]
  readonly sentence: readonly string[]
  readonly height: number
}

/** The largest title that leaves room for the rest; a text that leaves none stops the build. */
function layoutOf({ title, summary }: CardText): Layout {
  const sentence = linesOf(summary, 'voice', SENTENCE.size, TEXT.sentence)
  const tried = TITLE_SIZES.map((size) => {
    const lines = balancedLinesOf(title, 'tale', size, TEXT.title)
    const height = LABEL.height + lines.length * size + SENTENCE.gap + sentence.length * SENTENCE.step
    return { size, title: lines, sentence, height }
  })
  const fitting = tried.find(
    (layout) =>
      layout.height <= TEXT.bottom - TEXT.top && layout.title.every((line) => widthOf(line, 'tale', layout.size) <= TEXT.title),
  )
  if (!fitting) throw new RangeError(`"${title}", "${summary}": too long for a social card`)
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
export function cardSvg(text: CardText): string {
  const { size, title, sentence, height } = layoutOf(text)
  // The text hangs in the middle of what the logo leaves.
  const top = TEXT.top + (TEXT.bottom - TEXT.top - height) / 2
  const titleAt = top + LABEL.height + size * 0.74
  const sentenceAt = top + LABEL.height + title.length * size + SENTENCE.gap + SENTENCE.size * 0.75
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}">`,
    path(INK.night, `M0 0h${SIZE.width}v${SIZE.height}H0z`),
    ...Array.from({ length: SIZE.height / TILE }, (_, at) => tile(at * TILE)),
    leaf(),
    written(INK.help, 'strong', LABEL.size, text.label, TEXT.left, top + LABEL.size * 0.7),
    ...title.map((line, at) => written(INK.tale, 'tale', size, line, TEXT.left - 4, titleAt + at * size)),
    ...sentence.map((line, at) => written(INK.text, 'voice', SENTENCE.size, line, TEXT.left, sentenceAt + at * SENTENCE.step)),
    logo(text.name, LOGO_AT),
    '</svg>',
  ].join('')
}

/** The card as PNG, in a palette: flat colours and their edges need no more, and it stays far under 60 KB. */
export async function cardPng(text: CardText): Promise<Buffer> {
  return sharp(Buffer.from(cardSvg(text)))
    .png({ palette: true, colours: 64, dither: 0, effort: 10, compressionLevel: 9 })
    .toBuffer()
}
