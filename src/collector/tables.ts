/**
 * Sessions at round tables: opened by staff, answered by phones, looked at from a projector.
 *
 * | address                    | who    | does |
 * |----------------------------|--------|------|
 * | GET /api/tables            | staff  | the sessions, and the addresses of this machine on its network |
 * | POST /api/tables           | staff  | opens a session, or gives the one that is open already |
 * | GET /api/tables/count      | staff  | how many people of one session have answered: the one live number |
 * | GET /api/tables/snapshots  | staff  | what the gate has released of one session |
 * | POST /api/tables/snapshot  | staff  | asks the gate about one session |
 * | POST /api/tables/end       | staff  | ends a session: its spoken digits are good no longer |
 * | GET /api/tables/spoken     | phones | the code behind digits that were said aloud |
 *
 * A session's code verifies by itself (protocol/table-session), so counting needs nothing of this file. What is kept of a session is its digits.
 */
import { randomInt } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Catalogue, type Room, roomOf, type Venue, type Wave, waveOf } from '../protocol/catalogue.ts'
import {
  isSpokenGood,
  type OpenTable,
  parseSitting,
  type SpokenAnswer,
  sessionId,
  sittingOf,
  spokenIn,
  TABLES_FORMAT,
  type TableSession,
  type TablesAnswer,
  venueOfSession,
} from '../protocol/table-session.ts'
import { leafId } from '../tally/leaf.ts'
import { type GroupCommit, NotCounted } from './group-commit.ts'
import { Refusal } from './refusal.ts'
import type { LaterStore } from './store/store.ts'
import { codeOfVenue } from './venue-tag.ts'

export type TableStore = Pick<LaterStore, 'keepTable' | 'tables' | 'endTable' | 'people'>

export const TABLE_METHODS: readonly (readonly [string, string])[] = [
  ['/api/tables', 'GET, HEAD, POST'],
  ['/api/tables/count', 'GET, HEAD'],
  ['/api/tables/snapshots', 'GET, HEAD'],
  ['/api/tables/snapshot', 'POST'],
  ['/api/tables/end', 'POST'],
  ['/api/tables/spoken', 'GET, HEAD'],
]

export interface TableParts {
  readonly catalogue: Catalogue
  readonly venueKey: Buffer
  readonly commits: Pick<GroupCommit, 'drained'>
  readonly store: TableStore & Pick<LaterStore, 'snapshots' | 'takeSnapshots'>
  readonly addresses: () => readonly string[]
  readonly today: () => string
  readonly staffOnly: (request: FastifyRequest) => Promise<void>
  /** Throws where the wave is not open. */
  readonly openWave: (wave: Wave) => void
}

/**
 * Wrong digits that are listened to in a minute, from everybody together: sixty people mistype less. No address is remembered, so it is a limit on the
 * collector and not on anybody. A million codes and this many tries make a day's guessing as good as vain; and who guesses right gets what a glance at the projector gives.
 */
const WRONG_A_MINUTE = 60
const MINUTE_MS = 60_000

export function addTables(
  app: FastifyInstance,
  { catalogue, venueKey, commits, store, addresses, today, staffOnly, openWave }: TableParts,
): void {
  const invalid = (field: string, detail: string) => new Refusal('invalid', { errors: [{ field, detail }] })

  /** A session's venue and room. Throws where the content of today has no such table, or asks it nothing of its own. */
  function seatOf(id: string, wave: Wave): { readonly venue: Venue; readonly room: Room } {
    const venue = venueOfSession(catalogue, id)
    if (!venue) throw invalid('table', 'is not a round table of this campaign')
    const room = roomOf(wave, venue.audience)
    if (!room) throw invalid('table', 'has an audience that is asked no instrument of its own')
    return { venue, room }
  }

  function opened(session: TableSession): OpenTable[] {
    const wave = waveOf(catalogue, session.wave)
    const venue = venueOfSession(catalogue, session.id)
    const room = wave && venue && roomOf(wave, venue.audience)
    // A table that was taken out of the content is none that can be opened.
    return venue && room ? [{ ...session, code: codeOfVenue(venueKey, venue), path: room.path }] : []
  }

  async function sessionNamed(id: unknown): Promise<TableSession> {
    const session = typeof id === 'string' ? (await store.tables()).find((one) => one.id === id) : undefined
    if (!session) throw invalid('table', 'is not a session of this collector')
    return session
  }
  const inQuery = (request: FastifyRequest) => sessionNamed((request.query as { table?: unknown }).table)
  const inBody = (request: FastifyRequest) => sessionNamed((Object(request.body) as { table?: unknown }).table)

  app.get('/api/tables', { preHandler: staffOnly }, async (): Promise<TablesAnswer> => {
    return { format: TABLES_FORMAT, addresses: addresses(), tables: (await store.tables()).flatMap(opened) }
  })

  app.post('/api/tables', { preHandler: staffOnly }, async (request): Promise<OpenTable> => {
    const parsed = parseSitting(request.body)
    if (!parsed.ok) throw new Refusal('invalid', { errors: parsed.errors })
    const id = sessionId(parsed.value)
    const wave = waveOf(catalogue, catalogue.currentWave) as Wave
    openWave(wave)
    const { room } = seatOf(id, wave)
    if (wave.strongVenues.includes(sittingOf(id)?.table ?? ''))
      throw invalid('table', 'is in strong mode, which has no picture of a room')
    const known = await store.tables()
    const session = await store.keepTable({
      id,
      wave: wave.id,
      instrument: room.instrument,
      spoken: digitsBeside(known.map(({ spoken }) => spoken)),
      state: 'open',
    })
    const [table] = opened(session)
    if (!table) throw invalid('table', 'is not a round table of this campaign')
    return table
  })

  app.get('/api/tables/count', { preHandler: staffOnly }, async (request) => {
    const { wave, instrument, id } = await inQuery(request)
    return store.people(leafId({ wave, instrument, place: id }))
  })

  const released = async ({ wave, instrument, id }: TableSession) =>
    (await store.snapshots(wave)).filter((snapshot) => snapshot.place === id && snapshot.instrument === instrument)

  app.get('/api/tables/snapshots', { preHandler: staffOnly }, async (request) => ({
    snapshots: await released(await inQuery(request)),
  }))

  app.post('/api/tables/snapshot', { preHandler: staffOnly }, async (request) => {
    const session = await inBody(request)
    await commits.drained()
    const outcomes = await store.takeSnapshots(session.wave, today(), session.id)
    await commits.drained()
    const { outcome } = outcomes.find(({ instrument }) => instrument === session.instrument) ?? { outcome: 'held' as const }
    return { outcome, snapshots: await released(session) }
  })

  app.post('/api/tables/end', { preHandler: staffOnly }, async (request) => {
    const session = await inBody(request)
    await store.endTable(session.id)
    return { ...session, state: 'ended' }
  })

  let minute = 0
  let wrong = 0
  app.get('/api/tables/spoken', async (request): Promise<SpokenAnswer> => {
    const now = Math.floor(Date.now() / MINUTE_MS)
    if (now !== minute) [minute, wrong] = [now, 0]
    if (wrong >= WRONG_A_MINUTE) throw new NotCounted('too many wrong digits; try again in a minute')
    const { digits } = request.query as { digits?: unknown }
    const spoken = typeof digits === 'string' ? spokenIn(digits) : undefined
    if (spoken === undefined) throw invalid('digits', 'has to be six digits')
    const session = (await store.tables()).find((one) => one.spoken === spoken && isSpokenGood(one, today()))
    const [table] = session ? opened(session) : []
    if (!table) {
      wrong++
      throw new Refusal('not-found', { detail: 'no session that is open has these digits' })
    }
    return { code: table.code, path: table.path }
  })
}

/** Six digits that no other session has. */
function digitsBeside(taken: readonly string[]): string {
  for (;;) {
    const digits = String(randomInt(0, 1_000_000)).padStart(6, '0')
    if (!taken.includes(digits)) return digits
  }
}
