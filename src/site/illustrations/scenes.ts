/**
 * Every illustration by its name. A story's is the story's `story`, a guide's is the guide's `guide`: a new one needs a file in
 * `scenes/` and a line here; without it the page has no picture.
 */
import type { Scene } from './scene.ts'
import { callCentre } from './scenes/call-centre.ts'
import { carer } from './scenes/carer.ts'
import { casting } from './scenes/casting.ts'
import { family } from './scenes/family.ts'
import { flight } from './scenes/flight.ts'
import { football } from './scenes/football.ts'
import { godmother } from './scenes/godmother.ts'
import { help } from './scenes/help.ts'
import { highSeason } from './scenes/high-season.ts'
import { hotel } from './scenes/hotel.ts'
import { invitation } from './scenes/invitation.ts'
import { prosecutors } from './scenes/prosecutors.ts'
import { station } from './scenes/station.ts'
import { stopover } from './scenes/stopover.ts'
import { terminal } from './scenes/terminal.ts'
import { waitress } from './scenes/waitress.ts'
import { wheel } from './scenes/wheel.ts'

export const SCENES: Readonly<Record<string, Scene>> = {
  // the site
  home: terminal,
  help,
  // stories
  waitress,
  'call-centre': callCentre,
  carer,
  football,
  stopover,
  invitation,
  casting,
  'high-season': highSeason,
  godmother,
  // guides
  terminal: station,
  driver: wheel,
  'cabin-crew': flight,
  hotel,
  family,
  prosecutors,
}
