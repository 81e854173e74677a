/**
 * The collector's addresses. Built apart from `main`, which alone listens, so that tests call it without a port.
 *
 * | address             | who    | does |
 * |---------------------|--------|------|
 * | POST /api/records   | phones | counts the answers of one occasion, the follow-up among them, or the reports of strong mode |
 * | POST /api/footfall  | phones | counts a scan or a start |
 * |                     |        | (both with a proof of work while a flood alarm is raised: `proof-of-work`) |
 * | GET /api/health     | anyone | says that it can count |
 * | GET /api/results    | staff  | a wave's snapshots, and nothing else |
 * | POST /api/snapshots | staff  | asks the gate for new snapshots |
 * | POST /api/kiosk-signatures | staff | says whose signature a kiosk's file carries |
 * | GET /api/codes      | staff  | every venue's code, as it is printed |
 * | /api/tables, …      | staff  | sessions at round tables (`tables.ts`) |
 * | /api/quarantine, …  | staff  | what came over a limit (`quarantine.ts`) |
 * | everything else     | anyone | the built site |
 *
 * What phones send mostly goes past all this, by `short-way`; what it means stands in `writes`. Which token opens which of staff's stands in `staff-addresses.ts`.
 */
import type { Socket } from 'node:net'
import fastifyStatic from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { ACK_HEADER, ACK_STATUS, ACK_VALUE, BATCH_HEADER } from '../protocol/acknowledgement.ts'
import { type Catalogue, waveOf } from '../protocol/catalogue.ts'
import { printedCodes } from '../protocol/printed-code.ts'
import { PROBLEM_MEDIA_TYPE, PROBLEMS, type ProblemCode, problemDocument } from '../protocol/problem.ts'
import { PROOF_HEADER } from '../protocol/proof.ts'
import { GATE_SETTINGS } from '../report/gate/settings.ts'
import type { Snapshot } from '../report/gate/snapshot.ts'
import type { GroupCommit } from './group-commit.ts'
import { API_HEADERS, cacheFor, mediaTypeOf, policyFor, SECURITY_HEADERS } from './headers.ts'
import { jsonIn } from './json-body.ts'
import { judgeSignature } from './kiosk-pairing.ts'
import type { Limits } from './limits/limits.ts'
import { openLockOut } from './limits/lock-out.ts'
import { senderOf } from './limits/sender.ts'
import type { Log } from './log.ts'
import type { CollectorMetrics } from './metrics.ts'
import { problemAnswer } from './problem-answer.ts'
import { addQuarantine, QUARANTINE_METHODS, type QuarantineStore } from './quarantine.ts'
import { Refusal } from './refusal.ts'
import { arrivalOf, shortWayServer } from './short-way.ts'
import { refuseUnlisted } from './staff-addresses.ts'
import { staffDoor } from './staff-door.ts'
import type { LaterStore } from './store/store.ts'
import { addTables, TABLE_METHODS, type TableStore } from './tables.ts'
import { codeOfVenue } from './venue-tag.ts'
import { BODY_LIMIT, openWrites, WRITE_ADDRESSES } from './writes.ts'

export interface AppParts {
  readonly catalogue: Catalogue
  readonly venueKey: Buffer
  readonly commits: GroupCommit
  readonly store: Pick<LaterStore, 'snapshots' | 'takeSnapshots' | 'closing' | 'quality' | 'tokens' | 'note'> &
    TableStore &
    QuarantineStore
  /** What keeps one network or place from being most of what is counted; left out where nothing does. */
  readonly limits?: Limits
  /** Folder of the built site; left out where the site is served by something else. */
  readonly site?: string
  /** The addresses by which phones of this machine's network reach it; left out where there are none. */
  readonly addresses?: () => readonly string[]
  /** Today, YYYY-MM-DD, by the collector's clock. */
  readonly today: () => string
  /** Whether a flood alarm is raised: then each message has to prove work. Left out where there is no alarm. */
  readonly flood?: () => boolean
  /** This hour for the audit log, `YYYY-MM-DDTHH` in UTC; left out, by this machine's clock. */
  readonly hour?: () => string
  readonly log: Log
  /** Told of every refusal. */
  readonly metrics?: Pick<CollectorMetrics, 'refused'>
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Told of every refusal, with its problem. */
    readonly refused: (code: ProblemCode) => void
  }
}

/** What the API's addresses take. Anything else is refused before a body is read, whatever method it names. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ['/api/records', 'POST'],
  ['/api/footfall', 'POST'],
  ['/api/snapshots', 'POST'],
  ['/api/kiosk-signatures', 'POST'],
  ['/api/health', 'GET, HEAD'],
  ['/api/results', 'GET, HEAD'],
  ['/api/codes', 'GET, HEAD'],
  ...TABLE_METHODS,
  ...QUARANTINE_METHODS,
])

/** Node gives a head 60 s and looks every 30: somebody who drips heads would hold each connection for a minute and a half. In ms. */
const TIMES = { requestTimeout: 20_000, headersTimeout: 20_000, connectionsCheckingInterval: 5_000, keepAliveTimeout: 72_000 }

export async function collectorApp({
  catalogue,
  venueKey,
  commits,
  store,
  site,
  limits,
  addresses = () => [],
  today,
  flood = () => false,
  hour = () => new Date().toISOString().slice(0, 13),
  log,
  metrics,
}: AppParts): Promise<FastifyInstance> {
  const refused = (code: ProblemCode): void => metrics?.refused(code)
  const writes = openWrites({ catalogue, venueKey, commits, limits, today, flood })
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    serverFactory: (handler) => {
      const server = shortWayServer(handler, TIMES, { writes, log, refused })
      server.setTimeout(60_000)
      return server
    },
    exposeHeadRoutes: true,
    // While stopping, what still comes in on an open connection is counted and the connection then closed.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    // The two refusals that no hook or error handler sees: an address that is none, and what is not HTTP at all.
    frameworkErrors: (_, __, reply) => answer(reply.headers(SECURITY_HEADERS), 'bad-request'),
    clientErrorHandler: (error, socket) => answerNonsense(error, socket, refused),
  })
  app.decorate('refused', refused)

  app.addHook('onRoute', refuseUnlisted)
  // These two run for every record: a hook that answers at once spares each a promise, and headers that are always the same are made once.
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.url.startsWith('/api/')) reply.headers(API_HEADERS)
    else {
      reply.headers({ ...SECURITY_HEADERS, 'content-security-policy': policyFor(request.url) })
      if (reply.statusCode === 200) reply.header('content-type', mediaTypeOf(request.url) ?? reply.getHeader('content-type'))
    }
    done(null, payload)
  })
  app.addHook('onRequest', (request, reply, done) => {
    const allow = METHODS.get(request.url.split('?', 1)[0] ?? '')
    if (allow === undefined || allow === request.method || allow.split(', ').includes(request.method)) return done()
    reply.header('allow', allow)
    done(new Refusal('wrong-method', { detail: `takes ${allow}` }))
  })
  takeJsonOnly(app)
  answerProblems(app, log)

  // The long way of what phones write: whatever its head has that `short-way` does not look into.
  for (const address of WRITE_ADDRESSES)
    app.post(address, { onRequest: async (request) => writes.admit(arrivalOf(request.raw)) }, async (request, reply) => {
      const told = await writes.count(address, request.body, {
        arrival: arrivalOf(request.raw),
        proof: request.headers[PROOF_HEADER],
      })
      if (told !== undefined) reply.header(BATCH_HEADER, told)
      return reply.code(ACK_STATUS).header(ACK_HEADER, ACK_VALUE).send()
    })

  app.get('/api/health', async () => {
    await commits.probe()
    return { collector: 'eso-es-cuento', state: 'counting', waiting: commits.waiting() }
  })

  const lockOut = openLockOut(() => performance.now(), { onAlarm: () => log('many-wrong-tokens') })
  const sender = (request: FastifyRequest) =>
    limits ? limits.sender(arrivalOf(request.raw)) : senderOf(request.socket.remoteAddress, undefined, () => false)
  const staffOnly = staffDoor({ store, catalogue, lockOut, sender, today, hour })
  const waveAsked = (request: FastifyRequest): string => {
    const id = (request.query as { wave?: unknown }).wave ?? catalogue.currentWave
    if (typeof id !== 'string' || !waveOf(catalogue, id))
      throw new Refusal('invalid', { errors: [{ field: 'wave', detail: 'is not a wave of this campaign' }] })
    return id
  }
  app.get('/api/results', { preHandler: staffOnly }, async (request) => {
    const wave = waveAsked(request)
    return {
      format: 'eso-es-cuento/snapshots@1',
      wave,
      settings: GATE_SETTINGS,
      closing: (await store.closing(wave)) ?? 'open',
      quality: await store.quality(wave),
      alarms: await store.alarms(wave),
      snapshots: (await store.snapshots(wave)) satisfies Snapshot[],
    }
  })
  app.post('/api/snapshots', { preHandler: staffOnly }, async (request) => {
    const wave = waveAsked(request)
    await commits.drained()
    const outcomes = await store.takeSnapshots(wave, today())
    // The journal now holds what the gate remembers, before and after.
    await commits.drained()
    return { outcomes }
  })

  app.post('/api/kiosk-signatures', { preHandler: staffOnly }, async (request) => {
    const { pairing, digest, signature } = (request.body ?? {}) as Readonly<Record<string, unknown>>
    if (typeof pairing !== 'string' || typeof digest !== 'string' || typeof signature !== 'string')
      throw new Refusal('invalid', { errors: [{ field: '', detail: 'pairing, digest and signature have to be texts' }] })
    return { verdict: judgeSignature(venueKey, catalogue.venues, { pairing, digest, signature }) }
  })
  app.get('/api/codes', { preHandler: staffOnly }, async () =>
    printedCodes(catalogue.venues.map((venue) => codeOfVenue(venueKey, venue))),
  )
  addQuarantine(app, { commits, store, today, log, staffOnly, waveAsked })
  addTables(app, { catalogue, venueKey, commits, store, addresses, today, staffOnly, openWave: writes.openWave })

  if (site !== undefined)
    await app.register(fastifyStatic, {
      root: site,
      preCompressed: true,
      redirect: true,
      cacheControl: false,
      // Nothing here is worth a part of itself: whoever asks for a range gets the whole.
      acceptRanges: false,
      setHeaders: (reply) => void reply.header('cache-control', cacheFor(reply.request.url)),
    })
  app.setNotFoundHandler((request, reply) => {
    if (site === undefined || request.url.startsWith('/api/')) return answer(reply, 'not-found')
    return reply.code(404).sendFile(request.url.startsWith('/en/') ? 'en/404/index.html' : '404.html')
  })
  return app
}

function answer(reply: FastifyReply, code: ProblemCode, more?: Refusal['more']): FastifyReply {
  reply.server.refused(code)
  return reply
    .code(PROBLEMS[code].status)
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problemDocument(code, more)))
}

/** Answers a connection that spoke no HTTP, or too slowly, by hand: there is no request to reply to. */
function answerNonsense(error: Error & { code?: string }, socket: Socket, refused: (code: ProblemCode) => void): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  refused('bad-request')
  const body = JSON.stringify(problemDocument('bad-request'))
  const headers = { ...SECURITY_HEADERS, 'content-type': PROBLEM_MEDIA_TYPE, 'content-length': body.length, connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('')}\r\n${body}`)
}

/** A body of any other kind is refused by its type before it is looked at. */
function takeJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_: FastifyRequest, body: Buffer) => jsonIn(body))
}

function answerProblems(app: FastifyInstance, log: AppParts['log']): void {
  app.setErrorHandler((error: Error, request, reply) => {
    const { code, more, headers, isFault } = problemAnswer(error)
    if (isFault) log('fault', { route: request.routeOptions.url ?? 'none', error: error.name })
    return answer(reply.headers(headers), code, more)
  })
}
