/** A kitchen table: a family hears a voice note together. */
import { at, box, cut, disc, type Ink, lift, rhombs, strip, teeth } from '../paper.ts'
import { arm, bust, earring, moustache } from '../people.ts'
import type { Scene } from '../scene.ts'
import { phone } from '../things.ts'

const wave = (ink: Ink) =>
  strip(
    ink.sound,
    9,
    'M60 44v20M88 30v48M116 40v28M144 22v64M172 36v36M200 46v16M228 28v52M256 40v28M284 18v72M312 34v40M340 44v20M368 26v56M396 38v32M424 20v68M452 36v36M480 46v16M508 30v48M536 40v28M564 48v12',
  )

export const carer: Scene = {
  ground: 'sun',
  crop: [217, 72, 204],
  draw: (ink) => ({
    back: wave(ink) + box(ink.sunFar, 0, 300, 640, 100),
    focus:
      at(
        132,
        214,
        bust({
          cloth: ink.teal,
          head: { skin: 'cinnamon', hair: 'long', colour: '#1d1320', bow: 10, worn: earring(ink.gold) },
          shoulders: 36,
          hips: 32,
          lean: 4,
          worn: teeth(ink.sea, -28, 26, 7, 8, 11),
          over: arm({ from: [28, 16], bend: [46, 78], to: [82, 72], sleeve: ink.teal, skin: 'cinnamon' }),
        }),
        { size: 1.5 },
      ) +
      at(
        318,
        186,
        bust({
          cloth: ink.paper,
          head: { skin: 'cocoa', hair: 'short', colour: '#8f889b', bow: 12, worn: moustache('#8f889b') },
          shoulders: 45,
          hips: 40,
          lean: 3,
          worn: cut(ink.plum, 'M-18 132V20l10-12 8 14 8-14L18 20v112z'),
        }),
        { size: 1.5 },
      ) +
      at(
        500,
        210,
        bust({
          cloth: ink.plum,
          head: { skin: 'cinnamon', hair: 'bun', colour: '#2c1a17', bow: 12, flip: true, worn: earring(ink.sea) },
          shoulders: 44,
          hips: 48,
          lean: -5,
          worn: rhombs(ink.gold, -40, 40, 4, 20, 18),
          over: arm({ from: [-30, 18], bend: [-52, 74], to: [-30, 82], sleeve: ink.plum, skin: 'cinnamon' }),
        }),
        { size: 1.5 },
      ),
    front:
      lift(box(ink.brick, 0, 330, 640, 70) + teeth(ink.gold, 0, 330, 20, 32, 22) + rhombs(ink.coral, 0, 376, 20, 32, 22)) +
      lift(cut(ink.sea, 'M366 288h96q-4 46-34 50h-28q-30-4-34-50z') + strip(ink.teal, 4, 'M376 306h78')) +
      disc('#d9a05f', 388, 282, 17) +
      disc('#c98f4e', 416, 276, 19) +
      disc('#d9a05f', 442, 283, 16) +
      phone(ink, 286, 318, -18),
  }),
}
