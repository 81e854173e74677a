/**
 * More than the collector can do: first what it can do is measured, then several times as much is offered, by phones that do not wait for each other. Half of them heed
 * `Retry-After`, half come again at once. Requests share connections, as behind a proxy; where no connection has room a phone is turned away at the door and comes again.
 */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { AnswerRecord } from '../../src/protocol/record.ts'
import { countersIn, oneTimeNumbersIn } from '../collector/database.ts'
import { type Counts, countedByHand } from '../collector/oracle.ts'
import { openCatalogue, type Place, type Running, send } from '../collector/process.ts'
import { endlineAfter, oneTimeNumber, type Random, randomRecord, seeded } from '../specimen.ts'

export interface OverloadPlan {
  readonly seconds: number
  /** How many times what it can do. */
  readonly times: number
  readonly measureSeconds: number
  /** That phones share. With 256 of them some 32,000 may wait for an answer, more than the collector lets wait. */
  readonly connections?: number
  readonly onSecond?: (line: string) => void
}

export interface OverloadResult {
  /** Acknowledged a second, when as many ask as it can serve. */
  readonly capacity: number
  /** Attempts a second that phones made, those at the door among them. */
  readonly offered: number
  readonly acknowledged: number
  readonly refused: number
  readonly atTheDoor: number
  /** Of acknowledged attempts, from sending to the answer, in ms. */
  readonly p50: number
  readonly p99: number
  /** Resident memory each second, in MB. */
  readonly memory: readonly number[]
  /** From the end of the load until somebody new is answered within 100 ms. */
  readonly recoveryMs: number
  /** Acknowledged and not remembered. */
  readonly lost: number
  /** Counters that differ from the count by hand. */
  readonly wrong: readonly string[]
}

const TEMPLATES = 256
/** Requests that wait for their answer on one connection at most. */
const DEPTH = 128
const TICK_MS = 5
const RUDE_MS = 200

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

interface Phone {
  readonly id: string
  readonly isPolite: boolean
}

/** Records of adults without a venue's code, whose number's first four digits say which it is. */
function templatesFrom(random: Random): { readonly record: AnswerRecord; readonly head: string; readonly tail: string }[] {
  return Array.from({ length: TEMPLATES }, () => {
    const first = randomRecord(random, { wave: 'second', occasion: 'baseline', arm: 'questions-first', age: '18+', venue: '' })
    const record = endlineAfter(random, first)
    const body = JSON.stringify(record)
    const at = body.indexOf(record.id)
    const head = `POST /api/records HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`
    return { record, head: head + body.slice(0, at), tail: body.slice(at + record.id.length) }
  })
}

/** One connection on which requests follow each other without waiting; answers come in their order. */
function connection(port: number, onAnswer: (phone: Phone, status: number, retryAfterS: number, sentAt: number) => void) {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  const waiting: { phone: Phone; sentAt: number }[] = []
  let first = 0
  let rest = ''
  let isOpen = true
  socket.on('data', (data) => {
    rest += data.toString('latin1')
    let at = 0
    for (;;) {
      const end = rest.indexOf('\r\n\r\n', at)
      if (end < 0) break
      const head = rest.slice(at, end)
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (rest.length < end + 4 + length) break
      at = end + 4 + length
      const asked = waiting[first++]
      if (asked) onAnswer(asked.phone, Number(head.slice(9, 12)), Number(/retry-after: (\d+)/i.exec(head)?.[1] ?? 0), asked.sentAt)
    }
    rest = rest.slice(at)
    if (first > 1024) waiting.splice(0, first)
    if (first > 1024) first = 0
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    isOpen = false
  })
  const pending = () => waiting.length - first
  return {
    pending,
    room: () => (isOpen && !socket.writableNeedDrain ? DEPTH - pending() : 0),
    write: (text: string, phones: readonly Phone[]) => {
      const sentAt = performance.now()
      for (const phone of phones) waiting.push({ phone, sentAt })
      socket.write(text, 'latin1')
    },
    end: () => socket.destroy(),
  }
}

export async function overload(collector: Running, at: Place, plan: OverloadPlan): Promise<OverloadResult> {
  const { port, pid } = collector
  const random = seeded(3)
  const templates = templatesFrom(random)
  const day = new Date().toISOString().slice(0, 10)
  const acknowledged = new Set<string>()
  let serial = 0
  const newPhone = (): Phone => {
    const number = serial++
    const id = `${(number % TEMPLATES).toString(16).padStart(4, '0')}${oneTimeNumber(random).slice(4)}`
    return { id, isPolite: number % 2 === 0 }
  }
  const requestOf = ({ id }: Phone): string => {
    const template = templates[Number.parseInt(id.slice(0, 4), 16)]
    return template ? `${template.head}${id}${template.tail}` : ''
  }

  /** What it can do: as many connections, each sends when it was answered. */
  async function capacityOf(seconds: number): Promise<number> {
    let answers = 0
    let isOver = false
    const all = Array.from({ length: 128 }, () => {
      const one = connection(port, (phone, status) => {
        if (status === 204) {
          acknowledged.add(phone.id)
          answers++
        }
        if (!isOver) ask()
      })
      const ask = () => {
        const phone = newPhone()
        one.write(requestOf(phone), [phone])
      }
      ask()
      return one
    })
    await wait(1000)
    const [before, began] = [answers, performance.now()]
    await wait(seconds * 1000)
    const rate = ((answers - before) / (performance.now() - began)) * 1000
    isOver = true
    while (all.some((one) => one.pending() > 0)) await wait(20)
    for (const one of all) one.end()
    return rate
  }

  const capacity = await capacityOf(plan.measureSeconds)
  const memory: number[] = [residentMb(pid)]
  const took: number[] = []
  let refused = 0
  let atTheDoor = 0
  let offered = 0
  let isOver = false
  /** Phones that come again, by the tick at which they do. */
  const again = new Map<number, Phone[]>()
  let tick = 0
  const comeAgain = (phone: Phone, ms: number) => {
    const due = tick + Math.max(1, Math.round(ms / TICK_MS))
    const list = again.get(due)
    if (list) list.push(phone)
    else again.set(due, [phone])
  }
  const onAnswer = (phone: Phone, status: number, retryAfterS: number, sentAt: number) => {
    if (status === 204) {
      acknowledged.add(phone.id)
      if (!isOver) took.push(performance.now() - sentAt)
      return
    }
    refused++
    // With a share of chance, as phones do.
    comeAgain(phone, phone.isPolite ? retryAfterS * 1000 * (1 + (random() % 1000) / 1000) : RUDE_MS)
  }
  const connections = Array.from({ length: plan.connections ?? 256 }, () => connection(port, onAnswer))

  const began = performance.now()
  let nextSecond = 1
  let returning: Phone[] = []
  while (performance.now() - began < plan.seconds * 1000) {
    tick = Math.floor((performance.now() - began) / TICK_MS)
    for (const [due, phones] of again)
      if (due <= tick) {
        returning = returning.concat(phones)
        again.delete(due)
      }
    let due = Math.floor(((performance.now() - began) / 1000) * capacity * plan.times) - offered
    offered += Math.max(0, due)
    for (let tried = 0; due > 0 && tried < connections.length; tried++) {
      const one = connections[(tick + tried) % connections.length]
      const room = Math.min(one?.room() ?? 0, due, 16)
      if (!one || room <= 0) continue
      const phones = Array.from({ length: room }, () => returning.pop() ?? newPhone())
      one.write(phones.map(requestOf).join(''), phones)
      due -= room
    }
    // Who finds no room: those who came back wait on, new ones come in a while.
    for (let left = due; left > 0; left--) {
      atTheDoor++
      comeAgain(returning.pop() ?? newPhone(), 1000 + (random() % 2000))
    }
    if (performance.now() - began > nextSecond * 1000) {
      nextSecond++
      memory.push(residentMb(pid))
      plan.onSecond?.(
        `${acknowledged.size} acknowledged, ${refused} refused, ${atTheDoor} at the door, ${memory.at(-1)?.toFixed(0)} MB`,
      )
    }
    await wait(TICK_MS)
  }
  const seconds = (performance.now() - began) / 1000
  isOver = true

  const over = performance.now()
  for (;;) {
    const asked = performance.now()
    const status = await send({ port, method: 'GET', path: '/api/health' }).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200 && performance.now() - asked < 100) break
    if (performance.now() - over > 60_000) break
    await wait(25)
  }
  const recoveryMs = performance.now() - over
  for (const one of connections) one.end()

  await collector.end('SIGTERM')
  const known = oneTimeNumbersIn(at.database)
  const byHand: Counts = {}
  const perTemplate = templates.map(({ record }) =>
    countedByHand([record], { instruments: openCatalogue.instruments, day, place: () => 'unknown' }),
  )
  for (const id of known)
    for (const [name, n] of Object.entries(perTemplate[Number.parseInt(id.slice(0, 4), 16)] ?? { [`${id}, which nobody sent`]: 1 }))
      byHand[name] = (byHand[name] ?? 0) + n
  const counted = countersIn(at.database)
  const names = new Set([...Object.keys(byHand), ...Object.keys(counted)])
  took.sort((a, b) => a - b)
  const share = (part: number): number => took[Math.min(took.length - 1, Math.floor(part * took.length))] ?? Number.NaN
  return {
    capacity,
    offered: offered / seconds,
    acknowledged: acknowledged.size,
    refused,
    atTheDoor,
    p50: share(0.5),
    p99: share(0.99),
    memory,
    recoveryMs,
    lost: [...acknowledged].filter((id) => !known.has(id)).length,
    wrong: [...names]
      .filter((name) => counted[name] !== byHand[name])
      .map((name) => `${name}: ${counted[name] ?? 'none'}, ${byHand[name] ?? 'none'}`),
  }
}
