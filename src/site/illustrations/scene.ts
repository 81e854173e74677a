/** One picture: a whole scene for a page, and the part of it that stands on a card. */
import { leaf } from './frame.ts'
import type { Ink } from './paper.ts'

export interface Parts {
  /** What lies behind, and is left out of the small picture. */
  readonly back: string
  /** Who the picture is about. */
  readonly focus: string
  /** What lies before everybody; left out of the small picture too. */
  readonly front?: string
}

export interface Scene {
  readonly ground: keyof Ink
  /** The turned corner: coral for a tale, if the scene says nothing. */
  readonly flap?: keyof Ink
  /** Of the whole: 640 × 400 unless the scene says otherwise. */
  readonly size?: readonly [number, number]
  /** Corner and width of the upright part that stands on a card: five units wide, eight high. */
  readonly crop: readonly [number, number, number]
  draw(ink: Ink): Parts
}

export function whole({ ground, flap = 'coral', size: [width, height] = [640, 400], draw }: Scene, ink: Ink): string {
  const { back, focus, front = '' } = draw(ink)
  return leaf(ink[ground], [0, 0, width, height], back + focus + front, ink[flap])
}

export function detail({ ground, crop: [x, y, width], draw }: Scene, ink: Ink): string {
  return leaf(ink[ground], [x, y, width, Math.round(width * 1.6)], draw(ink).focus)
}
