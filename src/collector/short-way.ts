/**
 * The short way of what phones write: a message whose head is as every browser sends it goes from Node's server to `writes` and back, past the framework. Routing,
 * hooks and replies took as long as all that is done with a record. Whatever is odd about a head goes the long way, by `app`'s routes, which take the same messages
 * and give the same answers (`tests/collector/short-way.test.ts`).
 */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import { ACK_HEADER, ACK_STATUS, ACK_VALUE, BATCH_HEADER } from '../protocol/acknowledgement.ts'
import { PROBLEM_MEDIA_TYPE, type ProblemCode, problemDocument } from '../protocol/problem.ts'
import { PROOF_HEADER } from '../protocol/proof.ts'
import { API_HEADERS } from './headers.ts'
import { jsonIn } from './json-body.ts'
import type { Arrival } from './limits/limits.ts'
import type { Log } from './log.ts'
import { problemAnswer } from './problem-answer.ts'
import { BODY_LIMIT, WRITE_ADDRESSES, type WriteAddress, type Writes } from './writes.ts'

export interface ShortWayParts {
  readonly writes: Pick<Writes, 'admit' | 'count'>
  readonly log: Log
  /** Told of every refusal. */
  readonly refused: (code: ProblemCode) => void
}

/** What the limits look at. The headers are Node's own: several of one name come as one. */
export const arrivalOf = ({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): Arrival => ({
  peer: socket.remoteAddress,
  forwarded: headers['x-forwarded-for']?.toString(),
})

const ACKNOWLEDGED = Object.entries({ ...API_HEADERS, [ACK_HEADER]: ACK_VALUE }).flat()

/**
 * The address, where the head promises a JSON body of a length that is taken.
 * Node's parser holds the body to that length.
 */
function shortAddress({ method, url, headers }: IncomingMessage): WriteAddress | undefined {
  if (method !== 'POST' || headers['content-type'] !== 'application/json' || headers.expect !== undefined) return undefined
  const length = Number(headers['content-length'])
  return length > 0 && length <= BODY_LIMIT ? WRITE_ADDRESSES.find((address) => address === url) : undefined
}

/** A server that serves what it can the short way, and all else by `long`. */
export function shortWayServer(long: RequestListener, options: ServerOptions, { writes, log, refused }: ShortWayParts): Server {
  /** While the server stops, each answer is its connection's last. */
  const last = (response: ServerResponse): void => {
    if (!server.listening) response.shouldKeepAlive = false
  }

  function acknowledge(response: ServerResponse, told: number | undefined): void {
    last(response)
    response.writeHead(ACK_STATUS, told === undefined ? ACKNOWLEDGED : [...ACKNOWLEDGED, BATCH_HEADER, String(told)]).end()
  }

  function refuse(response: ServerResponse, address: WriteAddress, error: Error): void {
    const { code, more, headers, isFault } = problemAnswer(error)
    if (isFault) log('fault', { route: address, error: error.name })
    refused(code)
    const problem = problemDocument(code, more)
    const body = JSON.stringify(problem)
    last(response)
    response
      .writeHead(problem.status, {
        ...API_HEADERS,
        ...headers,
        'content-type': `${PROBLEM_MEDIA_TYPE}; charset=utf-8`,
        'content-length': Buffer.byteLength(body),
      })
      .end(body)
  }

  function serve(request: IncomingMessage, response: ServerResponse, address: WriteAddress): void {
    const arrival = arrivalOf(request)
    const refuseIt = (error: Error): void => refuse(response, address, error)
    const count = (body: Buffer): void => {
      try {
        writes
          .count(address, jsonIn(body), { arrival, proof: request.headers[PROOF_HEADER] })
          .then((told) => acknowledge(response, told), refuseIt)
      } catch (error) {
        refuseIt(error as Error)
      }
    }
    try {
      writes.admit(arrival)
    } catch (error) {
      refuseIt(error as Error)
      return
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => void chunks.push(chunk))
    request.on('end', () => count(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
  }

  const server: Server = createServer(options, (request, response) => {
    const address = shortAddress(request)
    if (address === undefined) long(request, response)
    else serve(request, response, address)
  })
  return server
}
