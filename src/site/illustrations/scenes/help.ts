/** Two who talk: one asks from a street, one answers with a headset, and the line between them is a garland. */
import { at, box, crosses, cut, disc, lift, rhombs, teeth } from '../paper.ts'
import { arm, bust, earring, headset } from '../people.ts'
import type { Scene } from '../scene.ts'
import { phoneBack, plant } from '../things.ts'

export const help: Scene = {
  ground: 'water',
  crop: [60, 64, 208],
  flap: 'sea',
  draw: (ink) => ({
    back:
      cut(ink.teal, 'M352 0h288v400H292z') +
      crosses(ink.waterFar, 20, 24, 4, 12) +
      [0, 1, 2].map((at) => rhombs(at === 1 ? ink.gold : ink.coral, 246 + at * 66, 118 + (at === 1 ? 14 : 0), 1, 50, 50)).join('') +
      [0, 1].map((at) => disc(ink.paper, 304 + at * 66, 126, 7)).join('') +
      plant(ink, 588, 342, 0.8),
    focus: at(
      160,
      204,
      bust({
        cloth: ink.gold,
        head: { skin: 'cocoa', hair: 'afro', colour: '#15101c', bow: 2, worn: earring(ink.brick) },
        hips: 44,
        length: 150,
        worn: rhombs(ink.brick, -44, 64, 6, 15, 26),
        over:
          arm({ from: [-34, 18], bend: [-56, 82], to: [-14, 100], sleeve: ink.gold, skin: 'cocoa' }) +
          phoneBack(ink, 26, -26, 10) +
          arm({ from: [34, 18], bend: [64, 52], to: [32, -12], sleeve: ink.gold, skin: 'cocoa' }),
      }),
      { size: 1.55 },
    ),
    front:
      at(
        478,
        212,
        bust({
          cloth: ink.coral,
          head: { skin: 'almond', hair: 'short', colour: '#4a2416', bow: 5, flip: true, worn: headset(ink.night) },
          shoulders: 44,
          worn: cut(ink.brick, 'M-16-7 0 30 16-7z'),
          over:
            arm({ from: [38, 20], bend: [60, 80], to: [20, 84], sleeve: ink.coral, skin: 'almond', long: true }) +
            arm({ from: [-38, 20], bend: [-62, 80], to: [-26, 86], sleeve: ink.coral, skin: 'almond', long: true }),
        }),
        { size: 1.5 },
      ) +
      lift(box(ink.gold, 330, 340, 310, 60)) +
      teeth(ink.brick, 330, 340, 10, 32, 22),
  }),
}
