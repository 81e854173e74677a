/** At the station: somebody behind the desk points out the way. */
import { at, box, crosses, cut, type Ink, lift, rhombs, teeth } from '../paper.ts'
import { arm, bust, earring } from '../people.ts'
import type { Scene } from '../scene.ts'

const bus = (ink: Ink) =>
  lift(cut(ink.paper, 'M-20 60q0-30 30-30h350v230H-20z')) +
  cut(ink.sea, 'M10 56h70v66H10zM96 56h70v66H96zM182 56h70v66h-70zM268 56h70v66h-70z') +
  teeth(ink.brick, -20, 140, 12, 32, 22) +
  rhombs(ink.gold, -20, 190, 12, 32, 26) +
  box(ink.teal, -20, 216, 420, 44)

export const station: Scene = {
  ground: 'sun',
  flap: 'gold',
  size: [400, 400],
  crop: [55, 0, 250],
  draw: (ink) => ({
    back: '',
    focus:
      at(70, 0, bus(ink)) +
      box(ink.sunFar, 0, 260, 400, 140) +
      at(
        170,
        196,
        bust({
          cloth: ink.teal,
          head: { skin: 'cinnamon', hair: 'tail', colour: '#1d1320', bow: 3, worn: earring(ink.coral) },
          hips: 42,
          length: 140,
          worn:
            cut(ink.gold, 'M-34 2-14-4-8 140h-32zM34 2 14-4 8 140h32z') +
            crosses(ink.brick, -35, 60, 1, 6) +
            crosses(ink.brick, 13, 60, 1, 6),
          over:
            arm({ from: [-34, 18], bend: [-58, 80], to: [-20, 98], sleeve: ink.teal, skin: 'cinnamon' }) +
            arm({ from: [36, 18], bend: [74, 46], to: [108, -6], sleeve: ink.teal, skin: 'cinnamon' }),
        }),
        { size: 1.6 },
      ) +
      lift(box(ink.brick, 30, 340, 290, 60) + box(ink.coral, 22, 330, 306, 14)) +
      rhombs(ink.gold, 40, 374, 9, 30, 26),
  }),
}
