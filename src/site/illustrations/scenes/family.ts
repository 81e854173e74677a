/** At home: a daughter shows where she is going, and they agree on when to call. */
import { at, box, cut, type Ink, lift, rhombs, strip, teeth } from '../paper.ts'
import { arm, beard, bust, earring } from '../people.ts'
import type { Scene } from '../scene.ts'

const map = (ink: Ink) =>
  lift(cut(ink.paper, 'M-76-40l50 10 50-10 50 10v84l-50-10-50 10-50-10z')) +
  cut('#ded3c2', 'M-26-30l50-10v84l-50 10z') +
  strip(ink.teal, 4, 'M-60-10q20 30 40 16t40-18 36 26') +
  cut(ink.brick, 'M56-2c-16-20 16-30 10-8l-6 14z')

export const family: Scene = {
  ground: 'sun',
  flap: 'gold',
  size: [400, 400],
  crop: [72, 0, 250],
  draw: (ink) => ({
    back: '',
    focus:
      lift(box(ink.plum, 236, 30, 130, 96)) +
      cut(ink.sea, 'M248 42h106v72H248z') +
      cut(ink.teal, 'M248 114l34-44 24 26 20-18 28 36z') +
      teeth(ink.sunFar, 0, 250, 10, 40, -30) +
      box(ink.sunFar, 0, 250, 400, 150) +
      at(
        272,
        210,
        bust({
          cloth: ink.teal,
          head: { skin: 'cocoa', hair: 'crop', colour: '#8f889b', bow: 14, flip: true, worn: beard('#8f889b') },
          shoulders: 48,
          hips: 50,
          lean: -6,
          worn: rhombs(ink.sea, -48, 40, 8, 12, 20),
        }),
        { size: 1.5 },
      ) +
      at(
        126,
        222,
        bust({
          cloth: ink.coral,
          head: { skin: 'cocoa', hair: 'puffs', colour: '#15101c', bow: 12, worn: earring(ink.gold) },
          shoulders: 38,
          hips: 36,
          lean: 5,
          worn: cut(ink.brick, 'M-39 46h78v10h-78zM-38 66h76v10h-76z'),
        }),
        { size: 1.5 },
      ) +
      at(204, 336, map(ink), { size: 1.15, turn: -3 }) +
      at(126, 222, arm({ from: [-32, 18], bend: [-50, 78], to: [-8, 92], sleeve: ink.coral, skin: 'cocoa' }), { size: 1.5 }) +
      at(272, 210, arm({ from: [42, 20], bend: [62, 82], to: [22, 94], sleeve: ink.teal, skin: 'cocoa' }), { size: 1.5 }),
  }),
}
