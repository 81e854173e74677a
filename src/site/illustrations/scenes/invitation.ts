/** Two shores: a sister calls from an island, and her brother waters plants that were never there. */
import { at, box, cut, disc, type Ink, lift, rhombs, teeth } from '../paper.ts'
import { arm, beard, bust, earring } from '../people.ts'
import type { Scene } from '../scene.ts'
import { phoneBack, plant } from '../things.ts'

const can = (ink: Ink) =>
  lift(cut(ink.gold, 'M-30-22h60v54h-60zM-30 6-66-20l4-8 32 18z') + cut(ink.brick, 'M-72-30l14-8 8 10-14 10z')) +
  `<path stroke="${ink.gold}" stroke-width="8" d="M30-14c34 0 34 40 0 38"/>`

const waves = (ink: Ink) =>
  [0, 1, 2, 3].map((row) => teeth(row % 2 ? ink.sea : ink.paper, row % 2 ? -16 : 0, 262 + row * 36, 21, 32, -13)).join('')

export const invitation: Scene = {
  ground: 'sun',
  crop: [392, 76, 200],
  draw: (ink) => ({
    back:
      disc(ink.coral, 320, 128, 58) +
      cut(ink.sunFar, 'M0 246 60 190 130 214 190 246zM450 246 540 176 640 214V246z') +
      box(ink.teal, 0, 246, 640, 154) +
      waves(ink),
    focus:
      at(
        500,
        200,
        bust({
          cloth: ink.coral,
          head: { skin: 'cinnamon', hair: 'short', colour: '#1d1320', bow: 14, flip: true, worn: beard('#1d1320') },
          shoulders: 44,
          lean: -4,
          length: 150,
          worn: rhombs(ink.brick, -40, 110, 6, 13, 22),
          over:
            arm({ from: [36, 18], bend: [56, 70], to: [30, 92], sleeve: ink.coral, skin: 'cinnamon' }) +
            at(-40, 58, can(ink), { size: 0.8, turn: -16 }) +
            arm({ from: [-36, 18], bend: [-56, 66], to: [-16, 52], sleeve: ink.coral, skin: 'cinnamon' }),
        }),
        { size: 1.55 },
      ) + plant(ink, 338, 404, 0.95),
    front: at(
      142,
      208,
      bust({
        cloth: ink.plum,
        head: { skin: 'almond', hair: 'curls', colour: '#4a2416', bow: 4, worn: earring(ink.coral) },
        hips: 44,
        length: 150,
        worn: cut(ink.lilac, 'M-38 64h76l2 12h-80zM-39 92h80l2 12h-84z'),
        over:
          arm({ from: [-34, 18], bend: [-54, 84], to: [-10, 104], sleeve: ink.plum, skin: 'almond' }) +
          phoneBack(ink, 28, -26, 8) +
          arm({ from: [34, 18], bend: [62, 52], to: [34, -10], sleeve: ink.plum, skin: 'almond' }),
      }),
      { size: 1.5 },
    ),
  }),
}
