/**
 * What a passer-by's phone makes of a printed code: seen from the side, out of focus, in poor light, and with something stuck over a part of it.
 *
 * Pictures are grey (one byte a pixel, 0 black). Each step is our own arithmetic, so that the same picture comes out on every machine.
 */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly grey: Uint8Array
}

/** Where a code stands: its square without the quiet zone, in pixels. */
export interface Square {
  readonly left: number
  readonly top: number
  readonly side: number
}

const picture = (width: number, height: number, at: (x: number, y: number) => number): Picture => {
  const grey = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) grey[y * width + x] = Math.max(0, Math.min(255, Math.round(at(x, y))))
  return { width, height, grey }
}

const pixel = ({ width, height, grey }: Picture, x: number, y: number): number =>
  x < 0 || y < 0 || x >= width || y >= height ? 255 : (grey[y * width + x] ?? 255)

/** Between four pixels; white beyond the edge. */
function sample(from: Picture, x: number, y: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const across = x - left
  const down = y - top
  const above = pixel(from, left, top) * (1 - across) + pixel(from, left + 1, top) * across
  const below = pixel(from, left, top + 1) * (1 - across) + pixel(from, left + 1, top + 1) * across
  return above * (1 - down) + below * down
}

/** A part of a picture; white where it reaches beyond the edge. */
export const part = (
  from: Picture,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): Picture => picture(width, height, (x, y) => pixel(from, left + x, top + y))

/** The part of a picture round a code, with `margin` times its side on each edge: what somebody points a phone at. */
export function framed(from: Picture, { left, top, side }: Square, margin: number): { picture: Picture; square: Square } {
  const edge = Math.round(side * margin)
  const size = Math.round(side) + 2 * edge
  const x0 = Math.round(left) - edge
  const y0 = Math.round(top) - edge
  return {
    picture: part(from, { left: x0, top: y0, width: size, height: size }),
    square: { left: left - x0, top: top - y0, side },
  }
}

/** Seen from the side: turned by 8° in the hand, tilted by 30° away from it, from a distance of four times the picture's width. */
export function atAnAngle(from: Picture, turn = 8, tilt = 30): Picture {
  const { width, height } = from
  const [sin, cos] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)]
  const [rise, run] = [Math.sin((tilt * Math.PI) / 180), Math.cos((tilt * Math.PI) / 180)]
  const distance = 4 * width
  return picture(width, height, (x, y) => {
    // From the eye through the pixel to the tilted sheet, and from there back to where the sheet was before it was turned.
    const u = x - width / 2
    const v = y - height / 2
    const along = (v * distance) / (distance * run - v * rise)
    const depth = (distance + along * rise) / distance
    const across = u * depth
    return sample(from, across * cos + along * sin + width / 2, along * cos - across * sin + height / 2)
  })
}

/** Out of focus: a Gaussian of this radius in pixels. */
export function blurred(from: Picture, sigma: number): Picture {
  const reach = Math.ceil(3 * sigma)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-((at - reach) ** 2) / (2 * sigma * sigma)))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const spread = (source: Picture, dx: number, dy: number): Picture =>
    picture(source.width, source.height, (x, y) =>
      weights.reduce(
        (total, weight, at) => total + (weight * pixel(source, x + (at - reach) * dx, y + (at - reach) * dy)) / sum,
        0,
      ),
    )
  return spread(spread(from, 1, 0), 0, 1)
}

/** Poor light or poor ink: black and white come nearer, to a contrast of this share of the full one. */
export function faded(from: Picture, contrast: number): Picture {
  return picture(from.width, from.height, (x, y) => 127.5 + (pixel(from, x, y) - 127.5) * contrast)
}

/**
 * Where something is stuck over a code, as the share of its side from the left and from the top to the patch's middle. The squares in its corners stay free:
 * the three large ones no reader does without, and the small one at the lower right jsQR looks for too.
 */
export const PATCHES = { middle: [0.5, 0.5], left: [0.2, 0.5], top: [0.5, 0.2] } as const satisfies Readonly<
  Record<string, readonly [number, number]>
>

/** A grey square over this share of the code's area. */
export function covered(from: Picture, { left, top, side }: Square, share: number, [x0, y0]: readonly [number, number]): Picture {
  const half = (side * Math.sqrt(share)) / 2
  const isUnder = (x: number, y: number) => Math.abs(x - left - x0 * side) < half && Math.abs(y - top - y0 * side) < half
  return picture(from.width, from.height, (x, y) => (isUnder(x, y) ? 128 : pixel(from, x, y)))
}

/** How the picture of a code is taken; lengths are in pixels of 100 dots an inch. */
export const CONDITIONS: Readonly<Record<string, (from: Picture, square: Square) => Picture>> = {
  'as printed': (from) => from,
  'at an angle': (from) => atAnAngle(from),
  'out of focus': (from) => blurred(from, 1),
  'at 60 % contrast': (from) => faded(from, 0.6),
  'with 15 % covered in the middle': (from, square) => covered(from, square, 0.15, PATCHES.middle),
  'with 15 % covered on the left': (from, square) => covered(from, square, 0.15, PATCHES.left),
  'with 15 % covered at the top': (from, square) => covered(from, square, 0.15, PATCHES.top),
  'all at once': (from, square) => faded(blurred(atAnAngle(covered(from, square, 0.15, PATCHES.middle), 5, 20), 0.7), 0.6),
}
