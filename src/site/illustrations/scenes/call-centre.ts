/** A home at dusk: two people bend over a contract whose letters nobody can read. */
import { at, box, cut, disc, type Ink, lift, rhombs, strip, teeth } from '../paper.ts'
import { arm, bust, earring, glasses } from '../people.ts'
import type { Scene } from '../scene.ts'
import { phone, plane } from '../things.ts'

/** Signs that look like writing and are none. */
const GLYPHS =
  'M-44-58h16v8M-20-58l8 8 8-8M4-50h14v-8M26-58v8h14M-44-34l6-8 6 8M-22-42h14v8M2-34v-8h16M28-34l6-8 6 8M-44-18h14v-8M-18-26v8h12M4-18l8-8 8 8M30-26h12v8M-44-2l8-8 8 8M-18-10h14v8M4-2v-8h14'

const sheet = (ink: Ink) => cut(ink.paper, 'M-58-76H58V54L34 78H-58z') + cut(ink.gold, 'M58 54H34v24z')

const contract = (ink: Ink) =>
  [-16, -8, 0].map((turn) => at(0, 0, lift(sheet(ink)), { turn })).join('') +
  at(0, 0, strip(ink.plum, 4, GLYPHS) + strip(ink.brick, 3, 'M-44 50h46'))

export const callCentre: Scene = {
  ground: 'lilac',
  crop: [118, 70, 206],
  draw: (ink) => ({
    back:
      lift(box(ink.paper, 214, 24, 212, 152)) +
      box(ink.plum, 226, 36, 188, 128) +
      disc(ink.gold, 380, 70, 18) +
      plane(ink.sea, 300, 104, -14, 0.8) +
      strip(ink.paper, 6, 'M320 36v128') +
      box(ink.lilacFar, 0, 300, 640, 100),
    focus:
      at(
        180,
        196,
        bust({
          cloth: ink.gold,
          head: { skin: 'almond', hair: 'short', colour: '#3a2118', bow: 14, worn: glasses(ink.night) },
          shoulders: 44,
          lean: 6,
          length: 150,
          worn: box(ink.brick, -46, 40, 92, 14) + teeth(ink.brick, -45, 58, 9, 10, 9),
        }),
        { size: 1.55 },
      ) +
      at(292, 316, contract(ink), { turn: 5, size: 1.15 }) +
      at(
        180,
        196,
        arm({ from: [36, 18], bend: [40, 88], to: [34, 104], sleeve: ink.gold, skin: 'almond', long: true }) +
          arm({ from: [-38, 20], bend: [-54, 84], to: [18, 122], sleeve: ink.gold, skin: 'almond', long: true }),
        { size: 1.55 },
      ),
    front:
      at(
        478,
        204,
        bust({
          cloth: ink.teal,
          head: { skin: 'honey', hair: 'bob', colour: '#6c6479', bow: 12, flip: true, worn: earring(ink.coral) },
          shoulders: 44,
          hips: 48,
          lean: -6,
          length: 150,
          worn: rhombs(ink.sea, -42, 44, 7, 12, 22),
          over:
            arm({ from: [-34, 18], bend: [-56, 80], to: [-76, 70], sleeve: ink.teal, skin: 'honey' }) +
            arm({ from: [36, 18], bend: [54, 84], to: [14, 104], sleeve: ink.teal, skin: 'honey' }),
        }),
        { size: 1.55 },
      ) + phone(ink, 500, 352, 20),
  }),
}
