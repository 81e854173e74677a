/** An office: two colleagues put the papers of a case in their order. */
import { at, box, cut, type Ink, lift, strip, teeth } from '../paper.ts'
import { arm, bust, earring, glasses } from '../people.ts'
import type { Scene } from '../scene.ts'

const page = (ink: Ink, x: number, y: number, turn: number) =>
  at(
    x,
    y,
    lift(cut(ink.paper, 'M-34-44h68v68L14 44h-48z') + cut(ink.gold, 'M34 24H14v20z')) +
      strip(ink.plum, 4, 'M-22-28h40M-22-14h30M-22 0h36M-22 14h22'),
    { turn },
  )

export const prosecutors: Scene = {
  ground: 'water',
  flap: 'gold',
  size: [400, 400],
  crop: [74, 0, 250],
  draw: (ink) => ({
    back: '',
    focus:
      lift(box(ink.paper, 24, 24, 352, 116)) +
      strip(ink.coral, 4, 'M64 62 150 96 236 56 330 100') +
      [64, 150, 236, 330]
        .map((x, at) =>
          lift(
            cut([ink.gold, ink.sea, ink.plum, ink.teal][at] ?? ink.gold, `M${x - 22} ${[48, 80, 42, 86][at]}h44v30l-12 12h-32z`),
          ),
        )
        .join('') +
      at(
        122,
        206,
        bust({
          cloth: ink.navy,
          head: { skin: 'cinnamon', hair: 'bob', colour: '#1d1320', bow: 10, worn: glasses(ink.gold) },
          shoulders: 42,
          hips: 42,
          lean: 4,
          worn: cut(ink.paper, 'M-15-7 0 44 15-7z'),
        }),
        { size: 1.5 },
      ) +
      at(
        288,
        212,
        bust({
          cloth: ink.plum,
          head: { skin: 'almond', hair: 'curls', colour: '#7a3b1e', bow: 10, flip: true, worn: earring(ink.teal) },
          shoulders: 42,
          hips: 46,
          lean: -4,
          worn: cut(ink.gold, 'M-15-7 0 34 15-7z'),
        }),
        { size: 1.5 },
      ) +
      lift(box(ink.brick, 0, 330, 400, 70)) +
      teeth(ink.coral, 0, 330, 13, 31, 18) +
      page(ink, 150, 340, -14) +
      page(ink, 216, 334, 6) +
      page(ink, 282, 348, 16) +
      at(122, 206, arm({ from: [-36, 18], bend: [-54, 84], to: [0, 90], sleeve: ink.navy, skin: 'cinnamon', long: true }), {
        size: 1.5,
      }) +
      at(288, 212, arm({ from: [36, 18], bend: [58, 80], to: [8, 88], sleeve: ink.plum, skin: 'almond', long: true }), {
        size: 1.5,
      }),
  }),
}
