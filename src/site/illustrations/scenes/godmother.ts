/** A village shop: a girl records a message on the phone that the shopkeeper has lent her. */
import { at, box, cut, type Ink, lift, rhombs, strip, teeth } from '../paper.ts'
import { arm, bust, earring } from '../people.ts'
import type { Scene } from '../scene.ts'
import { phone } from '../things.ts'

const jar = (ink: Ink, fill: string, x: number, y: number) =>
  at(x, y, box(ink.night, -14, -52, 28, 10) + cut(fill, 'M-18-42h36V0h-36z') + box(ink.paper, -18, -30, 36, 14))

const EGGS = 'h.1m26 0h.1'.repeat(5)

export const godmother: Scene = {
  ground: 'sun',
  crop: [110, 74, 202],
  draw: (ink) => ({
    back:
      lift(box(ink.plum, 300, 78, 340, 10) + box(ink.plum, 300, 160, 340, 10)) +
      jar(ink, ink.coral, 420, 78) +
      jar(ink, ink.sea, 466, 78) +
      jar(ink, ink.leaf, 560, 78) +
      jar(ink, ink.brick, 610, 78) +
      jar(ink, ink.gold, 606, 160) +
      jar(ink, ink.sea, 556, 160) +
      teeth(ink.coral, 0, 0, 16, 40, 30) +
      rhombs(ink.brick, 34, 150, 1, 40, 60),
    focus:
      at(
        192,
        204,
        bust({
          cloth: ink.paper,
          head: { skin: 'honey', hair: 'braids', colour: '#1d1320', bow: 6, worn: earring(ink.coral) },
          shoulders: 35,
          hips: 32,
          lean: 3,
          length: 150,
          worn: cut(ink.teal, 'M-26 2-20 60h40l6-58 10 4 4 144h-80l4-144z') + strip(ink.gold, 3, 'M-36 100h72'),
          over:
            arm({ from: [-28, 18], bend: [-44, 80], to: [4, 96], sleeve: ink.paper, skin: 'honey' }) +
            phone(ink, 48, -8, 24) +
            arm({ from: [28, 18], bend: [62, 54], to: [50, 6], sleeve: ink.paper, skin: 'honey' }),
        }),
        { size: 1.5 },
      ) + strip(ink.sound, 6, 'M302 112v16M318 98v44M334 108v24M350 92v56M366 112v16'),
    front:
      at(
        480,
        218,
        bust({
          cloth: ink.brick,
          head: { skin: 'almond', hair: 'bob', colour: '#c9c2d0', bow: 8, flip: true, worn: earring(ink.teal) },
          shoulders: 46,
          hips: 50,
          worn: cut(ink.gold, 'M-20 2-12 44h24l8-42 8 2v40l16 20v70h-88V64l16-20V4z'),
          over: arm({ from: [38, 20], bend: [62, 74], to: [22, 90], sleeve: ink.brick, skin: 'almond' }),
        }),
        { size: 1.45 },
      ) +
      lift(box(ink.teal, 256, 330, 384, 70) + box(ink.sea, 256, 324, 384, 12)) +
      teeth(ink.gold, 256, 366, 12, 32, 20) +
      lift(strip('#c98f4e', 24, `M306 299${EGGS}`) + cut(ink.lilacFar, 'M284 304h172l-8 24H292z')),
  }),
}
