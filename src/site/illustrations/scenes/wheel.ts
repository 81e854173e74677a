/** Behind the wheel, seen through the windscreen with its fringe. */
import { at, box, cut, lift, rhombs, strip, teeth } from '../paper.ts'
import { arm, bust, moustache } from '../people.ts'
import type { Scene } from '../scene.ts'

export const wheel: Scene = {
  ground: 'water',
  flap: 'gold',
  size: [400, 400],
  crop: [65, 0, 250],
  draw: (ink) => ({
    back: '',
    focus:
      box(ink.waterFar, 0, 60, 400, 300) +
      at(
        190,
        196,
        bust({
          cloth: ink.paper,
          head: { skin: 'honey', hair: 'visor', colour: ink.brick, bow: 2, worn: moustache('#3a2118') },
          shoulders: 46,
          hips: 46,
          worn: cut(ink.sea, 'M-14-6 0 22 14-6l10 6L0 44-24 0z') + strip(ink.teal, 7, 'M38 12-24 120'),
        }),
        { size: 1.6 },
      ) +
      at(0, 0, strip(ink.night, 18, 'M92 330a108 62 0 1 1 216 0') + strip(ink.night, 14, 'M104 330h192')) +
      at(
        190,
        196,
        arm({ from: [-40, 20], bend: [-68, 76], to: [-54, 58], sleeve: ink.paper, skin: 'honey' }) +
          arm({ from: [40, 20], bend: [72, 78], to: [64, 58], sleeve: ink.paper, skin: 'honey' }),
        { size: 1.6 },
      ) +
      lift(cut(ink.plum, 'M0 0h400v400h-44l-18-330q-2-14-16-14H78q-14 0-16 14L44 400H0z')) +
      lift(teeth(ink.gold, 62, 56, 11, 25, 30)) +
      strip(ink.coral, 14, `M74 92${'h.1m25 0'.repeat(10)}h.1`) +
      lift(box(ink.brick, 0, 336, 400, 64)) +
      rhombs(ink.gold, 0, 368, 10, 40, 36),
  }),
}
