/** An airport between two flights: a woman reads a message, her suitcase beside her; at the counter somebody has time. */
import { at, box, cut, lift, rhombs, strip, teeth } from '../paper.ts'
import { arm, bust, earring } from '../people.ts'
import type { Scene } from '../scene.ts'
import { phoneBack, plane, suitcase } from '../things.ts'

export const stopover: Scene = {
  ground: 'water',
  crop: [98, 92, 190],
  draw: (ink) => ({
    back:
      box(ink.waterFar, 0, 214, 640, 90) +
      plane(ink.paper, 330, 130, -12, 1.9) +
      strip(ink.teal, 7, 'M0 40h640M128 0v304M384 0v304M0 304h640') +
      box(ink.lilacFar, 0, 308, 640, 92) +
      lift(box(ink.night, 410, 24, 206, 92)) +
      rhombs(ink.gold, 424, 46, 9, 12, 12) +
      rhombs(ink.sea, 424, 70, 12, 12, 12) +
      rhombs(ink.coral, 424, 94, 6, 12, 12) +
      rhombs(ink.sea, 562, 46, 3, 12, 12) +
      rhombs(ink.gold, 576, 94, 2, 12, 12),
    focus:
      lift(cut(ink.plum, 'M64 400V272q0-24 24-24h196q24 0 24 24v128z')) +
      at(
        186,
        206,
        bust({
          cloth: ink.coral,
          head: { skin: 'honey', hair: 'long', colour: '#5a2b1a', bow: 13, worn: earring(ink.teal) },
          shoulders: 42,
          hips: 46,
          lean: 5,
          length: 150,
          worn: cut(ink.brick, 'M-14-6 0 26 14-6l10 6L0 46-24 0z') + teeth(ink.paper, -45, 106, 8, 11, 12),
          over:
            arm({ from: [-36, 18], bend: [-58, 82], to: [14, 88], sleeve: ink.coral, skin: 'honey', long: true }) +
            phoneBack(ink, 42, 34, 12) +
            arm({ from: [36, 18], bend: [72, 84], to: [42, 52], sleeve: ink.coral, skin: 'honey', long: true }),
        }),
        { size: 1.55 },
      ) +
      suitcase(ink, ink.teal, 336, 392, 84, 104),
    front:
      at(
        520,
        212,
        bust({
          cloth: ink.navy,
          head: { skin: 'cocoa', hair: 'bun', colour: '#15101c', bow: 4, flip: true },
          shoulders: 38,
          worn: cut(ink.gold, 'M-14-6 0 22 14-6l8 4L4 26l10 30-14 8-12-8L-4 26-22-2z'),
          over: arm({ from: [-32, 18], bend: [-54, 76], to: [-24, 86], sleeve: ink.navy, skin: 'cocoa', long: true }),
        }),
        { size: 1.4 },
      ) + lift(box(ink.gold, 424, 336, 216, 64) + teeth(ink.brick, 424, 336, 9, 24, 18)),
  }),
}
