/** A restaurant by the sea: somebody serves, and the bill beside her unfolds longer and longer. */
import { at, box, cut, disc, type Ink, lift, strip, teeth } from '../paper.ts'
import { arm, bust, earring } from '../people.ts'
import type { Scene } from '../scene.ts'
import { cup, hills } from '../things.ts'

/** A bill of one long paper, folded to and fro; it is wider with every fold. */
const bill = (ink: Ink) =>
  [0, 1, 2, 3]
    .map((at) => {
      const [x, y, width] = [at % 2 ? 366 : 350, 214 + at * 50, 96 + at * 42]
      const side = at % 2 ? -24 : 24
      return lift(
        cut(at % 2 ? '#ded3c2' : ink.paper, `M${x} ${y}h${width}l${side} 50h${-width - 14}z`) +
          strip(ink.night, 5, `M${x + 16 + side / 4} ${y + 15}h${width / 3}m${6 - width / 3 + side / 4} 18h${width / 4}`) +
          strip(ink.brick, 5, `M${x + width - 34 + side / 4} ${y + 15}h18m${side / 4 - 18} 18h18`),
      )
    })
    .join('')

export const waitress: Scene = {
  ground: 'rose',
  crop: [70, 58, 212],
  draw: (ink) => ({
    back:
      box(ink.water, 0, 90, 640, 200) +
      disc(ink.gold, 560, 130, 40) +
      hills(ink.waterFar, ink.teal, 210, 640) +
      box(ink.roseFar, 0, 282, 640, 118) +
      lift(
        box(ink.paper, 0, 0, 640, 40) +
          cut(ink.brick, `M0 0${'h40v56q-20 24-40 0zm80 0'.repeat(8)}`) +
          cut(ink.paper, `M40 40${'h40v16q-20 24-40 0zm80 0'.repeat(8)}`),
      ),
    focus: at(
      212,
      182,
      bust({
        cloth: ink.teal,
        head: { skin: 'honey', hair: 'tail', colour: '#2c1a17', bow: -4, worn: earring(ink.gold) },
        hips: 42,
        length: 160,
        worn: cut(ink.paper, 'M-20 6h5l4 34h22l4-34h5l2 34 20 16 6 104h-94l6-104 18-16z') + teeth(ink.coral, -34, 84, 7, 10, 12),
        over:
          lift(cut(ink.gold, 'M-122-14h88l-12 12h-64z')) +
          cup(ink.brick, ink, -94, -14) +
          cup(ink.plum, ink, -60, -14) +
          arm({ from: [-34, 16], bend: [-66, 58], to: [-78, 6], sleeve: ink.teal, skin: 'honey' }),
      }),
      { size: 1.6 },
    ),
    front:
      bill(ink) +
      at(212, 182, arm({ from: [34, 16], bend: [54, 72], to: [92, 24], sleeve: ink.teal, skin: 'honey' }), { size: 1.6 }),
  }),
}
