/** A pitch on a Saturday: a boy with his ball, and his mother who looks up the club for herself. */
import { at, box, cut, disc, type Ink, lift, strip, teeth } from '../paper.ts'
import { arm, bust, earring } from '../people.ts'
import type { Scene } from '../scene.ts'
import { hills, phoneBack } from '../things.ts'

export const ball = (ink: Ink) =>
  lift(
    disc(ink.paper, 0, 0, 36) +
      cut(
        ink.night,
        'M0-13 12-4 8 11H-8L-12-4zM0-36 9-30-9-30zM34-12 30 2 24-10zM22 28 12 30 20 18zM-22 28-20 18-12 30zM-34-12-24-10-30 2z',
      ),
  ) + strip(ink.night, 2, 'M0-13v-16M12-4l14-6M8 11l10 10M-8 11l-10 10M-12-4l-14-6')

export const football: Scene = {
  ground: 'water',
  crop: [124, 84, 196],
  draw: (ink) => ({
    back:
      disc(ink.gold, 104, 92, 44) +
      hills(ink.waterFar, ink.leaf, 196, 640) +
      box(ink.leaf, 0, 250, 640, 150) +
      box(ink.teal, 0, 300, 640, 50) +
      strip(ink.paper, 6, 'M0 272h640M180 272C220 330 460 330 500 272') +
      strip(
        ink.paper,
        2,
        'M300 120v152m20-152v152m20-152v152m20-152v152m20-152v152m20-152v152m20-152v152m20-152v152M290 150h200M290 180h200M290 210h200M290 240h200',
      ) +
      strip(ink.paper, 9, 'M286 272V116h208v156'),
    focus: at(
      206,
      196,
      bust({
        cloth: ink.gold,
        head: { skin: 'ebony', hair: 'crop', colour: '#15101c', bow: -6 },
        shoulders: 42,
        hips: 34,
        length: 150,
        worn: cut(ink.brick, 'M-24 4V140h14V2zM10 2v138h14V4z') + strip(ink.paper, 5, 'M-12-6 0 6 12-6'),
        under: arm({ from: [-34, 18], bend: [-60, 72], to: [-38, 118], sleeve: ink.gold, skin: 'ebony' }),
        over: at(50, 92, ball(ink)) + arm({ from: [36, 18], bend: [66, 74], to: [58, 116], sleeve: ink.gold, skin: 'ebony' }),
      }),
      { size: 1.55 },
    ),
    front: at(
      462,
      212,
      bust({
        cloth: ink.plum,
        head: { skin: 'cocoa', hair: 'wrap', colour: ink.coral, bow: 10, flip: true, worn: earring(ink.gold) },
        shoulders: 46,
        hips: 54,
        lean: -6,
        length: 150,
        worn: teeth(ink.gold, -36, 16, 6, 12, 14) + teeth(ink.gold, -52, 108, 9, 12, 16),
        over:
          arm({ from: [36, 18], bend: [58, 84], to: [-6, 88], sleeve: ink.plum, skin: 'cocoa' }) +
          phoneBack(ink, -40, 44, -10) +
          arm({ from: [-38, 18], bend: [-66, 82], to: [-40, 64], sleeve: ink.plum, skin: 'cocoa' }),
      }),
      { size: 1.5 },
    ),
  }),
}
