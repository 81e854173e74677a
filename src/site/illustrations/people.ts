/**
 * People of cut paper, from parameters. A face is a sheet folded along its profile: it shows where somebody looks, and nothing else.
 *
 * Measures are those of an adult's bust: the origin lies where the neck leaves the collar, a head is 40 wide with its middle 40 above.
 */
import { at, cut, disc, lift, strip } from './paper.ts'

/** Skin as a pair of papers: lit, and turned away from the light. */
const SKINS = {
  ebony: ['#4d2d20', '#3a2017'],
  cocoa: ['#74452d', '#5c3421'],
  cinnamon: ['#9c623d', '#814d2d'],
  honey: ['#c48a5a', '#a97046'],
  almond: ['#e3b184', '#cb9468'],
} as const

export type Skin = keyof typeof SKINS

/** Behind the head, and in front of it; both in the coordinates of the head's middle, for somebody who looks to the right. */
interface Hair {
  readonly back?: (colour: string) => string
  readonly front: (colour: string) => string
}

const cap = (c: string) => cut(c, 'M-21 4C-28-22-14-34 3-34S27-20 21-2C20-12 14-18 8-20-2-10-14-8-17-5z')

const HAIRS = {
  short: { front: (c) => cut(c, 'M-20 6C-30-20-16-36 4-35S25-18 20-4C16-16 10-17 4-18-6-20-14-16-16-6z') },
  crop: { front: (c) => cut(c, 'M-20 2C-25-22-12-30 2-30S23-20 20-6C12-20-10-22-16-8z') },
  long: {
    back: (c) => cut(c, 'M-24-6C-26-36 24-38 24-6 25 18 28 34 34 50H-32C-26 30-24 14-24-6z'),
    front: cap,
  },
  bob: {
    back: (c) => cut(c, 'M-25-6C-28-38 25-40 25-6L27 26H-27z'),
    front: cap,
  },
  bun: {
    back: (c) => disc(c, -16, -34, 13),
    front: cap,
  },
  afro: {
    back: (c) => disc(c, -2, -12, 36),
    front: (c) => cut(c, 'M-22 2C-26-26-10-34 2-34S26-20 21-4C16-16 8-20 0-20-10-20-17-12-17-2z'),
  },
  curls: {
    back: (c) => strip(c, 26, 'M-22-8h.1m6-18h.1m16-8h.1m18 8h.1m6 16h.1M-26 10h.1m2 18h.1M24 12h.1m0 16h.1'),
    front: (c) => strip(c, 15, 'M-16-18h.1m10-7h.1m12-1h.1m10 6h.1'),
  },
  braids: {
    back: (c) => strip(c, 13, 'M-23 8h.1m-2 12h.1m-1 12h.1m0 12h.1m1 12h.1M23 10h.1m2 12h.1m1 12h.1m0 12h.1'),
    front: cap,
  },
  puffs: {
    back: (c) => strip(c, 30, 'M-24-28h.1M24-28h.1'),
    front: (c) => cut(c, 'M-21 4C-26-20-14-31 2-31S25-20 21-2C14-18-8-20-17-4z'),
  },
  tail: {
    back: (c) => cut(c, 'M-14-28C-44-34-48 2-36 30-28 14-26-2-18-12z'),
    front: cap,
  },
  sides: { front: (c) => cut(c, 'M-21-8C-28 4-24 14-16 16L-15-2zM21-8C25 2 24 10 20 12L17-2z') },
  wrap: {
    back: (c) => cut(c, 'M-8-40C-22-62 18-62 10-40z'),
    front: (c) => cut(c, 'M-22-4C-32-34-12-46 2-46S31-32 22-4C12-18-10-18-22-4z'),
  },
  visor: { front: (c) => cut(c, 'M-21-4C-26-28-12-35 2-35S20-28 22-16l18 3q2 8-6 9L18-8C4-14-12-12-21-4z') },
} as const satisfies Record<string, Hair>

export interface Head {
  readonly skin: Skin
  readonly hair: keyof typeof HAIRS
  readonly colour: string
  /** Degrees that the head is bowed (or, below 0, raised). */
  readonly bow?: number
  readonly flip?: boolean
  /** Laid over the head: glasses, an earring, a beard. */
  readonly worn?: string
}

export const glasses = (colour: string): string =>
  strip(colour, 2, 'M-5-1a7 7 0 1 0 14 0 7 7 0 1 0-14 0m14 0a5 6 0 1 0 10 0 5 6 0 1 0-10 0m-15-1-13-2')
export const earring = (colour: string): string => cut(colour, 'M-19 10l5 7-5 7-5-7z')
export const moustache = (colour: string): string => cut(colour, 'M-3 15C0 9 8 8 12 11l3 5C8 14 2 14-3 15z')
export const beard = (colour: string): string =>
  cut(colour, 'M-20 2C-19 24-6 34 4 33S20 20 20 4C17 12 13 11 9 11 2 11-2 18-8 14-14 12-16 6-20 2z')
export const headset = (colour: string): string => strip(colour, 4, 'M-18 2C-24-40 18-46 14-22M-19-4v14M-19 12C-16 26 0 24 8 18')

export function head(x: number, y: number, { skin, hair, colour, bow = 0, flip = false, worn = '' }: Head): string {
  const [lit, shade] = SKINS[skin]
  const { back, front }: Hair = HAIRS[hair]
  return at(
    x,
    y,
    (back?.(colour) ?? '') +
      cut(shade, 'M-10 12h20l-1 32H-10z') +
      disc(lit, -19, 4, 5) +
      cut(lit, 'M-20-4C-20-20-12-28 1-28S21-18 20-3 11 25 2 27C-9 27-20 12-20-4z') +
      cut(shade, 'M5-28 7-5l6 12-6 3 2 5-3 3 1 8C15 22 20 10 20-3 21-17 14-26 5-28z') +
      front(colour) +
      worn,
    { turn: flip ? -bow : bow, flip },
  )
}

export interface Arm {
  /** Where the sleeve begins, the arm bends and the hand ends. */
  readonly from: readonly [number, number]
  readonly bend: readonly [number, number]
  readonly to: readonly [number, number]
  readonly sleeve: string
  readonly skin: Skin
  /** How much of the arm the sleeve covers: to above the elbow, or to the wrist. */
  readonly long?: boolean
  readonly width?: number
}

export function arm({ from: [a, b], bend: [c, d], to: [e, f], sleeve, skin, long = false, width = 20 }: Arm): string {
  const [lit] = SKINS[skin]
  const wrist = [e + Math.sign(c - e) * 6, f + Math.sign(d - f) * 6]
  return lift(
    strip(lit, width * 0.72, `M${c} ${d}L${e} ${f}`) +
      (long
        ? strip(sleeve, width, `M${a} ${b}L${c} ${d} ${wrist.join(' ')}`)
        : strip(lit, width * 0.72, `M${a} ${b}L${c} ${d}`) +
          strip(sleeve, width, `M${a} ${b}L${Math.round(a + (c - a) * 0.55)} ${Math.round(b + (d - b) * 0.55)}`)) +
      disc(lit, e, f, Math.round(width * 0.45)),
  )
}

export interface Bust {
  readonly cloth: string
  /** Half of what the shoulders measure, half of the hips, and the length down from the collar. */
  readonly shoulders?: number
  readonly hips?: number
  readonly length?: number
  /** Laid on the cloth: a pattern, an apron, a collar. */
  readonly worn?: string
  readonly head: Head
  /** How far the head is carried forward. */
  readonly lean?: number
  /** Arms, things held: over the body. */
  readonly over?: string
  /** An arm or a thing behind the body. */
  readonly under?: string
}

export function bust({
  cloth,
  shoulders = 40,
  hips = 38,
  length = 130,
  worn = '',
  head: worn_head,
  lean = 0,
  over = '',
  under = '',
}: Bust): string {
  const s = shoulders
  const body = cut(
    cloth,
    `M-12-8Q0 4 12-8L${s - 6} 2Q${s + 4} 6 ${s + 2} 26L${hips} ${length}H${-hips}L${-s - 2} 26Q${-s - 4} 6 ${6 - s} 2z`,
  )
  // The head's hair falls behind the shoulders, and its neck stands in the collar.
  return under + lift(head(lean, -40, worn_head) + body + worn) + over
}
