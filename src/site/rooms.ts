/**
 * Rooms: the pages of audiences that are asked an instrument of their own. An audience has an address of its own because it is known where a code is made
 * and nowhere else: a static page cannot hold every venue, a phone cannot ask which one it has before its questions are there, and the questions for
 * everybody have no byte to spare for a second instrument. So the printed address itself says what is asked.
 */
import type { FixedPage } from './routes.ts'

export const AUDIENCES = ['prosecutors', 'responders'] as const
export type RoomAudience = (typeof AUDIENCES)[number]

export const roomOf = { prosecutors: 'table', responders: 'shift' } as const satisfies Record<RoomAudience, FixedPage>
