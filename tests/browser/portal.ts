/**
 * A network with a captive portal: a real server that stands in front of the collector and lets requests through, or answers for everything itself, each of the
 * ways that portals have.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

/** How long each answer takes to begin on a slow network. */
const SLOW_MS = 300

const LOGIN = '<!doctype html><html><title>Wi-Fi</title><form method="post"><input name="room"></form></html>'

/** What a portal may answer, whatever was asked. */
export const PORTALS = {
  'a login page with status 200': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(LOGIN),
  'a redirect to its login page': (asked, response) => {
    if (asked.url?.startsWith('/portal/')) response.writeHead(200, { 'content-type': 'text/html' }).end(LOGIN)
    else response.writeHead(302, { location: '/portal/login' }).end()
  },
  '511 Network Authentication Required': (_, response) => response.writeHead(511, { 'content-type': 'text/html' }).end(LOGIN),
  'JSON of its own': (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok","counted":1}'),
  'an empty 204': (_, response) => response.writeHead(204).end(),
  '404 for everything': (_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end(LOGIN),
  'a problem document of its own': (_, response) =>
    response
      .writeHead(410, { 'content-type': 'application/problem+json' })
      .end('{"type":"about:blank","title":"Gone","status":410}'),
} as const satisfies Record<string, (asked: IncomingMessage, response: ServerResponse) => void>

/** What lies between the phone and the collector: nothing, a portal, a filter that lets nobody post, a slow network, one that takes and never answers, none at all. */
export type Way = 'open' | keyof typeof PORTALS | 'a filter that lets nobody post' | 'slow' | 'silence' | 'no network'

export interface Portal {
  readonly address: string
  /** How it is from now on. */
  is(way: Way): void
  /** The paths asked for since the last time, in order, each with its method. */
  asked(): string[]
  close(): void
}

/** A network whose other end is the server at `address`. */
export async function portalBefore(address: string): Promise<Portal> {
  let way: Way = 'open'
  let paths: string[] = []
  const through = (asked: IncomingMessage, response: ServerResponse): void => {
    const onward = request(address + (asked.url ?? ''), { method: asked.method, headers: asked.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    asked.pipe(onward)
  }
  const server = createServer((asked, response) => {
    paths.push(`${asked.method} ${asked.url}`)
    if (way === 'silence') return
    if (way === 'no network') response.destroy()
    else if (way === 'open') through(asked, response)
    else if (way === 'slow') setTimeout(through, SLOW_MS, asked, response)
    else if (way !== 'a filter that lets nobody post') PORTALS[way](asked, response)
    else if (asked.method === 'POST') response.writeHead(405, { 'content-type': 'text/html' }).end(LOGIN)
    else through(asked, response)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    is: (next) => {
      way = next
      // No connection of before goes on as before.
      server.closeAllConnections()
    },
    asked: () => {
      const before = paths
      paths = []
      return before
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
