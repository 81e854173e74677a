/** A terminal on an ordinary day: people of all ages, each doing something. */
import { at, box, crosses, cut, disc, type Ink, lift, rhombs, strip, teeth } from '../paper.ts'
import { arm, bust, earring, glasses } from '../people.ts'
import type { Scene } from '../scene.ts'
import { bag, hills, phoneBack, suitcase } from '../things.ts'

const bus = (ink: Ink) =>
  lift(
    cut(ink.paper, 'M150 92q0-42 42-42h354v320H150z') +
      cut(ink.waterFar, 'M172 78h78v86h-78zM266 78h78v86h-78zM360 78h78v86h-78zM454 78h78v86h-78z') +
      teeth(ink.brick, 150, 184, 11, 36, 24) +
      rhombs(ink.gold, 150, 236, 11, 36, 36) +
      rhombs(ink.brick, 159, 236, 1, 18, 18) +
      box(ink.teal, 150, 268, 396, 70) +
      teeth(ink.sea, 150, 338, 11, 36, -22),
  ) +
  disc(ink.night, 216, 366, 32) +
  disc(ink.sea, 216, 366, 12)

const abuela = (ink: Ink) =>
  lift(box(ink.plum, 10, 330, 176, 14) + box(ink.plum, 24, 344, 12, 60) + box(ink.plum, 160, 344, 12, 60)) +
  lift(cut(ink.brick, 'M52 300q70-6 104 20l2 66h-40l-6-36-70-8z') + teeth(ink.gold, 118, 374, 4, 10, 12)) +
  cut(ink.night, 'M122 386h30q8 4 8 16h-38z') +
  at(
    86,
    226,
    bust({
      cloth: ink.teal,
      head: { skin: 'cinnamon', hair: 'bun', colour: '#ded8e4', bow: 10, worn: glasses(ink.night) },
      shoulders: 38,
      hips: 38,
      length: 104,
      lean: 4,
      worn: cut(ink.sea, 'M-30 4Q0 44 30 4l8 14Q0 66-38 18z'),
    }),
    { size: 1.08 },
  ) +
  at(86, 226, arm({ from: [30, 20], bend: [50, 74], to: [92, 62], sleeve: ink.teal, skin: 'cinnamon', long: true }), { size: 1.08 })

const girl = (ink: Ink) =>
  cut('#74452d', 'M192 346h12v44h-12zM216 346h12v44h-12z') +
  cut(ink.night, 'M188 388h17v14h-21zM214 388h17v14h-17z') +
  at(
    210,
    282,
    bust({
      cloth: ink.gold,
      head: { skin: 'cocoa', hair: 'puffs', colour: '#15101c', bow: -8, flip: true },
      shoulders: 30,
      hips: 52,
      length: 92,
      worn: rhombs(ink.brick, -44, 70, 4, 22, 22),
      over: arm({ from: [-24, 14], bend: [-36, 46], to: [-22, 58], sleeve: ink.gold, skin: 'cocoa', width: 17 }),
    }),
    { size: 0.82 },
  )

const friends = (ink: Ink) =>
  lift(cut(ink.plum, 'M276 308h68l22 88q-56 16-112 0z') + crosses(ink.gold, 276, 340, 4, 5)) +
  cut(ink.night, 'M284 398h24v8h-28zM320 398h24v8h-24z') +
  lift(cut(ink.teal, 'M372 306h72l4 92h-30l-10-60-10 60h-30z')) +
  cut(ink.night, 'M364 396h34v10h-34zM416 396h36v10h-36z') +
  at(
    406,
    188,
    bust({
      cloth: ink.coral,
      head: { skin: 'ebony', hair: 'curls', colour: '#15101c', bow: 12, flip: true, worn: earring(ink.gold) },
      shoulders: 38,
      hips: 36,
      length: 112,
      lean: -4,
      worn: teeth(ink.brick, -36, 40, 6, 12, 14),
    }),
    { size: 1.1 },
  ) +
  at(
    310,
    194,
    bust({
      cloth: ink.sea,
      head: { skin: 'honey', hair: 'long', colour: '#3a2118', bow: 12, worn: earring(ink.coral) },
      shoulders: 36,
      hips: 34,
      length: 108,
      lean: 4,
      worn: box(ink.teal, -37, 54, 74, 12),
    }),
    { size: 1.1 },
  ) +
  at(310, 194, phoneBack(ink, 52, 46, 8) + arm({ from: [28, 16], bend: [46, 80], to: [50, 62], sleeve: ink.sea, skin: 'honey' }), {
    size: 1.1,
  }) +
  at(406, 188, arm({ from: [36, 18], bend: [58, 70], to: [26, 96], sleeve: ink.coral, skin: 'ebony' }), { size: 1.1 })

const booth = (ink: Ink) =>
  lift(box(ink.brick, 588, 66, 142, 340) + box(ink.waterFar, 604, 104, 110, 134)) +
  at(
    662,
    196,
    bust({
      cloth: ink.plum,
      head: { skin: 'almond', hair: 'bob', colour: '#6b2f1a', bow: 6, flip: true },
      shoulders: 36,
      hips: 36,
      length: 44,
    }),
    { size: 0.98 },
  ) +
  box(ink.brick, 588, 238, 142, 168) +
  lift(box(ink.gold, 574, 234, 170, 14)) +
  rhombs(ink.gold, 596, 300, 3, 42, 46) +
  lift(box(ink.paper, 572, 50, 174, 34) + teeth(ink.coral, 572, 84, 6, 29, 22)) +
  rhombs(ink.brick, 592, 67, 7, 19, 14)

const buyer = (ink: Ink) =>
  lift(cut(ink.night, 'M486 318h72q12 0 14 12l8 58h-24l-8-42-62 4z')) +
  cut(ink.brick, 'M552 386h40v12h-40z') +
  at(
    506,
    226,
    bust({
      cloth: ink.gold,
      head: { skin: 'cinnamon', hair: 'short', colour: '#1d1320', bow: 0 },
      shoulders: 40,
      hips: 34,
      length: 96,
      worn: box(ink.teal, -40, 44, 79, 14),
    }),
    { size: 1.06 },
  ) +
  strip(ink.night, 7, 'M462 262v56h58l26 76') +
  strip(ink.night, 7, 'M478 304a48 48 0 1 0 .1 0') +
  strip(ink.sea, 3, 'M478 304v96M430 352h96M444 318l68 68M512 318l-68 68') +
  disc(ink.gold, 478, 352, 9) +
  at(
    506,
    226,
    arm({ from: [32, 18], bend: [44, 72], to: [82, 12], sleeve: ink.gold, skin: 'cinnamon' }) + cut(ink.paper, 'M74-4h26v16H74z'),
    { size: 1.06 },
  )

const mother = (ink: Ink) =>
  suitcase(ink, ink.teal, 836, 398, 64, 84) +
  lift(cut(ink.teal, 'M742 306h76l6 92h-30l-14-56-14 56h-30z')) +
  cut(ink.night, 'M734 396h34v10h-34zM794 396h34v10h-34z') +
  at(
    780,
    190,
    bust({
      cloth: ink.brick,
      head: { skin: 'cocoa', hair: 'wrap', colour: ink.gold, bow: 12, flip: true, worn: earring(ink.sea) },
      shoulders: 42,
      hips: 42,
      length: 112,
      lean: -3,
      over:
        lift(cut(ink.plum, 'M-40 16 38 4l8 62q-14 44-56 44t-46-40z') + rhombs(ink.gold, -44, 88, 5, 17, 17)) +
        lift(disc('#74452d', -8, 32, 20) + cut('#15101c', 'M-28 34C-30 6 14 6 12 32-2 18-20 20-28 34z')) +
        arm({ from: [-36, 20], bend: [-54, 76], to: [-8, 80], sleeve: ink.brick, skin: 'cocoa' }),
    }),
    { size: 1.1 },
  )

export const terminal: Scene = {
  ground: 'sun',
  size: [880, 440],
  crop: [252, 72, 200],
  draw: (ink) => ({
    back:
      disc(ink.coral, 84, 96, 44) +
      hills(ink.sunFar, ink.sunFar, 226, 880) +
      bus(ink) +
      box(ink.floor, 0, 394, 880, 46) +
      teeth(ink.gold, 0, 440, 22, 40, -24),
    focus: friends(ink),
    front: abuela(ink) + girl(ink) + at(44, 342, bag(ink, ink.plum), { size: 0.8 }) + booth(ink) + buyer(ink) + mother(ink),
  }),
}
