/**
 * Sends bad requests to a collector's port, good ones in between, and says what came of it. Afterwards the counters are those of the good ones, counted by hand, and nothing else.
 */
import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { connect } from 'node:net'
import type { AnswerRecord } from '../../src/protocol/record.ts'
import { countersIn, oneTimeNumbersIn } from '../collector/database.ts'
import { countedByHand } from '../collector/oracle.ts'
import { isAcknowledged, openCatalogue, type Place, type Running, send } from '../collector/process.ts'
import { seeded } from '../specimen.ts'
import { type Attempt, attempts, genuine } from './attempts.ts'

export interface FuzzPlan {
  readonly attempts: number
  readonly seed: number
  readonly connections?: number
  /** Connections that send a byte now and then and never finish. */
  readonly slow?: number
  readonly onStep?: (done: number) => void
}

export interface FuzzResult {
  readonly attempts: number
  readonly kinds: Readonly<Record<string, number>>
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>
  /** Sent in between as a phone does, and acknowledged. */
  readonly genuine: number
  /** What must not be: told with the bytes that did it. */
  readonly wrong: readonly string[]
  /** Resident memory in MB: after each twentieth. */
  readonly memory: readonly number[]
  /** Of the slow ones, how many were cut off. */
  readonly cut: number
  readonly seconds: number
}

const PATIENCE_MS = 5_000
const REPORTED = 20

/** No venue's code is genuine here. */
const placeOf = ({ age, arm }: AnswerRecord): string =>
  age === '14-17' ? '14-17' : arm === 'content-first' ? 'comparison' : 'unknown'

export const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

/** Everything that was answered, or `nothing came, and the connection stayed open`. */
const exchange = (port: number, { parts, after }: Attempt): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const late = setTimeout(() => {
      socket.destroy()
      resolve(undefined)
    }, PATIENCE_MS)
    socket.setNoDelay(true)
    socket.on('connect', async () => {
      for (const part of parts) await new Promise((sent) => socket.write(part, sent))
      if (after === 'end') socket.end()
      if (after === 'tear') socket.resetAndDestroy()
    })
    socket.on('data', (data) => {
      text += data.toString('latin1')
    })
    // A torn connection, by us or because it was answered before all was said.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(late)
      resolve(text)
    })
  })

export async function fuzz(collector: Running, at: Place, plan: FuzzPlan): Promise<FuzzResult> {
  const began = performance.now()
  const { port, pid } = collector
  const source = attempts(plan.seed)
  const random = seeded(plan.seed + 1)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const kinds: Record<string, number> = {}
  const statuses: Record<string, number> = {}
  const wrong: string[] = []
  const memory: number[] = []
  const mayBeCounted = new Map<string, AnswerRecord>()
  const acknowledged = new Set<string>()
  const day = new Date().toISOString().slice(0, 10)
  let done = 0
  let good = 0

  const tell = (what: string, attempt?: Attempt) => {
    if (wrong.length < REPORTED)
      wrong.push(
        `${what}${attempt ? `: ${attempt.kind}, ${JSON.stringify(Buffer.concat(attempt.parts).toString('latin1').slice(0, 600))}` : ''}`,
      )
  }

  async function attack(attempt: Attempt): Promise<void> {
    kinds[attempt.kind] = (kinds[attempt.kind] ?? 0) + 1
    for (const record of attempt.good) mayBeCounted.set(record.id, record)
    const text = await exchange(port, attempt)
    if (text === undefined) return tell('never answered', attempt)
    const answers = text.match(/HTTP\/1\.[01] \d{3}(?= )/g)?.map((line) => line.slice(-3)) ?? []
    for (const status of answers) statuses[status] = (statuses[status] ?? 0) + 1
    if (answers.some((status) => status.startsWith('5'))) tell('an answer of 500 or more', attempt)
    const counted = text.match(/\r\ncounted: 1\r\n/g)?.length ?? 0
    if (counted > attempt.good.length) tell('more acknowledged than was good', attempt)
    if (attempt.certain && counted < attempt.good.length) tell('a good one not acknowledged', attempt)
    if (counted === attempt.good.length) for (const { id } of attempt.good) acknowledged.add(id)
    if (attempt.after === 'wait' && answers.length === 0 && !attempt.early) tell('closed without an answer', attempt)
  }

  async function phone(): Promise<void> {
    const record = genuine(random)
    mayBeCounted.set(record.id, record)
    const answer = await send({ port, agent, body: JSON.stringify(record) }).catch((error: Error) => error)
    if (answer instanceof Error || !isAcknowledged(answer))
      return tell(`a phone was told ${answer instanceof Error ? answer.message : answer.status}`)
    acknowledged.add(record.id)
    good++
  }

  const slow = Array.from({ length: plan.slow ?? 0 }, (_, index) => slowOne(port, index))
  const worker = async () => {
    while (done < plan.attempts) {
      const number = done++
      await attack(source.next().value as Attempt)
      if (number % 20 === 0) await phone()
      if (number % Math.ceil(plan.attempts / 20) === 0) memory.push(residentMb(pid))
      plan.onStep?.(number)
    }
  }
  try {
    await Promise.all(Array.from({ length: plan.connections ?? 32 }, worker))
    await phone()
  } finally {
    agent.destroy()
  }
  const cut = slow.filter(({ isCut }) => isCut()).length
  for (const { end } of slow) end()

  if (/"event":"fault"/.test(collector.output())) tell(`the collector says: ${collector.output().slice(-500)}`)
  const code = await collector.end('SIGTERM')
  if (code !== 0) tell(`the collector ended with ${code}`)
  const known = oneTimeNumbersIn(at.database)
  for (const id of acknowledged) if (!known.has(id)) tell(`${id} was acknowledged and is not remembered`)
  for (const id of known) if (!mayBeCounted.has(id)) tell(`${id} was counted, and was bad`)
  const there = [...mayBeCounted.values()].filter(({ id }) => known.has(id))
  // Nothing was released, so the batch being gathered is number 0: who names another one, or none, is late, and counts as a finish alone.
  const isLate = ({ before, batch }: AnswerRecord) => before !== undefined && batch !== 0
  const byHand = countedByHand(
    there.filter((record) => !isLate(record)),
    { instruments: openCatalogue.instruments, day, place: placeOf },
  )
  for (const record of there.filter(isLate)) {
    const name = `${record.wave}/${record.instrument}/${placeOf(record)} f:finish:${day}`
    byHand[name] = (byHand[name] ?? 0) + 1
  }
  const counted = countersIn(at.database)
  for (const name of new Set([...Object.keys(byHand), ...Object.keys(counted)]))
    if (byHand[name] !== counted[name]) tell(`${name} holds ${counted[name] ?? 'none'}, and should ${byHand[name] ?? 'none'}`)
  return {
    attempts: plan.attempts,
    kinds,
    statuses,
    genuine: good,
    wrong,
    memory,
    cut,
    seconds: (performance.now() - began) / 1000,
  }
}

/** A head, or a body, that comes a byte at a time and never ends. */
function slowOne(port: number, index: number) {
  const socket = connect(port, '127.0.0.1')
  let isCut = false
  const start = 'POST /api/records HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
  socket.write(index % 2 === 0 ? start : `${start}content-length: 900\r\n\r\n{"v":1,`)
  const drip = setInterval(() => socket.write(index % 2 === 0 ? `x-${index}: 1\r\n` : ' '), 1_000)
  socket.on('error', () => undefined)
  socket.on('data', () => undefined)
  socket.on('close', () => {
    isCut = true
    clearInterval(drip)
  })
  return {
    isCut: () => isCut,
    end: () => {
      clearInterval(drip)
      socket.destroy()
    },
  }
}
