/** In the cabin: somebody of the crew brings a glass of water. */
import { at, box, cut, type Ink, lift, rhombs, strip } from '../paper.ts'
import { arm, bust } from '../people.ts'
import type { Scene } from '../scene.ts'
import { cup } from '../things.ts'

const pane = (ink: Ink, x: number) =>
  at(
    x,
    112,
    lift(cut(ink.paper, 'M-44-40q0-40 44-40t44 40v70q0 40-44 40t-44-40z')) +
      cut(ink.waterFar, 'M-30-36q0-30 30-30t30 30v62q0 30-30 30t-30-30z') +
      cut(ink.gold, 'M-30 10q30-16 60 0v16q0 30-30 30t-30-30z'),
  )

export const flight: Scene = {
  ground: 'lilac',
  flap: 'gold',
  size: [400, 400],
  crop: [92, 0, 250],
  draw: (ink) => ({
    back: '',
    focus:
      box(ink.lilacFar, 0, 0, 400, 22) +
      pane(ink, 46) +
      pane(ink, 354) +
      pane(ink, 200) +
      box(ink.lilacFar, 0, 250, 400, 150) +
      at(
        176,
        204,
        bust({
          cloth: ink.navy,
          head: { skin: 'ebony', hair: 'crop', colour: '#15101c', bow: 6 },
          shoulders: 44,
          hips: 36,
          worn:
            cut(ink.paper, 'M-16-7 0 48 16-7z') +
            cut(ink.coral, 'M-5 2H5l4 40-9 12-9-12z') +
            cut(ink.gold, 'M18 40l10-5 10 5-10 5z'),
          under: arm({ from: [-36, 18], bend: [-58, 74], to: [-34, 112], sleeve: ink.navy, skin: 'ebony', long: true }),
          over:
            cup(ink.sea, ink, 98, 44) +
            arm({ from: [38, 18], bend: [64, 82], to: [96, 38], sleeve: ink.navy, skin: 'ebony', long: true }),
        }),
        { size: 1.6 },
      ) +
      lift(cut(ink.teal, 'M-10 400v-76q0-34 34-34h34q34 0 34 34v76zM308 400v-76q0-34 34-34h34q34 0 34 34v76z')) +
      rhombs(ink.sea, -4, 340, 3, 31, 40) +
      rhombs(ink.sea, 314, 340, 3, 31, 40) +
      strip(ink.gold, 5, 'M-10 372H92M308 372h100'),
  }),
}
