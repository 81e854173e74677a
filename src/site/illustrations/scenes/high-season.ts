/** A market boat in full daylight: two people leave with their bags. */
import { at, box, cut, disc, type Ink, lift, rhombs, strip, teeth } from '../paper.ts'
import { arm, bust, earring } from '../people.ts'
import type { Scene } from '../scene.ts'
import { bag } from '../things.ts'

const palm = (ink: Ink) =>
  strip('#7a4a30', 12, 'M0 0Q14-50 4-104') +
  cut(
    ink.leaf,
    'M4-104C-20-130-50-124-62-100-40-108-20-106 4-100-20-96-34-80-36-60-18-76 0-84 6-100 12-82 30-72 48-58 46-82 30-98 8-104 30-112 52-106 66-92 60-122 24-132 4-104z',
  )

export const highSeason: Scene = {
  ground: 'water',
  crop: [134, 66, 146],
  draw: (ink) => ({
    back:
      disc(ink.gold, 548, 84, 46) +
      cut(ink.sunFar, 'M430 262q60-52 210-40v60H430z') +
      at(500, 246, palm(ink)) +
      at(600, 236, palm(ink), { size: 0.8, flip: true }) +
      box(ink.waterFar, 0, 258, 640, 142) +
      teeth(ink.paper, 0, 276, 20, 32, -10),
    focus: at(
      208,
      192,
      bust({
        cloth: ink.coral,
        head: { skin: 'cinnamon', hair: 'visor', colour: ink.teal, bow: -2 },
        shoulders: 44,
        worn: strip(ink.gold, 9, 'M-30 4Q-6 60 42 84'),
        under: arm({ from: [-36, 18], bend: [-58, 74], to: [-40, 112], sleeve: ink.coral, skin: 'cinnamon' }),
        over: arm({ from: [38, 18], bend: [66, 62], to: [44, 82], sleeve: ink.coral, skin: 'cinnamon' }),
      }),
      { size: 1.5 },
    ),
    front:
      at(
        408,
        206,
        bust({
          cloth: ink.plum,
          head: { skin: 'ebony', hair: 'wrap', colour: ink.gold, bow: 2, worn: earring(ink.coral) },
          shoulders: 48,
          hips: 56,
          worn: cut(ink.paper, 'M-20 4-14 40h28l6-36 6 40 22 20 6 70h-96l6-70 18-20z') + teeth(ink.coral, -32, 72, 6, 11, 12),
          over: arm({ from: [40, 20], bend: [66, 72], to: [22, 96], sleeve: ink.plum, skin: 'ebony' }),
        }),
        { size: 1.5 },
      ) +
      at(306, 240, bag(ink, ink.teal), { size: 1.2 }) +
      strip(ink.teal, 6, 'M276 242q30-60 60 0') +
      lift(
        cut(ink.brick, 'M26 306H606q-10 60-62 94H96Q46 366 26 306z') +
          box(ink.gold, 26, 300, 582, 14) +
          rhombs(ink.gold, 60, 346, 14, 36, 30) +
          rhombs(ink.night, 69, 346, 1, 18, 15),
      ) +
      teeth(ink.teal, -16, 400, 21, 32, -20),
  }),
}
