/** What people carry and stand beside, of the same paper. */
import { at, box, crosses, cut, disc, type Ink, lift, rhombs, strip, teeth } from './paper.ts'

export function phone(ink: Ink, x: number, y: number, turn = 0): string {
  return at(x, y, lift(cut(ink.night, 'M-12-21h24v42h-24z') + cut(ink.sea, 'M-9-16H9v30H-9z')), { turn })
}

/** A mobile phone seen from behind, held up. */
export const phoneBack = (ink: Ink, x: number, y: number, turn = 0): string =>
  at(x, y, lift(cut(ink.night, 'M-12-21h24v42h-24z') + disc(ink.sea, -5, -14, 3)), { turn })

export function suitcase(ink: Ink, cloth: string, x: number, y: number, width = 78, height = 96): string {
  const half = width / 2
  return at(
    x,
    y,
    strip(ink.night, 5, `M${-half / 3} ${-height}v-34h${(half * 2) / 3}v34`) +
      lift(
        box(cloth, -half, -height, width, height) +
          rhombs(ink.paper, -half, -height / 2, 3, width / 3, width / 3) +
          rhombs(ink.night, -half + width / 12, -height / 2, 1, width / 6, width / 6),
      ) +
      disc(ink.night, -half + 12, 3, 7) +
      disc(ink.night, half - 12, 3, 7),
  )
}

/** A woven bag, its strap drawn by who carries it. */
export const bag = (ink: Ink, cloth: string): string =>
  lift(cut(cloth, 'M-30 0h60l-5 62q-25 10-50 0z') + crosses(ink.paper, -27, 12, 3, 5) + teeth(ink.night, -28, 40, 7, 8, 9))

export const cup = (fill: string, ink: Ink, x: number, y: number): string =>
  at(x, y, lift(cut(ink.paper, 'M-14-34h28l-4 34h-20z') + cut(fill, 'M-12-22h24l-3 22H-9z')))

export const plant = (ink: Ink, x: number, y: number, size = 1): string =>
  at(
    x,
    y,
    lift(
      cut(ink.leaf, 'M0-34C-40-50-44-92-40-106-10-96 2-70 2-52 4-86 20-116 40-124 48-90 34-52 6-34z') +
        cut(ink.teal, 'M0-34C-32-24-50-36-56-46-34-58-10-50 0-34zM2-34C22-56 44-56 58-48 50-32 26-24 2-34z'),
    ) + lift(cut(ink.brick, 'M-26-36h52l-7 36h-38z') + teeth(ink.gold, -25, -36, 5, 10, 11)),
    { size },
  )

/** An aeroplane far off. */
export const plane = (fill: string, x: number, y: number, turn = 0, size = 1): string =>
  at(x, y, cut(fill, 'M-60-2C-40-12 30-12 60 0 40 10-40 8-60-2zM-8 0-30 34h14L22 4zM-6-8-22-30h10L16-8zM-56-4-68-26h10l16 18z'), {
    turn,
    size,
  })

/** Hills like those of a bus's painting, across the whole width. */
export const hills = (far: string, near: string, y: number, width: number): string =>
  cut(far, `M0 ${y}l${width / 4}-70 ${width / 6} 44 ${width / 4}-84 ${width / 3} 110v60H0z`) +
  cut(near, `M0 ${y + 20}l${width / 5}-26 ${width / 4} 20 ${width / 3}-34 ${width / 4} 40v70H0z`)
