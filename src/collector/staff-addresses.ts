/**
 * The collector's addresses, and who may ask them. Each address under `/api/` stands in one of these two tables; one that stands in neither stops the collector from
 * starting (`refuseUnlisted`), so none can be added and left open by oversight.
 */
import type { FastifyRequest, RouteOptions } from 'fastify'
import { type Catalogue, waveOf } from '../protocol/catalogue.ts'
import type { Scope } from '../protocol/scope.ts'
import { parseSitting, sessionId, venueOfSession } from '../protocol/table-session.ts'

export interface StaffAddress {
  readonly scope: Scope
  /** What the audit log calls it. */
  readonly act: string
  /** What the act is about: found in the request, and named in the audit log. */
  readonly about: 'a wave' | 'a session' | 'nothing'
}

/** What staff ask, by method and route. HEAD is asked with what GET is. */
export const STAFF_ADDRESSES: Readonly<Record<string, StaffAddress>> = {
  'GET /api/results': { scope: 'read', act: 'results fetched', about: 'a wave' },
  'POST /api/snapshots': { scope: 'release', act: 'snapshots asked for', about: 'a wave' },
  'POST /api/kiosk-signatures': { scope: 'kiosk', act: 'kiosk signature checked', about: 'nothing' },
  'GET /api/codes': { scope: 'codes', act: 'codes fetched', about: 'nothing' },
  'GET /api/tables': { scope: 'table', act: 'sessions listed', about: 'nothing' },
  'POST /api/tables': { scope: 'table', act: 'session opened', about: 'a session' },
  'GET /api/tables/count': { scope: 'table', act: 'session counted', about: 'a session' },
  'GET /api/tables/snapshots': { scope: 'table', act: 'session results fetched', about: 'a session' },
  'POST /api/tables/snapshot': { scope: 'table', act: 'session snapshot asked for', about: 'a session' },
  'GET /api/quarantine': { scope: 'decide', act: 'quarantine listed', about: 'a wave' },
  'POST /api/quarantine/:id': { scope: 'decide', act: 'quarantine decided', about: 'a wave' },
  'POST /api/tables/end': { scope: 'table', act: 'session ended', about: 'a session' },
}

/** What phones and anybody ask. */
export const OPEN_ADDRESSES: ReadonlySet<string> = new Set([
  'POST /api/records',
  'POST /api/footfall',
  'GET /api/health',
  'GET /api/tables/spoken',
])

const asked = (method: string, url: string): string => `${method === 'HEAD' ? 'GET' : method} ${url}`

/** The row of the address that a request has come to. @throws where it is none of staff's */
export function staffAddressOf({ method, routeOptions }: Pick<FastifyRequest, 'method' | 'routeOptions'>): StaffAddress {
  const name = asked(method, routeOptions.url ?? '')
  const address = STAFF_ADDRESSES[name]
  if (!address) throw new Error(`${name} demands no scope: add it to STAFF_ADDRESSES`)
  return address
}

/** For Fastify's `onRoute`. @throws where an address of the API says neither that anybody may ask nor which scope it demands */
export function refuseUnlisted({ method, url, preHandler }: RouteOptions): void {
  if (!url.startsWith('/api/')) return
  for (const each of [method].flat()) {
    const name = asked(each, url)
    const isStaffs = Object.hasOwn(STAFF_ADDRESSES, name)
    if (!isStaffs && !OPEN_ADDRESSES.has(name))
      throw new Error(`${name} says neither that anybody may ask it nor which scope it demands: add it to staff-addresses.ts`)
    if (isStaffs && preHandler === undefined) throw new Error(`${name} is staff's and lets anybody in: give it staffOnly`)
  }
}

/** For the audit log; never a text that was sent, unless it is the name of something that there is. */
export function subjectOf(
  request: Pick<FastifyRequest, 'query' | 'body'>,
  about: StaffAddress['about'],
  catalogue: Catalogue,
): string {
  const query = Object(request.query) as Readonly<Record<string, unknown>>
  if (about === 'nothing') return ''
  if (about === 'a wave') {
    const wave = query.wave ?? catalogue.currentWave
    return typeof wave === 'string' && waveOf(catalogue, wave) ? wave : 'unknown'
  }
  const sitting = parseSitting(request.body)
  const id = sitting.ok ? sessionId(sitting.value) : (query.table ?? (Object(request.body) as { table?: unknown }).table)
  return typeof id === 'string' && venueOfSession(catalogue, id) ? id : 'unknown'
}
