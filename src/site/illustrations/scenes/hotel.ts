/** A reception: the keys on their board, and somebody who hands one over. */
import { at, box, cut, disc, type Ink, lift, teeth } from '../paper.ts'
import { arm, bust, glasses } from '../people.ts'
import type { Scene } from '../scene.ts'
import { plant } from '../things.ts'

const keys = (ink: Ink) =>
  [0, 1, 2, 3, 4]
    .flatMap((column) =>
      [0, 1].map((row) =>
        at(
          50 + column * 74,
          46 + row * 78,
          disc(ink.night, 0, 0, 4) + cut([ink.gold, ink.coral, ink.sea][(column + row) % 3] ?? ink.gold, 'M0 4l11 16L0 52-11 20z'),
        ),
      ),
    )
    .join('')

export const hotel: Scene = {
  ground: 'rose',
  flap: 'gold',
  size: [400, 400],
  crop: [62, 0, 250],
  draw: (ink) => ({
    back: '',
    focus:
      lift(box(ink.plum, 18, 18, 364, 176)) +
      keys(ink) +
      at(
        204,
        214,
        bust({
          cloth: ink.gold,
          head: { skin: 'almond', hair: 'bob', colour: '#6b2f1a', bow: 8, flip: true, worn: glasses(ink.night) },
          shoulders: 46,
          hips: 52,
          lean: -3,
          worn: cut(ink.brick, 'M-38 2-16-6-6 140h-42zM38 2 16-6 6 140h42z'),
          over:
            arm({ from: [38, 20], bend: [64, 72], to: [26, 76], sleeve: ink.brick, skin: 'almond', long: true }) +
            at(-98, 12, cut(ink.sea, 'M0-4l15 22L0 70-15 18z')) +
            arm({ from: [-38, 20], bend: [-68, 66], to: [-96, 6], sleeve: ink.brick, skin: 'almond', long: true }),
        }),
        { size: 1.55 },
      ) +
      lift(box(ink.teal, 0, 336, 400, 64) + box(ink.sea, 0, 326, 400, 14)) +
      teeth(ink.gold, 0, 366, 10, 40, 26) +
      lift(cut(ink.gold, 'M262 322q0-30 32-30t32 30z') + box(ink.night, 290, 282, 8, 10)) +
      plant(ink, 358, 328, 0.7),
  }),
}
