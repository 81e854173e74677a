/** A yard with a sheet on the line: the grandmother poses, the granddaughter takes the picture. */
import { at, box, cut, disc, lift, rhombs, strip } from '../paper.ts'
import { arm, bust, earring } from '../people.ts'
import type { Scene } from '../scene.ts'
import { phoneBack, plant } from '../things.ts'

export const casting: Scene = {
  ground: 'rose',
  crop: [122, 64, 208],
  draw: (ink) => ({
    back:
      box(ink.roseFar, 0, 330, 640, 70) +
      strip(ink.night, 3, 'M0 30Q320 66 640 20') +
      lift(cut(ink.paper, 'M62 44q130 16 330 6l10 290q-170 18-346 0z')) +
      cut(ink.lilac, 'M120 60l14 270-40-2zM322 62l18 268 34-2-22-268z') +
      cut(ink.brick, 'M84 38h12v28H84zM220 46h12v28h-12zM368 42h12v28h-12z') +
      [438, 496, 554, 612].map((x, at) => disc(at % 2 ? ink.sea : ink.gold, x, 62 - at * 4, 11)).join('') +
      plant(ink, 600, 372, 1.1),
    focus: at(
      222,
      204,
      bust({
        cloth: ink.brick,
        head: { skin: 'cocoa', hair: 'bun', colour: '#d9d3df', bow: -8, worn: earring(ink.gold) },
        shoulders: 42,
        hips: 46,
        length: 150,
        worn:
          rhombs(ink.gold, -40, 34, 4, 20, 26) +
          rhombs(ink.coral, -40, 64, 4, 20, 26) +
          rhombs(ink.gold, -42, 94, 4, 20, 26) +
          strip(ink.sea, 8, 'M-12 0h.1m6 8h.1m9 3h.1m9-3h.1m6-8h.1'),
        over:
          arm({ from: [-36, 18], bend: [-76, 62], to: [-40, 100], sleeve: ink.brick, skin: 'cocoa' }) +
          arm({ from: [36, 18], bend: [78, -10], to: [34, -56], sleeve: ink.brick, skin: 'cocoa' }),
      }),
      { size: 1.55 },
    ),
    front: at(
      512,
      236,
      bust({
        cloth: ink.teal,
        head: { skin: 'cinnamon', hair: 'afro', colour: '#1d1320', bow: 2, flip: true, worn: earring(ink.coral) },
        shoulders: 38,
        hips: 36,
        length: 130,
        worn: cut(ink.sea, 'M-38 46l76 0 0 12-76 0zM-37 72h75v12h-75z'),
        over:
          arm({ from: [34, 18], bend: [52, 66], to: [-30, 24], sleeve: ink.teal, skin: 'cinnamon' }) +
          phoneBack(ink, -56, -6, 0) +
          arm({ from: [-32, 18], bend: [-78, 54], to: [-58, 10], sleeve: ink.teal, skin: 'cinnamon' }),
      }),
      { size: 1.5 },
    ),
  }),
}
