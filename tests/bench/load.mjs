/** The load: connections that each send a record, wait for the answer and send the next. Its own process stays the same whatever server it is aimed at. */
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { endlineAfter, randomRecord, seeded, specimenInstrument } from '../specimen.ts'
import { wholeAnswer } from './http-answer.ts'

/** How a record is worded for the collector, and which status says that it is kept. */
export const ourWording = { path: '/api/records', headers: '', body: (record) => record, kept: '204' }

/** Requests with real endline records, each as the text before its one-time number and the text after. */
export function requestParts({ path, headers, body } = ourWording) {
  const random = seeded(1)
  const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${headers}content-length: `
  return Array.from({ length: 500 }, () => {
    const before = randomRecord(random, { instrument: specimenInstrument.id, occasion: 'baseline' })
    const record = endlineAfter(random, before)
    const text = JSON.stringify(body(record))
    const [start, end] = text.split(record.id)
    return [`${head}${text.length}\r\n\r\n${start}`, end]
  })
}

/** Those requests over and over, with a fresh one-time number each time. */
export function* requests(wording = ourWording) {
  const parts = requestParts(wording)
  let numbers = Buffer.alloc(0)
  for (let i = 0; ; i++) {
    if (i % 1024 === 0) numbers = randomBytes(16 * 1024)
    yield parts[i % parts.length].join(numbers.toString('hex', (i % 1024) * 16, (i % 1024) * 16 + 16))
  }
}

/** One connection. Resolves with how many answers were no acknowledgement. */
function visitor(port, source, kept, isOver, took) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let sentAt = 0
    let refused = 0
    let answer = ''
    const next = () => {
      sentAt = performance.now()
      socket.write(source.next().value)
    }
    socket.on('connect', next)
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1')
      const status = wholeAnswer(answer)
      if (status === undefined) return
      answer = ''
      if (status === kept) took.push(performance.now() - sentAt)
      else refused++
      if (isOver()) socket.end()
      else next()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(refused))
  })
}

/**
 * Loads one or more ports with so many connections in all, for so long or until so many were acknowledged.
 * @returns acknowledgements a second, times in ms, and how many were refused
 */
export async function load(
  ports,
  {
    connections,
    ms = Number.POSITIVE_INFINITY,
    records = Number.POSITIVE_INFINITY,
    wording = ourWording,
    source = requests(wording),
  },
) {
  const took = []
  const began = performance.now()
  const isOver = () => performance.now() - began > ms || took.length >= records
  const refused = await Promise.all(
    Array.from({ length: connections }, (_, i) => visitor(ports[i % ports.length], source, wording.kept, isOver, took)),
  )
  const rate = took.length / ((performance.now() - began) / 1000)
  took.sort((a, b) => a - b)
  const at = (share) => took[Math.min(took.length - 1, Math.floor(share * took.length))] ?? Number.NaN
  return { acknowledged: took.length, rate, p50: at(0.5), p99: at(0.99), refused: refused.reduce((sum, n) => sum + n, 0) }
}
